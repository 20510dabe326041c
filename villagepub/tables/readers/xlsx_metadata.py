"""What calamine does not tell of an xlsx: hidden parts, errors, formulas without result.

Looked up in the XML of each sheet before calamine opens it, because a sheet is refused
here too: two far cells make calamine take memory for the whole rectangle between them.
A usual sheet is searched with a few patterns; one with another spelling of the same XML
(prefixes, other quotes, other encodings) is parsed whole.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from villagepub.tables.cells.number_formats import Format
from villagepub.tables.grid import (
    MAX_COLUMNS,
    MAX_PLACES,
    MAX_ROWS,
    column_number,
)
from villagepub.tables.readers import xlsx_styles
from villagepub.tables.readers.xml_tree import xml_tree
from villagepub.tables.table import TableError

MAX_FILLED = 1_500_000  # cells with something in them, all sheets together
MAX_TEXT = (
    100_000_000  # bytes of all text cells, shared ones counted wherever they stand
)

# Attributes are looked at for 300 bytes only: a file of nothing but "<row <row <row" must
# not be searched from each of them to its end.
_ROW = re.compile(rb'<row [^<>]{0,300}?\br="(\d{1,9})"')
_HIDDEN_ROW = re.compile(
    rb'<row (?=[^<>]{0,300}\bhidden="(?:1|true)")[^<>]{0,300}?\br="(\d{1,9})"'
)
_HIDDEN_COLUMN = re.compile(rb'<col (?=[^<>]{0,300}\bhidden="(?:1|true)")[^<>]{0,300}>')
_LATER_CELL = re.compile(  # AA and beyond
    rb'<c r="([A-Z]{2,3})\d{1,9}"[^<>]{0,300}>\s{0,9}<[vfi]'
)
_NO_VALUE = re.compile(
    rb'<c r="([A-Z]+\d+)"[^<>]{0,300}>\s{0,9}<f[^<>]{0,300}>[^<]*</f>\s{0,9}'
    rb"(?:<v/>|<v></v>)?\s{0,9}</c>"
)
_ERROR = re.compile(
    rb'<c r="([A-Z]+\d+)"[^<>]{0,300}? t="e"[^<>]{0,300}>\s{0,9}'
    rb"(?:<f[^<>]{0,300}>[^<]*</f>|<f[^<>]{0,300}/>)?\s{0,9}<v>([^<]{0,40})</v>"
)
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"([^<>]{0,300})>\s{0,9}<(?:v|is|f)\b[^<>]{0,300}>([^<]{0,40})'
)
_INLINE = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]{0,300}>\s{0,9}<is>(.{0,5000}?)</is>', re.DOTALL
)
_SHARED = re.compile(rb't="s"[^>]*>\s*<v>(\d+)</v>')


@dataclass(frozen=True, slots=True)
class Extras:
    """What the XML of a sheet says beside the values; places as B12."""

    hidden_rows: frozenset[int] = frozenset()  # 0-based
    hidden_columns: frozenset[int] = frozenset()  # 0-based
    unvalued: tuple[str, ...] = ()  # formulas without a stored result
    errors: tuple[tuple[str, str], ...] = ()  # (place, #REF!)
    shown: tuple[xlsx_styles.PlacedFormat, ...] = ()  # cells with a format of their own
    struck: frozenset[tuple[int, int]] = frozenset()  # struck through, 0-based


@dataclass(slots=True)
class SheetBounds:
    """A sheet while it is parsed: what it holds and how far it reaches (1-based)."""

    hidden_rows: set[int]
    hidden_columns: set[int]
    unvalued: list[str]
    errors: list[tuple[str, str]]
    last_row: int = 0
    last_column: int = 0
    filled: int = 0
    shown: list[xlsx_styles.PlacedFormat] = field(default_factory=list)


def look(data: bytes, name: str) -> Mapping[str, Extras]:
    """Extras by the sheet's name. Raises TableError if a sheet is too large."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {n.lower(): n for n in archive.namelist()}
        shared = members.get("xl/sharedstrings.xml")
        strings = archive.read(shared) if shared else b""
        formats = xlsx_styles.formats(archive, members)
        lines = xlsx_styles.struck(archive, members)
        parts = xlsx_styles.struck_strings(strings)
        found: dict[str, Extras] = {}
        filled = text = 0
        for title, path in _sheet_files(archive, members).items():
            xml = archive.read(path)
            is_usual = _is_usual(xml)
            sheet = _usual(xml) if is_usual else _parsed(xml, formats)
            _refuse_large(sheet, name, title)
            filled += sheet.filled
            text += _text_bytes(xml, strings, sheet.filled)
            if filled > MAX_FILLED or text > MAX_TEXT:
                raise TableError(f"{name}太大了。请只留要公示的那张表再传。")
            if is_usual:
                sheet.shown += xlsx_styles.placed(xml, formats)
            found[title] = _extras(sheet, _struck(xml, lines, parts))
    return found


