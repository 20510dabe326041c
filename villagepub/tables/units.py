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
_LARGE = frozenset(("千元", "万元", "十万元", "百万元", "亿元"))
_RATE = re.compile(r"标准|单价|每[亩月人户年]")
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
    unit = said.get(kind, "")
    # 单位：万元 is said of sums: nobody gets 100 万元 a month or for a 亩.
    return "" if unit in _LARGE and _RATE.search(label) else unit
