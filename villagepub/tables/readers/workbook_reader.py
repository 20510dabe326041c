"""xlsx and ods through calamine; what calamine does not tell, from the file itself."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from villagepub import memory
from villagepub.tables.cells import faulty_cells, scaled_cells
from villagepub.tables.cells.cell_text import STRUCK, is_typed, texts_of
from villagepub.tables.cells.number_formats import NumberFormat
from villagepub.tables.grid import MAX_PLACES, MAX_ROWS, Grid, Range, sheet_name
from villagepub.tables.readers import ods_metadata, xlsx_metadata
from villagepub.tables.readers.xlsx_metadata import Extras
from villagepub.tables.readers.xlsx_styles import PlacedFormat
from villagepub.tables.table import TableError

MAX_SHEETS = 60
BATCH = 2_000  # rows


def read_xlsx(data: bytes, name: str) -> Sequence[Grid]:
    extras = xlsx_metadata.look(data, name)
    notes = ["表里有宏，没有运行，只读了数。"] if b"vbaProject.bin" in data else []
    return _grids(_open(data, name), name, extras, notes)


def read_ods(data: bytes, name: str) -> Sequence[Grid]:
    extras = ods_metadata.look(data, name)
    return _grids(_open(data, name), name, extras)


def _open(data: bytes, name: str) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise TableError(f"{name}设了密码。请去掉密码，另存一份再传。") from None


def _grids(
    book: CalamineWorkbook,
    name: str,
    extras: Mapping[str, Extras],
    notes: Sequence[str] = (),
) -> Sequence[Grid]:
    """The shown sheets; only those that were looked through before are opened."""
    pages = [s for s in book.sheets_metadata if s.typ is SheetTypeEnum.WorkSheet]
    shown = [s.name for s in pages if s.visible is SheetVisibleEnum.Visible]
    said = [
        *notes,
        *(f"工作表“{s.name}”是隐藏的，没有用。" for s in pages if s.name not in shown),
    ]
    if not pages:
        raise TableError(f"{name}里没有工作表。请用 Excel 或 WPS 打开，另存一份再传。")
    if not shown:
        raise TableError(f"{name}的工作表都是隐藏的。请取消隐藏，存好再传。")
    return [
        _grid(book.get_sheet_by_name(title), name, extras[title], said)
        for title in shown[:MAX_SHEETS]
    ]


def _grid(
    sheet: CalamineSheet, name: str, extras: Extras, notes: Sequence[str]
) -> Grid:
    _refuse_large(sheet, name)
    columns, untyped = _texts(sheet, extras)
    scales = scaled_cells.of_columns(columns, _scales(columns, extras.shown))
    title, merged = sheet.name, _merged(sheet)
    del sheet  # its values take half as much as their texts
    if columns and len(columns[0]) > BATCH:
        memory.give_back()
    for row, column in extras.struck:
        texts = columns[column] if column < len(columns) else []
        if row < len(texts) and texts[row]:
            texts[row] = STRUCK + texts[row]
    rows, errors, unvalued = faulty_cells.written_in(
        [*zip(*columns, strict=True)], extras.errors, extras.unvalued
    )
    return Grid(
        name=sheet_name(title),
        rows=rows,
        merged=merged,
        hidden_rows=extras.hidden_rows,
        hidden_columns=extras.hidden_columns,
        typed_columns=frozenset(range(len(columns))) - untyped,
        scales=scales,
        notes=(*notes, *faulty_cells.notes(unvalued, errors)),
    )


def _refuse_large(sheet: CalamineSheet, name: str) -> None:
    # by where its cells say that they are: ``total_height`` is one less than the rows
    bottom, right = sheet.end or (-1, -1)
    height, width = bottom + 1, right + 1
    if height > MAX_ROWS:
        raise TableError(
            f"{name}的“{sheet.name}”有 {height:,} 行，最多 {MAX_ROWS:,} 行。"
            "请只留要公示的那些行。"
        )
    if height * width > MAX_PLACES:
        raise TableError(f"{name}的“{sheet.name}”太大了。请只留要公示的那张表。")


def _texts(sheet: CalamineSheet, extras: Extras) -> tuple[list[list[str]], set[int]]:
    """The columns as text, and which of them are not ``is_typed``; some thousand rows at
    a time, because values take more memory than their texts.
    """
    columns: list[list[str]] = []
    known: list[dict[Any, str]] = []
    untyped: set[int] = set()
    shown: dict[int, list[PlacedFormat]] = {}
    for one in extras.shown:
        shown.setdefault(one[0] // BATCH, []).append(one)
    rows = sheet.iter_rows()
    batches: Iterator[list[Any]] = iter(lambda: list(islice(rows, BATCH)), [])
    for number, values in enumerate(batches):
        whole = [*zip(*values, strict=True)]
        known = known or [{} for _ in whole]
        texts = list(map(texts_of, whole, known))
        _show(texts, values, shown.get(number, ()), number * BATCH)
        columns = columns or [[] for _ in texts]
        for c, own in enumerate(whole):
            columns[c] += texts[c]
            if c not in untyped and not is_typed(texts[c], own):
                untyped.add(c)
    return columns, untyped


def _scales(
    columns: Sequence[Sequence[str]], shown: Iterable[PlacedFormat]
) -> dict[int, dict[int, int]]:
    """By column and row: what a number is divided by, where no word says so."""
    found: dict[int, dict[int, int]] = {}
    for row, column, how in shown:
        scale = how.unsaid_scale if isinstance(how, NumberFormat) else 1
        is_filled = column < len(columns) and row < len(columns[column])
        if scale != 1 and is_filled and columns[column][row].strip("0."):
            found.setdefault(column, {})[row] = scale
    return found


def _show(
    columns: Sequence[list[str]],
    values: Sequence[Sequence[object]],
    formats: Iterable[PlacedFormat],
    first: int,
) -> None:
    """Writes what a format shows in place of the plain number or day; ``first``: the
    sheet's row that ``values`` begin with.
    """
    known: dict[tuple[int, float | date], str] = {}
    height, width = len(values), len(columns)
    for place, column, shown in formats:
        row = place - first
        value = values[row][column] if row < height and column < width else None
        kind = type(value)
        is_number = kind is float or kind is int
        if is_number is not isinstance(shown, NumberFormat) or not (
            is_number or isinstance(value, date)
        ):
            continue
        key = (id(shown), value)
        text = known.get(key)  # type: ignore[arg-type]
        if text is None:
            text = known[key] = shown.text(value)  # type: ignore[arg-type,index]
        columns[column][row] = text


def _merged(sheet: CalamineSheet) -> Sequence[Range]:
    ranges = sheet.merged_cell_ranges
    return tuple(ranges) if ranges else ()
