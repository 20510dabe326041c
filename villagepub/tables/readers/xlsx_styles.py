"""Which cells of an xlsx are shown otherwise than calamine gives them: 7.10, 10%, 5元."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from villagepub.tables.cells.number_formats import BUILT_IN, Format, parse
from villagepub.tables.grid import column_number
from villagepub.tables.readers.xml_tree import xml_tree

# A cell's place and style; attributes are looked at for 300 bytes only.
_STYLED = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?=[^<>]{0,300}? s="(\d{1,5})")[^<>]{0,300}>\s{0,9}<[vf]'
)
PlacedFormat = tuple[int, int, Format]  # 0-based row and column


def formats(archive: zipfile.ZipFile, members: Mapping[str, str]) -> dict[str, Format]:
    """What each cell style shows, of those that show anything of their own."""
    member = members.get("xl/styles.xml")
    if member is None:
        return {}
    root = xml_tree(archive.read(member))
    codes = {
        f.get("numFmtId"): str(f.get("formatCode") or "")
        for f in root.iter("{*}numFmt")
    }
    found = {}
    for index, xf in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        number = str(xf.get("numFmtId") or "0")
        code = codes.get(number) or BUILT_IN.get(
            int(number) if number.isdecimal() else 0
        )
        if code and (shown := parse(code)):
            found[str(index)] = shown
    return found


def struck(archive: zipfile.ZipFile, members: Mapping[str, str]) -> frozenset[str]:
    """The cell styles whose text is struck through."""
    member = members.get("xl/styles.xml")
    if member is None or b"strike" not in (data := archive.read(member)):
        return frozenset()
    root = xml_tree(data)
    fonts = {
        str(n)
        for n, font in enumerate(root.iterfind("{*}fonts/{*}font"))
        if is_struck(font)
    }
    return frozenset(
        str(index)
        for index, xf in enumerate(root.iterfind("{*}cellXfs/{*}xf"))
        if xf.get("fontId") in fonts
    )


def is_struck(font: Any) -> bool:
    return any(
        mark.get("val") not in ("0", "false") for mark in font.iterchildren("{*}strike")
    )


def struck_strings(strings: bytes) -> frozenset[int]:
    """The shared texts of which a part is struck through: 60 before 80 reads 6080."""
    if b"strike" not in strings:
        return frozenset()
    root = xml_tree(strings)
    return frozenset(
        n
        for n, text in enumerate(root.iterchildren("{*}si"))
        if any(is_struck(font) for font in text.iterfind("{*}r/{*}rPr"))
    )


def placed(xml: bytes, known: Mapping[str, Format]) -> Iterator[PlacedFormat]:
    """The cells of a sheet, written in the usual way, that have one of these styles."""
    if not any(b' s="%b"' % style.encode() in xml for style in known):
        return
    by_style = {style.encode(): shown for style, shown in known.items()}
    columns: dict[bytes, int] = {}
    for letters, row, style in _STYLED.findall(xml):
        if shown := by_style.get(style):
            if letters not in columns:
                columns[letters] = column_number(letters.decode()) - 1
            yield int(row) - 1, columns[letters], shown


def placed_in(
    cell: Any, row: int, column: int, known: Mapping[str, Format]
) -> Iterator[PlacedFormat]:
    """The same for one cell of a sheet that is parsed; places are 1-based here."""
    if shown := known.get(str(cell.get("s"))):
        yield row - 1, column - 1, shown
