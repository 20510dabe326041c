"""Where the head of a sheet is, and what each column is called."""

import re
from collections.abc import Iterator, Mapping, Sequence

from villagepub.tables.grid import Grid
from villagepub.tables.heads.columns import SIDES, alike
from villagepub.tables.heads.sections import section_of

LOOK = 25  # rows from the top in which a head is looked for
MAX_LENGTH = 40  # characters of a head cell, line breaks apart
MAX_STACKED = 3
NEARLY = 0.7
_YEAR = re.compile(r"\d{4}年?")
_DATA = re.compile(r"[-¥￥]?[\d０-９][\d０-９,，.．*\-/ ]*(?:[Xx%]|元|万元|亩)?")
# 填报单位：, 单位：元, 村：马家沟村; but 其中：水田面积 is a head.
_LABELLED = re.compile(r".*[:：]|.*(?:单位|日期|时间|[县区镇乡村组人表]|电话)[:：].*")
# ends a head over others
_GROUPED = re.compile(r"情况|信息|合计|小计|其中|部分|[年季月]度?$")
# What stands under 公开对象, 公开方式 and 公开层级 in catalogs, and is no head alone.
_SUBTOTAL = re.compile(r"[小合]\s*计")
_SUB_HEADS = re.compile(
    r"全社会|特定.{2,6}|主动(?:公开)?|依申请(?:公开)?|[县区市乡镇村].{0,4}级"
)
HEAD_WORDS = re.compile(
    r"序\s*号|姓\s*名|户\s*主|金\s*额|面\s*积|标\s*准|组\s*别|村民小组|项\s*目|事\s*项|内\s*容|"
    r"摘\s*要|收\s*入|支\s*出|结\s*存|备\s*注|日\s*期|凭\s*证|数\s*量|人\s*数|户\s*数|亩\s*数|资\s*金|身份证|电\s*话|"
    r"账\s*号|依\s*据|时\s*限|主\s*体|渠\s*道|名\s*称|单\s*价|月\s*数|类\s*别|行政村|对\s*象|人\s*口|"
    r"科\s*目|发生额|[上本][月季期年]数|本年累计|累计数|年初至今|编\s*号|身份号|享受人|领[款取]人|受益人|农\s*户|应发|实发|月补贴|工\s*资"
)


def find(grid: Grid) -> tuple[int, int] | None:
    """First and last row (0-based, both included) of the head; None if there is none.

    The row with the most head words among the first ones that look like a head is taken,
    or an earlier one with nearly as many: the best may head the next list below. The rows
    above and below belong to it while they only complete it.
    """
    scores = [_score(row) for row in grid.rows[:LOOK]]
    most = max(scores, default=0)
    if not most:
        return None
    first = last = next(r for r, score in enumerate(scores) if score >= most * NEARLY)
    while first and last - first + 1 < MAX_STACKED and _joined(grid, first - 1):
        first -= 1
    while last - first + 1 < MAX_STACKED and _joined(grid, last):
        last += 1
    return first, last


def words_in(row: Sequence[str]) -> int:
    return sum(1 for cell in row if HEAD_WORDS.search(cell))


def _score(row: Sequence[str]) -> int:
    """How much a row looks like a head; cells that say the same count once."""
    cells = list(dict.fromkeys(c for c in row if c))
    if len(cells) < 2 or not may_be_head(cells) or all(map(section_of, cells)):
        return 0
    words = words_in(cells)
    return words * 2 + min(len(cells), 3) if words or len(cells) > 2 else 0


def may_be_head(cells: Sequence[str]) -> bool:
    """None of them is a number, a line of prose or 填报单位：."""
    return not any(
        len(c) > MAX_LENGTH or _DATA.fullmatch(c) or _LABELLED.fullmatch(outside(c))
        for c in cells
    )


def outside(text: str) -> str:
    """A text without what stands in brackets: 补贴标准 of 补贴标准（单位：元/亩）."""
    return re.sub(r"[（(][^（()）]*[)）]|\s+", "", text)


def _joined(grid: Grid, upper: int) -> bool:
    """Whether the row ``upper`` and the one below it are two rows of one head."""
    if upper + 1 >= len(grid.rows):
        return False
    above, below = grid.rows[upper], grid.rows[upper + 1]
    said = [c for c in below if c]
    if not said or not may_be_head([*said, *(c for c in above if c)]):
        return False
    if len({c for c in above if c}) < 2:
        return False  # a title
    if any(a <= upper and b > upper for (a, _), (b, _) in grid.merged):
        return True
    if len(set(said)) == 1 and section_of(said[0]):
        return False  # 第一村民小组, above the first of the list
    if _units(below) or _boxes(said):
        return True
    return (
        _is_parted(grid, upper)
        or _repeats(above, below)
        or _fills(above, below)
        or _heads_blocks(above, below)
    )


def _boxes(said: Sequence[str]) -> bool:
    """百|十|元|角|分 below 金额, once or several times."""
    words = [re.sub(r"\s", "", cell) for cell in said]
    return (
        all(len(word) == 1 and word in "亿千百十万元圆角分" for word in words)
        and not {"元", "圆"}.isdisjoint(words)
        and not {"角", "分"}.isdisjoint(words)
    )


