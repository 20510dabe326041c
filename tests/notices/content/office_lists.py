"""Lists of every form as offices write them, and what they come to by other means.

Values are fractions worked out here from the numbers that go into a sheet, by no code of
the product: units, roundings, sums and words are read and written independently of it.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tests.forms.sample_rows import group, person

Values = Mapping[str, Fraction]  # by column key; in 元, 亩 or as they are counted
MONEY = {"元": 1, "万元": 10_000}
AREA = {"亩": Fraction(1), "公顷": Fraction(15), "㎡": Fraction(3, 2000)}
ROUNDED = (100, 10, 1)  # to 分, 角, 元


@dataclass(frozen=True)
class Column:
    """``kind``: money, area, count, goods, rate or the words themselves (``words``)."""

    key: str
    head: str
    kind: str = "words"
    low: int = 1
    high: int = 50
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Office:
    """``product``: keys of a × b = c; ``added``: keys of a + … = the last."""

    title: str
    columns: tuple[Column, ...]
    product: tuple[str, str, str] | None = None
    added: tuple[str, ...] = ()


@dataclass
class Raw:
    """A sheet as text, and what each of its rows says."""

    text: str
    rows: list[dict[str, Fraction]] = field(default_factory=list)
    words: list[dict[str, str]] = field(default_factory=list)

    def sum(self, key: str) -> Fraction:
        return sum((row[key] for row in self.rows if key in row), Fraction(0))

    def has(self, key: str) -> bool:
        return any(key in row for row in self.rows)


def money(key: str, head: str, high: int = 9000) -> Column:
    return Column(key, head, "money", 1, high)


def count(key: str, head: str, high: int = 9) -> Column:
    return Column(key, head, "count", 1, high)


def rate(key: str, head: str, high: int = 900) -> Column:
    return Column(key, head, "rate", 1, high)


def area(key: str, head: str) -> Column:
    return Column(key, head, "area", 1, 30)


def words(key: str, head: str, *said: str) -> Column:
    return Column(key, head, words=said)


NAME, GROUP = Column("name", "户主姓名"), Column("group", "组别")
PERSON = Column("name", "姓名")

OFFICES: Mapping[str, Office] = {
    "T3": Office("集体债权债务明细表", (Column("name", "单位或姓名"), words("side", "类别", "债权", "债务"), money("amount", "金额"))),
    "T4": Office("集体资产资源发包台账", (Column("subject", "名称"), area("area", "面积"), money("amount", "承包金额"))),
    "T5": Office("工程项目表", (Column("subject", "项目名称"), money("budget", "预算"), money("price", "中标价"), money("cost", "决算"))),
    "T6": Office("农村低保初审对象公示", (NAME, GROUP, count("people", "保障人口"))),
    "T7": Office("农村低保花名册", (NAME, GROUP, count("people", "保障人口"), money("amount", "月保障金额"))),
    "T8": Office("耕地地力保护补贴登记表", (NAME, GROUP, area("area", "补贴面积"), rate("rate", "补贴标准"), money("amount", "补贴金额")), ("area", "rate", "amount")),
    "T9": Office("退耕还林补助兑现花名册", (NAME, GROUP, area("area", "退耕面积"), rate("rate", "补助标准"), money("amount", "兑现金额")), ("area", "rate", "amount")),
    "T9B": Office("农机购置补贴公示", (Column("name", "购机者"), words("item", "机具名称", "微耕机", "旋耕机"), count("pieces", "购机数量", 4), rate("rate", "单台补贴额"), money("amount", "补贴金额")), ("pieces", "rate", "amount")),
    "T9C": Office("残疾人两项补贴发放公布", (PERSON, GROUP, money("living", "困难残疾人生活补贴"), money("care", "重度残疾人护理补贴"), money("amount", "合计金额")), added=("living", "care", "amount")),
    "T10": Office("高龄津贴发放花名册", (PERSON, GROUP, words("band", "年龄段", "70-79岁", "80-89岁", "90岁以上"), count("months", "月数", 3), rate("rate", "月标准", 300), money("amount", "发放金额")), ("months", "rate", "amount")),
    "T11": Office("防止返贫监测对象识别公示", (NAME, GROUP, count("people", "家庭人口"))),
    "T11B": Office("财政衔接资金项目公示", (Column("subject", "项目名称"), money("amount", "投资规模"), count("households", "受益户数", 40))),
    "T11C": Office("产业奖补发放公布", (NAME, GROUP, words("project", "奖补项目", "养羊奖补", "种植奖补"), money("amount", "奖补金额"))),
    "T12": Office("乡村公益性岗位补贴发放公示表", (PERSON, words("post", "岗位名称", "护林员", "保洁员"), count("months", "月数", 3), rate("rate", "月补贴标准"), money("amount", "补贴金额")), ("months", "rate", "amount")),
    "T13": Office("救灾款物发放花名册", (NAME, GROUP, Column("goods|大米|袋", "大米（袋）", "count", 1, 9), Column("goods|棉被|床", "棉被（床）", "count", 1, 4), money("amount", "救灾款"))),
    "T14": Office("农村危房改造补助公示", (NAME, GROUP, money("amount", "补助资金", 40_000))),
    "T16": Office("征地补偿费分配公示", (NAME, GROUP, area("area", "征收面积"), rate("rate", "补偿标准", 30_000), money("land", "土地补偿费"), money("seedlings", "青苗补偿费"), money("amount", "补偿合计")), ("area", "rate", "land"), ("land", "seedlings", "amount")),
    "T18": Office("村干部报酬公布", (PERSON, words("post", "职务", "主任", "委员"), rate("rate", "工资标准"), count("months", "月数", 3), money("due", "应领数额"), money("paid", "已领数额")), ("rate", "months", "due")),
    "T19": Office("集体用工公开", (Column("name", "出工人员姓名"), words("project", "用工项目", "清渠", "修路"), Column("days", "工数", "goods", 1, 9), rate("rate", "报酬标准", 200), money("amount", "用工费")), ("days", "rate", "amount")),
    "T19B": Office("一事一议筹资筹劳公布", (Column("subject", "议事事项"), money("amount", "筹资金额"), count("labour", "筹劳工数", 60))),
    "T26": Office("集体收益分配方案", (words("item", "分配项目", "提取公积公益金", "成员分配", "公益事业支出", "以丰补歉"), money("amount", "分配金额", 90_000))),
    "T26B": Office("集体收益分红花名册", (NAME, GROUP, Column("shares", "股数", "goods", 1, 9), rate("rate", "每股分红"), money("amount", "分红金额")), ("shares", "rate", "amount")),
}  # fmt: skip
WORDS_ONLY: Mapping[str, Office] = {
    "T21": Office("惠农政策明白纸", (Column("subject", "政策名称"), words("who", "补贴对象", "本村种地的人家"), words("rate", "补贴标准", "每亩60元"), words("how", "办理流程", "村里登记，镇上核实"))),
    "T23": Office("民主协商事项公布", (Column("subject", "协商议题"), words("form", "协商形式", "恳谈会"), count("people", "参加人数", 40), words("result", "协商结果", "装在三个路口"))),
    "T24": Office("登记参加选举的村民名单", (PERSON, GROUP)),
    "T24B": Office("村民委员会选举结果公布", (words("post", "职务", "主任", "委员"), PERSON, count("votes", "得票数", 600), words("result", "选举结果", "当选"))),
    "T25": Office("村委会主任离任经济责任审计结果", (Column("name", "被审计人"), words("post", "职务", "主任"), words("item", "审计事项", "财务收支"), words("finding", "审计结果", "没有发现问题"))),
}  # fmt: skip


def drawn(office: Office, seed: int) -> Raw:
    """A sheet of 3 to 14 rows in units, roundings and spellings of its own."""
    r = random.Random(f"{office.title} {seed}")  # noqa: S311  (noise, no secret)
    size = r.randrange(3, 15) if _has_names(office) else 3
    units = {c.key: _unit(r, c) for c in office.columns}
    fine = r.choice(ROUNDED)
    raw = Raw("")
    lines = [f"马家沟村2026年{office.title}", "\t".join(_head(c, units[c.key]) for c in office.columns)]  # fmt: skip
    for i in range(size):
        row, said = _row(r, office, i, units, fine)
        raw.rows.append(row)
        raw.words.append(said)
        lines.append("\t".join(said[c.key] for c in office.columns))
    lines += _total(r, office, raw, units)
    raw.text = "\n".join(lines) + "\n"
    return raw


def _has_names(office: Office) -> bool:
    return any(c.key in ("name", "subject") for c in office.columns)


def _unit(r: random.Random, column: Column) -> str:
    if column.kind == "money":
        return r.choice(["元", "元", "元", "万元"])
    if column.kind == "area":
        return r.choice(["亩", "亩", "亩", "公顷", "㎡"])
    return ""


def _head(column: Column, unit: str) -> str:
    per = {"rate": "元"}.get(column.kind, "")
    if column.kind == "rate":
        return f"{column.head}（{per}）"
    return f"{column.head}（{unit}）" if unit else column.head


def _row(
    r: random.Random, office: Office, i: int, units: Mapping[str, str], fine: int
) -> tuple[dict[str, Fraction], dict[str, str]]:
    row: dict[str, Fraction] = {}
    for c in office.columns:
        if c.kind not in ("words", ""):
            row[c.key] = _value(r, c, units[c.key])
    if office.product:
        a, b, c3 = office.product
        row[c3] = _half_up(row[a] * row[b], fine)
    if office.added:
        *parts, whole = office.added
        row[whole] = sum((row[key] for key in parts), Fraction(0))
    if "paid" in row:
        row["paid"] = row["due"]
    said = {c.key: _cell(r, c, i, row, units[c.key]) for c in office.columns}
    return row, said


def _value(r: random.Random, column: Column, unit: str) -> Fraction:
    if column.kind == "count":
        return Fraction(r.randrange(column.low, column.high + 1))
    if column.kind == "goods":
        return Fraction(r.randrange(2, column.high * 2), 2)
    if column.kind == "rate":
        return Fraction(r.randrange(2, column.high * 2), 2)
    if column.kind == "money":
        return Fraction(r.randrange(100, column.high * 100), 100)
    worth, places = AREA[unit], {"亩": 100, "公顷": 10_000, "㎡": 10}[unit]
    top = {"亩": 30, "公顷": 2, "㎡": 900}[unit]
    return worth * Fraction(r.randrange(places // 10 or 1, top * places), places)


def _half_up(value: Fraction, places: int) -> Fraction:
    return Fraction((value * places * 2 + 1) // 2, places)


def _cell(r: random.Random, column: Column, i: int, row: Values, unit: str) -> str:
    if column.kind == "words":
        return _words(column, i)
    value = row[column.key]
    written = plain(value / (MONEY.get(unit) or AREA.get(unit) or 1))
    return _noisy(r, column, written)


def _words(column: Column, i: int) -> str:
    if column.words:
        return column.words[i % len(column.words)]
    if column.key == "group":
        return group(i)
    return (
        f"{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[i]}片修渠"
        if column.key == "subject"
        else person(i)
    )


def _noisy(r: random.Random, column: Column, written: str) -> str:
    """Thousands, a full-width digit, a blank: what changes nothing."""
    whole, point, places = written.partition(".")
    way = r.randrange(6)
    if way == 0 and column.kind in ("money", "area") and len(whole) > 3:
        return f"{int(whole):,}{point}{places}"
    if way == 1:
        return written.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return f" {written}" if way == 2 else written


def _total(
    r: random.Random, office: Office, raw: Raw, units: Mapping[str, str]
) -> list[str]:
    """合计 under the columns of sums, in two sheets of three; counts too."""
    summed = [
        c for c in office.columns if c.kind in ("money", "area", "count", "goods")
    ]
    if r.randrange(3) == 0 or not summed or office.title.startswith("集体债权"):
        return []
    cells = ["合计"]
    for c in office.columns[1:]:
        unit = units[c.key]
        worth = MONEY.get(unit) or AREA.get(unit) or 1
        is_summed = c in summed and c.key not in ("months", "people_each", "votes")
        cells.append(plain(raw.sum(c.key) / worth) if is_summed else "")
    return ["\t".join(cells)]


def plain(value: Fraction, places: int = 0) -> str:
    """Every digit of a finite decimal: 0.034921, 12.5, 3."""
    scale = 0
    while (value * 10**scale).denominator != 1:
        scale += 1
        if scale > 12:
            raise ValueError(f"no finite decimal: {value}")
    scale = max(scale, places)
    whole, rest = divmod(
        abs(value.numerator * 10**scale) // value.denominator, 10**scale
    )
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{rest:0{scale}d}" if scale else f"{sign}{whole}"


def shown(value: Fraction) -> str:
    """As people read money and land: 1,099.80, 3.504."""
    whole, _, places = plain(abs(value), 2).partition(".")
    return f"{'-' if value < 0 else ''}{int(whole):,}.{places}"


DIGITS = {c: n for n, c in enumerate("零壹贰叁肆伍陆柒捌玖")} | {
    c: n for n, c in enumerate("零一二三四五六七八九")
} | {"两": 2}  # fmt: skip
SMALL = {"拾": 10, "佰": 100, "仟": 1000, "十": 10, "百": 100, "千": 1000}
BIG = {"万": 10_000, "亿": 100_000_000}


def whole_of(words_: str) -> int:
    """肆万陆仟, 四万六千九百九十七, 十二 as a number."""
    total = section = digit = 0
    for c in words_:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in SMALL:
            section += (digit or 1) * SMALL[c]
            digit = 0
        else:
            total = (total + section + digit) * BIG[c] if c == "亿" else total + (section + digit) * BIG[c]  # fmt: skip
            section = digit = 0
    return total + section + digit


def sum_of_words(said: str) -> Fraction:
    """捌仟零肆拾肆元整, 二百元零五分, 负三十元: in 元."""
    sign = -1 if said.startswith("负") else 1
    rest = said.removeprefix("负").removesuffix("整")
    value = Fraction(0)
    for unit, worth in (
        ("元", Fraction(1)),
        ("角", Fraction(1, 10)),
        ("分", Fraction(1, 100)),
    ):
        head, mark, tail = rest.partition(unit)
        if mark:
            value += whole_of(head) * worth
            rest = tail
    return sign * value


def cells_of(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place] for row in rows]
