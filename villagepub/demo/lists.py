"""Sheets as the neighbours' clerks would keep them; the same seed gives the same sheet."""

import csv
import io
import random
from collections.abc import Sequence
from decimal import Decimal

from villagepub import tables
from villagepub.demo.scenario import Mistake
from villagepub.tables import OutSheet

SURNAMES = "王李张刘陈杨高白马郭薛贺拓折冯任曹康雷苗"
GIVEN = (
    "生贵", "占林", "怀珠", "树清", "桂英", "来福", "海旺", "志高", "秀莲", "长命",
    "改莲", "振海", "延平", "根生", "世英", "满仓", "玉珍", "福祥", "进财", "万成",
)  # fmt: skip
INCOMES = ("上级村级组织运转经费拨款", "果园承包费", "集体机动地流转费", "光伏电站收益")
SPENDINGS = (
    "村委会电费", "护林防火值班补助", "清扫卫生用工费", "购办公用品",
    "排洪渠清淤用工费", "打印复印费", "维修自来水管道材料费",
)  # fmt: skip
POSTS = (
    ("村党支部书记", 2600),
    ("村委会副主任", 2080),
    ("文书", 1950),
    ("监委会主任", 1300),
)
AREA = {"亩": Decimal("0.01")}
ListLine = tuple[str, str, str]  # group, head of household, area in 亩


def subsidy(
    lines: Sequence[ListLine], *, rate: str, mistakes: Sequence[Mistake]
) -> bytes:
    """The village's own list of what the government paid, with its mistakes."""
    rows = [
        [
            "序号",
            "户主姓名",
            "组别",
            "补贴面积（亩）",
            "补贴标准（元/亩）",
            "补贴金额（元）",
        ]
    ]
    by_row = {mistake.row: mistake for mistake in mistakes}
    for n, (group, name, area) in enumerate(lines):
        mistake = by_row.get(n)
        if mistake and mistake.column == "gone":
            continue
        if mistake and mistake.column == "name":
            name = _misheard(name)
        if mistake and mistake.column == "area":
            area = mistake.value
        amount = (Decimal(area) * Decimal(rate)).quantize(AREA["亩"])
        rows.append([str(len(rows)), name, group, area, rate, str(amount)])
    return _csv(rows)


def _misheard(name: str) -> str:
    """The last character written as another of the same sound."""
    same = str.maketrans("林英平生海明华军莲玲", "霖瑛萍升亥铭花君连铃")
    return name[:-1] + name[-1].translate(same)


def low_income(seed: str) -> bytes:
    dice = random.Random(seed)  # noqa: S311  (samples, no secrets)
    rows = [["序号", "户主姓名", "组别", "保障人口", "保障类别", "月保障金额（元）"]]
    for n, name in enumerate(_names(dice, dice.randint(9, 18)), 1):
        people, kind = dice.randint(1, 4), dice.choice("ABBCC")
        month = people * {"A": 480, "B": 400, "C": 320}[kind]
        rows.append([str(n), name, _group(dice), str(people), f"{kind}类", str(month)])
    return _csv(rows)


def elders(seed: str) -> bytes:
    dice = random.Random(seed)  # noqa: S311
    rows = [["序号", "姓名", "组别", "月数", "月标准（元）", "发放金额（元）"]]
    for n, name in enumerate(_names(dice, dice.randint(8, 16)), 1):
        rate = dice.choice((50, 50, 50, 100))
        rows.append([str(n), name, _group(dice), "3", str(rate), str(3 * rate)])
    return _csv(rows)


def relief(seed: str) -> bytes:
    dice = random.Random(seed)  # noqa: S311
    rows = [["户主姓名", "组别", "款物来源", "款额（元）", "受灾情况"]]
    for name in _names(dice, dice.randint(3, 6)):
        amount = str(dice.randrange(300, 1500, 100))
        rows.append([name, _group(dice), "县级救灾资金", amount, "暴雨，院墙倒塌"])
    return _csv(rows)


def pay(seed: str) -> bytes:
    """What the cadres were due for the quarter, and what was paid out by its end."""
    dice = random.Random(seed)  # noqa: S311
    rows = [
        [
            "姓名",
            "职务",
            "工资标准（元/月）",
            "月数",
            "应领数额（元）",
            "已领数额（元）",
        ]
    ]
    for name, (post, rate) in zip(_names(dice, len(POSTS)), POSTS, strict=True):
        rows.append([name, post, str(rate), "3", str(3 * rate), str(3 * rate)])
    return _csv(rows)


def finance(seed: str, months: Sequence[int]) -> bytes:
    """One sheet a month; what is left of one is carried to the next."""
    dice = random.Random(seed)  # noqa: S311
    left = Decimal(dice.randrange(8_000_00, 30_000_00)) / 100
    sheets: list[OutSheet] = []
    for month in months:
        rows, left = _month(dice, month, left)
        head = ("月.日", "凭证号", "收支内容", "收入", "支出", "结存", "经手人")
        sheets.append((f"{month}月", head, rows))
    return tables.write_xlsx(sheets)


def _month(
    dice: random.Random, month: int, left: Decimal
) -> tuple[list[list[str | Decimal]], Decimal]:
    rows: list[list[str | Decimal]] = [["", "", "上月结转", "", "", left, ""]]
    days = sorted(dice.sample(range(2, 29), dice.randint(4, 8)))
    handler = _names(dice, 2)
    for number, day in enumerate(days, 1):
        is_income = number == 1 or dice.random() < 0.15
        cents = (
            dice.randrange(2_000_00, 9_000_00)
            if is_income
            else dice.randrange(80_00, 1_400_00)
        )
        amount = Decimal(cents) / 100
        left += amount if is_income else -amount
        text = dice.choice(INCOMES if is_income else SPENDINGS)
        sides: list[str | Decimal] = [amount, ""] if is_income else ["", amount]
        rows.append(
            [f"{month}.{day}", str(number), text, *sides, left, dice.choice(handler)]
        )
    return rows, left


def _names(dice: random.Random, count: int) -> list[str]:
    every = [surname + given for surname in SURNAMES for given in GIVEN]
    return dice.sample(every, count)


def _group(dice: random.Random) -> str:
    return f"{dice.randint(1, 5)}组"


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
