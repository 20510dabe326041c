"""Pairs of lists with known differences, in the layouts and the noise of real offices.

``make(seed)`` draws a village, its two lists and what was changed between them. People
are fictional and were born from 1900 to 1912.
"""

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import openpyxl
from xlsxwriter import Workbook

from villagepub.privacy.numbers import check_digit

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧拓折惠苗雷"
GIVEN = "建国秀兰海峰玉梅占林志明彩霞登科拴牢怀珠文化树世杰翠花延安栓虎巧云俊良东升"
SOUNDS = {
    "峰": "锋",
    "玉": "钰",
    "建": "健",
    "志": "致",
    "明": "铭",
    "文": "闻",
    "林": "霖",
}
VARIANTS = {"国": "國", "兰": "蘭", "杰": "傑", "云": "雲", "东": "東", "怀": "懷"}
NUMERALS = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
OTHERS = ("沿河湾村", "高家峁村", "方塔村")
GROUPS: tuple[Callable[[int], str], ...] = (
    lambda n: f"{n}组",
    lambda n: f"第{NUMERALS[n]}组",
    lambda n: f"{NUMERALS[n]}组",
    lambda n: f"{FORMAL[n]}组",
    lambda n: f"第{n}村民小组",
    str,
)
MASKS: tuple[Callable[[str], str], ...] = (
    lambda n: n,
    lambda n: n[:4] + "*" * 10 + n[-4:],
    lambda n: n[:6] + "*" * 8 + n[-4:],
    lambda n: n[:3] + "*" * 11 + n[-4:],
)


@dataclass(frozen=True)
class Household:
    name: str
    group: int
    identity: str
    values: tuple[str, ...]
    place: int = 0  # row of the source, once it is written


@dataclass(frozen=True)
class Kind:
    """A form: its title, its heads in several words, and how values are drawn."""

    form: str
    title: str
    heads: tuple[tuple[str, ...], ...]  # of the values
    labels: tuple[str, ...]
    draw: Callable[[random.Random], tuple[str, ...]]
    other: Callable[[random.Random, tuple[str, ...]], tuple[str, ...]]


def _land(dice: random.Random) -> tuple[str, ...]:
    area = dice.randrange(100, 2500)
    return f"{area / 100:.2f}", "60", f"{area * 60 / 100:.2f}"


def _age(dice: random.Random) -> tuple[str, ...]:
    months, rate = dice.randrange(1, 13), dice.choice((50, 100, 200))
    return str(months), str(rate), f"{months * rate:.2f}"


def _aid(dice: random.Random) -> tuple[str, ...]:
    people = dice.randrange(1, 6)
    return str(people), f"{people * dice.randrange(20000, 60000) / 100:.2f}"


def _relief(dice: random.Random) -> tuple[str, ...]:
    return str(dice.randrange(1, 9)), f"{dice.randrange(10000, 200000) / 100:.2f}"


def _redrawn(
    draw: Callable[[random.Random], tuple[str, ...]],
) -> Callable[[random.Random, tuple[str, ...]], tuple[str, ...]]:
    def again(dice: random.Random, old: tuple[str, ...]) -> tuple[str, ...]:
        while (new := draw(dice)) == old:
            pass
        return new

    return again


KINDS = (
    Kind(
        "T8", "耕地地力保护补贴登记表",
        (("补贴面积（亩）", "核定面积\n（亩）"), ("补贴标准（元/亩）", "标准(元/亩)"), ("补贴金额（元）", "金额（元）")),
        ("补贴面积", "补贴标准", "补贴金额"), _land, _redrawn(_land),
    ),
    Kind(
        "T10", "高龄老人津贴发放表",
        (("月数", "发放月数"), ("月标准（元）", "津贴标准（元/月）"), ("发放金额（元）", "金额（元）")),
        ("月数", "月标准", "发放金额"), _age, _redrawn(_age),
    ),
    Kind(
        "T7", "农村最低生活保障对象花名册",
        (("保障人口", "享受人数"), ("月保障金额（元）", "保障金额（元）")),
        ("保障人口", "月保障金额"), _aid, _redrawn(_aid),
    ),
    Kind(
        "T13", "救灾救济款物发放表",
        (("数量",), ("款额（元）", "发放金额（元）")),
        ("数量", "款额"), _relief, _redrawn(_relief),
    ),
)  # fmt: skip


@dataclass
class Pair:
    seed: int
    form: str
    village: tuple[bytes, str]
    government: tuple[bytes, str]
    truth: set[tuple[str, str, int, int]] = field(default_factory=set)


@dataclass(frozen=True)
class Style:
    """How one office writes its list."""

    group: Callable[[int], str]
    mask: Callable[[str], str] | None
    head: int
    money: Callable[[str], str]
    suffix: str
    sections: bool = False
    is_township: bool = False


