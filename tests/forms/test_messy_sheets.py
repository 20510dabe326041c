"""Sheets that printed something untrue once: what a careful clerk reads in them."""

from dataclasses import replace

import pytest

from tests.forms.case_sheets import Filled, pasted
from tests.notices.test_store_and_compose import frame
from villagepub import forms, privacy
from villagepub.content import NoticeContent
from villagepub.forms.entry import Edit
from villagepub.notices.content.composer import compose
from villagepub.period import Period


def rows(*lines: str) -> str:
    """A sheet with | between its cells."""
    return "\n".join(line.replace("|", "\t") for line in lines)


def asked_of_source(found: Filled, period: str) -> list[str]:
    problems = forms.check_source(
        found.form, found.tables, village="马家沟村", period=period
    )
    return [p.message for p in problems]


def printed(found: Filled, period: str = "2026Q3") -> NoticeContent:
    own = replace(frame(found.form), period=Period.parse(period))
    return compose(own, found.entry)


AGED = ("姓名|组别|月数|月标准|发放金额", "王建国|1组|1|50|50")


@pytest.mark.parametrize(
    ("title", "period", "is_asked"),
    [
        ("2026年9月高龄津贴发放表", "2026Q3", True),
        ("2026年7-9月高龄津贴发放表", "2026Q3", False),
        ("2026年7月至9月高龄津贴发放表", "2026Q3", False),
        ("2026年4—6月高龄津贴发放表", "2026Q3", True),
        ("2026年第三季度高龄津贴发放表", "2026Q3", False),
        ("2026年上半年高龄津贴发放表", "2026Q3", True),
        ("2026年上半年高龄津贴发放表", "2026H1", False),
        ("2026年第二季度高龄津贴发放表", "2026", True),
        ("高龄津贴发放表（截至2026年9月）", "2026Q3", False),
        ("2026年9月20日高龄津贴发放表", "2026Q3", False),
        ("2026年8月高龄津贴发放表", "2026-07", True),
    ],
)
def test_a_sheet_of_another_time_is_asked_about(
    title: str, period: str, is_asked: bool
) -> None:
    asked = asked_of_source(pasted("T10", rows(title, *AGED)), period)
    assert bool(asked) is is_asked


def test_the_sheet_of_one_month_of_a_ledger_is_of_its_quarter() -> None:
    found = pasted("T1", rows("2026年7月收支", "日期|摘要|收入|支出", "7.1|租金|500|"))
    (asked,) = asked_of_source(found, "2026Q3")
    assert "没有8月、9月的" in asked


def test_a_quarters_money_is_not_printed_as_a_months() -> None:
    found = pasted(
        "T7", rows("户主|组别|季度发放金额", "王建国|1组|960", "李燕|2组|600")
    )
    assert "amount" not in found.mappings[0]


def test_a_quarters_money_that_is_said_to_be_meant_is_divided_and_shown() -> None:
    table = pasted(
        "T7", rows("户主|组别|季度发放金额", "王建国|1组|960", "李燕|2组|601")
    )
    mapping = ("name", "group", "amount")
    entry = forms.fill(table.form, table.tables, [mapping], year=2026)
    assert [r.values["amount"] for r in entry.records] == ["320.00", ""]
    assert entry.records[0].written == {"amount": "960 元/季"}
    (problem,) = forms.check(table.form, entry)
    assert "按月分不尽" in problem.message


def test_what_was_paid_out_for_a_quarter_is_asked_about() -> None:
    found = pasted(
        "T7",
        rows(
            "2026年第三季度低保金发放表",
            "户主|组别|金额",
            "王建国|1组|960",
            "李燕|2组|600",
        ),
    )
    (problem,) = found.problems
    labels = [c.label for c in problem.choices]
    assert labels == ["是元/月：960.00 元", "是元/季：960 元/季 = 320.00 元"]


@pytest.mark.parametrize("head", ["人均补差", "每人保障金额", "人均月补差"])
def test_one_persons_money_is_not_a_households(head: str) -> None:
    found = pasted("T7", rows(f"户主|组别|{head}", "王建国|1组|320", "李燕|2组|200"))
    assert "amount" not in found.mappings[0]


def test_a_months_money_is_not_what_several_months_come_to() -> None:
    found = pasted(
        "T10", rows("姓名|组别|月数|月补贴金额", "王建国|1组|3|50", "李燕|2组|3|50")
    )
    assert "amount" not in found.mappings[0]


@pytest.mark.parametrize(
    "text",
    [
        "2024.1.1—2028.12.31", "2021.3-2026.3", "1998-2028", "500—3000元", "300~12000 元",
    ],
)  # fmt: skip
def test_a_term_and_a_span_of_money_are_nobodys_number(text: str) -> None:
    assert privacy.scrub(text) == text


@pytest.mark.parametrize(
    "text", ["6217-0012345元", "138-00138000", "2028-1998", "1956-0312", "02-9112345"]
)
def test_other_pairs_of_digits_are_blotted(text: str) -> None:
    assert "*" in privacy.scrub(text)


def test_rent_a_year_is_said_to_be_rent_a_year() -> None:
    found = pasted(
        "T4", rows("资产名称|承包人|年租金（元）", "旧房|王建国|2000", "鱼塘|李燕|3000")
    )
    facts = [(f.label, f.value) for f in printed(found, "2026-07-10").facts]
    assert ("承包金额（按年）", "5,000.00") in facts
    cells = pasted("T4", rows("资产名称|租金", "旧房|1.5万元/年", "鱼塘|3000元/年"))
    assert cells.column("amount") == ["15000.00", "3000.00"]


