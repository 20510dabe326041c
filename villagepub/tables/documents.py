"""Tables of a Word document; merged cells are said once, where they begin."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from docx import Document
from docx.table import Table

from villagepub.tables.grid import Grid, Range
from villagepub.tables.table import TableError

MOST_ROWS = 5_000
LEAD = 5  # paragraphs above a table that may be its title and unit lines


def read(data: bytes, name: str) -> Sequence[Grid]:
    document = Document(io.BytesIO(data))
    if not document.tables:
        raise TableError(f"{name}这个文档里没有表格。")
    return list(_grids(document, name))


def _grids(document: Any, name: str) -> Iterator[Grid]:
    lead: list[str] = []
    count = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            count += 1
            yield _grid(block, f"第 {count} 个表", name, lead[-LEAD:])
            lead = []
        elif text := str(block.text).strip():
            lead.append(text)


def _grid(table: Any, title: str, name: str, lead: Sequence[str]) -> Grid:
    if len(table.rows) > MOST_ROWS:
        raise TableError(f"{name}的表太长了，请存成 Excel 再传。")
    # A merged cell comes back as the same element at each place it covers. The element
    # itself is kept: an id() is given again once lxml lets go of its proxy.
    places: dict[Any, Range] = {}
    rows: list[list[str]] = [[text] for text in lead]
    for r, row in enumerate(table.rows, len(rows)):
        cells = []
        for c, cell in enumerate(row.cells):
            known = places.get(cell._tc)
            places[cell._tc] = (known[0] if known else (r, c), (r, c))
            cells.append("" if known else str(cell.text).strip())
        rows.append(cells)
    merged = [place for place in places.values() if place[0] != place[1]]
    return Grid(name=title, rows=rows, merged=merged)
