"""From bytes to grids: which kind of file it is, and whether it is safe to open.

Limits are checked before a parser sees the file: a zip can hold a thousand times its
size, and one stray cell in the last corner makes a sheet of seventeen billion.
"""

import io
import zipfile
from collections.abc import Callable, Sequence

from villagepub.tables import documents, pages, texts, workbooks
from villagepub.tables.grid import Grid
from villagepub.tables.table import TableError

MOST_BYTES = 20_000_000
MOST_UNPACKED = 300_000_000
MOST_MEMBERS = 3_000
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
    if len(data) > MOST_BYTES:
        raise TableError(f"{name}太大了，最多 20 兆。请只留要公示的那张表再传。")
    reader = _reader(data, name)
    try:
        grids = reader(data, name)
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
    if not any(cell for grid in grids for row in grid.rows for cell in row):
        raise TableError(f"{name}里没有字，请换一个再传。")
    return grids


def _reader(data: bytes, name: str) -> Callable[[bytes, str], Sequence[Grid]]:
    if data.startswith(b"PK\x03\x04"):
        return _zip_reader(data, name)
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise TableError(f"{name}设了密码。请去掉密码，另存一份再传。")
        return workbooks.read
    if data.startswith(PICTURES):
        raise TableError(
            f"{name}是图片，认不出字。请传原来的表格，或者把表格内容粘贴进来。"
        )
    if data.startswith(b"%PDF"):
        raise TableError(f"{name}是 PDF。请传原来的表格，或者把表格内容粘贴进来。")
    if pages.looks_like_page(data):
        return pages.read
    return texts.read


def _zip_reader(data: bytes, name: str) -> Callable[[bytes, str], Sequence[Grid]]:
    members = _members(data, name)
    if any(m.startswith("word/") for m in members):
        return documents.read
    if any(m.startswith("xl/") for m in members):
        return workbooks.read
    if "content.xml" in members:
        return workbooks.read
    raise TableError(f"{name}是压缩包，不是表格。请解开，把里面的表格传上来。")


def _members(data: bytes, name: str) -> frozenset[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise TableError(
            f"{name}坏了，打不开。请用 Excel 或 WPS 打开，另存一份再传。"
        ) from None
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise TableError(f"{name}解开太大，不像一张名单，没有打开。请另存一份再传。")
    if any(info.flag_bits & 1 for info in infos):
        raise TableError(f"{name}设了密码。请去掉密码，另存一份再传。")
    return frozenset(info.filename for info in infos)
