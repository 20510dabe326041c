"""Who is on the lists, and how offices write names, groups, numbers and columns.

People are fictional and were born from 1900 to 1912.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from villagepub.privacy.numbers import check_digit

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧拓折惠苗雷白曹贺薛"
)
GIVEN = "建国秀兰海峰玉梅占林志明彩霞登科拴牢怀珠文化树世杰翠花延安栓虎巧云俊良东升红平永强军芳"
SOUNDS = dict(zip("峰玉建志明文林军芳平强", "锋钰健致铭闻霖君方萍墙", strict=True))
VARIANTS = dict(zip("国兰杰云东怀峰强军红", "國蘭傑雲東懷峯強軍紅", strict=True))
NUMERALS = "零一二三四五六七八九十"
FORMAL = "零壹贰叁肆伍陆柒捌玖拾"


def spoken(number: int, digits: str = NUMERALS) -> str:
    return digits[number] if number <= 10 else digits[10] + digits[number - 10]


NAMED_GROUPS: tuple[Callable[[int], str], ...] = (
    "{}组".format,
    lambda n: f"第{spoken(n)}组",
    lambda n: f"{spoken(n)}组",
    "第{}村民小组".format,
    lambda n: f"第{spoken(n)}村民小组",
    "{}小组".format,
)
GROUPS: tuple[Callable[[int], str], ...] = (
    *NAMED_GROUPS,
    lambda n: f"{spoken(n, FORMAL)}组",
    lambda n: f"{n:02d}组",
    "{} 组".format,
    "{}社".format,
    lambda n: f"{spoken(n)}队",
    lambda n: "".join(chr(ord(d) + 0xFEE0) for d in str(n)) + "组",
    str,
    spoken,
)
MASKS: tuple[Callable[[str], str], ...] = (
    lambda n: n,
    lambda n: f"{n[:6]} {n[6:14]} {n[14:]}",
    lambda n: n[:4] + "*" * 10 + n[-4:],
    lambda n: n[:6] + "*" * 8 + n[-4:],
    lambda n: n[:2] + "*" * 13 + n[-3:],
    lambda n: n[:14] + "****",
    lambda n: n[:12] + "******",
    lambda n: "*" * 14 + n[-4:],
    lambda n: n[:1] + "*" * 16 + n[-1:],
    lambda n: n[:6] + "****" + n[-4:],
    lambda n: n[:6] + "X" * 8 + n[-4:],
    lambda n: n[:6] + "×" * 8 + n[-4:],
    lambda n: n[:6] + "●" * 8 + n[-4:],
    lambda n: n[:6] + "＊" * 8 + n[-4:],
)
NAME_MASKS: tuple[Callable[[str], str], ...] = (
    lambda n: n[0] + "*" * (len(n) - 1),
    lambda n: n[0] + "某" * (len(n) - 1),
    lambda n: f"{n[0]}*{n[2:]}",
)
MONEY: tuple[Callable[[str], object], ...] = (
    float,
    str,
    lambda v: f"{float(v):,.2f}",
    lambda v: f"¥{float(v):,.2f}",
    lambda v: f"{v}元",
    lambda v: "".join(c if c == "." else chr(ord(c) + 0xFEE0) for c in v),
)


@dataclass(frozen=True)
class Person:
    name: str
    group: int
    identity: str
    values: tuple[str, ...]
    village: str


@dataclass(frozen=True)
class Kind:
    """A form, or '' for none: titles, heads of names and of each value, how to draw."""

    form: str
    titles: Sequence[str]
    names: Sequence[str]
    heads: Sequence[Sequence[str]]
    labels: Sequence[str]
    draw: Callable[[random.Random], tuple[str, ...]]


def _land(dice: random.Random) -> tuple[str, ...]:
    area = dice.randrange(100, 2500)
    return f"{area / 100:.2f}", "60", f"{area * 60 / 100:.2f}"


def _age(dice: random.Random) -> tuple[str, ...]:
    months, rate = dice.randrange(1, 4), dice.choice((50, 100, 200))
    return str(months), str(rate), f"{months * rate:.2f}"


def _aid(dice: random.Random) -> tuple[str, ...]:
    people = dice.randrange(1, 6)
    return str(people), f"{people * dice.randrange(20000, 60000) / 100:.2f}"


def _relief(dice: random.Random) -> tuple[str, ...]:
    return str(dice.randrange(1, 9)), f"{dice.randrange(10000, 200000) / 100:.2f}"


def _forest(dice: random.Random) -> tuple[str, ...]:
    area = dice.randrange(10, 250) / 10
    return f"{area:.1f}", f"{area * 125:.2f}"


def _wage(dice: random.Random) -> tuple[str, ...]:
    return (f"{dice.randrange(10000, 200000) / 100:.2f}",)


HOLDERS = (
    "户主姓名", "姓名", "户主", "享受人", "农户姓名", "姓  名", "户主\n姓名", "领款人", "受益人", "补贴对象", "农户",
)  # fmt: skip
KINDS = (
    Kind(
        "T8",
        ("耕地地力保护补贴登记表", "耕地地力保护补贴发放公示", "农业支持保护补贴（耕地地力保护）公示表"),
        HOLDERS,
        (
            ("补贴面积（亩）", "亩数", "面积", "核定面积\n（亩）", "种植面积（亩）", "实际补贴面积(亩)"),
            ("补贴标准（元/亩）", "标准", "每亩补贴标准", "补贴标准\n(元／亩)", "单价"),
            ("补贴金额（元）", "应发金额", "补助金额", "金额（元）", "补贴资金(元)", "实发金额", "资金（元）"),
        ),
        ("补贴面积", "补贴标准", "补贴金额"),
        _land,
    ),
    Kind(
        "T10",
        ("高龄老人津贴发放表", "第三季度高龄津贴发放公示", "老年人高龄补贴花名册"),
        ("姓名", "老人姓名", "享受人", "高龄老人姓名", "老人\n姓名"),
        (
            ("月数", "发放月数", "补贴月数", "享受月数（月）"),
            ("月标准（元）", "津贴标准（元/月）", "每月标准", "标准（元/人·月）"),
            ("发放金额（元）", "金额（元）", "应发金额", "津贴金额", "合计金额"),
        ),
        ("月数", "月标准", "发放金额"),
        _age,
    ),
    Kind(
        "T7",
        ("农村最低生活保障对象花名册", "农村低保对象公示", "第三季度低保金发放公示表"),
        ("户主姓名", "姓名", "保障对象", "享受人", "低保对象姓名", "申请人姓名"),
        (
            ("保障人口", "享受人数", "人数", "享受低保人口"),
            ("月保障金额（元）", "保障金额（元）", "月补助金额", "金额（元）", "低保金（元）", "补差金额（元）"),
        ),
        ("保障人口", "月保障金额"),
        _aid,
    ),
    Kind(
        "T13",
        ("救灾救济款物发放表", "自然灾害救灾资金发放公示"),
        ("户主姓名", "姓名", "领取人", "受灾户"),
        (
            ("数量", "数量（件）"),
            ("款额（元）", "发放金额（元）", "金额", "救灾款（元）", "补助金额（元）"),
        ),
        ("数量", "款额"),
        _relief,
    ),
    Kind(
        "T9",
        ("退耕还林补助兑现表", "退耕还林补助资金公示"),
        HOLDERS,
        (
            ("退耕面积（亩）", "面积（亩）", "亩数", "兑现面积"),
            ("补助金额（元）", "金额", "兑现金额(元)", "应发金额", "补助资金（元）"),
        ),
        ("补贴面积", "补贴金额"),
        _forest,
    ),
    Kind(
        "",
        ("苹果园套袋兑现公示", "果园套袋兑现花名册"),
        ("姓名", "果农姓名", "人员姓名", "享受人"),
        (("兑现金额（元）", "套袋款（元）", "金额", "兑现款（元）"),),
        (),
        _wage,
    ),
)  # fmt: skip


def people(dice: random.Random, kind: Kind, village: str, count: int) -> list[Person]:
    """Some have a name of another; no two of one name in one group."""
    found: dict[tuple[str, int], Person] = {}
    while len(found) < count:
        name = dice.choice(SURNAMES) + "".join(
            dice.sample(GIVEN, dice.choice((1, 2, 2)))
        )
        if found and dice.random() < 0.06:
            name = dice.choice(list(found.values())).name
        group = dice.randrange(1, 12)
        born = f"{dice.randrange(1900, 1913)}{dice.randrange(1, 13):02d}{dice.randrange(1, 29):02d}"
        first = f"610603{born}{dice.randrange(1000):03d}"
        found[name, group] = Person(
            name, group, first + check_digit(first), kind.draw(dice), village
        )
    return list(found.values())


def respelt(dice: random.Random, name: str) -> str:
    """A homophone, a variant character, or one slip in a name of three; '' if none."""
    for table in dice.sample((SOUNDS, VARIANTS), 2):
        for place in range(1, len(name)):
            if name[place] in table:
                return name[:place] + table[name[place]] + name[place + 1 :]
    return f"{name[:2]}{dice.choice('喜福财旺')}" if len(name) == 3 else ""
