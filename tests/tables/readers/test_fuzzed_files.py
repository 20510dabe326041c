"""Whatever file is sent: a table or one sentence, in less than 500 MB, never a traceback."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.tables.malformed import FILES, SMALL
from tests.tables.sheet_files import KINDS
from villagepub import tables
from villagepub.tables import TableError
from villagepub.tables.readers import xls_sheets
from villagepub.tables.readers.file_reader import OLE

# Reads files, each in a process of its own that is forked from one that has loaded the
# program, and says the most memory that took, the program itself included. The limit on
# the address space is what a runaway parser runs into.
READER = """
import os, resource, signal, sys, traceback
from villagepub import tables
from tests.conftest import ROOT
from tests.tables.malformed import FILES

def peak(name):
    data = FILES[name]()
    signal.alarm(60)
    resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")  # the peak begins here, not at the making
    try:
        tables.read(data, name)
    except tables.TableError as error:
        assert str(error).endswith("。"), error
    with open("/proc/self/status") as file:
        status = dict(line.split(":", 1) for line in file)
    return int(status["VmHWM"].split()[0]) // 1000

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            print(peak(line.rstrip()), flush=True)
        except BaseException:
            print(traceback.format_exc(), flush=True)
        os._exit(0)
    os.waitpid(child, 0)
    print("end", flush=True)
"""
MAX_MEGABYTES = 500
# Made once: a workbook carries the moment of its making.
GOOD = {name: make(SMALL) for name, make in KINDS.items()}
MAGIC = (
    b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><table>", b"\xff\xfe",
    b"\xef\xbb\xbf", b"%PDF", b"<?xml version='1.0'?><html><table><tr>",
)  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Iterator[subprocess.Popen[str]]:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", READER],
        cwd=ROOT,
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.STDOUT,
        text=True,
    ) as program:
        yield program
        program.stdin.close()


@pytest.mark.parametrize("name", FILES)
def test_a_malformed_file_ends_within_its_memory(
    reader: subprocess.Popen[str], name: str
) -> None:
    reader.stdin.write(f"{name}\n")
    reader.stdin.flush()
    told = ""
    while (line := reader.stdout.readline()) not in ("end\n", ""):
        told += line
    assert told.strip().isdecimal(), told
    assert int(told) < MAX_MEGABYTES


def read(data: bytes, name: str) -> None:
    """A table or a sentence; anything else goes through.

    What its own process does with an xls is done here: a process a file takes minutes.
    """
    if data.startswith(OLE):
        answer = xls_sheets.read(data)
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
@settings(max_examples=40)
@given(st.data())
def test_a_file_broken_anywhere_is_read_or_refused(
    name: str, data: st.DataObject
) -> None:
    good = GOOD[name]
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(start + 40, len(good))))
    read(good[:start] + data.draw(st.binary(max_size=40)) + good[end:], name)


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=15)
@given(st.data())
def test_a_file_cut_off_anywhere_is_read_or_refused(
    name: str, data: st.DataObject
) -> None:
    good = GOOD[name]
    read(good[: data.draw(st.integers(0, len(good)))], name)


@settings(max_examples=100)
@given(st.sampled_from(MAGIC), st.binary(max_size=400))
def test_any_bytes_behind_any_beginning_are_read_or_refused(
    head: bytes, tail: bytes
) -> None:
    read(head + tail, "文件")
