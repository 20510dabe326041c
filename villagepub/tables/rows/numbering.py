"""Rows of a list that goes on in a later table, numbered as the document shows them."""

from collections.abc import Sequence
from dataclasses import replace

from villagepub.tables.grid import Grid
from villagepub.tables.table import IgnoredRow, Table, TableRow, of_table


def numbered(table: Table, grid: Grid) -> Table:
    """The same table; where it was one table in the source, nothing changes."""
    if not grid.later or table.is_turned:
        return table

    def ignored(one: IgnoredRow) -> IgnoredRow:
        return replace(one, row=_shown(one.row, grid))

    return replace(
        table,
        rows=tuple(numbered_rows(table.rows, grid)),
        totals=tuple(numbered_rows(table.totals, grid)),
        ignored=tuple(map(ignored, table.ignored)),
    )


def numbered_rows(rows: Sequence[TableRow], grid: Grid) -> Sequence[TableRow]:
    if not grid.later:
        return rows
    return [
        replace(
            row,
            row=_shown(row.row, grid),
            parts=tuple(_shown(part, grid) for part in row.parts),
        )
        for row in rows
    ]


def _shown(row: int, grid: Grid) -> int:
    own = row
    for begin, first, number in grid.later:
        if row > begin:  # a line between the tables stands above the later one
            own = of_table(number, max(0, row - first))
    return own
