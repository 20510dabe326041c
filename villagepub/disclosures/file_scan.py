"""Private numbers in the corners of a file that no reader of tables looks into.

A hidden column or sheet, a comment, a line above the table, the file's own properties:
all of it would be kept with the file.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from villagepub import privacy

OLE = b"\xd0\xcf\x11\xe0"
# Pictures, macros and files in the file can't be searched.
_CLOSED = re.compile(r"/(media|embeddings)/|vbaProject")
# Digits that may be one number; in a sheet's XML a quote or a bracket ends it.
_CANDIDATE = re.compile(rb"\d(?:[^0-9A-Za-z<>*\"]{0,4}\d){10,}[Xx]?")
_FRACTION = re.compile(r"\d+\.\d+")
_WIDE = re.compile(rb"\xef\xbc[\x90-\x99]")  # full-width digits in UTF-8


def hides_numbers(data: bytes) -> bool:
    """True if a private number may be anywhere in the file, seen or unseen."""
    if data.startswith(OLE):  # numbers in it are no text: nothing can be said
        return True
    parts = _members(data) if data.startswith(b"PK") else iter((data,))
    return any(_holds(part) for part in parts)


def _members(data: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if _CLOSED.search(info.filename):
                yield b"\0"
            elif info.filename.endswith((".xml", ".rels", ".vml")):
                yield archive.read(info)


def _holds(part: bytes) -> bool:
    if part == b"\0":
        return True
    if _WIDE.search(part) and privacy.find(part.decode(errors="replace")):
        return True
    said = (m.group().decode(errors="replace") for m in _CANDIDATE.finditer(part))
    return any(privacy.find(one) for one in said if not _FRACTION.fullmatch(one))
