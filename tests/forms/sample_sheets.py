"""Sheets as offices make them, one a form: noise that matters to nobody, sums that must hold.

What a sheet adds up to is worked out here from the numbers that went in, by no code of
the product. People are fictional.
"""

import io
import random
from collections.abc import Mapping, Sequence
from decimal import Decimal

from openpyxl import Workbook

from tests.forms import sample_rows as rows
from tests.forms.sample_rows import Cell, Sample

SAMPLES: Mapping[str, Sample] = {
    "T3": Sample(title="马家沟村集体债权债务明细表", heads=("序号", "单位或姓名", "类别", "摘要", "发生时间", "金额（元）"), row=rows.debt, sums={"amount": "金额（元）"}),
    "T6": Sample(title="马家沟村农村低保初审对象公示", heads=("户主姓名", "组别", "身份证号", "保障人口", "拟保障类别"), row=rows.review, sums={"people": "保障人口"}),
    "T9": Sample(title="马家沟村2026年退耕还林补助兑现花名册", heads=("户主姓名", "村民小组", "身份证号码", "退耕面积（亩）", "补助标准（元/亩）", "兑现金额（元）"), row=rows.by_rate(20, 1, 20), sums={"area": "退耕面积（亩）", "amount": "兑现金额（元）"}),
    "T9B": Sample(title="马家沟村2026年农机购置补贴公示", heads=("购机者", "组", "身份证号", "机具名称", "购机数量", "单台补贴额（元）", "补贴金额（元）"), row=rows.machine, sums={"pieces": "购机数量", "amount": "补贴金额（元）"}),
    "T9C": Sample(title="马家沟村残疾人两项补贴发放公布", heads=("姓名", "组别", "身份证号", "残疾等级", "困难残疾人生活补贴", "重度残疾人护理补贴", "合计金额"), row=rows.two_subsidies, sums={"living": "困难残疾人生活补贴", "care": "重度残疾人护理补贴", "amount": "合计金额"}),
    "T11": Sample(title="马家沟村防止返贫监测对象识别公示", heads=("序号", "户主姓名", "组别", "身份证号", "家庭人口", "监测对象类型", "致贫原因", "识别时间"), row=rows.monitored, sums={"people": "家庭人口"}),
    "T11B": Sample(title="马家沟村2026年财政衔接资金项目公示", heads=("序号", "项目名称", "建设地点", "建设内容及规模", "资金来源", "投资规模", "受益户数", "责任单位"), unit="单位：万元", row=rows.project, sums={"amount": "投资规模", "households": "受益户数"}, rows=5),
    "T11C": Sample(title="马家沟村产业奖补发放公布", heads=("户主姓名", "组别", "一卡通号", "奖补项目", "奖补金额（元）"), row=rows.to_household, sums={"amount": "奖补金额（元）"}),
    "T12": Sample(title="2026年8月乡村公益性岗位补贴发放公示表", heads=("序号", "姓名", "身份证号码", "岗位名称", "月数", "月补贴标准", "补贴金额（元）"), row=rows.post, sums={"amount": "补贴金额（元）"}),
    "T13B": Sample(title="马家沟村救灾物资收发公布", heads=("物资名称", "拨付单位", "计量单位", "收到数量", "发放数量", "结余数量"), row=rows.goods, sums={}, rows=6),
    "T14": Sample(title="马家沟村农村危房改造补助公示", heads=("户主姓名", "组别", "身份证号", "危房等级", "改造方式", "补助资金（元）"), row=rows.house, sums={"amount": "补助资金（元）"}),
    "T15": Sample(title="马家沟村宅基地审批公示", heads=("申请人姓名", "组别", "申请理由", "宅基地位置", "批准面积（㎡）", "批准时间", "批准单位"), row=rows.homestead, sums={"area": "批准面积（㎡）"}),
    "T16": Sample(title="马家沟村征地补偿费分配公示", heads=("户主姓名", "组别", "身份证号", "征收面积（亩）", "补偿标准（元/亩）", "土地补偿费（元）", "青苗补偿费（元）", "补偿合计（元）"), row=rows.land, sums={"area": "征收面积（亩）", "land": "土地补偿费（元）", "seedlings": "青苗补偿费（元）", "amount": "补偿合计（元）"}),
    "T18": Sample(title="马家沟村2026年第三季度村干部报酬公布", heads=("姓名", "职务", "工资标准（元/月）", "月数", "应领数额", "已领数额"), row=rows.pay, sums={"due": "应领数额", "paid": "已领数额"}, rows=5),
    "T19": Sample(title="马家沟村集体用工公开", heads=("日期", "用工项目", "出工人员姓名", "工数（个）", "报酬标准（元/日）", "用工费（元）"), row=rows.labour, sums={"days": "工数（个）", "amount": "用工费（元）"}),
    "T19B": Sample(title="马家沟村一事一议筹资筹劳公布", heads=("议事事项", "方案", "应到人数", "实到人数", "同意人数", "筹资金额（元）", "筹劳工数", "落实情况"), row=rows.raised, sums={"amount": "筹资金额（元）", "labour": "筹劳工数"}, rows=3),
    "T21": Sample(title="马家沟村惠农政策明白纸", heads=("政策名称", "补贴对象", "补贴标准", "办理流程", "申请材料", "办理时间", "政策依据"), row=rows.policy, sums={}, rows=4),
    "T23": Sample(title="马家沟村民主协商事项公布", heads=("协商议题", "协商形式", "协商时间", "参加人数", "协商结果", "是否提交村民会议", "落实情况"), row=rows.talk, sums={}, rows=3),
    "T24": Sample(title="马家沟村登记参加选举的村民名单", heads=("序号", "姓名", "组别"), row=rows.voter, sums={}, rows=12),
    "T24B": Sample(title="马家沟村村民委员会选举结果公布", heads=("职务", "姓名", "得票数", "选举结果"), row=rows.elected, sums={}, rows=5),
    "T25": Sample(title="马家沟村村委会主任离任经济责任审计结果", heads=("被审计人", "职务", "任期", "审计事项", "审计结果", "审计单位", "整改情况"), row=rows.audit, sums={}, rows=3),
    "T26": Sample(title="马家沟村2026年集体收益分配方案", heads=("序号", "分配项目", "分配比例", "分配金额（元）"), row=rows.plan, sums={"amount": "分配金额（元）"}, rows=4),
    "T26B": Sample(title="马家沟村2026年集体收益分红花名册", heads=("户主姓名", "组别", "身份证号", "股数（股）", "每股分红", "分红金额"), row=rows.by_count(150, 6), sums={"shares": "股数（股）", "amount": "分红金额"}),
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
