"""How an office lays its list out, drawn from a seed, and the rows that come of it."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tests.comparison.offices.people import (
    GROUPS,
    MASKS,
    MONEY,
    NAME_MASKS,
    NAMED_GROUPS,
    Kind,
    Person,
)
from tests.comparison.offices.sheets import SEVERAL, SINGLE, Sheet

VILLAGE, TOWN = "马家沟村", "沿河湾镇"
OTHERS = ("沿河湾村", "高家峁村", "方塔村", "侯家沟村", "碟子沟村")
Rows = list[tuple[str, Person]]  # by a key that says which household it is
VILLAGE_HEADS = ("行政村", "村名", "村", "所在村", "村委会", "村别", "村（社区）")
GROUP_HEADS = ("组别", "村民小组", "组", "小组", "组 别", "所在组", "村民\n小组")
ADDRESS_HEADS = ("家庭住址", "住址", "地址")
VILLAGE_SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    "{}委会".format,
    lambda v: v.removesuffix("村"),
    (TOWN + "{}").format,
)
# Columns that a list may have besides, and what is in them.
EXTRAS: dict[str, Callable[[random.Random], object]] = {
    "联系电话": lambda dice: f"13{dice.randrange(10**8, 10**9)}",
    "性别": lambda dice: dice.choice("男女"),
    "年龄": lambda dice: dice.randrange(60, 99),
    "领款人签字": lambda _: "",
    "发放日期": lambda dice: f"2026-09-1{dice.randrange(1, 9)}",
    "备注": lambda dice: dice.choice(("", "", "", "新增")),
}


@dataclass
class Style:
    """``places``: where the village is said; ``grouped``: where the group is."""

    places: str
    grouped: str
    kind: Kind
    dice: random.Random
    group: Callable[[int], str]
    mask: Callable[[str], str] | None
    name_mask: Callable[[str], str] | None
    money: Callable[[str], object]
    spelling: Callable[[str], str]
    head: str
    total: str
    notes: bool
    blocks: int
    columns: list[tuple[str, str]] = field(default_factory=list)

    @property
    def values(self) -> list[int]:
        """Places of the columns of values."""
        return [i for i, (_, what) in enumerate(self.columns) if what.isdecimal()]


def drawn(dice: random.Random, kind: Kind, *, is_township: bool) -> Style:
    several = ("column", "section", "sheets", "address", "stacked")
    places = dice.choice(
        several if is_township else ("title", "title", "column", "none")
    )
    grouped = dice.choice(("column", "column", "once", "section", "address"))
    grouped = {"address": "address", "section": "column"}.get(places, grouped)
    blocks = dice.choice((1, 1, 1, 2, 3)) if places in ("title", "none") else 1
    if blocks > 1 and grouped == "once":
        grouped = "column"
    names_it = grouped in ("section", "address")
    style = Style(
        places, grouped, kind, dice,
        group=dice.choice(NAMED_GROUPS if names_it else GROUPS),
        mask=dice.choice((None, *MASKS)),
        name_mask=dice.choice(NAME_MASKS) if dice.random() < 0.1 else None,
        money=dice.choice(MONEY),
        spelling=dice.choice(VILLAGE_SPELLINGS),
        head=dice.choice(("plain", "merged", "blank", "repeated", "units")),
        total=dice.choice(("", "合计", "合　计", "总计")),
        notes=dice.random() < 0.5,
        blocks=blocks,
    )  # fmt: skip
    style.columns = list(_columns(style))
    return style


def _columns(style: Style) -> Iterable[tuple[str, str]]:
    dice = style.dice
    if dice.random() < 0.85:
        yield dice.choice(("序号", "编号")), "number"
    if style.places == "column":
        yield dice.choice(VILLAGE_HEADS), "village"
    if style.grouped == "address":
        yield dice.choice(ADDRESS_HEADS), "address"
    elif style.grouped in ("column", "once"):
        yield dice.choice(GROUP_HEADS), "group"
    yield dice.choice(style.kind.names), "name"
    if style.mask:
        yield dice.choice(("身份证号码", "身份证号", "公民身份号码")), "identity"
    values = [(dice.choice(heads), str(i)) for i, heads in enumerate(style.kind.heads)]
    yield from dice.sample(values, len(values)) if dice.random() < 0.25 else values
    if style.blocks == 1:
        yield from ((head, head) for head in EXTRAS if dice.random() < 0.2)


def laid(style: Style, rows: Rows) -> tuple[bytes, str, dict[str, int]]:
    """The file, its name, and the row of each household in it."""
    where: dict[str, int] = {}
    if style.places in ("sheets", "stacked"):
        parts = list(_by_village(rows).items())
    else:
        named = {"title": VILLAGE, "none": ""}.get(style.places, TOWN)
        parts = [(named, rows)]
    sheets: list[Sheet] = []
    for village, own in parts:
        if not sheets or style.places != "stacked":
            sheets.append(Sheet(village if style.places == "sheets" else "公示表"))
        _fill(sheets[-1], style, own, village, where)
    if style.dice.random() < 0.1:
        sheets[0].far = 400
    files = SEVERAL if len(sheets) > 1 else SEVERAL | SINGLE
    name = style.dice.choice(sorted(files))
    return files[name](sheets), name, where


def _by_village(rows: Rows) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for key, one in rows:
        found.setdefault(one.village, []).append((key, one))
    return found


def _fill(
    sheet: Sheet, style: Style, rows: Rows, village: str, where: dict[str, int]
) -> None:
    width = len(style.columns) * style.blocks
    title = style.dice.choice(style.kind.titles)
    year = style.dice.choice(("2026年", "2026年度", ""))
    named = (village, year) if style.dice.random() < 0.7 else (year, village)
    at = sheet.add(_padded(["".join(named) + title], width))
    sheet.merges.append((at, 1, at, width))
    if style.dice.random() < 0.4:
        sheet.add(_padded([*[""] * (width - 1), "单位：元"], width))
    _head(sheet, style)
    lines = list(_lines(style, rows))
    if style.blocks > 1:
        lines = _side_by_side(lines, style.blocks, len(style.columns))
    for keys, line in lines:
        at = sheet.add(_padded(line, width))
        where |= dict.fromkeys(keys, at)
    if style.total:
        sheet.add(_padded(_sums(style, rows), width))
    if style.notes and style.places != "stacked":
        sheet.add(_padded(["制表人：李四", "", "审核人：王五"][:width], width))
        sheet.add(_padded(["注：如有异议，请于公示期内向镇政府反映。"], width))
        sheet.add(_padded(["2026年9月1日"], width))


def _padded(row: Sequence[object], width: int) -> list[object]:
    return [*row, *[""] * (width - len(row))]


def _head(sheet: Sheet, style: Style) -> None:
    heads = [head for head, _ in style.columns]
    values = style.values
    over = len(values) > 1 and values == list(range(values[0], values[-1] + 1))
    if (
        style.blocks > 1
        or style.head == "plain"
        or (style.head != "units" and not over)
    ):
        sheet.add(heads * style.blocks)
    elif style.head == "units":
        flat = [
            h.replace("\n", "").replace("(", "（").replace(")", "）") for h in heads
        ]
        sheet.add([h.partition("（")[0] if h.endswith("）") else h for h in flat])
        units = ["（" + h.partition("（")[2] if h.endswith("）") else "" for h in flat]
        if any(units):
            sheet.add(units)
    else:
        _stacked_head(sheet, style, heads, values)


def _stacked_head(
    sheet: Sheet, style: Style, heads: list[str], values: list[int]
) -> None:
    first, last = values[0], values[-1]
    again = style.head == "repeated"
    upper = list(heads)
    upper[first : last + 1] = ["补贴情况"] + [again * "补贴情况"] * (last - first)
    lower = [h if again or first <= i <= last else "" for i, h in enumerate(heads)]
    at = sheet.add(upper)
    sheet.add(lower)
    if style.head == "merged":
        sheet.merges.append((at, first + 1, at, last + 1))
        sheet.merges += [
            (at, i + 1, at + 1, i + 1)
            for i in range(len(heads))
            if not first <= i <= last
        ]


Lines = list[tuple[list[str], list[object]]]  # whose row it is, and its cells


def _lines(style: Style, rows: Rows) -> Iterable[tuple[list[str], list[object]]]:
    """Rows of people, with the rows between them that name villages and groups."""
    by_group = style.grouped in ("section", "once")
    villages = list(_by_village(rows))
    ordered = sorted(
        rows,
        key=lambda r: (
            villages.index(r[1].village),
            r[1].group if by_group else 0,
            r[0].endswith("+"),  # a second line stands after the first
        ),
    )
    village, group = "", (0, "")
    for number, (key, one) in enumerate(ordered, 1):
        if style.places == "section" and one.village != village:
            village = one.village
            yield [], [village]
        is_new = (one.group, one.village) != group
        group = one.group, one.village
        if style.grouped == "section" and is_new:
            yield [], [style.group(one.group)]
        cells = [_cell(style, what, one, number) for _, what in style.columns]
        if style.grouped == "once" and not is_new:
            cells[[what for _, what in style.columns].index("group")] = ""
        yield [key], cells


def _side_by_side(lines: Lines, blocks: int, width: int) -> Lines:
    each = -(-len(lines) // blocks)
    parts = [lines[b * each : b * each + each] for b in range(blocks)]
    joined: Lines = []
    for n in range(each):
        beside = [part[n] if n < len(part) else ([], []) for part in parts]
        cells = [cell for _, line in beside for cell in _padded(line, width)]
        joined.append(([key for keys, _ in beside for key in keys], cells))
    return joined


def _cell(style: Style, what: str, one: Person, number: int) -> object:
    if what.isdecimal():
        value = one.values[int(what)]
        is_last = int(what) == len(one.values) - 1
        return style.money(value) if is_last else value
    if what in EXTRAS:
        return EXTRAS[what](style.dice)
    return {
        "number": lambda: number,
        "village": lambda: style.spelling(one.village),
        "address": lambda: TOWN + one.village + style.group(one.group),
        "group": lambda: style.group(one.group),
        "name": lambda: _name(style, one.name),
        "identity": lambda: style.mask(one.identity) if style.mask else "",
    }[what]()


def _name(style: Style, name: str) -> str:
    if style.name_mask:
        return style.name_mask(name)
    if style.dice.random() < 0.12:
        return f"{name[0]}{style.dice.choice((' ', '　', '  '))}{name[1:]}"
    return name


def _sums(style: Style, rows: Rows) -> list[object]:
    """The row of 合计: of the money only, which is what every list sums."""
    last = str(len(style.kind.heads) - 1)
    total = sum(float(one.values[-1]) for _, one in rows)
    cells: list[object] = [
        f"{total:.2f}" if what == last else "" for _, what in style.columns
    ]
    cells[0] = style.total
    return cells
