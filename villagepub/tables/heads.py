"""Where the head of a sheet is, and what each column is called."""

import re
from collections.abc import Mapping, Sequence

from villagepub.tables.grid import Grid

LOOK = 25  # rows from the top in which a head is looked for
LONGEST = 40  # characters of a head cell, line breaks apart
MOST_STACKED = 3
_YEAR = re.compile(r"\d{4}年?")
_DATA = re.compile(r"[-¥￥]?[\d０-９][\d０-９,，.．*\-/ ]*[Xx%]?")
_LABELLED = re.compile(r".*[:：]")  # 填报单位：, 单位：元
HEAD_WORDS = re.compile(
    r"序\s*号|姓\s*名|户\s*主|金\s*额|面\s*积|标\s*准|组\s*别|村民小组|项\s*目|事\s*项|内\s*容|"
    r"摘\s*要|收\s*入|支\s*出|结\s*存|备\s*注|日\s*期|凭\s*证|数\s*量|人\s*数|户\s*数|身份证|电\s*话|"
    r"账\s*号|依\s*据|时\s*限|主\s*体|渠\s*道|名\s*称|单\s*价|月\s*数|类\s*别|行政村|对\s*象|人\s*口"
)


def find(grid: Grid) -> tuple[int, int] | None:
    """First and last row (0-based, both included) of the head; None if there is none.

    The row with the most head words among the first ones that look like a head begins
    it; the rows below belong to it while they only continue it.
    """
    best, score = None, 0
    for r, row in enumerate(grid.rows[:LOOK]):
        found = _score(row)
        if found > score:
            best, score = r, found
    if best is None:
        return None
    first = best
    while first and _is_upper(grid, first - 1, first):
        first -= 1
    last = best
    while last - first + 1 < MOST_STACKED and _continues(grid, first, last + 1):
        last += 1
    return first, last


def _score(row: Sequence[str]) -> int:
    cells = [c for c in row if c]
    if len(set(cells)) < 2 or any(_LABELLED.fullmatch(c) for c in cells):
        return 0
    if any(len(c) > LONGEST or _DATA.fullmatch(c) for c in cells):
        return 0
    words = sum(1 for c in cells if HEAD_WORDS.search(c))
    return words * 2 + min(len(cells), 3) if words or len(cells) > 2 else 0


def _is_upper(grid: Grid, upper: int, lower: int) -> bool:
    """A row above that is joined to the head by a cell merged down from it."""
    joined = any(a <= upper and b >= lower for (a, _), (b, _) in grid.merged)
    return joined and _score(grid.rows[upper]) > 0


def _continues(grid: Grid, first: int, row: int) -> bool:
    if row >= len(grid.rows):
        return False
    cells = [c for c in grid.rows[row] if c]
    if not cells or any(_DATA.fullmatch(c) or len(c) > LONGEST for c in cells):
        return False
    if any(a <= first and b >= row for (a, _), (b, _) in grid.merged):
        return True
    return not grid.merged and _fills_gaps(grid.rows[row - 1], grid.rows[row])


def _fills_gaps(above: Sequence[str], below: Sequence[str]) -> bool:
    """Without merges: the row below says something where the one above says nothing."""
    pairs = [(a, b) for a, b in zip(above, below, strict=False) if b]
    gaps = sum(1 for a, _ in pairs if not a)
    return gaps > 0 and len(pairs) < len([a for a in above if a]) + gaps


def labels(grid: Grid, first: int, last: int) -> list[str]:
    """A label a column: the stacked parts joined by a space, each said once.

    公开事项 over 一级事项 gives "公开事项 一级事项"; a bare year over 月.日 is left out.
    """
    width = max((len(r) for r in grid.rows[first : last + 1]), default=0)
    spread = spread_right(grid, first, last)
    found = []
    for c in range(width):
        parts: list[str] = []
        for r in range(first, last + 1):
            part = tidy(spread.get((r, c), _cell(grid, r, c)))
            if part and part not in parts:
                parts.append(part)
        if len(parts) > 1:
            parts = [p for p in parts if not _YEAR.fullmatch(p)]
        found.append(" ".join(parts))
    return found


def _cell(grid: Grid, row: int, column: int) -> str:
    cells = grid.rows[row]
    return cells[column] if column < len(cells) else ""


def spread_right(grid: Grid, first: int, last: int) -> Mapping[tuple[int, int], str]:
    """Text of cells merged across (or, without merges, left blank) in the upper rows."""
    spread: dict[tuple[int, int], str] = {}
    for (a, left), (b, right) in grid.merged:
        if first <= a <= last and right > left:
            text = _cell(grid, a, left)
            spread.update(
                {(r, c): text for r in range(a, b + 1) for c in range(left, right + 1)}
            )
    if not grid.merged:
        for r in range(first, last):
            _spread_blank(grid, r, spread)
    return spread


def _spread_blank(grid: Grid, row: int, spread: dict[tuple[int, int], str]) -> None:
    text = ""
    for c, cell in enumerate(grid.rows[row]):
        text = cell or text
        if not cell and _cell(grid, row + 1, c):
            spread[row, c] = text


def tidy(label: str) -> str:
    """组 别 → 组别, 补贴面积\\n（亩） → 补贴面积（亩）; half brackets as full ones."""
    plain = re.sub(r"\s+", "", label)
    return plain.replace("(", "（").replace(")", "）")
