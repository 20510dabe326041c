"""From bytes to grids: which kind of file it is, and whether it is safe to open.

Limits are checked before a parser sees the file: a zip can hold a thousand times its
size, and one stray cell in the last corner makes a sheet of seventeen billion.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence

from villagepub.tables.grid import Grid, refuse_endless
from villagepub.tables.readers import csv_reader, zip_members
from villagepub.tables.table import TableError

SheetReader = Callable[[bytes, str], Sequence[Grid]]

MAX_BYTES = 20_000_000
MAX_UNPACKED = 150_000_000
MAX_DOCUMENT = 40_000_000  # a Word file becomes a tree ten times its size
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, ValueError, OSError, NotImplementedError
)  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"RIFF",
    b"II*\x00",
    b"MM\x00*",
)


def open_grids(data: bytes, filename: str) -> Sequence[Grid]:
    """All sheets of the file. Raises TableError; nothing else gets out."""
    name = f"“{filename}”"
    if not data.strip():
        raise TableError(f"{name}是空的，请换一个再传。")
    if len(data) > MAX_BYTES:
        raise TableError(f"{name}太大了，最多 20 兆。请只留要公示的那张表再传。")
    grids = _opened(_reader(data, name), data, name)
    if not any(cell for grid in grids for row in grid.rows for cell in row):
        raise TableError(f"{name}里没有字，请换一个再传。")
    for grid in grids:
        refuse_endless(grid, name)
    return grids


def _opened(reader: SheetReader, data: bytes, name: str) -> Sequence[Grid]:
    try:
        return reader(data, name)
    except TableError:
        raise
    except MemoryError:
        raise TableError(f"{name}太大了，打不开。请只留要公示的那张表。") from None
    except BaseException as error:
        # A parser written in Rust panics with an error that is no Exception.
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        raise TableError(
            f"{name}坏了，打不开。请用 Excel 或 WPS 打开，另存一份再传。"
        ) from None


def _reader(data: bytes, name: str) -> SheetReader:
    if data.startswith(b"PK\x03\x04"):
        return _zip_reader(data, name)
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise TableError(f"{name}设了密码。请去掉密码，另存一份再传。")
        from villagepub.tables.readers import xls_reader

        return xls_reader.read
    _refuse_others(data, name)
    from villagepub.tables.readers import html_reader

    if html_reader.looks_like_page(data):
        return html_reader.read
    return csv_reader.read


def _refuse_others(data: bytes, name: str) -> None:
    """Files that people take for a sheet, each with what to do instead."""
    head = _head(data)
    if data.startswith(PICTURES):
        raise TableError(
            f"{name}是图片，认不出字。请传原来的表格，或者把表格内容粘贴进来。"
        )
    if data.startswith(b"%PDF"):
        raise TableError(f"{name}是 PDF。请传原来的表格，或者把表格内容粘贴进来。")
    if b'progid="Word.Document"' in head or b"/office/2006/xmlPackage" in head:
        raise TableError(
            f"{name}是 Word 的 XML。请用 Word 或 WPS 打开，另存成 docx 再传。"
        )
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<html" not in head:
        raise TableError(
            f"{name}是 XML 表格。请用 Excel 或 WPS 打开，另存成 xlsx 再传。"
        )
    if head.lstrip().lower().startswith((b"mime-version:", b"from: <saved by")):
        raise TableError(f"{name}是单个文件的网页。请另存成“网页，仅 HTML”再传。")


def _head(data: bytes) -> bytes:
    """The beginning of a file; of one in UTF-16 as UTF-8."""
    encoding = csv_reader.wide_encoding(data)
    if not encoding:
        return data[:4096]
    return data[:8192].decode(encoding, errors="ignore").encode()


def _zip_reader(data: bytes, name: str) -> SheetReader:
    sizes = _members(data, name)
    is_document = any(m.startswith("word/") for m in sizes)
    if is_document and sum(sizes.values()) > MAX_DOCUMENT:
        raise TableError(f"{name}解开太大，不像一张名单，没有打开。请另存一份再传。")
    from villagepub.tables.readers import docx_reader, workbook_reader

    if is_document:
        return docx_reader.read
    if "xl/workbook.xml" in sizes:
        return workbook_reader.read_xlsx
    if "content.xml" in sizes:
        return workbook_reader.read_ods
    if "xl/workbook.bin" in sizes:
        raise TableError(f"{name}是二进制工作簿（xlsb）。请另存成 xlsx 再传。")
    raise TableError(f"{name}是压缩包，不是表格。请解开，把里面的表格传上来。")


def _members(data: bytes, name: str) -> dict[str, int]:
    """The sizes of the parts once they are unpacked, by lower-case name."""
    try:
        return zip_members.sizes_of(data, most=MAX_UNPACKED)
    except zip_members.Oversized:
        raise TableError(
            f"{name}解开太大，不像一张名单，没有打开。请另存一份再传。"
        ) from None
    except zip_members.Locked:
        raise TableError(f"{name}设了密码。请去掉密码，另存一份再传。") from None
    except BROKEN:
        raise TableError(
            f"{name}坏了，打不开。请用 Excel 或 WPS 打开，另存一份再传。"
        ) from None
