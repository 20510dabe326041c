"""Tables of a saved web page: the page has other tables too, and cells that span."""

from collections.abc import Iterator, Sequence

from lxml import html
from lxml.html import HtmlElement

from villagepub.tables.grid import Grid, Range
from villagepub.tables.table import TableError
from villagepub.tables.texts import decode

MOST_TABLES = 200
MOST_SPAN = 500


def looks_like_page(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return head.startswith(b"<") and (
        b"<html" in head or b"<table" in data[:200_000].lower()
    )


def read(data: bytes, name: str) -> Sequence[Grid]:
    page = html.fromstring(decode(data, name))
    tables = list(page.iter("table"))[:MOST_TABLES]
    inner = [t for t in tables if next(t.iterdescendants("table"), None) is None]
    if not inner:
        raise TableError(f"{name}这个网页里没有表格。")
    return [_grid(t, f"第 {n} 个表") for n, t in enumerate(inner, 1)]


def _grid(table: HtmlElement, name: str) -> Grid:
    rows: list[list[str]] = []
    merged: list[Range] = []
    taken: dict[tuple[int, int], None] = {}
    for r, row in enumerate(table.iter("tr")):
        cells: list[str] = []
        for text, down, right in _cells(row):
            while (r, len(cells)) in taken:
                cells.append("")
            c = len(cells)
            cells.append(text)
            cells += [""] * (right - 1)
            taken.update(
                {(r + i, c + j): None for i in range(1, down) for j in range(right)}
            )
            if down > 1 or right > 1:
                merged.append(((r, c), (r + down - 1, c + right - 1)))
        rows.append(cells)
    return Grid(name=name, rows=rows, merged=merged)


def _cells(row: HtmlElement) -> Iterator[tuple[str, int, int]]:
    for cell in row.iterchildren("td", "th"):
        text = " ".join(str(cell.text_content()).split())
        yield text, _span(cell, "rowspan"), _span(cell, "colspan")


def _span(cell: HtmlElement, attribute: str) -> int:
    text = str(cell.get(attribute) or "1")
    return min(max(int(text), 1), MOST_SPAN) if text.isdecimal() else 1
