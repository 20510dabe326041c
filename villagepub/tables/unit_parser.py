"""Units: of a cell, of a head, of a line like 单位：人、万元, and which holds for a column.

Nothing is converted here; a unit is only found, with the place where it stands.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from villagepub.tables.table import CellKind, UnitPlace

UnitKind = Literal["money", "area", "count"]

MONEY = ("亿元", "千万元", "百万元", "十万元", "万元", "千元", "百元", "元", "角")
AREA = (
    "平方公里",
    "平方千米",
    "公顷",
    "平方米",
    "平米",
    "㎡",
    "m²",
    "m2",
    "市亩",
    "大亩",
    "公亩",
    "万亩",
    "千亩",
    "百亩",
    "亩",
    "顷",
    "分地",
    "垧",
)
COUNTS = (
    "人次", "户次", "人", "户", "口", "名", "袋", "桶", "床", "件", "公斤", "千克", "kg", "斤", "吨",
    "箱", "套", "个月", "个工", "工日", "个", "只", "头", "株", "棵", "台", "盏", "瓶", "公里", "千米",
    "米", "升", "块", "张", "把", "包", "盒", "根", "辆", "方", "立方米", "m³", "m3", "天", "小时", "次",
    "份", "处", "眼", "座", "间", "孔", "条", "部", "票", "分", "%",
)  # fmt: skip
_LARGE_ALONE = ("百万", "千万", "万", "千")  # （万）
# What only a head or a line says, and what nobody here can convert: asked about.
_SELDOM = (
    "仟元", "佰元", "万圆", "千圆", "万元整", "万块", "千块", *_LARGE_ALONE, "平方", "平方M", "平方m",
    "m^2", "M2", "M²", "ha", "厘", "小亩", "美元", "港元", "欧元", "m", "M", "w", "W", "k", "K",
)  # fmt: skip
# Other spellings of one unit.
SAME = {
    "仟元": "千元", "佰元": "百元", "万圆": "万元", "千圆": "千元", "万元整": "万元", "万块": "万元", "千块": "千元", "平方": "平方米", "平方M": "平方米",
    "平方m": "平方米", "m^2": "平方米", "M2": "平方米", "M²": "平方米", "ha": "公顷",
    "㎡": "平方米", "m²": "平方米", "m2": "平方米", "平米": "平方米", "平方千米": "平方公里",
    "千克": "公斤", "kg": "公斤", "千米": "公里", "m³": "立方米", "m3": "立方米", "元整": "元",
    "元正": "元", "圆": "元", "圆整": "元", "圆正": "元", "人民币元": "元", "人民币万元": "万元",
}  # fmt: skip
LARGE = frozenset(MONEY[:-2])  # nobody gets 100 万元 a month or for a 亩


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_PLAIN = rf"(?:人民币)?(?:{_any((*MONEY, *AREA, *COUNTS, *_SELDOM, '圆', '工', '年', '月', '日'))})"
_PER = r"(?:亩|[\u4e00-\u9fff㎡%]{1,3}|m2|m²|kg)"
_RATE = rf"(?:{_any((*MONEY, *COUNTS))})(?:\s*[/／每·]\s*{_PER}){{1,3}}"
_UNIT = rf"(?:{_RATE}|{_PLAIN})"
_DIGITS = r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?|\.\d+"
OWN_UNIT = _any((*MONEY, *AREA, *COUNTS, "元整", "元正", "圆", "圆整", "圆正"))
_CELL = re.compile(
    rf"(?:约|共|计)?[-+]?([¥￥]?)[-+]?(?:{_DIGITS})({_RATE}|{OWN_UNIT}|[万亿千](?:人|户|斤)?)?"
)
_NEGATIVE = re.compile(r"\((.+)\)")
_BRACKETS = re.compile(r"[（(\[【]([^（()）\[\]【】]{1,16})[)）\]】]")
_HEAD_END = re.compile(rf"(?:[/／:：、，,\s]({_UNIT})|({_RATE}))$")
_MONEYED = "金额|资金|货币|计价|补贴|补助|投资|款项|经费|报酬|工资"
_SAID = rf"(?:以?(?:{_MONEYED}|计量|计算|面积|数量)?单\s*位(?:为|是|均为)?|金额)"
_IN_BRACKETS = re.compile(
    rf"(?:{_SAID}\s*[:：]?)?\s*({_UNIT}(?:\s*[、，,;；]\s*{_UNIT})*)"
)
_OTHER_MEASURE = re.compile(r"[\u4e00-\u9fff]")
_NO_MEASURE = frozenset(
    "大小总净实应含男女村镇县省市组社队季旬上中下新旧甲乙丙丁一二三四五六七八九十"
)
# 单位：户、人、万元 and the like; 填报单位：元宝村 and 编制单位 are offices.
_LINE = re.compile(
    rf"(?:^|[\s（(【\[，,。；;：:、|]|{_MONEYED}|计量|计算|面积|数量|以上|统计|人民币)"
    rf"单\s*位(?:为|是|均为|\s*[:：]|\s|(?=[（(]))\s*[（(]?\s*[:：]?\s*({_UNIT}(?:\s*[、，,;；/和及与 ]\s*{_UNIT})*)"
    r"(?=[)）\]】。，,；;\s]|$|填|制|编|报|日期|时间|年|20\d\d)"
)
_TENTHS = {"面积": "分地"} | dict.fromkeys(_MONEYED.split("|"), "分钱")
_ALONE = re.compile(rf"[（(]\s*({_UNIT}(?:\s*[、，,]\s*{_UNIT})*)\s*[)）]")
_EACH = re.compile(_UNIT)

_RATED = re.compile(r"标准|单价|每[亩月人户年天日次]")
_PEOPLE = re.compile(r"人数|人口|人次|人员|[户人]数|户次|^人$|^户$")
# Numbers that are no money whatever the line says.
_NO_MONEY = re.compile(
    r"数$|数量|次数|月份|年份|年度|年限|年龄|岁|期限|工期|[天工日]|时长|率|比例|比重|序|号|编码|票|"
    r"人口|家庭|面积|长度|宽度|里程|高度|重量|产量|规模|进度|得分|分数|名次|等级|层|楼"
)


def kind_of_unit(unit: str) -> UnitKind:
    """What a unit measures; that of a rate is what stands before its stroke."""
    first = re.split(r"[/每·]", unit)[0]
    if first in MONEY or first in _LARGE_ALONE:
        return "money"
    return "area" if first in AREA else "count"


def standard(unit: str) -> str:
    """The usual spelling: ㎡ is 平方米, 元每亩 is 元/亩."""
    flat = re.sub(r"\s", "", unit).replace("／", "/").replace("每", "/")
    first, stroke, rest = flat.partition("/")
    first = SAME.get(first, first.removeprefix("人民币") or first)
    return first + stroke + rest


def in_cell(text: str) -> str:
    """The unit that a cell says beside its one number: 元/亩 of 60元/亩; '' if none."""
    if not text or text.isdecimal() or not any(c.isdigit() for c in text):
        return ""
    flat = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    match = _CELL.fullmatch(flat)
    if match is None:
        return ""
    if match[2] in ("万", "亿", "千", None):
        return "元" if match[1] and match[2] is None else ""
    return standard(match[2])


def is_quantity(text: str) -> bool:
    """One number, with or without a unit, a sign or 约 before it; (200), less than 0."""
    flat = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    inside = _NEGATIVE.fullmatch(flat)
    return _CELL.fullmatch(inside[1] if inside else flat) is not None


def in_head(label: str, kind: CellKind) -> str:
    """元/亩 of 补贴标准（元/亩）, 袋 of 大米（袋）; the lowest part of a stacked head first."""
    for part in reversed(label.split(" ")):
        for said in reversed(_BRACKETS.findall(part)):
            match = _IN_BRACKETS.fullmatch(said)
            if match and len(_EACH.findall(match[1])) == 1:
                return standard(match[1])
            if (
                kind == "number"
                and _OTHER_MEASURE.fullmatch(said)
                and said not in _NO_MEASURE
            ):
                return str(said)
        if end := _HEAD_END.search(part):
            return standard(end[1] or end[2])
    parts = label.split(" ")
    return (
        standard(parts[-1]) if len(parts) > 1 and re.fullmatch(_UNIT, parts[-1]) else ""
    )


def in_line(text: str) -> tuple[str, ...]:
    """(人, 万元) of 单位：人、万元; () of a line that says no unit. 分 is of land in 面积单位：分
    and of money in 金额单位：分.
    """
    found: list[str] = []
    for match in _LINE.finditer(text):
        own = {"分": _TENTHS.get(match[0][:2], "分")}
        found += (own.get(u, u) for u in map(standard, _EACH.findall(match[1])))
    if not found and (alone := _ALONE.fullmatch(text.strip())):
        found += map(standard, _EACH.findall(alone[1]))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class StatedUnits:
    """The units that lines and title state for the whole table; a line goes before the title."""

    units: tuple[str, ...] = ()
    source: UnitPlace = ""


def units_stated(lines: Iterable[str], title: str) -> StatedUnits:
    """The units of the lines above (or below) a table, else those of its title."""
    in_title = (*in_line(title), *_large_in(title)) if title else ()
    own = [unit for line in lines if line != title for unit in in_line(line)]
    if own:
        return StatedUnits(tuple(dict.fromkeys(own)), "line")
    return (
        StatedUnits(tuple(dict.fromkeys(in_title)), "title")
        if in_title
        else StatedUnits()
    )


def _large_in(title: str) -> tuple[str, ...]:
    """万元 of 收支情况表（万元）."""
    said = (m for m in _BRACKETS.findall(title) if re.fullmatch(_PLAIN, m))
    return tuple(standard(unit) for unit in said if kind_of_unit(unit) != "count")


@dataclass(frozen=True, slots=True)
class ColumnUnit:
    unit: str = ""
    source: UnitPlace = ""
    others: tuple[str, ...] = ()


NUMBERS = frozenset({"money", "area", "number"})


def column_unit(
    label: str, kind: CellKind, cells: Iterable[str], stated: StatedUnits
) -> ColumnUnit:
    """The unit of a column: of all its cells, else of its head, else of the line.

    ``others`` are the units of single cells that say another one.
    """
    if kind not in (*NUMBERS, "empty"):
        return ColumnUnit()
    head = in_head(label, kind)
    if kind == "empty":
        return ColumnUnit(head, "head" if head else "")
    own, is_whole = _of_cells(cells)
    if is_whole and len(own) == 1:
        others = () if _agree(head, own[0]) else (head,)
        return ColumnUnit(own[0], "cell", others)
    line = _covered(label, kind, stated)
    unit = head or line
    source: UnitPlace = "head" if head else stated.source if line else ""
    return ColumnUnit(unit, source, tuple(u for u in own if not _agree(unit, u)))


def _agree(head: str, own: str) -> bool:
    """Nothing is said, the same is said, or 元 is said in a column of 元/年."""
    return (
        not head
        or head == own
        or head.startswith(f"{own}/")
        or own.startswith(f"{head}/")
    )


def _of_cells(cells: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """The units that cells say, and whether every cell with a number says one."""
    found: dict[str, None] = {}
    is_whole = True
    for cell in set(cells):
        if not cell or not cell.strip("0."):
            continue  # nothing is nothing of whatever the others are
        if (
            unit := ""
            if cell[-1].isdecimal() and cell[0] not in "¥￥"
            else in_cell(cell)
        ):
            found[unit] = None
        else:
            is_whole = False
    return tuple(sorted(found)), is_whole


def _covered(label: str, kind: CellKind, stated: StatedUnits) -> str:
    """What the line says for this column. One whose name nobody knows is covered too."""
    if not stated.units:
        return ""
    last = label.split(" ")[-1]
    if kind == "area":
        return _only("area", stated)
    if kind != "money" and _PEOPLE.search(label):
        wanted = "户" if "户" in last else "人"
        return wanted if wanted in stated.units else ""
    if kind != "money" and _NO_MONEY.search(re.sub(r"[（(].*", "", last)):
        return ""
    unit = _only("money", stated)
    return "" if unit in LARGE and _RATED.search(label) else unit


def _only(kind: UnitKind, stated: StatedUnits) -> str:
    """The one unit of this kind; two of them say nothing of a single column."""
    found = [u for u in stated.units if kind_of_unit(u) == kind and "/" not in u]
    return found[0] if len(found) == 1 else ""
