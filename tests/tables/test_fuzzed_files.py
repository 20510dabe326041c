"""Whatever file is sent: a table or one sentence, in less than 500 MB, never a traceback."""

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables.malformed import FILES, SMALL
from tests.tables.sheet_files import KINDS
from villagepub import tables
from villagepub.tables import TableError, xls_process
from villagepub.tables.file_reader import OLE

# Reads one file and says the most memory that took, the program itself included. The
# limit on the address space is what a runaway parser runs into.
READER = """
import resource, sys
from villagepub import tables
from tests.tables.malformed import FILES
name = sys.argv[1]
data = FILES[name]()
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
open("/proc/self/clear_refs", "w").write("5")  # the peak begins here, not at the making
try:
    tables.read(data, name)
except tables.TableError as error:
    assert str(error).endswith("。"), error
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(int(status["VmHWM"].split()[0]) // 1000)
"""
MAX_MEGABYTES = 500
# Made once: a workbook carries the moment of its making.
GOOD = {name: make(SMALL) for name, make in KINDS.items()}
MAGIC = (
    b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><table>", b"\xff\xfe",
    b"\xef\xbb\xbf", b"%PDF", b"<?xml version='1.0'?><html><table><tr>",
)  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_malformed_file_ends_within_its_memory(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READER, name], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) < MAX_MEGABYTES


def read(data: bytes, name: str) -> None:
    """A table or a sentence; anything else goes through.

    What its own process does with an xls is done here: a process a file takes minutes.
    """
    if data.startswith(OLE):
        answer = xls_process.read(data)
        assert set(answer) == {"fault"} or set(answer) == {"sheets", "hidden"}
        assert json.dumps(answer)
        return
    try:
        found = tables.read(data, name)
    except TableError as error:
        assert str(error).endswith("。")
    else:
        assert all(table.rows for table in found)


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_file_broken_anywhere_is_read_or_refused(
    name: str, data: st.DataObject
) -> None:
    good = GOOD[name]
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(start + 40, len(good))))
    read(good[:start] + data.draw(st.binary(max_size=40)) + good[end:], name)


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_file_cut_off_anywhere_is_read_or_refused(
    name: str, data: st.DataObject
) -> None:
    good = GOOD[name]
    read(good[: data.draw(st.integers(0, len(good)))], name)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(MAGIC), st.binary(max_size=400))
def test_any_bytes_behind_any_beginning_are_read_or_refused(
    head: bytes, tail: bytes
) -> None:
    read(head + tail, "文件")
