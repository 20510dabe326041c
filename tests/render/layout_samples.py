"""Notices of the other layouts: 收支, 表决, 工程项目."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.render.notice_samples import make_content, money, name
from villagepub.content import (
    Bar,
    Chart,
    Column,
    EarlierBar,
    Fact,
    Meta,
    NoticeContent,
    Row,
    Section,
    Sheet,
    Vote,
)
from villagepub.notices.content.charts import TITLES, Way

LEDGER = (
    Column(key="day", head="日期", kind="mid"),
    Column(key="voucher", head="凭证号", kind="mid"),
    Column(key="what", head="收支内容", kind="long"),
    Column(key="income", head="收入", unit="元", kind="num"),
    Column(key="spending", head="支出", unit="元", kind="num"),
    Column(key="rest", head="结存", unit="元", kind="num"),
    Column(key="by", head="经手人", kind="name"),
)
PROJECTS = (
    Column(key="no", head="序号", kind="no"),
    Column(key="name", head="项目名称", kind="long"),
    Column(key="place", head="建设地点", kind="text"),
    Column(key="what", head="建设内容", kind="long"),
    Column(key="money", head="投资金额", unit="元", kind="num"),
    Column(key="source", head="资金来源", kind="text"),
    Column(key="builder", head="施工单位", kind="long"),
    Column(key="state", head="进度", kind="mid"),
)

WHAT = ("购置路灯3盏", "村监委会会议误工补贴", "网络宽带费", "清扫卫生用工费（6人）")


def month(number: int, rows: int) -> Section:
    entries = [Row(cells=("", "", "上月结转", "", "", "23,864.37", ""), kind="carry")]
    for i in range(rows):
        income = money(200000 + i * 71) if i % 7 == 3 else ""
        spent = "" if income else money(14243 + i * 9137)
        cells = (
            f"{number}月{i + 2}日",
            f"{i + 1:02d}",
            WHAT[i % 4],
            income,
            spent,
            money(2372194 - i * 31007),
            name(i * 3),
        )
        entries.append(Row(cells=cells))
    total = ("", "", "合计", "2,000.00", "11,855.25", "14,009.12", "")
    return Section(title=f"{number}月", rows=tuple(entries), total=total)


def finance(**changes: Any) -> NoticeContent:
    incomes = (
        ("果园承包费", 8600, 0, 8600),
        ("饮水工程维修补助款", 8600, 0, 12900),
        ("集体机动地流转费", 2000, 4000, 0),
    )
    outs = (
        ("办公和网络电费", 13762, 9120, 9904),
        ("用工和误工补贴", 11505, 12640, 12100),
        ("道路路灯自来水", 7903, 3310, 9000),
        ("慰问老人", 1848, 600, 0),
    )
    board = Sheet(
        columns=LEDGER,
        sections=(month(7, 12), month(8, 11), month(9, 12)),
        total=("", "", "本季合计", "19,200.00", "35,020.37", "8,044.00", ""),
        unit_note="金额单位：元",
        note="上季结转＋本季收入－本季支出＝本季结余",
    )
    values: dict[str, Any] = {
        "form": "T1",
        "layout": "finance",
        "kind": "公开",
        "area": "财务公开",
        "title": "2026年第三季度收支逐笔公开榜",
        "title_parts": ("2026年第三季度", "收支逐笔", "公开榜"),
        "item": "收支逐笔",
        "period": "2026年第三季度",
        "catalog": "",
        "posting": "2026年10月12日至10月27日（不少于十五日）",
        "posting_until": date(2026, 10, 27),
        "objection_period": "",
        "objection_until": None,
        "basis": ("《农村集体经济组织财务公开规定》（农经发〔2011〕13号）",),
        "meta": (Meta(label="制表单位", value="沿河湾镇会计服务中心"),),
        "facts": (
            Fact(
                label="本季结余",
                value="8,044.00",
                unit="元",
                big=True,
                note="捌仟零肆拾肆元整",
            ),  # fmt: skip
            Fact(label="上季结转", value="23,864.37", unit="元"),
            Fact(label="本季收入", value="19,200.00", unit="元"),
            Fact(label="本季支出", value="35,020.37", unit="元"),
        ),
        "charts": (
            _chart("in", "3项，共19,200.00元", incomes, "共4,000.00元"),
            _chart("out", "32笔，共35,020.37元", outs, "共25,670.70元"),
        ),
        "board": board,
    }
    return make_content(**(values | changes))


Kind = tuple[str, int, int, int]


def _chart(way: Way, total: str, kinds: Sequence[Kind], last_total: str) -> Chart:
    """This quarter's sums by kind, last quarter's and last year's, on one scale."""
    bars = tuple(
        Bar(
            label=label,
            text=f"{now:,}.00元",
            share=now / 13762,
            earlier=(_earlier("上季", last), _earlier("去年", year)),
        )
        for label, now, last, year in kinds
    )
    times = (
        Meta(label="本季", value="2026年第三季度，" + total.partition("，")[2]),
        Meta(label="上季", value=f"2026年第二季度，{last_total}"),
        Meta(label="去年", value="2025年第三季度，共21,500.00元"),
    )
    return Chart(title=TITLES[way], total=total, kind=way, bars=bars, times=times)


def _earlier(label: str, value: int) -> EarlierBar:
    said = f"{value:,}.00 元" if value else "没有"
    return EarlierBar(label=label, text=said, share=value / 13762)


