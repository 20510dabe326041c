"""Notices to print: fictional people, real shapes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from villagepub.content import (
    ChangedValue,
    Column,
    Correction,
    Fact,
    Meta,
    NoticeContent,
    Phone,
    Row,
    Section,
    Sheet,
    Signature,
)

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = ("生财", "秀兰", "拴牢", "彩霞", "登科", "玉梅", "建国", "海峰", "志明", "东升")
URL = "https://gk.ansai.example/n/7K2M9QXA"
PUBLISHED = datetime(2026, 6, 20, 2, 30, tzinfo=UTC)

LAND = (
    Column(key="no", head="序号", kind="no"),
    Column(key="name", head="户主姓名", kind="name"),
    Column(key="group", head="组别", kind="mid"),
    Column(key="owned", head="确权面积", unit="亩", kind="num"),
    Column(key="area", head="补贴面积", unit="亩", kind="num"),
    Column(key="rate", head="补贴标准", unit="元/亩", kind="num"),
    Column(key="amount", head="补贴金额", unit="元", kind="num"),
)


def name(i: int) -> str:
    return SURNAMES[i % 20] + GIVEN[i // 20 % 10]


def land_row(i: int) -> Row:
    area = 200 + (i * 137) % 1700
    text = f"{area // 100}.{area % 100:02d}"
    cells = (
        str(i + 1),
        name(i),
        f"{i % 5 + 1}组",
        text,
        text,
        "60.00",
        money(area * 60),
    )
    return Row(cells=cells)


def money(cents: int) -> str:
    return f"{cents // 100:,}.{cents % 100:02d}"


def land_sheet(count: int, *, grouped: bool = False) -> Sheet:
    rows = tuple(land_row(i) for i in range(count))
    sections: tuple[Section, ...] = (Section(rows=rows),)
    if grouped:
        groups = [f"{g}组" for g in range(1, 6)]
        sections = tuple(
            _group(g, [r for r in rows if r.cells[2] == g]) for g in groups
        )
    return Sheet(
        columns=LAND,
        sections=sections,
        total=("合计", "", "", "777.92", "777.92", "", "46,675.20"),
        unit_note="面积单位：亩　金额单位：元",
    )


def _group(title: str, rows: Sequence[Row]) -> Section:
    total = ("", "", "", "155.58", "155.58", "", "9,335.04")
    return Section(title=title, note=f"{len(rows)} 户", rows=tuple(rows), total=total)


def masked(sheet: Sheet) -> Sheet:
    """The web circle: only the surname stays."""
    at = next((i for i, c in enumerate(sheet.columns) if c.kind == "name"), -1)
    if at < 0:
        return sheet
    sections = tuple(
        replace(s, rows=tuple(_masked_row(r, at) for r in s.rows))
        for s in sheet.sections
    )
    return replace(sheet, sections=sections, note="网上只写姓，全名看村里的公开栏")


def _masked_row(row: Row, at: int) -> Row:
    cells = list(row.cells)
    if cells[at]:
        cells[at] = cells[at][0] + "**"
    return replace(row, cells=tuple(cells))


BASE: dict[str, Any] = {
    "public_id": "7K2M9QXA",
    "url": URL,
    "version": 1,
    "form": "T8",
    "layout": "list",
    "kind": "公示",
    "area": "惠农政策",
    "place": "延安市安塞区沿河湾镇马家沟村",
    "village": "马家沟村",
    "village_code": "610603105201",
    "publisher": "马家沟村民委员会",
    "title": "2026年耕地地力保护补贴发放公示",
    "title_parts": ("2026年", "耕地地力保护补贴", "发放公示"),
    "item": "耕地地力保护补贴",
    "period": "2026年",
    "number": "安塞·沿河湾·马家沟〔2026〕惠 001号",
    "published_at": PUBLISHED,
    "posting": "2026年6月20日至7月5日（不少于十五日）",
    "posting_until": date(2026, 7, 5),
    "objection_period": "2026年6月20日至6月26日（7天）",
    "objection_until": date(2026, 6, 26),
    "attribute": "主动公开",
    "catalog": "涉农补贴 / 农业生产发展资金 / 耕地地力保护补贴",
    "basis": ("《农业生产发展资金管理办法》（财农〔2017〕41号）", "财农〔2016〕26号"),
    "elements": (),
    "meta": (Meta(label="资金来源", value="中央财政，经“一卡通”发到户"),),
    "facts": (
        Fact(
            label="补贴总额",
            value="46,675.20",
            unit="元",
            note="肆万陆仟陆佰柒拾伍元贰角整",
            big=True,
        ),
        Fact(label="享受户数", value="73", unit="户"),
        Fact(label="补贴面积", value="777.92", unit="亩"),
        Fact(label="补贴标准", value="60.00", unit="元/亩"),
    ),
    "answers": (),
    "objection": "如有异议，请在公示期内反映，书面、口头都可以。",
    "phones": (
        Phone(label="村务监督委员会　折治国", number="0911-0062011"),
        Phone(label="政务服务热线", number="12345"),
        Phone(label="沿河湾镇人民政府", number="0911-0062001"),
        Phone(label="纪检监察举报", number="12388"),
    ),
    "supervisors": "村务监督委员会",
    "reviewer": "折治国",
    "signatures": (
        Signature(role="经办人", name="拓小梅"),
        Signature(role="监委会", name="折治国"),
        Signature(role="村负责人"),
    ),
}


def make_content(**changes: Any) -> NoticeContent:
    """A published land subsidy notice of 12 households, changed as asked."""
    values = BASE | changes
    board = values.setdefault("board", land_sheet(12))
    values.setdefault("web", masked(board))
    return NoticeContent(**values)


def land(count: int, *, grouped: bool = False, **changes: Any) -> NoticeContent:
    return make_content(board=land_sheet(count, grouped=grouped), **changes)


def draft(**changes: Any) -> NoticeContent:
    hidden = {"public_id": "", "url": "", "published_at": None}
    return make_content(**(hidden | {"number": "编号审核后才有"} | changes))


def corrected() -> NoticeContent:
    sheet = land_sheet(74)
    rows = list(sheet.sections[0].rows)
    rows[4] = replace(rows[4], mark="改")
    rows[73] = replace(rows[73], mark="补")
    board = replace(sheet, sections=(Section(rows=tuple(rows)),))
    web = tuple(
        ChangedValue(who=f"{group} {who}", field=field, before=before, after=after)
        for who, group, field, before, after in (
            ("陈**", "5组", "补贴面积", "13.25亩", "12.35亩"),
            ("陈**", "5组", "补贴金额 元", "795.00", "741.00"),
        )
    )
    fix = Correction(
        reason="陈生财户的补贴面积写成了13.25亩，超过确权面积，核对土地承包合同后改正；马秀兰户漏报，补上。",
        summary="改了 1 户，补了 1 户",
        previous=1,
        board=tuple(replace(d, who="5组 陈生财") for d in web)
        + (
            ChangedValue(
                who="4组 马秀兰",
                field="补上这一户",
                before="",
                after="6.27亩，376.20元",
            ),
        ),
        web=web,
        totals=(
            ChangedValue(
                who="全村合计",
                field="补贴金额",
                before="46,675.20元",
                after="46,997.40元",
            ),
        ),
    )
    return make_content(
        board=board,
        version=2,
        number="安塞·沿河湾·马家沟〔2026〕惠 001号更正1",
        correction=fix,
        explanations=("王东升和王东平是两户，不是重复，已核对户口本。",),
    )
