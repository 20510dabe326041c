"""Sheets as offices make them, one a form: noise that matters to nobody, sums that must hold.

What a sheet adds up to is worked out here from the numbers that went in, by no code of
the product. People are fictional.
"""

import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook

Cell = str | int | float | Decimal | None
MakeRow = Callable[[random.Random, int], Sequence[Cell]]

FAMILY = "王李张刘陈杨郭马高白贺冯康曹雷任薛侯谢杜"
GIVEN = (
    "建国",
    "秀英",
    "海峰",
    "玉梅",
    "树林",
    "怀珠",
    "登高",
    "文秀",
    "占林",
    "彩霞",
    "拴牢",
    "生财",
)


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


def _machine(r: random.Random, i: int) -> Sequence[Cell]:
    many = r.randrange(1, 4)
    return (person(i), group(i), identity(i), "微耕机", many, 3200, many * 3200)


def _debt(r: random.Random, i: int) -> Sequence[Cell]:
    who = "安塞区兴农养殖专业合作社" if i == 2 else person(i)
    return (
        i + 1,
        who,
        "债权" if i % 2 else "债务",
        "欠付修渠工程款",
        f"2025.{i + 1}.12",
        cents(r, 100, 9000),
    )


def _review(r: random.Random, i: int) -> Sequence[Cell]:
    return (person(i), group(i), identity(i), r.randrange(1, 5), "ABC"[i % 3] + "类")


def _two_subsidies(r: random.Random, i: int) -> Sequence[Cell]:
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


def _monitored(r: random.Random, i: int) -> Sequence[Cell]:
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


def _project(r: random.Random, i: int) -> Sequence[Cell]:
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


def _to_household(r: random.Random, i: int) -> Sequence[Cell]:
    return (
        person(i),
        group(i),
        "6230000000000000" + f"{i:03d}",
        "养羊奖补",
        cents(r, 300, 3000),
    )


def _post(r: random.Random, i: int) -> Sequence[Cell]:
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


def _goods(r: random.Random, i: int) -> Sequence[Cell]:
    given, left = r.randrange(1, 90), r.randrange(0, 9)
    item = ("大米", "食用油", "棉被", "面粉", "帐篷", "矿泉水")[i]
    return (item, "镇民政办", "袋桶床袋顶箱"[i], given + left, given, left)


def _house(r: random.Random, i: int) -> Sequence[Cell]:
    return (
        person(i),
        group(i),
        identity(i),
        "D级",
        "原址新建",
        r.randrange(10, 40) * 1000,
    )


def _homestead(r: random.Random, i: int) -> Sequence[Cell]:
    return (
        person(i),
        group(i),
        "分户",
        f"阳坡{i + 1}号",
        cents(r, 90, 200),
        "2026年7月3日",
        "沿河湾镇人民政府",
    )


def _land(r: random.Random, i: int) -> Sequence[Cell]:
    area, crops = cents(r, 1, 6), cents(r, 100, 900)
    land = area * 20000
    return (person(i), group(i), identity(i), area, 20000, land, crops, land + crops)


def _pay(r: random.Random, i: int) -> Sequence[Cell]:
    rate = (1800, 1500, 1200)[i % 3]
    return (
        person(i),
        ("主任", "委员", "监委会委员")[i % 3],
        rate,
        3,
        rate * 3,
        rate * 3,
    )


def _labour(r: random.Random, i: int) -> Sequence[Cell]:
    days = Decimal(r.randrange(2, 40)) / 2
    return (f"7月{i + 1}日", "清理排洪渠", person(i), days, 120, days * 120)


def _raised(r: random.Random, i: int) -> Sequence[Cell]:
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


def _policy(_r: random.Random, i: int) -> Sequence[Cell]:
    return (
        f"第{i + 1}项补贴",
        "本村种地的人家",
        "每亩60元",
        "村里登记，镇上核实",
        "户口本、一卡通",
        "每年5月",
        "《通知》",
    )


def _talk(r: random.Random, i: int) -> Sequence[Cell]:
    return (
        f"{i + 1}组巷道路灯装在哪里",
        "恳谈会",
        "2026.8.3",
        r.randrange(9, 40),
        "装在三个路口",
        "否",
        "装好了",
    )


def _voter(_r: random.Random, i: int) -> Sequence[Cell]:
    return (i + 1, person(i), group(i))