def _extras(sheet: SheetBounds, struck: frozenset[tuple[int, int]]) -> Extras:
    return Extras(
        hidden_rows=frozenset(sheet.hidden_rows),
        hidden_columns=frozenset(sheet.hidden_columns),
        unvalued=tuple(sheet.unvalued),
        errors=tuple(sheet.errors),
        shown=tuple(sheet.shown),
        struck=struck,
    )


def _struck(
    xml: bytes, styles: frozenset[str], strings: frozenset[int]
) -> frozenset[tuple[int, int]]:
    """Cells of a struck style, or with a shared text that is struck in part; 0-based."""
    found: set[tuple[int, int]] = set()
    for letters, row, attributes, value in (
        _CELL.findall(xml) if styles or strings else ()
    ):
        style = re.search(rb'\bs="(\d+)"', attributes)
        is_shared = b't="s"' in attributes and value.isdigit()
        if (style and style[1].decode() in styles) or (
            is_shared and int(value) in strings
        ):
            found.add((int(row) - 1, column_number(letters.decode()) - 1))
    for letters, row, text in _INLINE.findall(xml) if b"<strike" in xml else ():
        if b"<strike" in text:
            found.add((int(row) - 1, column_number(letters.decode()) - 1))
    return frozenset(found)


def _sheet_files(
    archive: zipfile.ZipFile, members: Mapping[str, str]
) -> dict[str, str]:
    """Sheet name → its part, through the workbook's relations, as calamine finds it."""
    book = xml_tree(archive.read(members["xl/workbook.xml"]))
    relations = xml_tree(archive.read(members["xl/_rels/workbook.xml.rels"]))
    targets = {
        r.get("Id"): str(r.get("Target")) for r in relations.iter("{*}Relationship")
    }
    found = {}
    for sheet in book.iter("{*}sheet"):
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), None)
        target = targets.get(key, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        member = members.get(path.lower())
        if member:
            found[str(sheet.get("name"))] = member
    return found


def _is_usual(xml: bytes) -> bool:
    """Written as Excel, WPS and the libraries write it, so that patterns find all."""
    if b"<sheetData" not in xml or b"'" in xml or b"\0" in xml[:200]:
        return False
    may_have_prefix = b":c" in xml or b":row" in xml
    return not may_have_prefix or not re.search(rb"<\w+:(?:row|c|col)\b", xml)


def _usual(xml: bytes) -> SheetBounds:
    rows = [int(n) for n in _ROW.findall(xml)]
    later = {column_number(c.decode()) for c in set(_LATER_CELL.findall(xml))}
    hidden = b' hidden="' in xml  # a plain search is quicker than a pattern
    formulas = _NO_VALUE.findall(xml) if b"</f>" in xml else []
    errors = _ERROR.findall(xml) if b't="e"' in xml else []
    return SheetBounds(
        {int(n) - 1 for n in _HIDDEN_ROW.findall(xml)} if hidden else set(),
        _hidden_columns(xml) if hidden else set(),
        [place.decode() for place in formulas],
        [(place.decode(), fault.decode()) for place, fault in errors],
        last_row=_last_filled(xml, rows),
        last_column=max(later, default=26),
        filled=xml.count(b"</c>"),
    )


def _last_filled(xml: bytes, rows: list[int]) -> int:
    """The last row; formatted ones without a cell far below the list don't count."""
    if not rows or max(rows) <= MAX_ROWS:
        return max(max(rows, default=0), len(rows))
    first = next(n for n in rows if n > MAX_ROWS)
    start = xml.find(b'r="%d"' % first)
    below = xml[start : xml.rfind(b"</sheetData>")]
    if re.search(rb"<[vi][ s>]", below):
        return max(rows)
    return max((n for n in rows if n <= MAX_ROWS), default=0)


def _hidden_columns(xml: bytes) -> set[int]:
    columns: set[int] = set()
    for tag in _HIDDEN_COLUMN.findall(xml):
        low = re.search(rb'\bmin="(\d+)"', tag)
        high = re.search(rb'\bmax="(\d+)"', tag)
        if low and high:
            columns.update(range(int(low[1]) - 1, min(int(high[1]), MAX_COLUMNS)))
    return columns


def _parsed(xml: bytes, formats: Mapping[str, Format]) -> SheetBounds:
    """The same by a parser: slower, and right for every spelling of the XML."""
    found = SheetBounds(set(), set(), [], [])
    tags = ("{*}row", "{*}col")
    row = 0
    for _, element in etree.iterparse(
        io.BytesIO(xml), events=("end",), tag=tags, resolve_entities=False
    ):
        if etree.QName(element).localname == "col":
            _note_column(found, element)
            continue
        row = int(element.get("r") or row + 1)
        if element.get("hidden") in ("1", "true"):
            found.hidden_rows.add(row - 1)
        _note_cells(found, element, row, formats)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return found


def _note_column(found: SheetBounds, element: Any) -> None:
    if element.get("hidden") in ("1", "true"):
        low, high = int(element.get("min", 1)), int(element.get("max", 1))
        found.hidden_columns.update(range(low - 1, min(high, MAX_COLUMNS)))


def _note_cells(
    found: SheetBounds, row: Any, number: int, formats: Mapping[str, Format]
) -> None:
    column = 0
    for cell in row.iterchildren("{*}c"):
        place = str(cell.get("r") or "")
        letters = re.match(r"[A-Z]{1,3}", place)
        column = column_number(letters[0]) if letters else column + 1
        value = next(cell.iter("{*}v", "{*}t"), None)
        formula = next(cell.iterchildren("{*}f"), None)
        if value is None and formula is None:
            continue
        found.filled += 1
        found.shown += xlsx_styles.placed_in(cell, number, column, formats)
        found.last_row = max(found.last_row, number)
        found.last_column = max(found.last_column, column)
        if cell.get("t") == "e" and value is not None:
            found.errors.append((place, str(value.text)))
        elif formula is not None and (value is None or not value.text):
            found.unvalued.append(place)


def _refuse_large(sheet: SheetBounds, name: str, title: str) -> None:
    if sheet.last_row > MAX_ROWS:
        raise TableError(
            f"{name}的“{title}”有 {sheet.last_row:,} 行，最多 {MAX_ROWS:,} 行。"
            "请只留要公示的那些行。"
        )
    if sheet.last_column > MAX_COLUMNS:
        raise TableError(f"{name}的“{title}”最右边的列太远了，请删掉不用的列再传。")
    if sheet.last_row * sheet.last_column > MAX_PLACES:
        raise TableError(f"{name}的“{title}”太大了。请只留要公示的那张表。")


def _text_bytes(xml: bytes, strings: bytes, cells: int) -> int:
    """Bytes of text that the cells come to; one shared text may stand in each of them."""
    if cells * len(strings) <= MAX_TEXT:
        return 0
    sizes = _shared_sizes(strings)
    if cells * max(sizes) <= MAX_TEXT:
        return 0
    used = [int(n) for n in _SHARED.findall(xml)]
    if not used:
        return cells * max(sizes)  # another spelling: take the worst
    return sum(sizes[n] for n in used if n < len(sizes))


def _shared_sizes(strings: bytes) -> list[int]:
    """Bytes of each shared text, its tags included."""
    body = strings[max(strings.find(b"<si"), 0) :]
    if b":si>" in body:
        return [len(s) for s in re.split(rb"</(?:\w{1,20}:)?si>", body)]
    return list(map(len, body.split(b"</si>")))
