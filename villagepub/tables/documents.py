"""Tables of a Word document; merged cells are said once, where they begin."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document

from villagepub.tables.grid import Grid
from villagepub.tables.table import TableError

MOST_ROWS = 5_000


def read(data: bytes, name: str) -> Sequence[Grid]:
    document = Document(io.BytesIO(data))
    if not document.tables:
        raise TableError(f"{name}这个文档里没有表格。")
    return [_grid(t, f"第 {n} 个表", name) for n, t in enumerate(document.tables, 1)]


def _grid(table: Any, title: str, name: str) -> Grid:
    if len(table.rows) > MOST_ROWS:
        raise TableError(f"{name}的表太长了，请存成 Excel 再传。")
    seen: set[int] = set()
    rows = []
    for row in table.rows:
        cells = []
        for cell in row.cells:
            # A merged cell comes back as the same element at each place it covers.
            again = id(cell._tc) in seen
            seen.add(id(cell._tc))
            cells.append("" if again else str(cell.text).strip())
        rows.append(cells)
    return Grid(name=title, rows=rows)