def _is_parted(grid: Grid, upper: int) -> bool:
    """A cell merged across has cells of its own below: 补贴 over 面积, 标准 and 金额."""
    above, below = grid.rows[upper], grid.rows[upper + 1]
    parted = any(
        a == b == upper and len({c for c in below[left : right + 1] if c}) > 1
        for (a, left), (b, right) in grid.merged
        if right > left
    )
    if not parted or not words_in(below):
        return False
    alone = any(a and not b for a, b in zip(above, below, strict=False))
    return alone or any(HEAD_WORDS.search(c) or _GROUPED.search(c) for c in above)


def _repeats(above: Sequence[str], below: Sequence[str]) -> bool:
    """Merges that were undone by repeating: 补贴, 补贴 over 面积, 金额; 姓名 over 姓名."""
    across = any(
        a and a == b and c and d and c != d
        for a, b, c, d in zip(above, above[1:], below, below[1:], strict=False)
    )
    return across and bool(words_in(below))


def _fills(above: Sequence[str], below: Sequence[str]) -> bool:
    """Without merges: the row below says something where the one above says nothing."""
    pairs = [(a, b) for a, b in zip(above, below, strict=False) if b]
    gaps = sum(1 for a, _ in pairs if not a)
    fills = gaps > 0 and len(pairs) < len([a for a in above if a]) + gaps
    return fills and (
        bool(words_in(below))
        or any(map(_SUB_HEADS.fullmatch, below))
        or below[0] == ""
        and any(map(_SUBTOTAL.fullmatch, below))
    )


def _heads_blocks(above: Sequence[str], below: Sequence[str]) -> bool:
    """收入 and 支出 without merges over 日期, 项目, 金额 twice."""
    starts = [i for i, text in enumerate(above) if text]
    if len(starts) != len(SIDES) or starts[0] or not all(below):
        return False
    left, right = below[: starts[1]], below[starts[1] :]
    shared = min(len(left), len(right))
    return alike(left[:shared], right[:shared]) and bool(words_in(below))


def _units(row: Sequence[str]) -> bool:
    """A row of nothing but units under the head: （亩）, （元/亩）, （元）."""
    said = [c for c in row if c]
    return all(re.fullmatch(r"[（(].{1,8}[）)]|元|亩|万元|元/亩", c) for c in said)


def paths(grid: Grid, first: int, last: int) -> list[tuple[str, ...]]:
    """The parts of each column's head from above, each said once: (公开事项, 一级事项).

    A bare year over 月.日 is left out. Joined by spaces they are the column's label.
    """
    width = max((len(r) for r in grid.rows[first : last + 1]), default=0)
    spread = spread_right(grid, first, last)
    return [tuple(_parts(grid, spread, first, last, c)) for c in range(width)]


def _parts(
    grid: Grid,
    spread: Mapping[tuple[int, int], str],
    first: int,
    last: int,
    column: int,
) -> list[str]:
    parts: list[str] = []
    for r in range(first, last + 1):
        part = tidy(spread.get((r, column)) or _cell(grid, r, column))
        if not part or part in parts:
            continue
        if parts and re.fullmatch(r"（.*）", part):
            parts[-1] += part  # 补贴面积 over （亩）
        else:
            parts.append(part)
    if len(parts) > 1:
        parts = [p for p in parts if not _YEAR.fullmatch(p)]
    return parts


def _cell(grid: Grid, row: int, column: int) -> str:
    cells = grid.rows[row]
    return cells[column] if column < len(cells) else ""


def spread_right(grid: Grid, first: int, last: int) -> Mapping[tuple[int, int], str]:
    """Text of cells merged across (or, without merges, left blank) in the upper rows."""
    spread: dict[tuple[int, int], str] = {}
    merged = list(_merged_in(grid, first, last))
    for (a, left), (b, right) in merged:
        text = _cell(grid, a, left)
        spread.update(
            {(r, c): text for r in range(a, b + 1) for c in range(left, right + 1)}
        )
    if not merged:
        for r in range(first, last):
            _spread_blank(grid, r, spread)
    return spread


def _merged_in(
    grid: Grid, first: int, last: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The merges of the head, cut to its rows."""
    for (a, left), (b, right) in grid.merged:
        if first <= a <= last and (right > left or b > a):
            yield (a, left), (min(b, last), right)


def _spread_blank(grid: Grid, row: int, spread: dict[tuple[int, int], str]) -> None:
    text = ""
    for c, cell in enumerate(grid.rows[row]):
        text = cell or text
        if not cell and _cell(grid, row + 1, c):
            spread[row, c] = text


def tidy(label: str) -> str:
    """组 别 → 组别, 补贴面积\\n(亩) → 补贴面积（亩）; half brackets as full ones."""
    plain = re.sub(r"\s+", "", label)
    plain = plain.replace("(", "（").replace(")", "）").replace("／", "/")
    return (
        plain.replace("［", "（")
        .replace("］", "）")
        .replace("﹙", "（")
        .replace("﹚", "）")
    )
