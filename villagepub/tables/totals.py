"""Totals: which rows are some, what they say, and which rows each of them sums."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from villagepub.tables.table import TableRow

Span = tuple[int, int]  # a slice of the rows: the first one, and the one after the last

_WORD = r"(?:合计|总计|小计|共计|累计|总合计)"
_CARRIED = r"承前页|承上页|接上页|续前页|上页结转|过次页|转下页|结转下页|转次页"
_TOTAL = re.compile(
    rf"{_WORD}(?:[:：（(，,、/\d¥￥元户人共为数]|金额|人民币|大写|面积|资金|.{{0,4}}[:：]|$).*"
    rf"|.{{1,10}}{_WORD}(?:[:：].*|[（(].*[)）])?"
    r"|[总共](?:计)?(?:户数|人数|人口|面积|亩数|金额|资金|笔数|数)[:：]?.*"
    rf"|(?:{_CARRIED})[:：]?.*"
)
_PAGE = re.compile(r"本页|[本每]页|页计")
_SUB = re.compile(r"小计|(?:组|社|队|户)合计")
_GRAND = re.compile(r"总计|共计|总合计|总[户人金面亩资笔数]|共[户人]")
_BEYOND = re.compile(r"累计|本年")  # sums more than the sheet shows
_NUMBER = re.compile(r"[-+]?[¥￥]?([-+]?\d[\d,，]*(?:\.\d+)?)[^\d]{0,3}")
_STATED = re.compile(
    r"[-+]?[¥￥]?\d[\d,，]*(?:\.\d+)?\s*[\u4e00-\u9fff㎡%]{0,3}"
    r"|[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿两]{1,30}[元圆亩户人][零壹贰叁肆伍陆柒捌玖角分整正]*"
)


def is_total(cells: Sequence[str]) -> bool:
    """合　计, 合|计, 总计：, 一组小计, 承前页, 总户数, in the first filled cells."""
    first = cells[:5]
    together = "".join(first)
    if not together or first[0].isdecimal() or not re.search("[计总共页]", together):
        return False  # quick: nearly every row ends here
    said = [flat for cell in first if (flat := re.sub(r"\s", "", cell))][:2]
    return any(map(_TOTAL.fullmatch, said)) or "".join(said) in ("合计", "总计", "小计")


def stated(row: TableRow) -> tuple[str, ...]:
    """What a total says in words: (3人, 1760.00元) of 合计：3人，1760.00元.

    Also sums in characters (壹仟叁佰元整). Numbers alone in their cell are left to the
    columns that they stand in.
    """
    found: list[str] = []
    for cell in row.cells:
        flat = re.sub(r"\s", "", cell)
        if flat and not re.fullmatch(r"[-+¥￥]*[\d,，.]+", flat):
            found += _STATED.findall(flat)
    return tuple(found)


@dataclass(slots=True)
class Placed:
    """A total and how many rows stand above it; ``within``: of one household only."""

    row: TableRow
    place: int
    within: bool = False


def with_covers(
    placed: Sequence[Placed], rows: Sequence[TableRow], starts: Sequence[int]
) -> list[TableRow]:
    """The totals, each with the rows that it sums.

    ``starts`` are the places where a section, a page or another village begins. Where
    several stretches could be meant, the one that adds up is taken, else the usual one.
    """
    sums: list[list[Decimal]] = []
    found = []
    for i, total in enumerate(placed):
        begins = [*starts, *_parents(total, rows)]
        spans = list(dict.fromkeys(_spans(placed, i, len(rows), begins)))
        if len(spans) > 1 and not sums:
            sums = _running(rows)
        span = next(
            (s for s in spans if len(spans) > 1 and _adds_up(total, s, sums)), None
        )
        span = span or next(iter(spans), None)
        found.append(replace(total.row, covers=(span,) if span else ()))
    return found


def _parents(total: Placed, rows: Sequence[TableRow]) -> list[int]:
    """Where 本月总收入 stands that is said once for the rows below, of a 小计 among them."""
    if total.row.cells[0] or not total.place:
        return []
    above = range(min(total.place, len(rows)) - 1, -1, -1)
    return [i for i in above if rows[i].cells[0]][:1]


def _spans(
    placed: Sequence[Placed], index: int, count: int, starts: Sequence[int]
) -> Iterator[Span]:
    """The stretches that a total may sum, the usual one first."""
    total = placed[index]
    end = min(total.place, count)
    name = _name(total.row)
    if total.within:
        yield end - 1, end
    elif _BEYOND.search(name):
        return
    elif end == 0:  # above the rows that it sums
        yield 0, count
        yield from ((0, p.place) for p in placed[index + 1 :][:1] if p.place)
    else:
        yield from _above(placed[:index], name, end, starts)
        after = next((p.place for p in placed[index + 1 :] if p.place > end), count)
        if not _GRAND.search(name) and after > end:
            yield end, after


def _above(
    before: Sequence[Placed], name: str, end: int, starts: Sequence[int]
) -> Iterator[Span]:
    last = max((s for s in starts if s < end), default=0)
    previous = max(
        (p.place for p in before if p.place < end and not p.within), default=0
    )
    if re.match(_CARRIED, name) or _GRAND.search(name):
        yield 0, end
    elif _PAGE.search(name):
        pages = [
            p.place for p in before if p.place < end and _PAGE.search(_name(p.row))
        ]
        yield max(pages, default=0), end
    elif _SUB.search(name):
        yield max(previous, last), end
    elif any(_name(p.row) == name and p.place < end for p in before):
        yield max(previous, last), end  # the next list of the same sheet
    yield 0, end
    yield previous, end
    yield last, end


def _name(row: TableRow) -> str:
    """The words of a total, without what it says: 合计, 一组小计, 本页合计."""
    texts = (re.sub(r"\s", "", cell) for cell in row.cells if cell)
    return "".join(text for text in texts if not _NUMBER.fullmatch(text))[:20]


def _running(rows: Sequence[TableRow]) -> list[list[Decimal]]:
    """For each column the sums of its numbers up to each row."""
    columns = zip(*[row.cells for row in rows], strict=True)
    return [
        list(accumulate((_number(c) or Decimal(0) for c in column), initial=Decimal(0)))
        for column in columns
    ]


def _adds_up(total: Placed, span: Span, sums: Sequence[Sequence[Decimal]]) -> bool:
    """Every number of the total is the sum of those in its stretch, and one is there."""
    first, end = span
    pairs = [
        (number, sums[i][end] - sums[i][first])
        for i, cell in enumerate(total.row.cells)
        if (number := _number(cell)) is not None and i < len(sums)
    ]
    return bool(pairs) and all(a == b for a, b in pairs)


def _number(cell: str) -> Decimal | None:
    match = _NUMBER.fullmatch(cell)
    return Decimal(re.sub("[,，]", "", match[1])) if match else None