def _elected(r: random.Random, i: int) -> Sequence[Cell]:
    return (
        ("主任", "副主任", "委员")[i % 3],
        person(i),
        r.randrange(200, 600),
        "当选" if i < 3 else "",
    )


def _audit(_r: random.Random, i: int) -> Sequence[Cell]:
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


def _plan(r: random.Random, i: int) -> Sequence[Cell]:
    return (
        i + 1,
        ("提取公积公益金", "成员分配", "公益事业支出", "以丰补歉")[i],
        f"按方案第{i + 1}条",  # a share in % has to fit its sum
        cents(r, 5000, 90000),
    )


SAMPLES: Mapping[str, Sample] = {
    "T3": Sample(title="马家沟村集体债权债务明细表", heads=("序号", "单位或姓名", "类别", "摘要", "发生时间", "金额（元）"), row=_debt, sums={"amount": "金额（元）"}),
    "T6": Sample(title="马家沟村农村低保初审对象公示", heads=("户主姓名", "组别", "身份证号", "保障人口", "拟保障类别"), row=_review, sums={"people": "保障人口"}),
    "T9": Sample(title="马家沟村2026年退耕还林补助兑现花名册", heads=("户主姓名", "村民小组", "身份证号码", "退耕面积（亩）", "补助标准（元/亩）", "兑现金额（元）"), row=by_rate(20, 1, 20), sums={"area": "退耕面积（亩）", "amount": "兑现金额（元）"}),
    "T9B": Sample(title="马家沟村2026年农机购置补贴公示", heads=("购机者", "组", "身份证号", "机具名称", "购机数量", "单台补贴额（元）", "补贴金额（元）"), row=_machine, sums={"pieces": "购机数量", "amount": "补贴金额（元）"}),
    "T9C": Sample(title="马家沟村残疾人两项补贴发放公布", heads=("姓名", "组别", "身份证号", "残疾等级", "困难残疾人生活补贴", "重度残疾人护理补贴", "合计金额"), row=_two_subsidies, sums={"living": "困难残疾人生活补贴", "care": "重度残疾人护理补贴", "amount": "合计金额"}),
    "T11": Sample(title="马家沟村防止返贫监测对象识别公示", heads=("序号", "户主姓名", "组别", "身份证号", "家庭人口", "监测对象类型", "致贫原因", "识别时间"), row=_monitored, sums={"people": "家庭人口"}),
    "T11B": Sample(title="马家沟村2026年财政衔接资金项目公示", heads=("序号", "项目名称", "建设地点", "建设内容及规模", "资金来源", "投资规模", "受益户数", "责任单位"), unit="单位：万元", row=_project, sums={"amount": "投资规模", "households": "受益户数"}, rows=5),
    "T11C": Sample(title="马家沟村产业奖补发放公布", heads=("户主姓名", "组别", "一卡通号", "奖补项目", "奖补金额（元）"), row=_to_household, sums={"amount": "奖补金额（元）"}),
    "T12": Sample(title="2026年8月乡村公益性岗位补贴发放公示表", heads=("序号", "姓名", "身份证号码", "岗位名称", "月数", "月补贴标准", "补贴金额（元）"), row=_post, sums={"amount": "补贴金额（元）"}),
    "T13B": Sample(title="马家沟村救灾物资收发公布", heads=("物资名称", "拨付单位", "计量单位", "收到数量", "发放数量", "结余数量"), row=_goods, sums={}, rows=6),
    "T14": Sample(title="马家沟村农村危房改造补助公示", heads=("户主姓名", "组别", "身份证号", "危房等级", "改造方式", "补助资金（元）"), row=_house, sums={"amount": "补助资金（元）"}),
    "T15": Sample(title="马家沟村宅基地审批公示", heads=("申请人姓名", "组别", "申请理由", "宅基地位置", "批准面积（㎡）", "批准时间", "批准单位"), row=_homestead, sums={"area": "批准面积（㎡）"}),
    "T16": Sample(title="马家沟村征地补偿费分配公示", heads=("户主姓名", "组别", "身份证号", "征收面积（亩）", "补偿标准（元/亩）", "土地补偿费（元）", "青苗补偿费（元）", "补偿合计（元）"), row=_land, sums={"area": "征收面积（亩）", "land": "土地补偿费（元）", "crops": "青苗补偿费（元）", "amount": "补偿合计（元）"}),
    "T18": Sample(title="马家沟村2026年第三季度村干部报酬公布", heads=("姓名", "职务", "工资标准（元/月）", "月数", "应领数额", "已领数额"), row=_pay, sums={"due": "应领数额", "paid": "已领数额"}, rows=5),
    "T19": Sample(title="马家沟村集体用工公开", heads=("日期", "用工项目", "出工人员姓名", "工数（个）", "报酬标准（元/日）", "用工费（元）"), row=_labour, sums={"days": "工数（个）", "amount": "用工费（元）"}),
    "T19B": Sample(title="马家沟村一事一议筹资筹劳公布", heads=("议事事项", "方案", "应到人数", "实到人数", "同意人数", "筹资金额（元）", "筹劳工数", "落实情况"), row=_raised, sums={"amount": "筹资金额（元）", "labour": "筹劳工数"}, rows=3),
    "T21": Sample(title="马家沟村惠农政策明白纸", heads=("政策名称", "补贴对象", "补贴标准", "办理流程", "申请材料", "办理时间", "政策依据"), row=_policy, sums={}, rows=4),
    "T23": Sample(title="马家沟村民主协商事项公布", heads=("协商议题", "协商形式", "协商时间", "参加人数", "协商结果", "是否提交村民会议", "落实情况"), row=_talk, sums={}, rows=3),
    "T24": Sample(title="马家沟村登记参加选举的村民名单", heads=("序号", "姓名", "组别"), row=_voter, sums={}, rows=12),
    "T24B": Sample(title="马家沟村村民委员会选举结果公布", heads=("职务", "姓名", "得票数", "选举结果"), row=_elected, sums={}, rows=5),
    "T25": Sample(title="马家沟村村委会主任离任经济责任审计结果", heads=("被审计人", "职务", "任期", "审计事项", "审计结果", "审计单位", "整改情况"), row=_audit, sums={}, rows=3),
    "T26": Sample(title="马家沟村2026年集体收益分配方案", heads=("序号", "分配项目", "分配比例", "分配金额（元）"), row=_plan, sums={"amount": "分配金额（元）"}, rows=4),
    "T26B": Sample(title="马家沟村2026年集体收益分红花名册", heads=("户主姓名", "组别", "身份证号", "股数（股）", "每股分红", "分红金额"), row=by_count(150, 6), sums={"shares": "股数（股）", "amount": "分红金额"}),
}  # fmt: skip


