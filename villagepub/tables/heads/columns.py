"""Which columns of a sheet are its own, and which stand side by side as blocks."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from villagepub.tables.grid import Grid, column_letters
from villagepub.tables.table import IgnoredRow

FEW = 3  # cells under no head, in nearly no row, are remarks and no column
RARE = 0.1
SIDES, SUBJECT, MONEY = ("收入", "支出"), "项目", "金额"
EITHER = ([["收入"], ["支出"]], [["支出"], ["收入"]])
_SIDE = re.compile(r"(?:收入|支出)(?:情况|部分|方(?!式)|类(?![别型])|栏)?")
_MONEY = re.compile("金额|数额|钱数")
_UNIT = re.compile(r"[（(].{1,6}[)）]$")
_USUAL = {
    SUBJECT: re.compile("摘要|项目|内容|事由|用途|来源|名称|项目名称|说明|明细"),
    MONEY: _MONEY,
    "日期": re.compile("日期|时间|年月日|月日"),
}


def used_columns(
    labels: Sequence[str], rows: Sequence[Sequence[str]], last: int
) -> tuple[list[int], list[IgnoredRow]]:
    """The columns that belong to the list: with a head, or with cells in most rows
    under them; also an ``IgnoredRow`` for each left-out column that holds a few words.
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


class Sides(NamedTuple):
    """``parts``: the columns of each; ``money``: which of them is its money; ``own``: the
    columns of the list of both, the other one's money last, and their ``heads``.
    """

    parts: list[slice]
    money: int
    own: tuple[int, ...]
    heads: tuple[tuple[str, ...], ...]


def find_sides(paths: Sequence[tuple[str, ...]]) -> Sides | None:
    """收入 over 日期, 项目, 金额 and beside it 支出 over the same, or 收入项目, 收入金额
    beside 支出项目, 支出金额; None of anything else. One may have more columns.
    """
    said = [_SIDE.sub("", "".join(path)) for path in paths]
    usual = [*map(_usual, said)]
    width = next((i for i, head in enumerate(usual) if i and head == usual[0]), 0)
    words = [
        [word for word in SIDES if word in str(half)]
        for half in (paths[:width], paths[width:])
    ]
    if not all(map(len, paths)) or words not in EITHER:
        return None
    named = [*_named(usual[:width]), *_named(usual[width:])]
    shared = min(width, len(paths) - width)
    first, second = named[:shared], named[width:][:shared]
    if first != second or SUBJECT not in first or first.count(MONEY) != 1:
        return None
    place = first.index(MONEY)
    own = (*range(width), *range(width + shared, len(paths)), width + place)
    heads = [
        (said[i] if i >= shared or said[i] == said[width + i] != "" else named[i],)
        for i in own
    ]
    for at, i, (word,) in zip((place, -1), (place, width + place), words, strict=True):
        heads[at] = (word + _MONEY.sub("", said[i]),)
    parts = [slice(0, width), slice(width, len(paths))]
    return Sides(parts, place, own, tuple(heads))


def alike(left: Sequence[str], right: Sequence[str]) -> bool:
    """日期, 来源, 金额 and 时间, 用途, 金额 are the same columns."""
    return [*map(_usual, left)] == [*map(_usual, right)]


def _usual(head: str) -> str:
    """金额 of 金额（元）, 项目 of 用途, '' of 收入 alone."""
    said = _UNIT.sub("", _SIDE.sub("", head))
    for usual, words in _USUAL.items():
        if words.fullmatch(said):
            return usual
    return said


def _named(side: Sequence[str]) -> list[str]:
    """收入 alone is the money, or beside 金额 what it came from."""
    alone = SUBJECT if MONEY in side else MONEY
    return [head or alone for head in side]


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
