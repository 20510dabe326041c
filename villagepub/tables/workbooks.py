"""xlsx, xls and ods through calamine; what calamine does not tell, from the XML."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from lxml import etree
from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from villagepub.tables.grid import ERRORS, Grid, Range, texts_of
from villagepub.tables.table import TableError

MOST_ROWS = 60_000
MOST_COLUMNS = 1_000
MOST_CELLS = 3_000_000
MOST_SHEETS = 60

_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')
_HIDDEN_ROW = re.compile(rb'<row (?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_HIDDEN_COLUMN = re.compile(rb'<col (?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_WIDE_CELL = re.compile(rb'<c r="([A-Z]{3}|[B-Z][A-Z])\d+"[^>]*>\s*<[vfi]')
_NO_VALUE = re.compile(
    rb'<c r="([A-Z]+\d+)"[^>]*>\s*<f[^>]*>[^<]*</f>\s*(?:<v/>|<v></v>)?\s*</c>'
)


@dataclass(frozen=True, slots=True)
class Extras:
    """What the XML of a sheet says beside the values."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unvalued: tuple[str, ...] = ()  # formulas without a stored result


def read(data: bytes, name: str) -> Sequence[Grid]:
    extras = _extras(data, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise TableError(f"{name}设了密码。请去掉密码，另存一份再传。") from None
    shown = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible is SheetVisibleEnum.Visible
    ]
    macros = b"vbaProject.bin" in data
    return [
        _grid(
            book.get_sheet_by_name(title),
            name,
            extras.get(title, Extras()),
            macros=macros,
        )
        for title in shown[:MOST_SHEETS]
    ]


def _grid(sheet: CalamineSheet, name: str, extras: Extras, *, macros: bool) -> Grid:
    height, width = sheet.total_height, sheet.total_width
    if height > MOST_ROWS:
        raise TableError(
            f"{name}的“{sheet.name}”有 {height:,} 行，最多 {MOST_ROWS:,} 行。"
            "请只留要公示的那些行。"
        )
    if height * width > MOST_CELLS:
        raise TableError(f"{name}的“{sheet.name}”太大了。请只留要公示的那张表。")
    values = sheet.to_python(skip_empty_area=False)
    notes: list[str] = ["表里有宏，没有运行，只读了数。"] if macros else []
    notes += [
        f"{cell} 的公式没有算出来的数，当成空的。" for cell in extras.unvalued[:5]
    ]
    rows = [texts_of(row) for row in values]
    _drop_errors(rows, notes)
    return Grid(
        name=sheet.name,
        rows=rows,
        merged=_merged(sheet),
        hidden_rows=extras.hidden_rows,
        hidden_columns=extras.hidden_columns,
        notes=tuple(notes),
    )


def _drop_errors(rows: list[list[str]], notes: list[str]) -> None:
    for r, row in enumerate(rows):
        if ERRORS.isdisjoint(row):
            continue
        for c, cell in enumerate(row):
            if cell in ERRORS:
                row[c] = ""
                notes.append(
                    f"第 {r + 1} 行第 {c + 1} 列是算错的公式（{cell}），当成空的。"
                )


def _merged(sheet: CalamineSheet) -> Sequence[Range]:
    ranges = sheet.merged_cell_ranges
    return tuple(ranges) if ranges else ()


def _extras(data: bytes, name: str) -> dict[str, Extras]:
    """Hidden rows and columns by sheet; also refuses a sheet that is too large."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            title: _extras_of(archive.read(path), name, title)
            for title, path in _sheet_files(archive).items()
        }


def _sheet_files(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → its part, through the workbook's relations."""
    if "xl/workbook.xml" not in archive.namelist():
        return {}
    book = _parse(archive.read("xl/workbook.xml"))
    relations = _parse(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): str(r.get("Target")) for r in relations}
    found = {}
    for sheet in book.iter("{*}sheet"):
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), None)
        target = targets.get(key, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.namelist():
            found[str(sheet.get("name"))] = path
    return found


def _parse(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root: Element = etree.fromstring(data, parser)
    return root


def _extras_of(xml: bytes, name: str, title: str) -> Extras:
    numbers = [int(n) for n in _ROW.findall(xml)]
    if numbers and (max(numbers) > MOST_ROWS or len(numbers) > MOST_ROWS):
        raise TableError(
            f"{name}的“{title}”有 {max(numbers):,} 行，最多 {MOST_ROWS:,} 行。"
            "请只留要公示的那些行。"
        )
    wide = {column_number(c.decode()) for c in set(_WIDE_CELL.findall(xml))}
    if wide and max(wide) > MOST_COLUMNS:
        raise TableError(f"{name}的“{title}”最右边的列太远了，请删掉不用的列再传。")
    hidden = b' hidden="' in xml  # a plain search is quicker than a pattern
    formulas = _NO_VALUE.findall(xml) if b"<f" in xml else ()
    return Extras(
        hidden_rows=frozenset(_hidden_rows(xml) if hidden else ()),
        hidden_columns=frozenset(_hidden_columns(xml) if hidden else ()),
        unvalued=tuple(c.decode() for c in formulas),
    )


def _hidden_rows(xml: bytes) -> Sequence[int]:
    return [int(n) - 1 for n in _HIDDEN_ROW.findall(xml)]


def _hidden_columns(xml: bytes) -> Sequence[int]:
    columns: list[int] = []
    for tag in _HIDDEN_COLUMN.findall(xml):
        low = re.search(rb'\bmin="(\d+)"', tag)
        high = re.search(rb'\bmax="(\d+)"', tag)
        if low and high:
            columns += range(int(low[1]) - 1, min(int(high[1]), MOST_COLUMNS))
    return columns


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
