"""Units of columns: from their heads, else from a line like 单位：万元 above the table."""

import re
from collections.abc import Iterable, Mapping

from villagepub.tables.table import CellKind

_MONEY = r"(?:亿|百万|十万|万|千|百)?元(?:/[^（）/、，,\s]{1,4})?"
_AREA = r"亩|公顷|平方米|㎡|m2"
_IN_HEAD = re.compile(rf"[（/]\s*({_MONEY}|{_AREA})\s*(?:）|$)|\s({_MONEY}|{_AREA})$")
_LINE = re.compile(
    rf"(?<![填报表制管送责])单\s*位\s*[:：]\s*"
    rf"((?:{_MONEY}|{_AREA})(?:\s*[、，,;；和及]\s*(?:{_MONEY}|{_AREA}))*)(?![\u4e00-\u9fff])"
)
_SAID = re.compile(rf"({_MONEY}|{_AREA})")


def of_lines(lines: Iterable[str]) -> Mapping[CellKind, str]:
    """The unit of money and of areas that the lines above a table say for all of it."""
    found: dict[CellKind, str] = {}
    for line in lines:
        match = _LINE.search(line)
        if match is None:
            continue
        for unit in _SAID.findall(match[1]):
            kind: CellKind = "money" if "元" in unit else "area"
            found.setdefault(kind, unit)
    return found


def of_column(label: str, kind: CellKind, said: Mapping[CellKind, str]) -> str:
    """元/亩 for 补贴标准（元/亩）; else what the lines say for this kind of column."""
    match = _IN_HEAD.search(label)
    if match:
        return match[1] or match[2]
    return said.get(kind, "")
