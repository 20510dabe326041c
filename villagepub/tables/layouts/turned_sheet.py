"""Sheets whose heads stand in the first column: a person a column, a project as pairs."""

import re
from collections.abc import Sequence
from dataclasses import replace

from villagepub.tables.cells import scaled_cells
from villagepub.tables.grid import Grid
from villagepub.tables.heads import header_parser
from villagepub.tables.heads.header_parser import HEAD_WORDS
from villagepub.tables.table import IgnoredRow, Table

MAX_HEADS = 200
MIN_HEADS = 3  # heads in the first column
SHARE = 0.4  # of them are words of heads
MAX_COLUMNS = 200
_TAIL = re.compile(r"[\u4e00-\u9fff]{2,10}[:：]|^(?:注|备注|说明|附)")


def turn(grid: Grid) -> tuple[Grid, int, int] | None:
    """The grid with rows for columns, and the first and last row that were turned.

    None if the sheet is written as most are.
    """
    first = next((r for r, row in enumerate(grid.rows) if len({*row} - {""}) > 1), None)
    if first is None:
        return None
    last = first
    if len(grid.rows) > first + MAX_HEADS and _is_pair(grid.rows[first + MAX_HEADS]):
        return None  # as nearly every list
    while last + 1 < len(grid.rows) and _is_pair(grid.rows[last + 1]):
        last += 1
    block = [
        scaled_cells.both_in(row, grid.scales) for row in grid.rows[first : last + 1]
    ]
    if not _has_heads_at_the_left(block):
        return None
    width = max(c + 1 for row in block for c, cell in enumerate(row) if cell)
    rows = [[row[c] if c < len(row) else "" for row in block] for c in range(width)]
    hidden = frozenset(r - first for r in grid.hidden_rows if first <= r <= last)
    turned = replace(
        grid,
        rows=rows,
        merged=(),
        hidden_rows=grid.hidden_columns,
        hidden_columns=hidden,
        scales={},
    )
    return turned, first, last


def _is_pair(row: Sequence[str]) -> bool:
    return bool(row and row[0]) and not _TAIL.search(row[0]) and any(row[1:])


def _has_heads_at_the_left(block: Sequence[Sequence[str]]) -> bool:
    heads = [row[0] for row in block]
    if len(set(heads)) < max(MIN_HEADS, len(heads)) or len(block[0]) > MAX_COLUMNS:
        return False
    if not header_parser.may_be_head(heads):
        return False
    words = header_parser.words_in(heads)
    across = max(map(_words, block))
    first = [cell for cell in block[0] if cell]
    is_head = all(map(HEAD_WORDS.search, first))
    return (
        words >= max(MIN_HEADS, SHARE * len(heads))
        and words > across
        and across <= 2
        and not is_head
    )


def _words(row: Sequence[str]) -> int:
    return header_parser.words_in(list(dict.fromkeys(filter(None, row))))


def renamed(grid: Grid, table: Table, first: int, last: int) -> Table:
    """The table of a turned grid with the title, the lines and the places of the sheet."""
    lines = [list(filter(None, row)) for row in grid.rows]
    above = [" ".join(line) for line in lines[:first] if line]
    title = above[0] if above else table.title
    ignored = [
        IgnoredRow(row=r + 1, reason="标题" if r < first else "表下面的说明")
        for r, line in enumerate(lines)
        if line and not first <= r <= last
    ]
    how = (
        "这张表是一项一行写的，合成一条读了"
        if len(table.rows) == 1
        else "这张表是横着的，一列当一户读了：下面写的行号是从左数第几列"
    )
    return replace(
        table,
        title=title,
        lead=(*grid.lead, *above),
        is_turned=True,
        columns=tuple(
            replace(c, letter=str(first + 1 + i)) for i, c in enumerate(table.columns)
        ),
        ignored=(*ignored, *(i for i in table.ignored if not i.column)),
        notes=(*table.notes, f"{how}。"),
    )