def make(seed: int) -> Pair:
    dice = random.Random(seed)  # noqa: S311
    kind = dice.choice(KINDS)
    people = _people(dice, kind)
    ours, theirs, changes = _changed(dice, kind, people)
    dice.shuffle(ours)
    dice.shuffle(theirs)
    village, rows = _write(dice, kind, ours, _style(dice, is_township=False))
    government, other_rows = _write(
        dice, kind, theirs, _style(dice, is_township=dice.random() < 0.7)
    )
    truth = {
        (what, label, rows.get(key, 0) if on_ours else 0, other_rows.get(key, 0) if on_theirs else 0)
        for what, label, key, on_ours, on_theirs in changes
    }  # fmt: skip
    return Pair(seed, kind.form, village, government, truth)


def _people(dice: random.Random, kind: Kind) -> list[Household]:
    """No two of one name in one group: nobody could tell those apart."""
    found: dict[tuple[str, int], Household] = {}
    count = dice.randrange(25, 90)
    while len(found) < count:
        name = dice.choice(SURNAMES) + "".join(
            dice.sample(GIVEN, dice.choice((1, 2, 2, 2)))
        )
        group = dice.randrange(1, 7)
        first = f"610603{dice.randrange(1900, 1913)}{dice.randrange(1, 13):02d}{dice.randrange(1, 29):02d}{dice.randrange(1000):03d}"
        found[name, group] = Household(
            name, group, first + check_digit(first), kind.draw(dice)
        )
    return list(found.values())


Change = tuple[str, str, str, bool, bool]  # kind, field, key, on ours, on theirs
Lists = dict[str, Household]


