"""Which columns of a sheet are its own, and which stand side by side as blocks."""

import re
from collections.abc import Sequence

from villagepub.tables.grid import Grid, column_letters
from villagepub.tables.table import IgnoredRow

FEW = 3  # cells under no head, in nearly no row, are remarks and no column
RARE = 0.1


def used(
    labels: Sequence[str], rows: Sequence[Sequence[str]], last: int
) -> tuple[list[int], list[IgnoredRow]]:
    """Columns with a head or with a list under them; formatting alone is no column.

    Also what is said of the columns that hold a few words and no head.
    """
    found: list[int] = []
    ignored: list[IgnoredRow] = []
    for c, label in enumerate(labels):
        filled = 1 if label else sum(1 for row in rows[last + 1 :] if row[c])
        below = len(rows) - last - 1
        if label or filled > FEW or filled > below * RARE and filled > 1:
            found.append(c)
        elif filled:
            letter = column_letters(c)
            reason = f"没有列名，只有 {filled} 格有字"
            ignored.append(IgnoredRow(row=last + 1, reason=reason, column=letter))
    return found, ignored


def blocks(labels: Sequence[str]) -> list[slice]:
    """The same columns side by side, 姓名|金额|姓名|金额, as slices; one if there is one.

    A later block may lack the last columns of the first one.
    """
    whole = [slice(0, len(labels))]
    if not labels or not all(labels):
        return whole
    starts = [i for i, label in enumerate(labels) if label == labels[0]]
    width = starts[1] if len(starts) > 1 else 0
    if width < 2:
        return whole
    ends = [*starts[1:], len(labels)]
    first = list(labels[:width])
    for start, end in zip(starts, ends, strict=True):
        part = list(labels[start:end])
        if len(part) < 2 or part != first[: len(part)]:
            return whole
    return [slice(start, end) for start, end in zip(starts, ends, strict=True)]


def sides(paths: Sequence[tuple[str, ...]]) -> tuple[list[slice], int] | None:
    """收入 over 日期, 项目, 金额 and beside it 支出 over the same: the two, and which of
    their columns is the money; None of anything else.
    """
    width = len(paths) // 2
    left, right = paths[:width], paths[width:]
    if not width or len(left) != len(right) or not all(map(len, paths)):
        return None
    for word, side in (("收入", left), ("支出", right)):
        if len({path[0] for path in side}) > 1 or word not in side[0][0]:
            return None
    own = [path[1:] for path in left]
    money = [
        i for i, path in enumerate(own) if path and re.match("金额|数额", path[-1])
    ]
    if own != [path[1:] for path in right] or len(money) != 1 or width < 2:
        return None
    return [slice(0, width), slice(width, 2 * width)], money[0]


def hidden_ignored(
    grid: Grid, labels: Sequence[str], columns: Sequence[int], head: int
) -> list[IgnoredRow]:
    """What is said of each hidden column. It is read, so that a number in it is known to
    be private, but no form takes it by itself.
    """
    return [
        IgnoredRow(
            row=head + 1,
            reason=f"“{labels[c]}”这一列是隐藏的，没有当成要公示的",
            column=column_letters(c),
        )
        for c in columns
        if c in grid.hidden_columns
    ]
