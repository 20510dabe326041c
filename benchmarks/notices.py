"""The notice that the print benches print: a land subsidy list of any length."""

from datetime import UTC, date, datetime

from villagepub.content import (
    Column,
    Fact,
    Meta,
    NoticeContent,
    Phone,
    Row,
    Section,
    Sheet,
    Signature,
)

COLUMNS = (
    Column(key="no", head="序号", kind="no"),
    Column(key="name", head="户主姓名", kind="name"),
    Column(key="group", head="组别", kind="mid"),
    Column(key="area", head="补贴面积", unit="亩", kind="num"),
    Column(key="rate", head="补贴标准", unit="元/亩", kind="num"),
    Column(key="amount", head="补贴金额", unit="元", kind="num"),
)
FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = "生财秀兰拴牢彩霞登科玉梅建国海峰志明东升怀珠文化树林世杰翠花延安"


def land(count: int) -> NoticeContent:
    sheet = Sheet(
        columns=COLUMNS,
        sections=(Section(rows=tuple(_row(i) for i in range(count))),),
        total=("合计", "", "", "777.92", "", "46,675.20"),
        unit_note="面积单位：亩　金额单位：元",
    )
    return NoticeContent(
        public_id="7K2M9QXA",
        url="https://gk.ansai.example/n/7K2M9QXA",
        version=1,
        form="T8",
        layout="list",
        kind="公示",
        area="惠农政策",
        place="延安市安塞区沿河湾镇马家沟村",
        village="马家沟村",
        village_code="610603105201",
        publisher="马家沟村民委员会",
        title="2026年耕地地力保护补贴发放公示",
        title_parts=("2026年", "耕地地力保护补贴", "发放公示"),
        item="耕地地力保护补贴",
        period="2026年",
        number="安塞·沿河湾·马家沟〔2026〕惠 001号",
        published_at=datetime(2026, 6, 20, 2, 30, tzinfo=UTC),
        posting="2026年6月20日至7月5日（不少于十五日）",
        posting_until=date(2026, 7, 5),
        objection_period="2026年6月20日至6月26日（7天）",
        objection_until=date(2026, 6, 26),
        attribute="主动公开",
        catalog="涉农补贴 / 农业生产发展资金 / 耕地地力保护补贴",
        basis=("财农〔2016〕26号",),
        elements=(),
        meta=(
            Meta(label="公开主体", value="马家沟村民委员会"),
            Meta(label="公示期限", value="2026年6月20日至6月26日（7天）"),
        ),
        facts=_facts(count),
        answers=(),
        board=sheet,
        web=sheet,
        objection="如有异议，请在公示期内反映，书面、口头都可以。",
        phones=(
            Phone(label="村务监督委员会　折治国", number="0911-0062011"),
            Phone(label="政务服务热线", number="12345"),
        ),
        signatures=(
            Signature(role="经办人", name="拓小梅"),
            Signature(role="监委会主任", name="折治国"),
            Signature(role="村负责人"),
        ),
    )


def _row(i: int) -> Row:
    area = 200 + (i * 137) % 1700
    name = FAMILY[i % 30] + GIVEN[i * 7 % 31] + GIVEN[i * 11 % 29]
    amount = f"{area * 60 // 100:,}.{area * 60 % 100:02d}"
    cells = (
        str(i + 1),
        name,
        f"{i % 5 + 1}组",
        f"{area // 100}.{area % 100:02d}",
        "60.00",
        amount,
    )
    return Row(cells=cells)


def _facts(count: int) -> tuple[Fact, ...]:
    total = Fact(
        label="补贴总额",
        value="46,675.20",
        unit="元",
        note="肆万陆仟陆佰柒拾伍元贰角整",
        big=True,
    )
    return (total, Fact(label="享受户数", value=str(count), unit="户"))
