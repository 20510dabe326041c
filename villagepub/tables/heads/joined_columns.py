"""One value that stands in several columns: 千|百|十|元|角|分 under 收入, a day under 月|日."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from villagepub.tables.grid import column_letters
from villagepub.tables.table import IgnoredRow

Paths = Sequence[tuple[str, ...]]
Rows = Sequence[tuple[str, ...]]
_BOX = "亿千百十万元圆"
_SIGN = re.compile(r"[¥￥\s]")


class Run(NamedTuple):
    """The columns ``first`` to ``end`` (not included), and what they are together."""

    first: int
    end: int
    path: tuple[str, ...]
    boxes: str  # 千百十元角分, '' of a day


def join_columns(
    rows: Rows, paths: Paths, last: int
) -> tuple[Rows, Paths, list[IgnoredRow]]:
    """(the rows with each such value in its first column, the paths of heads, and an
    ``IgnoredRow`` for each column that went into another).
    """
    runs = [*_runs(paths)]
    if not runs:
        return rows, paths, []
    found = [list(row) for row in rows]
    heads = list(paths)
    told: list[IgnoredRow] = []
    for run in runs:
        heads[run.first] = run.path
        month, day = "", ""
        for row in found[last + 1 :]:
            cells = row[run.first : run.end]
            if not run.boxes:
                cells[-2] = cells[-2] or (month if _is_later(day, cells[-1]) else "")
                month, day = cells[-2], cells[-1]
            row[run.first] = _money(cells, run.boxes) if run.boxes else _day(cells)
            row[run.first + 1 : run.end] = [""] * (run.end - run.first - 1)
        for c in range(run.first + 1, run.end):
            reason = f"“{paths[c][-1]}”和左边的合成一个“{' '.join(run.path)}”"
            told.append(
                IgnoredRow(row=last + 1, reason=reason, column=column_letters(c))
            )
            heads[c] = ()
    return list(map(tuple, found)), heads, told


def _runs(paths: Paths) -> Iterator[Run]:
    words = [re.sub(r"\s", "", path[-1]) if path else "" for path in paths]
    c = 0
    while c < len(words):
        run = _money_run(words, paths, c) or _day_run(words, paths, c)
        if run:
            yield run
        c = run.end if run else c + 1


def _money_run(words: Sequence[str], paths: Paths, first: int) -> Run | None:
    """From 千 or 收入元 to 分 or 角; 元 stands among them."""
    end = first + 1
    while end < len(words) and words[end] and words[end] in f"{_BOX}角分":
        end += 1
        if words[end - 1] == "分":
            break
    boxes = [words[first][-1:], *words[first + 1 : end]]
    own = words[first][:-1]
    whole = "".join(boxes).replace("圆", "元")
    if not re.fullmatch(r"[亿千百十万]*元角分?", whole):
        return None
    above = tuple(paths[first][:-1])
    later = (paths[c][:-1] for c in range(first, end))
    if not own and any(one not in (above, ()) for one in later):
        return None  # but for merges that are gone: 金额 over the first box alone
    head = f"{own or (above[-1] if above else '金额')}（元）"
    return Run(first, end, (*(above if own else above[:-1]), head), whole)


def _day_run(words: Sequence[str], paths: Paths, first: int) -> Run | None:
    """月|日, 年|月|日; not 出生年|月|日."""
    end = first + (3 if words[first] == "年" else 2)
    if tuple(words[first:end])[-2:] != ("月", "日") or words[end - 2] == "年":
        return None
    if first and words[first] == "月" and re.search("年$|生", words[first - 1]):
        return None
    return Run(first, end, (_day_head(" ".join(paths[first][:-1])),), "")


def _day_head(above: str) -> str:
    """2026年日期 under 2026年, 竣工日期 under 竣工; 出生日期 stays a birthday."""
    year = re.search(r"20\d\d年", above)
    own = re.sub(r"20\d\d年度?|\s", "", above)
    own = re.sub(r"(?:时间|年?月?日?期?)$", "", own)
    return f"{year[0] if year else ''}{own}日期"


def _money(cells: Sequence[str], boxes: str) -> str:
    """1|2|0|0|5|0 is 1200.50; what is no digit in its box stays as it is, to be asked about."""
    said = [_SIGN.sub("", cell) for cell in cells]
    if not any(said):
        return ""
    at = boxes.index("元")
    whole, cents = said[: at + 1], [cell or "0" for cell in said[at + 1 :]]
    digits = "".join(whole)
    # Boxes are filled to the last: 1|2| under 百|十|元 is 120 or 12, nobody knows.
    is_whole = at == 0 or "".join(cell or " " for cell in whole).lstrip() == digits
    is_single = all(len(cell) < 2 for cell in (*(whole if at else ()), *cents))
    if is_whole and is_single and f"{digits}{''.join(cents)}".isdecimal():
        return f"{digits or 0}.{''.join(cents)}"
    return " ".join(filter(None, cells))


def _is_later(before: str, day: str) -> bool:
    """Is ``day`` of the same month as ``before``, so that a month written once holds?
    Not if it is smaller.
    """
    days = [re.sub("[日号]$", "", said) for said in (before, day)]
    return all(map(str.isdecimal, days)) and int(days[0]) <= int(days[1])


def _day(cells: Sequence[str]) -> str:
    *year, month, day = (re.sub(r"[年月日号]$", "", cell) for cell in cells)
    if not month and not day:
        return ""
    said = f"{year[0]}年" if year and year[0] else ""
    return (
        f"{said}{month}月{day}日"
        if month.isdecimal() and day.isdecimal()
        else " ".join(filter(None, cells))
    )
