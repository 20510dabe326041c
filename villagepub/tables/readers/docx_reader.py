"""Tables of a Word document; merged cells are said once, where they begin."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from villagepub.tables.cells.cell_text import STRUCK
from villagepub.tables.grid import Grid, Range
from villagepub.tables.table import TableError

MAX_ROWS = 5_000
MAX_COLUMNS = 200
LEAD = 5  # paragraphs above a table that may be its title and unit lines


def read(data: bytes, name: str) -> Sequence[Grid]:
    from docx import Document  # heavy: only who sends a document waits for it

    document = Document(io.BytesIO(data))
    if not document.tables:
        raise TableError(
            f"{name}这个文档里没有表格，是一篇文字。"
            "要公布的只有几样，就点“自己一行行填”；有表，就另选一张。"
        )
    return list(_grids(document, name))


def _grids(document: Any, name: str) -> Iterator[Grid]:
    from docx.table import Table

    lead: list[str] = []
    count = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            count += 1
            yield replace(
                _grid(block, f"第 {count} 个表", name, lead[-LEAD:]), number=count
            )
            lead = []
        elif text := str(block.text).strip():
            lead.append(text)


def _text(cell: Any) -> str:
    from docx.oxml.ns import qn

    text = str(cell.text).strip()
    # To look into every run costs more than to read its words: only where a line is drawn.
    if next(cell._tc.iter(qn("w:strike"), qn("w:dstrike")), None) is None:
        return text
    is_struck = text and any(
        run.text.strip() and (run.font.strike or run.font.double_strike)
        for paragraph in cell.paragraphs
        for run in paragraph.runs
        if run._r.rPr is not None
    )
    return STRUCK + text if is_struck else text


def _grid(table: Any, title: str, name: str, lead: Sequence[str]) -> Grid:
    """The table with the ranges of its merged cells. Raises TableError if it is too large."""
    from docx.table import _Cell

    lines = table._tbl.tr_lst
    if len(lines) > MAX_ROWS:
        raise TableError(f"{name}的表太长了，请存成 Excel 再传。")
    # Where a cell merged downwards began, by the column that it begins in.
    open_cells: dict[int, tuple[int, int]] = {}
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    rows: list[list[str]] = []
    for r, line in enumerate(lines):
        cells = [""] * min(line.grid_before, MAX_COLUMNS)
        for cell in line.tc_lst:
            c, right = len(cells), len(cells) + cell.grid_span - 1
            if right >= MAX_COLUMNS:
                raise TableError(f"{name}的表太宽了，请存成 Excel 再传。")
            goes_on = cell.vMerge == "continue"
            if not goes_on:
                open_cells[c] = (r, c)
            begin = open_cells.get(c, (r, c))
            text = "" if begin != (r, c) else _text(_Cell(cell, table))
            if begin != (r, c) or right > c:
                ends[begin] = (r, right)
            cells += [text, *[""] * (right - c)]
        rows.append(cells)
    merged: list[Range] = list(ends.items())
    return Grid(
        name=title,
        rows=rows,
        merged=merged,
        lead=tuple(lead),
        is_part=True,
        typed_columns=frozenset(range(MAX_COLUMNS)),
    )