def vote(**changes: Any) -> NoticeContent:
    values: dict[str, Any] = {
        "form": "T17",
        "layout": "vote",
        "kind": "结果公开",
        "area": "民主决策",
        "title": "村级重大事项“四议两公开”表决结果",
        "title_parts": ("村级重大事项", "“四议两公开”", "表决结果"),
        "item": "四议两公开结果",
        "catalog": "",
        "basis": ("《中华人民共和国村民委员会组织法》第二十四条",),
        "meta": (Meta(label="会议名称", value="第十二届村民代表会议第四次会议"),),
        "facts": (
            Fact(label="应到代表", value="31", unit="人"),
            Fact(label="实到代表", value="28", unit="人"),
            Fact(label="表决事项", value="2", unit="件"),
            Fact(label="通过", value="2", unit="件"),
        ),
        "votes": (
            _vote("一", "将村集体38.60亩机动地公开发包，期限5年", 25, 2, 1),
            _vote("二", "用集体收益8,600.00元维修三组饮水管道", 28, 0, 0),
        ),
        "paragraphs": (
            "一、机动地发包底价每亩每年220.00元，由村务监督委员会全程监督。",
            "二、饮水管道维修由三组村民自愿投工，完工后3日内公布决算。",
        ),
        "board": Sheet(),
    }
    return make_content(**(values | changes))


def _vote(no: str, title: str, yes: int, against: int, neither: int) -> Vote:
    counts = {
        "应到": 31,
        "实到": 28,
        "同意": yes,
        "反对": against,
        "弃权": neither,
    }
    return Vote(
        no=no,
        title=title,
        result="通过",
        counts=tuple(Meta(label=k, value=str(v)) for k, v in counts.items()),
        shares=(yes / 28, against / 28, neither / 28),
        check=f"实到28人，超过应到的三分之二；同意{yes}人，超过到会的半数，符合规定。",
    )


def projects(count: int = 9, **changes: Any) -> NoticeContent:
    rows = tuple(
        Row(
            cells=(
                str(i + 1),
                f"{i % 5 + 1}组饮水管道维修改造工程（第{i + 1}标段）",
                f"马家沟村{i % 5 + 1}组",
                "更换DN50管道1,200米，新建阀门井4座，恢复路面混凝土86平方米，配套水表74块",
                money(8600000 + i * 7313),
                "县级水利发展资金和村集体自筹",
                "延安市安塞区沿河湾建筑工程有限责任公司",
                "已完工",
            )
        )
        for i in range(count)
    )
    board = Sheet(
        columns=PROJECTS,
        sections=(Section(rows=rows),),
        total=("", "合计", "", "", "800,163.28", "", "", ""),
        unit_note="金额单位：元",
    )
    values: dict[str, Any] = {
        "form": "T5",
        "area": "工程项目",
        "title": "2026年工程项目决算公示",
        "title_parts": ("2026年", "工程项目", "决算公示"),
        "item": "工程项目",
        "catalog": "",
        "facts": (
            Fact(
                label="决算总额",
                value="800,163.28",
                unit="元",
                note="捌拾万零壹佰陆拾叁元贰角捌分",
                big=True,
            ),
            Fact(label="项目", value=str(count), unit="个"),
        ),
        "board": board,
    }
    return make_content(**(values | changes))


def free(**changes: Any) -> NoticeContent:
    """明白纸: words, and a small table."""
    columns = (
        Column(key="what", head="事", kind="long"),
        Column(key="when", head="哪天", kind="mid"),
    )
    rows = tuple(
        Row(cells=(f"第{i}件要知道的事", f"12月{i + 1}日")) for i in range(1, 6)
    )
    values: dict[str, Any] = {
        "form": "T22",
        "layout": "free",
        "area": "便民服务",
        "title": "冬季取暖防煤气中毒明白纸",
        "title_parts": ("冬季取暖", "防煤气中毒", "明白纸"),
        "item": "明白纸",
        "catalog": "",
        "facts": (),
        "paragraphs": ("一、生火以前看烟囱通不通。", "二、屋里留一条缝透气。"),
        "board": Sheet(columns=columns, sections=(Section(rows=rows),)),
    }
    return make_content(**(values | changes))


def wide(count: int = 18, **changes: Any) -> NoticeContent:
    """An asset register: more columns than a standing sheet has room for."""
    heads = ("原值", "累计折旧", "净值", "年租金", "欠租", "面积", "押金")
    columns = (
        Column(key="no", head="序号", kind="no"),
        Column(key="what", head="资产名称", kind="long"),
        Column(key="where", head="坐落位置", kind="text"),
        *(Column(key=f"n{i}", head=h, kind="num") for i, h in enumerate(heads)),
        Column(key="who", head="承租人", kind="name"),
        Column(key="until", head="合同到期", kind="mid"),
    )
    rows = tuple(
        Row(
            cells=(
                str(i + 1),
                f"第{i + 1}号集体蔬菜大棚及附属看护房",
                f"{i % 5 + 1}组河滩地东侧",
                *(money(123456 * (n + 1) + i * 7919) for n in range(len(heads))),
                name(i),
                f"2027-{i % 12 + 1:02d}-{i + 1:02d}",
            )
        )
        for i in range(count)
    )
    values: dict[str, Any] = {
        "form": "T4",
        "area": "资产资源",
        "title": "2026年村集体资产登记公示",
        "title_parts": ("2026年", "村集体资产", "登记公示"),
        "item": "集体资产",
        "catalog": "",
        "facts": (Fact(label="资产", value=str(count), unit="处"),),
        "board": Sheet(columns=columns, sections=(Section(rows=rows),)),
    }
    return make_content(**(values | changes))
