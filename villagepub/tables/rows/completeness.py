"""Completeness of a reading: every filled row and column of the source is read or
listed as ignored.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from villagepub.tables.grid import Grid, column_letters
from villagepub.tables.table import IgnoredRow, Table

UNKNOWN_ROW = "看不出是什么，没有读"
UNKNOWN_COLUMN = "没有列名，没有读"


def list_unread(table: Table, grid: Grid) -> Table:
    """The table with an ``IgnoredRow`` for each row or column that was neither read nor
    ignored so far, and a note of it.
    """
    rows, columns = missing(table, grid)
    if not rows and not columns:
        return table
    left = [IgnoredRow(row=row, reason=UNKNOWN_ROW) for row in rows]
    head = max(table.header_rows, default=1)
    left += [
        IgnoredRow(row=head, reason=UNKNOWN_COLUMN, column=column) for column in columns
    ]
    return replace(table, ignored=(*table.ignored, *left))


def missing(table: Table, grid: Grid) -> tuple[list[int], list[str]]:
    """Filled source rows (1-based) and columns that the table neither reads nor lists
    as ignored.
    """
    rows, columns = set(_rows(table)), set(_columns(table))
    if table.is_turned:  # a head was a row there, an entry a column
        entries = {*table.header_rows, *(row for row in rows if row)}
        ignored = {i.row for i in table.ignored if not i.column}
        rows = {int(c.letter) for c in table.columns} | ignored
        columns |= {column_letters(n - 1) for n in entries}
    filled = [r for r, row in enumerate(grid.rows, 1) if any(row) and r not in rows]
    body = grid.rows[0 if table.is_turned else max(table.header_rows, default=0) :]
    width = max(map(len, body), default=0)
    letters = [column_letters(c) for c in range(width) if _says(body, c)]
    return filled, [letter for letter in letters if letter not in columns]


def _rows(table: Table) -> Iterator[int]:
    yield from table.header_rows
    for row in (*table.rows, *table.totals):
        yield row.row
        yield from row.parts
    yield from (entry.row for entry in table.ignored if not entry.column)


def _columns(table: Table) -> Iterator[str]:
    for column in table.columns:
        yield from (column.letter, *column.beside)
    yield from (entry.column for entry in table.ignored if entry.column)


def _says(rows: Sequence[Sequence[str]], column: int) -> bool:
    return any(column < len(row) and row[column] for row in rows)
