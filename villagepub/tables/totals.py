"""Totals of a sheet: which rows are totals, what they state, and which rows each one
sums.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from villagepub.tables.table import TableRow
from villagepub.tables.unit_parser import OWN_UNIT

# a slice of the rows: the first one, and the one after the last
RowSpan = tuple[int, int]

_WORD = r"(?:合计|总计|小计|共计|累计|总合计)"
_CARRIED = r"承前页|承上页|接上页|续前页|上页结转|过次页|转下页|结转下页|转次页"
_SPOKEN = "零〇一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟万亿"
_TOTAL = re.compile(
    rf"(?:以上|上列|上述|本表|全村)?{_WORD}(?:[:：（(，,、/\d¥￥元户人共为数{_SPOKEN}]|金额|人民币|大写|面积|资金|.{{0,4}}[:：]|$).*"
    rf"|.{{1,10}}{_WORD}(?:[:：].*|[（(].*[)）])?"
    r"|[总共](?:计)?(?:户数|人数|人口|面积|亩数|金额|资金|笔数|数)[:：]?.*"
    rf"|(?:以上|上列|上述|本表|本页|全村|本村).{{0,12}}[共计][^\d]{{0,4}}[\d{_SPOKEN}].*"
    rf"|一?共有?[\d{_SPOKEN}]+[户人口].*"
    rf"|(?:{_CARRIED})[:：]?.*"
    rf"|(?:人民币|金额|资金)?(?:[（(]?大写(?:金额)?[）)]?|(?<=币))[:：]?(?:人民币)?[{_SPOKEN}]+[元圆].*"
)
_PLAIN = rf"{_WORD}[:：]?.{{0,6}}|.{{1,4}}[组社队]{_WORD}[:：]?"
_PAGE = re.compile(r"本页|[本每]页|页计")
_SUB = re.compile(r"小计|(?:组|社|队|户)合计")
_GRAND = re.compile(r"总计|共计|总合计|总[户人金面亩资笔数]|共[户人]")
_BEYOND = re.compile(r"累计|本年")  # sums more than the sheet shows
_MONTH = re.compile(
    r"(?<![-—–至到~、\d十])(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?"
)
_NUMBER = re.compile(r"([-+]?)[¥￥]?([-+]?)(\d[\d,，]*(?:\.\d+)?)[^\d计组社队]{0,3}")
_NEGATIVE = re.compile(r"[（(](.+)[)）]")
_STATED = re.compile(
    rf"[-+]?[¥￥]?\d[\d,，]*(?:\.\d+)?\s*(?:{OWN_UNIT}|笔|项)?(?:[/／][^\d，,、；;。（(）)]{{1,3}})?"
    rf"|[{_SPOKEN}]{{1,30}}(?:[元圆](?:[{_SPOKEN}角分整正]*[角分整正])?|{OWN_UNIT})"
)


def is_total(cells: Sequence[str]) -> bool:
    """合　计, 合|计, 总计：, 一组小计, 承前页, 总户数, 大写：壹仟元整, in the first filled
    cells.
    """
    if not cells or cells[0].isdecimal():
        return False  # quick: nearly every row begins with its number
    first = cells[:5]
    if not re.search("[计总共页写币]", "".join(first)):
        return False
    said = [flat for cell in first if (flat := re.sub(r"\s", "", cell))][:2]
    return any(map(_TOTAL.fullmatch, said)) or "".join(said) in ("合计", "总计", "小计")


class SaidFigure(NamedTuple):
    """``words`` are those before it, up to the figure before: 合计：债权 of 500元."""

    words: str
    figure: str


def stated(row: TableRow) -> tuple[SaidFigure, ...]:
    """What a total says in words: 3人 and 1760.00元 of 合计：3人，1760.00元.

    Also sums in characters (壹仟叁佰元整). Numbers alone in their cell are left to the
    columns that they stand in.
    """
    found: list[SaidFigure] = []
    for cell in row.cells:
        flat = re.sub(r"\s", "", cell)
        is_fault = flat.startswith("#")  # #DIV/0!
        if flat and not is_fault and not re.fullmatch(r"[-+¥￥]*[\d,，.]+", flat):
            found += figures_in(flat)
    return tuple(found)


def figures_in(text: str) -> Iterator[SaidFigure]:
    at = 0
    for match in _STATED.finditer(text):
        yield SaidFigure(text[at : match.start()], match[0])
        at = match.end()


@dataclass(slots=True)
class Placed:
    """A total and how many rows stand above it; ``within``: of one household only."""

    row: TableRow
    place: int
    within: bool = False


@dataclass(slots=True)
class Above:
    """What a total depends on of the totals above it."""

    previous: int = 0  # rows above the last total
    page: int = 0  # above the last total of a page
    names: frozenset[str] = frozenset()

    def passed(self, total: Placed, name: str) -> "Above":
        if total.within:
            return self
        return Above(
            previous=total.place,
            page=total.place if _PAGE.search(name) else self.page,
            names=self.names if name in self.names else self.names | {name},
        )


def with_covers(
    placed: Sequence[Placed], rows: Sequence[TableRow], starts: Sequence[int]
) -> list[TableRow]:
    """The totals, each with the stretch of rows that it sums (``covers``).

    ``starts`` are the places where a section, a page or another village begins.
    """
    if not placed:
        return []
    sums = _running(rows)
    parents = list(
        accumulate((i if row.cells[0] else 0 for i, row in enumerate(rows)), max)
    )
    begins = sorted({0, *starts})
    after = _next_places(placed, len(rows))
    above = Above()
    found = []
    for total, following in zip(placed, after, strict=True):
        name = _name(total.row)
        last = begins[max(bisect_left(begins, total.place) - 1, 0)]
        if _is_below_household(total, rows):
            last = max(last, parents[total.place - 1])
        spans = _spans(total, name, above, last, following, len(rows))
        span = _chosen(total, name, [(a, b) for a, b in spans if a < b], sums)
        found.append(replace(total.row, covers=(span,) if span else ()))
        above = above.passed(total, name)
    return found


def _is_below_household(total: Placed, rows: Sequence[TableRow]) -> bool:
    """The line above is a further one of a household; where each line begins with its
    own name or day, a total without one is of all of them.
    """
    above = rows[total.place - 1 : total.place] if total.place else ()
    return not total.row.cells[0] and any(not row.cells[0] for row in above)


def _chosen(
    total: Placed,
    name: str,
    spans: Sequence[RowSpan],
    sums: Sequence[Sequence[Decimal]],
) -> RowSpan | None:
    """The one of several stretches that adds up, else the usual one.

    A heading like 收入合计 above its rows sums them only if it adds up.
    """
    is_sure = bool(total.place) or bool(re.fullmatch(_PLAIN, name))
    usual = spans[0] if spans and is_sure else None
    if len(spans) == 1 and is_sure:
        return usual
    return next((span for span in spans if _adds_up(total, span, sums)), usual)


def _next_places(placed: Sequence[Placed], count: int) -> list[int]:
    """For each total the place of the next one that has rows between."""
    found, following, place = [], count, count
    for total in reversed(placed):
        if total.place < place:
            following, place = place, total.place
        found.append(following)
    return found[::-1]


def _spans(
    total: Placed, name: str, above: Above, last: int, following: int, count: int
) -> Iterator[RowSpan]:
    """The stretches of rows that a total of this name may sum, the usual one first."""
    end = min(total.place, count)
    if total.within:
        yield end - 1, end
    elif _BEYOND.search(name):
        return
    elif end == 0:  # above the rows that it sums
        yield 0, count
        yield 0, following
    else:
        yield _usual(name, end, above, last), end
        yield 0, end
        yield above.previous, end
        yield last, end
        if not _GRAND.search(name):
            yield end, following


def _usual(name: str, end: int, above: Above, last: int) -> int:
    """The first row that a total of this name usually sums; the last is the one above
    it.
    """
    if re.match(_CARRIED, name) or _GRAND.search(name):
        return 0
    if _PAGE.search(name):
        return above.page
    previous = above.previous if above.previous < end else 0
    if _SUB.search(name) or name in above.names and previous:
        return max(previous, last)  # of this group, of the next list of the same sheet
    return 0


def _name(row: TableRow) -> str:
    """The words of a total, without what it says: 合计, 一组小计, 本页合计; 本月合计 of
    8月合计 too.
    """
    texts = (re.sub(r"\s", "", cell) for cell in row.cells if cell)
    name = "".join(text for text in texts if not _NUMBER.fullmatch(text))
    return _MONTH.sub("本月", name, count=1)[:20]


def _running(rows: Sequence[TableRow]) -> list[list[Decimal]]:
    """For each column the sums of its numbers up to each row."""
    columns = zip(*[row.cells for row in rows], strict=True)
    return [
        list(accumulate((_number(c) or Decimal(0) for c in column), initial=Decimal(0)))
        for column in columns
    ]


def _adds_up(total: Placed, span: RowSpan, sums: Sequence[Sequence[Decimal]]) -> bool:
    """Is every number of the total the sum of its column in this stretch, with one at
    least?
    """
    first, end = span
    pairs = [
        (number, sums[i][end] - sums[i][first])
        for i, cell in enumerate(total.row.cells)
        if (number := _number(cell)) is not None and i < len(sums)
    ]
    return bool(pairs) and all(a == b for a, b in pairs)


def _number(cell: str) -> Decimal | None:
    """What the cell says, (200) and -200 below 0; None of words."""
    inside = _NEGATIVE.fullmatch(cell)
    match = _NUMBER.fullmatch(inside[1] if inside else cell)
    if match is None:
        return None
    number = Decimal(re.sub("[,，]", "", match[3]))
    return -number if inside or "-" in (match[1], match[2]) else number
