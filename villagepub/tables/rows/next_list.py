"""Where another list with a head of its own begins below the first one."""

import re
from collections.abc import Sequence

from villagepub.tables.heads import header_parser
from villagepub.tables.heads.sections import section_of
from villagepub.tables.rows.signatures import label_of
from villagepub.tables.totals import is_total

OF_HEAD = 0.6  # of the cells of a row are words of heads: another list begins
SAME = 0.5  # of them are heads of this list: it is only said again
_TITLE = re.compile(r"(?:表|公示|公布|公告|名单|花名册|清单|榜|台账)(?:[（(].*[)）])?$")


def find_next_list(
    rows: Sequence[Sequence[str]], last: int, labels: Sequence[str]
) -> int | None:
    """The row (0-based) at which another list with a head of its own begins, its title
    included; None if none does.
    """
    own = set(labels)
    for r in range(last + 2, len(rows)):
        said = [*filter(None, rows[r])]
        if len(said) < 2 or (ends := said[-1] + said[0]).isascii():
            continue  # as nearly every row: 1 … 1099.80
        if not header_parser.HEAD_WORDS.search(ends):
            continue
        if not _is_other_head(said, own) and not _is_moved(rows[r], labels):
            continue
        first = r
        while first - 1 > last and _is_above_head(rows[first - 1]):
            first -= 1
        return first
    return None


def _is_other_head(said: Sequence[str], own: set[str]) -> bool:
    if all(map(section_of, said)):
        return False  # 第3村民小组 beside 第9村民小组: of two lists side by side
    cells = [header_parser.tidy(c) for c in dict.fromkeys(said)]
    if len(cells) < 2 or not header_parser.may_be_head(cells):
        return False
    if header_parser.words_in(cells) < max(2, OF_HEAD * len(cells)):
        return False
    parts = {part for label in own for part in label.split(" ")} | own
    return sum(1 for c in cells if c in parts) < SAME * len(cells)


def _is_moved(row: Sequence[str], labels: Sequence[str]) -> bool:
    """The heads of this list in another order: 支出 stands where 收入 did."""
    said = [header_parser.tidy(cell) for cell in row]
    filled = [cell for cell in said if cell]
    parts = [{label, *label.split(" ")} for label in labels]
    known = set().union(*parts)
    if not header_parser.may_be_head(filled) or not {*filled} <= known:
        return False
    pairs = zip(said, parts, strict=False)
    moved = [cell for cell, own in pairs if cell and cell not in own]
    return len(moved) > 1 and header_parser.words_in(filled) > 1


def _is_above_head(row: Sequence[str]) -> bool:
    """Empty, a title, or lines like 单位：元; a total or a group is of the list above."""
    said = {c for c in row if c}
    if len(said) == 1:
        text = re.sub(r"\s", "", max(said))
        group = section_of(text)
        return bool(_TITLE.search(text)) or not (is_total((text,)) or group)
    return all(map(label_of, said))


def title_of(rows: Sequence[Sequence[str]], first: int) -> str:
    """The title of the list that begins at ``first``; its heads if it has none."""
    for row in rows[first:]:
        said = list(dict.fromkeys(c for c in row if c))
        if len(said) == 1 and not label_of(said[0]):
            return said[0][:40]
        if len(said) > 1 and not all(map(label_of, said)):
            return "、".join(said)[:40]
    return ""
