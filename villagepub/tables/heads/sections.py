"""Rows that name a village or a group for the rows below them: 马家沟村, 第一村民小组."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_NUMERAL = "一二三四五六七八九十\\d０-９壹贰叁肆伍陆柒捌玖拾"
_ORDINAL = rf"(?:[（(]?[{_NUMERAL}]{{1,3}}[）)、.．]+)?"
_COUNTED = r"(?:[（(].{1,16}[）)]|[共计]*\d+[户人])?[:：]?"  # 25户 behind it
_VILLAGE = (
    r"(?:(?!第)[\u4e00-\u9fff]{2,8}[镇乡])?(?!第|(?:农|全|本|各|我)村)[\u4e00-\u9fff]{1,8}?"
    r"(?:村民委员会|居民委员会|[村居]委会|行政村|社区|村(?!民))"
)
_GROUP = re.compile(
    rf"{_ORDINAL}({_VILLAGE})?{_ORDINAL}"
    rf"(第?[{_NUMERAL}]{{1,3}}(?:村民|居民|生产)?(?:小?组|社|队)|[\u4e00-\u9fff]{{2,6}}组)"
    + _COUNTED
)
_OF_VILLAGE = re.compile(
    rf"{_ORDINAL}(?:(?:行政)?村(?:名称?|别|委会)?[:：])?({_VILLAGE}){_COUNTED}"
)
_TITLE = re.compile(
    rf"(?:20\d\d年度?)?({_VILLAGE}).{{2,50}}(?:表|公示|公布|公告|名单|花名册|清单|榜|台账)(?:（.{{1,12}}）)?"
)
_OWNER = re.compile(r"(?:单位|[村组])[名称别]*$")  # whose rows they are
_NO_SECTION = re.compile(r"理财|监督|领导|工作|审[计核]|评议|议事|验收")


class Heading(NamedTuple):
    """Where the rows below belong; '' for what no row above them says. ``is_off``: a line
    above says that they do not receive.
    """

    village: str
    group: str
    is_off: bool = False


NOWHERE = Heading("", "")


def section_above(lines: Iterable[Sequence[str]]) -> tuple[int, Heading]:
    """The group that a line between title and head names for the first rows (三组,
    组别：三组), and which line; -1 where none does or several are named.
    """
    found: dict[str, int] = {}
    for number, line in enumerate(lines):
        for text in _of_rows(line):
            told = section_of(text)
            if told and told.group:
                found.setdefault(told.group, number)
    if len(found) != 1:
        return -1, NOWHERE
    ((group, number),) = found.items()
    return number, NOWHERE._replace(group=group)


def _of_rows(line: Sequence[str]) -> Iterator[str]:
    """What a line says of the rows below: not 三组 of 张贴点：一组 三组."""
    label = ""
    for cell in line:
        pieces = cell.split()
        if not all(map(section_of, pieces)) and section_of(cell):
            pieces = [cell]  # 第 三 组
        for piece in pieces:
            before, colon, behind = piece.replace(":", "：").rpartition("：")
            label = before if colon else label
            if not label or _OWNER.search(label):
                yield behind


def section_of(text: str, section: Heading = NOWHERE) -> Heading | None:
    """What a row names for the rows below; None if it names neither village nor group.

    A group is one of the village that ``section`` is in, unless it names its own. A title
    in the middle of a sheet (高家峁村2026年…公示表) begins another village.
    """
    flat = re.sub(r"\s", "", text)
    if _NO_SECTION.search(flat):
        return None
    match = _GROUP.fullmatch(flat)
    if match:
        return Heading(match[1] or section.village, match[2])
    match = _OF_VILLAGE.fullmatch(flat) or _TITLE.fullmatch(flat)
    return Heading(match[1], "") if match else None
