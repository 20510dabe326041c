"""A row of each form's sample sheet, drawn from a number: people of the years 1900 to 1912."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Cell = str | int | float | Decimal | None
MakeRow = Callable[[random.Random, int], Sequence[Cell]]

FAMILY = "王李张刘陈杨郭马高白贺冯康曹雷任薛侯谢杜"


GIVEN = (
    "建国", "秀英", "海峰", "玉梅", "树林", "怀珠", "登高", "文秀", "占林", "彩霞", "拴牢", "生财",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Sample:
    """``heads`` as the office writes them; ``sums``: a form's key → the head it adds up."""

    title: str
    heads: Sequence[str]
    row: MakeRow
    sums: Mapping[str, str]
    unit: str = ""
    rows: int = 9


def person(i: int) -> str:
    return FAMILY[i % len(FAMILY)] + GIVEN[(i * 7) % len(GIVEN)]


def group(i: int) -> str:
    return f"{i // 3 + 1}组"


def cents(r: random.Random, low: int, high: int) -> Decimal:
    return Decimal(r.randrange(low * 100, high * 100)).scaleb(-2)


def identity(i: int) -> str:
    return f"6106241905{i % 12 + 1:02d}{i % 27 + 1:02d}00{i % 10}X"


def by_rate(rate: int | str, low: int, high: int) -> MakeRow:
    """姓名, 组, 身份证号, an area or a number, the rate, the product."""

    def row(r: random.Random, i: int) -> Sequence[Cell]:
        many = cents(r, low, high)
        return (person(i), group(i), identity(i), many, rate, many * Decimal(rate))

    return row


def by_count(rate: int, top: int) -> MakeRow:
    def row(r: random.Random, i: int) -> Sequence[Cell]:
        many = r.randrange(1, top)
        return (person(i), group(i), identity(i), many, rate, many * rate)

    return row


def machine(r: random.Random, i: int) -> Sequence[Cell]:
    many = r.randrange(1, 4)
    return (person(i), group(i), identity(i), "微耕机", many, 3200, many * 3200)


def debt(r: random.Random, i: int) -> Sequence[Cell]:
    who = "安塞区兴农养殖专业合作社" if i == 2 else person(i)
    return (
        i + 1,
        who,
        "债权" if i % 2 else "债务",
        "欠付修渠工程款",
        f"2025.{i + 1}.12",
        cents(r, 100, 9000),
    )


def review(r: random.Random, i: int) -> Sequence[Cell]:
    return (person(i), group(i), identity(i), r.randrange(1, 5), "ABC"[i % 3] + "类")


def two_subsidies(r: random.Random, i: int) -> Sequence[Cell]:
    living, care = (60, 0) if i % 2 else (0, 80)
    return (
        person(i),
        f"第{'一二三'[i // 3]}组",
        identity(i),
        "肢体一级",
        living or None,
        care or None,
        living + care,
    )


def monitored(r: random.Random, i: int) -> Sequence[Cell]:
    kind = ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户")[i % 3]
    return (
        i + 1,
        person(i),
        group(i),
        identity(i),
        r.randrange(1, 6),
        kind,
        "因病",
        "2026-08-12",
    )


def project(r: random.Random, i: int) -> Sequence[Cell]:
    return (
        i + 1,
        f"{i + 1}组产业路硬化",
        "马家沟村",
        "硬化道路1.2公里，宽3.5米",
        "财政衔接资金",
        cents(r, 10, 60),
        r.randrange(5, 40),
        "沿河湾镇人民政府",
    )


def to_household(r: random.Random, i: int) -> Sequence[Cell]:
    return (
        person(i),
        group(i),
        "6230000000000000" + f"{i:03d}",
        "养羊奖补",
        cents(r, 300, 3000),
    )


def post(r: random.Random, i: int) -> Sequence[Cell]:
    months = r.randrange(1, 4)
    return (
        i + 1,
        person(i),
        identity(i),
        ("护林员", "保洁员", "管水员")[i % 3],
        months,
        600,
        months * 600,
    )


def goods(r: random.Random, i: int) -> Sequence[Cell]:
    given, left = r.randrange(1, 90), r.randrange(0, 9)
    item = ("大米", "食用油", "棉被", "面粉", "帐篷", "矿泉水")[i]
    return (item, "镇民政办", "袋桶床袋顶箱"[i], given + left, given, left)


def house(r: random.Random, i: int) -> Sequence[Cell]:
    return (
        person(i),
        group(i),
        identity(i),
        "D级",
        "原址新建",
        r.randrange(10, 40) * 1000,
    )


def homestead(r: random.Random, i: int) -> Sequence[Cell]:
    return (
        person(i),
        group(i),
        "分户",
        f"阳坡{i + 1}号",
        cents(r, 90, 200),
        "2026年7月3日",
        "沿河湾镇人民政府",
    )


def land(r: random.Random, i: int) -> Sequence[Cell]:
    area, crops = cents(r, 1, 6), cents(r, 100, 900)
    land = area * 20000
    return (person(i), group(i), identity(i), area, 20000, land, crops, land + crops)


def pay(r: random.Random, i: int) -> Sequence[Cell]:
    rate = (1800, 1500, 1200)[i % 3]
    return (
        person(i),
        ("主任", "委员", "监委会委员")[i % 3],
        rate,
        3,
        rate * 3,
        rate * 3,
    )


def labour(r: random.Random, i: int) -> Sequence[Cell]:
    days = Decimal(r.randrange(2, 40)) / 2
    return (f"7月{i + 1}日", "清理排洪渠", person(i), days, 120, days * 120)


def raised(r: random.Random, i: int) -> Sequence[Cell]:
    return (
        f"{i + 1}组饮水管道维修",
        "每户50元，出工2个",
        35,
        31,
        30,
        r.randrange(20, 90) * 100,
        r.randrange(20, 80),
        "正在干",
    )


def policy(_r: random.Random, i: int) -> Sequence[Cell]:
    return (
        f"第{i + 1}项补贴",
        "本村种地的人家",
        "每亩60元",
        "村里登记，镇上核实",
        "户口本、一卡通",
        "每年5月",
        "《通知》",
    )


def talk(r: random.Random, i: int) -> Sequence[Cell]:
    return (
        f"{i + 1}组巷道路灯装在哪里",
        "恳谈会",
        "2026.8.3",
        r.randrange(9, 40),
        "装在三个路口",
        "否",
        "装好了",
    )


def voter(_r: random.Random, i: int) -> Sequence[Cell]:
    return (i + 1, person(i), group(i))


def elected(r: random.Random, i: int) -> Sequence[Cell]:
    return (
        ("主任", "副主任", "委员")[i % 3],
        person(i),
        r.randrange(200, 600),
        "当选" if i < 3 else "",
    )


def audit(_r: random.Random, i: int) -> Sequence[Cell]:
    item = ("财务收支", "债权债务", "公益项目招投标")[i % 3]
    return (
        person(i),
        "主任",
        "2021年至2026年",
        item,
        "两张票据没有附件",
        "沿河湾镇人民政府",
        "已经补上",
    )


def plan(r: random.Random, i: int) -> Sequence[Cell]:
    return (
        i + 1,
        ("提取公积公益金", "成员分配", "公益事业支出", "以丰补歉")[i],
        f"按方案第{i + 1}条",  # a share in % has to fit its sum
        cents(r, 5000, 90000),
    )
