"""What calamine does not tell of an xls: hidden parts, errors, and how large it would get.

The records of the workbook's stream ([MS-XLS] 2.4) are walked once; nothing is kept of
their values.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from villagepub.tables import sharedtexts
from villagepub.tables.compound import Compound, CompoundError
from villagepub.tables.grid import MOST_PLACES, column_letters
from villagepub.tables.table import TableError
from villagepub.tables.xlsx_metadata import MOST_FILLED, MOST_TEXT, Extras

BOF, EOF, SHEET, SHARED, CONTINUE = 0x0809, 0x000A, 0x0085, 0x00FC, 0x003C
ROW, COLUMN, FORMULA, FAULT, TEXT = 0x0208, 0x007D, 0x0006, 0x0205, 0x00FD
MANY = 0x00BD  # several numbers side by side in one record
CELLS = frozenset({FORMULA, FAULT, TEXT, MANY, 0x0203, 0x027E, 0x0204, 0x00D6})
FAULTS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
Record = tuple[int, bytes]


@dataclass(slots=True)
class Found:
    """One sheet while its records pass."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: list[tuple[str, str]] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)  # places in the list of shared texts
    last_row: int = 0
    last_column: int = 0
    filled: int = 0


def look(data: bytes, name: str) -> Sequence[Extras]:
    """Extras of every sheet, in the workbook's order. Raises TableError if too large."""
    try:
        stream = Compound(data).stream("Workbook", "Book")
    except (CompoundError, struct.error):
        raise TableError(
            f"{name}坏了，打不开。请用 Excel 或 WPS 打开，另存一份再传。"
        ) from None
    starts, sizes = _globals(stream)
    found = [_sheet(stream, start) for start in starts]
    text = sum(sizes[n] for sheet in found for n in sheet.texts if n < len(sizes))
    filled = sum(sheet.filled for sheet in found)
    places = max((s.last_row * s.last_column for s in found), default=0)
    if filled > MOST_FILLED or text > MOST_TEXT or places > MOST_PLACES:
        raise TableError(f"{name}太大了。请只留要公示的那张表再传。")
    return [
        Extras(
            frozenset(sheet.hidden_rows),
            frozenset(sheet.hidden_columns),
            (),
            tuple(sheet.errors),
        )
        for sheet in found
    ]


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """From ``start`` to the end of that part; parts inside it (charts) included."""
    depth = 0
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        depth += (kind == BOF) - (kind == EOF)
        if kind == EOF and depth <= 0:
            return
        start += 4 + length


def _globals(stream: bytes) -> tuple[list[int], list[int]]:
    """Where the sheets begin, and the sizes of the shared texts in bytes."""
    starts: list[int] = []
    segments: list[bytes] = []
    shared = False
    for kind, body in _records(stream, 0):
        if kind == SHEET and len(body) >= 4:
            starts.append(struct.unpack_from("<I", body)[0])
        shared = kind == SHARED or (shared and kind == CONTINUE)
        if shared:
            segments.append(body if segments else body[8:])
    return starts, list(sharedtexts.sizes(segments))


def _sheet(stream: bytes, start: int) -> Found:
    found = Found()
    for kind, body in _records(stream, start):
        if kind == ROW and len(body) >= 14:
            if struct.unpack_from("<H", body, 12)[0] & 0x20:
                found.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == COLUMN and len(body) >= 10:
            first, last = struct.unpack_from("<HH", body)
            if struct.unpack_from("<H", body, 8)[0] & 1:
                found.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind in CELLS and len(body) >= 6:
            _note_cell(found, kind, body)
    return found


def _note_cell(found: Found, kind: int, body: bytes) -> None:
    row, column = struct.unpack_from("<HH", body)
    last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == MANY else column
    found.filled += 1
    found.last_row = max(found.last_row, row + 1)
    found.last_column = max(found.last_column, last + 1)
    if kind == TEXT and len(body) >= 10:
        found.texts.append(struct.unpack_from("<I", body, 6)[0])
    fault = _fault(kind, body)
    if fault:
        found.errors.append((f"{column_letters(column)}{row + 1}", fault))


def _fault(kind: int, body: bytes) -> str:
    if kind == FAULT and len(body) >= 8 and body[7]:
        return FAULTS.get(body[6], "#N/A")
    if kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        return FAULTS.get(body[8], "#N/A")
    return ""
