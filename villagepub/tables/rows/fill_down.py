"""Values written once for several rows: in a merged cell, or only in the first of them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from villagepub.tables.grid import Grid, even
from villagepub.tables.rows.households import NAME
from villagepub.tables.table import TableRow, columns_of, with_cell
from villagepub.tables.unit_parser import is_quantity

# What a cell merged downwards says is meant for every row of a list of people too.
_SHARED = re.compile(
    r"(?:组|^社|^队)[别名号]?$|村民小组|村组|行政村|村名|^村$|^[乡镇]{1,2}$|乡镇|镇村"
)
_RATE = re.compile(r"(?:标准|单价)(?:（.*?）)?$")
_PARENT = re.compile(r"项目|类别|科目|收支|分类|类型|大类")
_CHILD = re.compile(r"细目|明细|子目|内容|小类|科目|项目|名称")
_DITTO = frozenset(
    (
        "同上",
        "上同",
        "仝上",
        "〃",
        "〞",
        "″",
        "''",
        '"',
        "＂",
        "“",
        "”",
        "々",
        "‘‘",
        "’’",
    )
)
SPARSE = 0.3  # of the cells of a column are empty, where each group is said only once


def repeat_merged(
    grid: Grid, last: int, labels: Sequence[str], *, whole: bool
) -> Sequence[tuple[str, ...]]:
    """Repeat a cell merged downwards in every row that it covers.

    In a list of people only words are repeated, not names and not amounts: an amount is
    one household's.
    """
    down = [
        ((a, left), (b, right))
        for (a, left), (b, right) in grid.merged
        if a > last and b > a
        and (whole or left < len(labels) and _is_shared(grid, labels[left], a, left))
    ]  # fmt: skip
    if not down:
        return even(grid.rows)
    rows = [list(row) for row in grid.rows]
    for (a, left), (b, right) in down:
        text = rows[a][left] if a < len(rows) and left < len(rows[a]) else ""
        for r in range(a, min(b + 1, len(rows))):
            for c in range(left, min(right + 1, len(rows[r]))):
                rows[r][c] = text
    return even(rows)


def _is_shared(grid: Grid, label: str, row: int, column: int) -> bool:
    if _SHARED.search(label.split(" ")[-1]):
        return True
    text = grid.rows[row][column] if column < len(grid.rows[row]) else ""
    return not (is_quantity(text) or NAME.search(label))


def merged_number_notes(grid: Grid, last: int, labels: Sequence[str]) -> list[str]:
    """Notes of numbers merged over several rows: each counts in its first row only."""
    names = {i for i, label in enumerate(labels) if NAME.search(label)}
    whole = {a for (a, left), (b, _) in grid.merged if left in names and b > a > last}
    return [
        f"“{labels[left]}”第 {a + 1} 到 {b + 1} 行合写了一个数，只算在第 {a + 1} 行。"
        for (a, left), (b, right) in grid.merged
        if b > a > last
        and left == right < len(labels)
        and a not in whole
        and names
        and is_quantity(grid.rows[a][left])
    ]


def repeat_parents(rows: list[TableRow], labels: Sequence[str]) -> list[TableRow]:
    """Repeat a parent like 本月总收入, written once above its items, in each item's row. A
    row without an item of its own gets none.
    """
    for i, (label, below) in enumerate(pairwise(labels)):
        if not _PARENT.search(label) or not _CHILD.search(below) or not rows:
            continue
        said = [row.cells[i] for row in rows if row.cells[i]]
        blank = [row for row in rows if not row.cells[i]]
        is_tree = all(row.cells[i + 1] for row in blank) and rows[0].cells[i]
        if len(blank) >= SPARSE * len(rows) and is_tree and len(set(said)) == len(said):
            rows = _down(rows, i)
    return rows


def repeat_groups(rows: list[TableRow], labels: Sequence[str]) -> list[TableRow]:
    """Repeat a group that is written only in the first of its rows.

    That is what a csv leaves of merged cells: the first row has a group, and no group
    is written twice in a row.
    """
    for i, label in enumerate(labels):
        if not _SHARED.search(label.split(" ")[-1]):
            continue
        said = [cell for row in rows if (cell := row.cells[i])]
        empty = len(rows) - len(said)
        if not rows or not rows[0].cells[i] or empty < SPARSE * len(rows):
            continue
        if all(a != b for a, b in pairwise(said)):
            rows = _down(rows, i)
    return rows


def replace_ditto(rows: list[TableRow], labels: Sequence[str]) -> list[TableRow]:
    """Replace 同上 and 〃 by what stands above them.

    Never for a name or an amount: what somebody is paid is not taken from a neighbour.
    A rate may be: 60 元 an 亩 is written once for many.
    """
    for i, (label, cells) in enumerate(zip(labels, columns_of(rows), strict=False)):
        if NAME.search(label) or _DITTO.isdisjoint(cells):
            continue  # as nearly every column
        if _RATE.search(label) or not any(map(is_quantity, set(cells))):
            rows = list(_said_again(rows, i))
    return rows


def _said_again(rows: Sequence[TableRow], column: int) -> Iterator[TableRow]:
    above = ""
    for row in rows:
        if row.cells[column] in _DITTO and above:
            yield with_cell(row, column, above)
        else:
            above = row.cells[column]
            yield row


def _down(rows: Sequence[TableRow], column: int) -> list[TableRow]:
    found, last = [], ""
    for row in rows:
        last = row.cells[column] or last
        found.append(with_cell(row, column, last))
    return found
