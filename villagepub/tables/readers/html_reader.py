"""Tables of a saved web page: the page has other tables too, and cells that span."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import html
from lxml.html import HtmlElement

from villagepub.tables.cells.cell_text import STRUCK, visible
from villagepub.tables.grid import MAX_COLUMNS, Grid, Range
from villagepub.tables.readers.csv_reader import decode, wide_encoding
from villagepub.tables.table import TableError

MAX_TABLES = 200
MAX_TAGS = 1_200_000  # a tree of so many is some 300 MB
MAX_SPAN = 500
MAX_COVERED = 1_000_000  # places of one table, those that a cell spans included
LEAD = 4  # lines above a table that may be its title and its unit
MAX_LEAD = 80  # characters
BREAK = "\u2028"  # stands for <br> and the end of <p> until white space is tidied
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")  # lxml refuses one in text
STRIKES = ("s", "strike", "del")
_LINE_THROUGH = re.compile(r"line-through")
LINES = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "caption", "div", "span", "center")


def looks_like_page(data: bytes) -> bool:
    encoding = wide_encoding(data)
    if encoding:
        data = data[:400_000].decode(encoding, errors="ignore").encode()
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return head.startswith(b"<") and (
        b"<html" in head or b"<table" in data[:200_000].lower()
    )


def read(data: bytes, name: str) -> Sequence[Grid]:
    """Every table of the page; one that only holds others has nothing of its own."""
    if data.count(b"<") > MAX_TAGS:
        raise TableError(f"{name}这个网页太大了。请把表格复制出来，粘贴进来。")
    page = html.document_fromstring(_DECLARATION.sub("", decode(data, name), count=1))
    _keep_breaks(page)
    title = " ".join(str(page.findtext(".//title") or "").split())
    grids: list[Grid] = []
    lead: list[str] = []
    for element in page.iter("table", *LINES):
        if element.tag == "table":
            if len(grids) < MAX_TABLES:
                above = grids[-1].lead if grids else (title,)
                lines = lead[-LEAD:] or above  # nothing between: as the table before
                number = len(grids) + 1
                found = _grid(
                    element, f"第 {number} 个表", name, tuple(filter(None, lines))
                )
                grids.append(replace(found, number=number))
            lead = []
        elif line := _line(element):
            lead.append(line)
    if not grids:
        raise TableError(f"{name}这个网页里没有表格。")
    return grids


def _line(element: HtmlElement) -> str:
    """The text of a block that holds no other block and is no cell; '' otherwise."""
    if (
        next(element.iterdescendants("table", "td", *LINES[:7], "div"), None)
        is not None
    ):
        return ""
    above = element.getparent()
    if element.tag == "span" and above is not None and above.tag in LINES:
        return ""
    text = " ".join(str(element.text_content()).split())
    return text if len(text) <= MAX_LEAD and not _in_cell(element) else ""


def _in_cell(element: HtmlElement) -> bool:
    return next(element.iterancestors("td", "th"), None) is not None


def _grid(table: HtmlElement, label: str, name: str, lead: tuple[str, ...]) -> Grid:
    rows: list[list[str]] = []
    merged: list[Range] = []
    taken: set[tuple[int, int]] = set()  # places that a cell from above or left covers
    places = 0
    for r, row in enumerate(_own_rows(table)):
        cells: list[str] = []
        for text, down, right in _cells(row):
            while (r, len(cells)) in taken:
                cells.append("")
            c = len(cells)
            cells += [text, *[""] * (right - 1)]
            places += down * right
            if places > MAX_COVERED or len(cells) > MAX_COLUMNS:
                raise TableError(f"{name}的表太大了。请只留要公示的那张表再传。")
            taken.update((r + i, c + j) for i in range(1, down) for j in range(right))
            if down > 1 or right > 1:
                merged.append(((r, c), (r + down - 1, c + right - 1)))
        rows.append(visible(cells))
    last = len(rows) - 1
    inside = [(a, (min(row, last), column)) for a, (row, column) in merged]
    return Grid(name=label, rows=rows, merged=inside, lead=lead, is_part=True)


def _own_rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _cells(row: HtmlElement) -> Iterator[tuple[str, int, int]]:
    for cell in row.iterchildren("td", "th"):
        text = _text(cell)
        if text and _is_struck(row, cell):
            text = STRUCK + text
        yield text, _span(cell, "rowspan"), _span(cell, "colspan")


def _is_struck(row: HtmlElement, cell: HtmlElement) -> bool:
    """In whole or in part: <s>, <del>, or a style that strikes through."""
    return any(
        element.tag in STRIKES or _LINE_THROUGH.search(str(element.get("style") or ""))
        for element in (row, *cell.iter())
    )


def _text(cell: HtmlElement) -> str:
    """The cell's own lines; those of tables inside it are read with those tables."""
    if next(cell.iterdescendants("table"), None) is None:
        return _lines(str(cell.text_content()))
    parts = [str(cell.text or "")]
    for child in cell:
        if isinstance(child.tag, str) and next(child.iter("table"), None) is None:
            parts.append(str(child.text_content()))
        parts.append(str(child.tail or ""))
    return _lines("".join(parts))


def _lines(text: str) -> str:
    """White space as a page shows it: only a break that was meant is a line break."""
    lines = (" ".join(line.split()) for line in text.split(BREAK))
    return "\n".join(filter(None, lines))


def _keep_breaks(page: HtmlElement) -> None:
    for element in page.iter("br", "p"):
        element.tail = BREAK + str(element.tail or "")


def _span(cell: HtmlElement, attribute: str) -> int:
    text = str(cell.get(attribute) or "1")
    return min(max(int(text), 1), MAX_SPAN) if text.isdecimal() else 1