def test_a_kind_without_a_sum_has_none_of_nought() -> None:
    found = pasted(
        "T3",
        rows(
            "单位或姓名|类别|金额（元）",
            "王建国|应收|500",
            "信用社|应付|",
            "张三|应付|",
        ),
    )
    labels = [f.label for f in printed(found).facts]
    assert "债权" in labels
    assert "债务" not in labels


def test_an_aid_list_has_the_villages_totals_on_the_web() -> None:
    found = pasted(
        "T13",
        rows("姓名|组别|大米（袋）|救灾款（元）", "陈军|3组|1|", "张文斌|4组|2|500"),
    )
    web = printed(found).web
    assert [r.cells for r in web.rows] == [("全村", "2", "3", "500.00")]


LEDGER = rows(
    "2026年第三季度收支",
    "日期|摘要|收入|支出|结余",
    "6月30日|期初|||1000",
    "7月1日|卖树款|500||1500",
    "8月2日|修渠||300|1200",
)


def test_a_quarter_in_one_sheet_is_not_called_a_month() -> None:
    found = pasted("T1", LEDGER)
    assert found.problems == ()
    content = printed(found)
    assert [f.label for f in content.facts] == [
        "本季结余",
        "上期结转",
        "本季收入",
        "本季支出",
    ]
    (section,) = content.board.sections
    assert section.title == "本期"  # 粘贴的表 is a name that nobody gave
    assert [r.cells[1] for r in section.rows] == ["上期结转", "卖树款", "修渠"]


def test_an_outline_of_accounts_is_read_by_its_sums() -> None:
    found = pasted(
        "T2",
        rows(
            "2026年第三季度财务公开榜", "科目|本期数", "一、期初余额|1000", "二、收入合计|700",
            "1.光伏分红|200", "2.卖旧砖|500", "三、支出合计|300", "1.清扫公路|300", "四、期末余额|1400",
        ),
    )  # fmt: skip
    assert found.problems == ()
    facts = {f.label: f.value for f in printed(found).facts}
    assert facts == {
        "本期结余": "1,400.00",
        "上期结余": "1,000.00",
        "收入": "700.00",
        "支出": "300.00",
    }


def test_objections_to_an_election_go_to_its_own_committee() -> None:
    found = pasted("T24", rows("姓名|组别", "王建国|1组", "李燕|2组"))
    content = printed(found, "2026-07-10")
    asked = next(a for a in content.answers if a.question == "找谁问")
    assert asked.answer == "村民选举委员会"


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("2026年第三季度农村低保花名册", ""),
        ("2026年第三季度村干部报酬", ""),
        ("2026年度通村公路养护", ""),
        ("2026年9月李家湾村低保花名册", "李家湾村"),
        ("沿河湾镇侯沟门村农村危房改造", "侯沟门村"),
        ("安塞区沿河湾镇高沟村农村危房改造", "高沟村"),
    ],
)
def test_only_a_name_makes_it_another_villages_sheet(title: str, named: str) -> None:
    asked = asked_of_source(pasted("T10", rows(title, *AGED)), "2026Q3")
    other = [m.split("”")[0] for m in asked if "这里是马家沟村" in m]
    assert other == ([f"表头写的是“{named}"] if named else [])


def test_a_balance_that_nothing_leads_to_is_asked_about_and_told_alone() -> None:
    lines = ("科目|本期数", "收入合计|700", "1.卖旧砖|700", "支出合计|300")
    found = pasted("T2", rows(*lines, "1.清扫公路|300", "期末余额|1400"))
    (problem,) = found.problems
    assert problem.kind == "opening"
    told = [r.cells for r in printed(found).board.sections[-1].rows]
    assert told == [("本期结余", "1,400.00")]
    part = found.entry.parts[0].name
    edit = Edit(part=part, row=0, column="amount", value="1000")
    entry = forms.amend(found.form, found.entry, (), (edit,))
    assert forms.check(found.form, entry) == ()


@pytest.mark.parametrize(
    "line",
    [
        "共计贰人，叁佰伍拾元整",
        "以上2人共计350元",
        "共2人，350元",
        "全村共计二人三百五十元",
        "合计金额（大写）：叁佰伍拾元整",
    ],
)
def test_a_total_said_in_a_sentence_is_held_against_the_rows(line: str) -> None:
    found = pasted("T10", rows(*AGED, "李燕|2组|1|50|50", line))
    wrong = [p.message for p in found.problems]
    assert len(wrong) == 1
    assert wrong[0].startswith("表上写 350.00 元，一行行加起来是 100.00 元")


def test_a_line_of_prose_is_no_total() -> None:
    found = pasted("T10", rows(*AGED, "以上名单公示无异议，共同监督"))
    assert found.problems == ()
    assert found.entry.parts[0].subtotals == ()


def test_a_month_is_enough_for_when_a_household_was_found() -> None:
    head = "户主|组别|人口|监测类型|识别时间"
    found = pasted("T11", rows(head, "王建国|1组|3|突发严重困难户|2026年9月"))
    assert found.column("date") == ["2026-09"]


def test_things_and_how_many_in_one_cell_are_told_as_they_are_written() -> None:
    lines = (
        "户主姓名|组别|物资及数量",
        "王建国|1组|大米2袋、棉被1床",
        "李燕|2组|面粉3袋",
    )
    found = pasted("T13", rows(*lines))
    assert found.problems == ()
    assert found.column("goods") == ["大米2袋、棉被1床", "面粉3袋"]


def test_two_subsidies_are_known_by_short_heads() -> None:
    head = "姓名|组别|困难补贴|护理补贴|合计"
    found = pasted("T9C", rows(head, "王建国|1组|100|120|220", "李燕|2组||120|120"))
    assert found.problems == ()
    assert found.sums["living"] == "100.00"