def _changed(
    dice: random.Random, kind: Kind, people: Sequence[Household]
) -> tuple[list[tuple[str, Household]], list[tuple[str, Household]], list[Change]]:
    ours = {str(n): p for n, p in enumerate(people)}
    theirs = dict(ours)
    changes: list[Change] = []
    chosen = dice.sample(sorted(ours), min(len(ours) // 3, dice.randrange(2, 12)))
    for key in chosen:
        act = dice.choice((_gone, _extra, _value, _value, _named, _doubled))
        changes += act(dice, kind, key, ours, theirs)
    return list(ours.items()), list(theirs.items()), changes


def _gone(_: object, __: object, key: str, ours: Lists, ___: object) -> list[Change]:
    del ours[key]
    return [("missing_in_village", "", key, False, True)]


def _extra(_: object, __: object, key: str, ___: object, theirs: Lists) -> list[Change]:
    del theirs[key]
    return [("missing_in_government", "", key, True, False)]


def _value(
    dice: random.Random, kind: Kind, key: str, ours: Lists, theirs: Lists
) -> list[Change]:
    new = kind.other(dice, ours[key].values)
    theirs[key] = replace(theirs[key], values=new)
    both = zip(kind.labels, ours[key].values, new, strict=True)
    return [
        ("field_differs", label, key, True, True)
        for label, a, b in both
        if float(a) != float(b)
    ]


def _named(
    dice: random.Random, _: object, key: str, ours: Lists, theirs: Lists
) -> list[Change]:
    other = _respelt(dice, ours[key].name)
    if not other or any(other == p.name for p in ours.values()):
        return []  # somebody else's name would be another household
    theirs[key] = replace(theirs[key], name=other)
    return [("name_variant", "", key, True, True)]


def _doubled(_: object, __: object, key: str, ours: Lists, ___: object) -> list[Change]:
    ours[f"{key}+"] = ours[key]
    return [("duplicate_in_village", "", f"{key}+", True, False)]


def _respelt(dice: random.Random, name: str) -> str:
    """A homophone, a variant character, or one slip in a name of three; '' if none."""
    for table in dice.sample((SOUNDS, VARIANTS), 2):
        for place in range(1, len(name)):
            if name[place] in table:
                return name[:place] + table[name[place]] + name[place + 1 :]
    return f"{name[:2]}{dice.choice('喜福财旺')}" if len(name) == 3 else ""


def _style(dice: random.Random, *, is_township: bool) -> Style:
    sections = not is_township and dice.random() < 0.2
    suffixes = (".xlsx", ".xlsx", ".csv", ".html", "two", "blocks")
    return Style(
        group=dice.choice(GROUPS),
        mask=dice.choice((None, *MASKS)),
        head=dice.randrange(2),
        money=dice.choice(
            (str, lambda v: f"{float(v):,.2f}", lambda v: f"¥{v}", lambda v: f"{v}元")
        ),
        suffix=dice.choice(suffixes[: 5 if sections or is_township else 6]),
        sections=sections,
        is_township=is_township,
    )


def _write(
    dice: random.Random, kind: Kind, rows: list[tuple[str, Household]], style: Style
) -> tuple[tuple[bytes, str], dict[str, int]]:
    """The list as a file, and the source row of each household."""
    name, heads = "沿河湾镇" if style.is_township else "马家沟村", _heads(kind, style)
    lines: list[list[str]] = [[f"{name}2026年{kind.title}"], ["单位：亩、元"]]
    lines.append(heads)
    if style.suffix == "two":
        lines.append([""] * len(heads))
    if style.sections:
        rows = sorted(rows, key=lambda r: r[1].group)
    # A second line of a household stands after the first, or it is not the second.
    rows = (
        sorted(rows, key=lambda r: r[0].endswith("+"))
        if not style.sections
        else sorted(rows, key=lambda r: (r[1].group, r[0].endswith("+")))
    )
    where: dict[str, int] = {}
    last = 0
    for number, (key, one) in enumerate(_with_others(dice, kind, rows, style), 1):
        if style.sections and one.group != last:
            lines.append([f"第{NUMERALS[one.group]}村民小组"])
            last = one.group
        lines.append(_line(dice, number, key, one, style))
        where[key] = len(lines)
    if style.suffix == "blocks":
        lines, where = _side_by_side(lines, where)
    return _file(lines, style), where


def _side_by_side(
    lines: list[list[str]], where: dict[str, int]
) -> tuple[list[list[str]], dict[str, int]]:
    """The second half of the rows beside the first, under the same heads."""
    top, rows = lines[:3], lines[3:]
    half = (len(rows) + 1) // 2
    joined = [
        left + (rows[half + n] if half + n < len(rows) else [])
        for n, left in enumerate(rows[:half])
    ]
    moved = {key: row if row <= 3 + half else row - half for key, row in where.items()}
    return [*top[:2], top[2] * 2, *joined], moved


def _heads(kind: Kind, style: Style) -> list[str]:
    heads = ["序号"]
    heads += ["行政村"] if style.is_township else []
    heads += [] if style.sections else [("组别", "村民小组")[style.head]]
    heads += [
        ("户主姓名", "姓  名")[style.head]
        if kind.form != "T10"
        else ("姓名", "老人姓名")[style.head]
    ]
    heads += ["身份证号码"] if style.mask else []
    return heads + [words[style.head % len(words)] for words in kind.heads]


def _with_others(
    dice: random.Random, kind: Kind, rows: list[tuple[str, Household]], style: Style
) -> list[tuple[str, Household]]:
    """A township's list has other villages' people too, some of the same name."""
    if not style.is_township:
        return rows
    others = [
        (f"#{village}{n}", p)
        for village in OTHERS
        for n, p in enumerate(_people(dice, kind)[:20])
    ]
    return [*others[:30], *rows, *others[30:]]


def _line(
    dice: random.Random, number: int, key: str, one: Household, style: Style
) -> list[str]:
    village = key[1:5] if key.startswith("#") else "马家沟村"
    village = next((v for v in OTHERS if v[:3] == village[:3]), "马家沟村")
    name = one.name
    if dice.random() < 0.15:
        name = f"{name[0]}{dice.choice((' ', '　', '  '))}{name[1:]}"
    cells = [str(number)]
    cells += [village] if style.is_township else []
    cells += [] if style.sections else [style.group(one.group)]
    cells += [name]
    cells += [style.mask(one.identity)] if style.mask else []
    return [*cells, *one.values[:-1], style.money(one.values[-1])]


def _file(lines: list[list[str]], style: Style) -> tuple[bytes, str]:
    if style.suffix == ".csv":
        text = "\n".join(",".join(f'"{c}"' for c in line) for line in lines)
        return text.encode("gb18030"), "名单.csv"
    if style.suffix == ".html":
        body = "".join(
            "<tr>" + "".join(f"<td>{c}</td>" for c in line) + "</tr>" for line in lines
        )
        page = f"<html><head><meta charset=utf-8></head><body><table><tr><td>首页</td><td>公开</td></tr></table><table>{body}</table></body></html>"
        return page.encode(), "名单.html"
    if style.suffix == "two":
        return _merged(lines), "名单.xlsx"
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("名单")
        for r, line in enumerate(lines):
            page.write_row(r, 0, line)
    return out.getvalue(), "名单.xlsx"


def _merged(lines: list[list[str]]) -> bytes:
    """Heads merged over two rows, the title over all columns."""
    book = openpyxl.Workbook()
    page = book.active
    for line in lines:
        page.append(line)
    width = len(lines[2])
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    for column in range(1, width + 1):
        page.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
