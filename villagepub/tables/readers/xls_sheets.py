"""The sheets of an xls through xlrd, as plain values ([MS-XLS])."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import xlrd
from xlrd.book import Book
from xlrd.sheet import Cell, Sheet

from villagepub.tables.cells import scaled_cells
from villagepub.tables.cells.cell_text import STRUCK, is_typed, number_text
from villagepub.tables.cells.number_formats import (
    MonthFormat,
    NumberFormat,
    is_date,
    parse,
)
from villagepub.tables.grid import MAX_COLUMNS, MAX_PLACES, MAX_ROWS, column_letters

MAX_SHEETS = 60
MAX_TEXT = 33_000_000  # characters
TOO_LARGE, BROKEN, ENCRYPTED = "too large", "broken", "encrypted"


class TooLargeError(Exception):
    """More cells or letters than any list has."""


def read(data: bytes) -> dict[str, Any]:
    """{"sheets", "hidden"}, or {"fault"} for a file that can't be read."""
    try:
        return _book(data)
    except (MemoryError, TooLargeError):
        return {"fault": TOO_LARGE}
    except Exception as error:  # whatever a parser raises, the file is what is wrong
        is_locked = "encrypted" in str(error)
        return {"fault": ENCRYPTED if is_locked else BROKEN}


def _book(data: bytes) -> dict[str, Any]:
    """Every shown sheet with its texts, merges and hidden parts; the names of the others."""
    book = xlrd.open_workbook(
        file_contents=data,
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
        logfile=io.StringIO(),
    )
    shown = [name for name in book.sheet_names() if _is_shown(book, name)]
    sheets, letters = [], 0
    for name in shown[:MAX_SHEETS]:
        sheet = _sheet(book, book.sheet_by_name(name))
        letters += sum(len(cell) for row in sheet["rows"] for cell in row)
        if letters > MAX_TEXT:
            raise TooLargeError
        sheets.append(sheet)
        book.unload_sheet(name)
    others = [name for name in book.sheet_names() if name not in shown]
    return {"sheets": sheets, "hidden": others}


def _is_shown(book: Book, name: str) -> bool:
    return not book._sheet_visibility[book.sheet_names().index(name)]


def _sheet(book: Book, sheet: Sheet) -> dict[str, Any]:
    lengths = [sheet.row_len(r) for r in range(sheet.nrows)]
    height = max((r + 1 for r, n in enumerate(lengths) if n), default=0)
    if height > MAX_ROWS or height * max(lengths, default=0) > MAX_PLACES:
        raise TooLargeError
    formats = _formats(book)
    rows = [
        [_text(book, formats, cell) for cell in sheet.row(r)] for r in range(height)
    ]
    typed = [
        c
        for c in range(max(lengths, default=0))
        if is_typed(*zip(*_cells(sheet, rows, c), strict=True))
    ]
    scales = _scales(sheet, formats, rows)
    for r, c in _struck(book, sheet, height):
        rows[r][c] = STRUCK + rows[r][c]
    return {
        "name": sheet.name,
        "rows": rows,
        "merged": [
            ((top, left), (bottom - 1, right - 1))
            for top, bottom, left, right in sheet.merged_cells
        ],
        "hidden_rows": [r for r, info in sheet.rowinfo_map.items() if info.hidden],
        "hidden_columns": list(_hidden_columns(sheet)),
        "errors": list(_errors(sheet, height)),
        "typed_columns": typed,
        "scales": scales,
    }


def _errors(sheet: Sheet, height: int) -> Iterator[tuple[str, str]]:
    """B12, #REF!"""
    for r in range(height):
        for c, kind in enumerate(sheet.row_types(r)):
            if kind == xlrd.XL_CELL_ERROR:
                fault = xlrd.error_text_from_code.get(sheet.cell_value(r, c), "#N/A")
                yield f"{column_letters(c)}{r + 1}", fault


def _cells(
    sheet: Sheet, rows: Sequence[Sequence[str]], c: int
) -> Iterator[tuple[str, Any]]:
    """The texts and the values of one column; ('', '') of rows that are shorter."""
    for r, row in enumerate(rows):
        yield (row[c], sheet.cell_value(r, c)) if c < len(row) else ("", "")


def _struck(book: Book, sheet: Sheet, height: int) -> Iterator[tuple[int, int]]:
    """Cells that are struck through, in whole or in part."""
    fonts = {n for n, font in enumerate(book.font_list) if font.struck_out}
    if not fonts:
        return
    styles = {n for n, xf in enumerate(book.xf_list) if xf.font_index in fonts}
    for r in range(height):
        for c, cell in enumerate(sheet.row(r)):
            runs = sheet.rich_text_runlist_map.get((r, c), ())
            if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER) and (
                cell.xf_index in styles or any(font in fonts for _, font in runs)
            ):
                yield r, c


def _hidden_columns(sheet: Sheet) -> Iterator[int]:
    for column, info in sheet.colinfo_map.items():
        if column < MAX_COLUMNS and (info.hidden or info.width == 0):
            yield column


def _scales(sheet: Sheet, formats: "Formats", rows: list[list[str]]) -> dict[int, int]:
    """The scale of each column that has one; other cells of that sort are written anew."""
    whole: dict[int, int] = {}
    for c in range(max(map(len, rows), default=0)):
        scales = {
            r: scale
            for r, row in enumerate(rows)
            if c < len(row) and (scale := _scale(sheet.cell(r, c), formats)) != 1
        }
        if not scales:
            continue
        cells = [row[c] if c < len(row) else "" for row in rows]
        if found := scaled_cells.of_columns([cells], {0: scales}):
            whole[c] = found[0]
        for r in scales:
            rows[r][c] = cells[r]
    return whole


def _scale(cell: Cell, formats: "Formats") -> int:
    """What a number is divided by when it is shown, where no word says so."""
    shown, _ = formats.get(cell.xf_index or 0, (None, False))
    is_number = cell.ctype == xlrd.XL_CELL_NUMBER and cell.value
    return shown.unsaid_scale if is_number and isinstance(shown, NumberFormat) else 1


Formats = Mapping[int, tuple[NumberFormat | MonthFormat | None, bool]]


def _formats(book: Book) -> Formats:
    """What each extended format shows, and whether it shows days."""
    found = {}
    for index, xf in enumerate(book.xf_list):
        code = str(book.format_map[xf.format_key].format_str)
        found[index] = parse(code), is_date(code)
    return found


def _text(book: Book, formats: Formats, cell: Cell) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "是" if cell.value else "否"
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return ""
    shown, is_day = formats.get(cell.xf_index or 0, (None, False))
    if cell.ctype == xlrd.XL_CELL_DATE or is_day:
        day = _day(book, cell.value)
        if day is not None:
            return shown.text(day) if isinstance(shown, MonthFormat) else _iso(day)
    if isinstance(shown, NumberFormat):
        return shown.text(cell.value)
    return number_text(cell.value)


def _day(book: Book, value: float) -> datetime | None:
    try:
        return xlrd.xldate_as_datetime(value, book.datemode)  # type: ignore[no-any-return]
    except (xlrd.XLDateError, OverflowError, ValueError):
        return None


def _iso(moment: datetime) -> str:
    """A day, or the time of one that has no day."""
    if moment.year < 1900 or (moment.year, moment.month, moment.day) == (1899, 12, 31):
        return moment.time().isoformat()
    return moment.date().isoformat()