def rows_of(sample: Sample, seed: int = 0) -> list[Sequence[Cell]]:
    r = random.Random(seed)  # noqa: S311  (noise, no secret)
    return [sample.row(r, i) for i in range(sample.rows)]


def totals_of(sample: Sample, seed: int = 0) -> dict[str, Decimal]:
    rows = rows_of(sample, seed)
    return {
        key: sum((Decimal(str(row[sample.heads.index(head)] or 0)) for row in rows), Decimal(0))
        for key, head in sample.sums.items()
    }  # fmt: skip


def workbook(sample: Sample, seed: int = 0, *, wrong: bool = False) -> bytes:
    """With what offices add: a merged title, who made it, spaces, numbers as text.

    ``wrong``: the stated total of the last sum is 100 too large.
    """
    r = random.Random(seed + 1)  # noqa: S311
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    width = len(sample.heads)
    sheet.append([sample.title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet.append(["填报单位：马家沟村", *[None] * (width - 2), sample.unit])
    sheet.append([head.replace("（", "\n（") for head in sample.heads])
    for row in rows_of(sample, seed):
        sheet.append([_noisy(r, cell) for cell in row])
        if r.random() < 0.2:
            sheet.append([None] * width)
    if sample.sums:
        sheet.append(_total(sample, seed, wrong=wrong))
    sheet.append(["制表人：拓小梅", *[None] * (width - 2), "审核人：折治国"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _noisy(r: random.Random, cell: Cell) -> str | int | float | None:
    if isinstance(cell, Decimal):
        return f"{cell:,}" if r.random() < 0.3 else float(cell)
    if isinstance(cell, str) and r.random() < 0.3:
        return f" {cell} " if len(cell) > 2 else f"{cell[0]}　{cell[1:]}"
    return cell


def _total(sample: Sample, seed: int, *, wrong: bool) -> list[str | float | None]:
    row: list[str | float | None] = ["合　计", *[None] * (len(sample.heads) - 1)]
    for key, value in totals_of(sample, seed).items():
        extra = 100 if wrong and key == list(sample.sums)[-1] else 0
        row[sample.heads.index(sample.sums[key])] = float(value + extra)
    return row
