"""What can not be read is said in one sentence that names the file; nothing ends in a traceback."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables.readers.test_file_reader import HEAD, ROWS, xlsx
from villagepub import tables
from villagepub.tables.table import TableError


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 400_000_000)
    return out.getvalue()


def far_corner() -> bytes:
    """Two cells, one in the last corner: seventeen billion cells for a naive reader."""
    book = openpyxl.Workbook()
    page = book.active
    page["A1"], page["XFD1048576"] = "户主", "远"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def many_rows(count: int) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "constant_memory": False}
    ) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEAD)
        for n in range(count):
            page.write_row(n + 1, 0, [n, "王建国"])
    return out.getvalue()


BAD: list[tuple[str, Callable[[], bytes], str]] = [
    ("空.xlsx", lambda: b"", "是空的"),
    ("空白.csv", lambda: b" \r\n \r\n", "是空的"),
    ("照片.png", lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 99, "是图片"),
    ("照片.xlsx", lambda: b"\xff\xd8\xff\xe0" + b"0" * 99, "是图片"),
    ("文件.pdf", lambda: b"%PDF-1.7 ...", "是 PDF"),
    (
        "表.xml",
        lambda: (
            b'<?xml version="1.0"?><Workbook '
            b'xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table/></Workbook>'
        ),
        "另存成 xlsx",
    ),
    ("页.mht", lambda: b"From: <Saved by Blink>\r\nMIME-Version: 1.0", "仅 HTML"),
    ("程序.exe", lambda: b"MZ" + bytes(range(256)) * 20, "不是表格"),
    ("坏的.xlsx", lambda: b"PK\x03\x04 broken", "坏了"),
    ("截断.xlsx", lambda: xlsx([HEAD, *ROWS])[:900], "坏了"),
    ("截断.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900, "坏了"),
    (
        "加密.xlsx",
        lambda: (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
        ),
        "设了密码",
    ),
    ("压缩包.zip", lambda: zipped("a.txt"), "压缩包"),
    ("炸弹.xlsx", bomb, "解开太大"),
    ("远角.xlsx", far_corner, "最多 60,000 行"),
    ("太长.xlsx", lambda: many_rows(60_500), "最多 60,000 行"),
    ("没名单.xlsx", lambda: xlsx([["只有一句话"]]), "没有找到名单"),
    ("太大.csv", lambda: b"a,b\n" * 6_000_000, "最多 20 兆"),
    ("网页.html", lambda: b"<html><table></table><p>no</p></html>", "“网页.html”"),
]


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "hello")
    return out.getvalue()


@pytest.mark.parametrize(("name", "make", "says"), BAD, ids=[b[0] for b in BAD])
def test_what_can_not_be_read_is_said_in_a_sentence_that_names_the_file(
    name: str, make: Callable[[], bytes], says: str
) -> None:
    with pytest.raises(TableError, match=says) as caught:
        tables.read(make(), name)
    assert f"“{name}”" in str(caught.value)


@settings(max_examples=60)
@given(
    st.binary(max_size=400),
    st.sampled_from(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><table>"]
    ),
)
def test_no_bytes_at_all_ever_end_in_anything_but_a_sentence(
    tail: bytes, head: bytes
) -> None:
    try:
        tables.read(head + tail, "文件")
    except TableError as error:
        assert str(error).endswith("。")


GOOD = xlsx([HEAD, *ROWS])  # once: a workbook holds the time at which it was made


@settings(max_examples=25)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=20))
def test_a_sheet_broken_anywhere_never_ends_in_a_traceback(
    at: int, noise: bytes
) -> None:
    broken = GOOD[:at] + noise + GOOD[at + 5 :]
    try:
        tables.read(broken, "文件")
    except TableError as error:
        assert str(error).endswith("。")
