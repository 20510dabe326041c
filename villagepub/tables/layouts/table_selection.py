"""Of the tables of a page or a document those that are lists: menus and frames are none.

A list that goes on in the next table, without a head there, is one list.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from villagepub.tables.grid import Grid
from villagepub.tables.heads.column_types import SAMPLE, kind_of
from villagepub.tables.heads.header_parser import words_in
from villagepub.tables.heads.sections import section_of
from villagepub.tables.table import Table


def lists_of(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Tables with rows whose heads say as much as half of what the best one's say."""
    filled = [table for table in tables if table.rows]
    words = [words_in([column.label for column in table.columns]) for table in filled]
    best = max(words, default=0)
    kept = [t for t, said in zip(filled, words, strict=True) if said * 2 >= best]
    others = [table.name for table in tables if table not in kept]
    if not kept or not others:
        return tuple(kept)
    more = f"等 {len(others)} 个表" if others[MAX_TOLD:] else ""
    note = f"还有{'、'.join(others[:MAX_TOLD])}{more}不像名单，没有用。"
    return (replace(kept[0], notes=(*kept[0].notes, note)), *kept[1:])


def joined(grids: Sequence[Grid]) -> list[Grid]:
    """The tables, each with those behind it that go on with its columns.

    ``Grid.later`` says which rows are whose.
    """
    found: list[Grid] = []
    for grid in grids:
        if found and grid.is_part and _goes_on(found[-1], grid):
            before = found[-1]
            lines = _own_lines(before, grid) or []
            down = len(before.rows) + len(lines)
            merged = [
                ((a + down, left), (b + down, right))
                for (a, left), (b, right) in grid.merged
            ]
            found[-1] = replace(
                before,
                rows=[*before.rows, *([line] for line in lines), *grid.rows],
                merged=[*before.merged, *merged],
                later=(*before.later, (len(before.rows), down, grid.number)),
            )
        else:
            found.append(grid)
    return found


_GOES_ON = re.compile(r"续|接上|第.{1,3}页")
MAX_NARROW = 3  # columns: in so few all of them tell
MAX_TOLD = 4  # tables that a note names
NUMBERS = frozenset({"money", "area", "number", "index", "empty"})


def _goes_on(above: Grid, below: Grid) -> bool:
    """No head, no lines between, as many columns, and in each what is above it."""
    if not above.rows or not below.rows or len(above.rows) < 2:
        return False
    width = max(map(len, above.rows))
    is_headed = any(words_in(row) > 1 for row in below.rows[:2])
    if (
        _own_lines(above, below) is None
        or is_headed
        or max(map(len, below.rows)) != width
    ):
        return False
    kinds = [(_kind(above, c), _kind(below, c)) for c in range(width)]
    alike = [a == b or {a, b} <= NUMBERS or "empty" in (a, b) for a, b in kinds]
    same = sum(1 for a, b in kinds if a == b or {a, b} <= NUMBERS - {"empty"})
    slips = alike.count(False)  # one x among the areas is no other list
    return width > 1 and slips <= (width > MAX_NARROW) and same * 2 > width


def _own_lines(above: Grid, below: Grid) -> list[str] | None:
    """The groups that the lines between two tables name; None if they say more."""
    if below.lead == above.lead:
        return []
    lines = [line for line in below.lead if not _GOES_ON.search(line)]
    return lines if all(map(section_of, lines)) else None


def _kind(grid: Grid, column: int) -> str:
    """What a column holds, its head apart."""
    rows = grid.rows[1:] if len(grid.rows) > 1 and words_in(grid.rows[0]) else grid.rows
    cells = [row[column] for row in rows if column < len(row) and row[column]]
    return kind_of("", cells[-SAMPLE:])
