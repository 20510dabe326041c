"""The rows under a head, and what of the sheet they are held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from villagepub.tables.grid import Grid
from villagepub.tables.rows.signatures import flat


@dataclass(frozen=True, slots=True)
class Under:
    """The rows under a head, and what they are held against.

    ``rows`` are all rows of the sheet, ``start`` the first one under the head (0-based)
    and ``end`` the last that says several things; ``alone`` are rows that say one thing
    only, ``lead`` the lines above the head.
    """

    name: str
    rows: Sequence[tuple[str, ...]]
    start: int
    end: int
    written: frozenset[str]  # the cells of the head as they are written
    lead: frozenset[str]
    alone: Mapping[int, str]
    wide: frozenset[int]  # rows with a cell merged over several columns
    hidden: frozenset[int]
    covered: Mapping[int, frozenset[int]]  # by column: rows that a cell above covers


def rows_under(grid: Grid, rows: Sequence[tuple[str, ...]], last: int) -> Under:
    wide = {
        a for (a, left), (b, right) in grid.merged if a == b > last and right > left
    }
    alone = _alone(rows, last + 1)
    return Under(
        name=grid.name,
        rows=rows,
        start=last + 1,
        end=_end(rows, alone),
        written=frozenset(c for row in rows[: last + 1] for c in row if c),
        lead=frozenset(flat(c) for row in rows[: last + 1] for c in row if c),
        alone=alone,
        wide=frozenset(wide),
        hidden=grid.hidden_rows,
        covered=_covered(grid, last),
    )


def _covered(grid: Grid, last: int) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for (a, left), (b, right) in grid.merged:
        if a > last and b > a:
            for column in range(left, right + 1):
                found.setdefault(column, set()).update(range(a + 1, b + 1))
    return {column: frozenset(rows) for column, rows in found.items()}


def _alone(rows: Sequence[tuple[str, ...]], start: int) -> dict[int, str]:
    """Rows of one filled cell, or of one text in every cell (a merge that was undone)."""
    width = len(rows[0]) if rows else 0
    found = {}
    for r in range(start, len(rows)):
        row = rows[r]
        said = width - row.count("")
        if said == 1 or said > 2 and said == row.count(row[0]):
            found[r] = max(row)  # the others are empty, or the same
    return found


def _end(rows: Sequence[tuple[str, ...]], alone: Mapping[int, str]) -> int:
    """The last row of a list: names of villages below it are signatures."""
    width = len(rows[0]) if rows else 0
    few = min(3, width)
    return next(
        (
            r
            for r in range(len(rows) - 1, -1, -1)
            if r not in alone and width - rows[r].count("") >= few
        ),
        len(rows),
    )
