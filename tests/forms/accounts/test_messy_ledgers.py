"""Ledgers as villages keep them: what was left before, what is left, two lists in one."""

import io

import pytest
from openpyxl import Workbook

from tests.forms.case_sheets import filled, pasted
from tests.forms.test_messy_sheets import printed, rows
from villagepub import tables

OPENED = (
    "日期|摘要|收入|支出",
    "7.1|上期结转|1000|",
    "7.5|卖树款|500|",
    "8.9|修渠||300",
)


def test_what_there_was_may_stand_under_income_where_no_balance_is_written() -> None:
    found = pasted("T1", rows("2026年第三季度收支", *OPENED))
    assert found.problems == ()
    facts = {f.label: f.value for f in printed(found).facts}
    assert facts["上期结转"] == "1,000.00"
    assert facts["本季收入"] == "500.00"
    assert facts["本季结余"] == "1,200.00"


def figures(*lines: str) -> dict[str, str]:
    found = pasted("T1", rows("2026年第三季度收支", *lines))
    assert found.problems == ()
    return {f.label: f.value for f in printed(found).facts}


@pytest.mark.parametrize("words", ["结转下期", "转下季", "期末结余"])
@pytest.mark.parametrize("total", ["|合计|1500|1500", "|合计|500|300", ""])
def test_what_is_left_is_never_spent_and_a_total_may_hold_it(
    words: str, total: str
) -> None:
    assert figures(*OPENED, f"9.30|{words}||1200", *filter(None, [total])) == {
        "本季结余": "1,200.00",
        "上期结转": "1,000.00",
        "本季收入": "500.00",
        "本季支出": "300.00",
    }


WITH_BALANCES = (
    "日期|摘要|收入|支出|结余",
    "7.1|上期结转|||1000",
    "7.5|卖树款|500||1500",
    "8.9|修渠||300|1200",
)


@pytest.mark.parametrize(
    "lines",
    [
        (*OPENED, "9.30|结转下期||1300"),
        (*WITH_BALANCES, "9.30|结转下期||1300|0"),
        (*WITH_BALANCES, "9.30|期末结余|||1300"),
    ],
)
def test_what_is_said_to_be_left_is_held_against_what_is(lines: tuple[str]) -> None:
    (problem,) = pasted("T1", rows("2026年第三季度收支", *lines)).problems
    assert "应该剩 1,200.00 元，表上写的是 1,300.00" in problem.message


RIGHT = {
    "本季结余": "1,200.00",
    "上期结转": "1,000.00",
    "本季收入": "500.00",
    "本季支出": "300.00",
}


@pytest.mark.parametrize(
    "lines",
    [
        ("7.1|上月结转|1000|", "7.5|卖树款|500|", "7.31|转下月||1500", "8.1|上月结转|1500|",
         "8.9|修渠||300", "8.31|结转下月||1200"),
        ("9.30|结转下期||1200", "8.9|修渠||300", "7.5|卖树款|500|", "7.1|上期结转|1000|"),
        ("上期结转||1000|", "7.5|卖树款|500|", "8.9|修渠||300", "合计||1500|300", "结转下期|||1200"),
        ("7.5|卖树款|500|", "8.9|修渠||300", "|上期结余|1000|", "|本期结余|1200|"),
        ("7.1|上期结转（现金）|400|", "7.1|上期结转（银行）|600|", "7.5|卖树款|500|", "8.9|修渠||300",
         "9.30|结转下期（现金）||200", "9.30|结转下期（银行）||1000", "|合计|1500|1500"),
        ("7.1|账面余额|1000|", "7.5|卖树款|500|", "8.9|修渠||300", "9.30|结余|1200|"),
        ("6.30|6月底结余|1000|", "7.5|卖树款|500|", "8.9|修渠||300"),
        ("9.30|结余|1200|", "8.9|修渠||300", "7.5|卖树款|500|", "7.1|二季度结转|1000|"),
        ("9.30|期末余额|1200|", "8.9|修渠||300", "7.5|卖树款|500|"),
        ("7.5|卖树款|500|", "7.31|本月结余|1500|", "8.9|修渠||300", "8.31|本月结余|1200|"),
    ],
)  # fmt: skip
def test_what_is_carried_moves_no_money_wherever_it_stands(
    lines: tuple[str, ...],
) -> None:
    assert figures("日期|摘要|收入|支出", *lines) == RIGHT


@pytest.mark.parametrize(
    ("line", "income", "spending"),
    [
        ("9.29|预付结转下年度的电费||100", "500.00", "400.00"),
        ("9.29|下季度低保款转入|200|", "700.00", "300.00"),
        ("7.1|上年结余款上缴镇财政||200", "500.00", "500.00"),
    ],
)
def test_a_row_that_only_speaks_of_what_is_carried_moves_money(
    line: str, income: str, spending: str
) -> None:
    place = slice(1, 1) if line.startswith("7.1") else slice(9, 9)
    lines = [*OPENED]
    lines[place] = [line]
    if line.startswith("7.1"):
        lines.remove("7.1|上期结转|1000|")
    found = pasted("T1", rows("2026年第三季度收支", *lines))
    facts = {f.label: f.value for f in printed(found).facts}
    assert (facts["本季收入"], facts["本季支出"]) == (income, spending)


@pytest.mark.parametrize(
    ("line", "place", "asked"),
    [
        ("7.1|上月结转|800|", 2, "表上写着上期结转 1000.00、上月结转 800.00，算不准是哪一个"),
        ("7.1|2025年结余|800|", 2, "第 4 行像是结转"),
        ("7.31|上月结转|1400|", 3, "第 5 行像是结转"),
        ("7.31|三季度结余||1100", 3, "第 5 行像是结转"),
        ("8.1|结余资金转入|200|", 3, "第 5 行像是结转"),
    ],
)  # fmt: skip
def test_what_may_be_carried_and_follows_from_nothing_is_no_income_unasked(
    line: str, place: int, asked: str
) -> None:
    lines = [*OPENED[:place], line, *OPENED[place:]]
    (problem,) = pasted("T1", rows("2026年第三季度收支", *lines)).problems
    assert asked in problem.message
    assert "accept" in [c.id for c in problem.choices]


def test_money_that_is_left_somewhere_and_comes_in_is_no_opening_balance() -> None:
    lines = (OPENED[0], "7.1|结余资金转入|1000|", *OPENED[2:])
    found = pasted("T1", rows("2026年第三季度收支", *lines))
    assert [p.kind for p in found.problems] == ["carried", "opening"]


SIDES = [
    ["2026年第三季度财务收支公开"],
    ["收入", "", "", "支出", "", ""],
    ["日期", "摘要", "金额", "日期", "摘要", "金额"],
    ["7月1日", "上期结转", 1000, "7月8日", "修渠", 300],
    ["7月5日", "卖树款", 500, "8月9日", "办公费", 50],
    ["8月1日", "租金", 200, "", "", ""],
    ["合计", "", 1700, "合计", "", 350],
]


@pytest.mark.parametrize("is_merged", [True, False])
def test_income_and_spending_side_by_side_are_one_ledger(is_merged: bool) -> None:
    book, out = Workbook(), io.BytesIO()
    for row in SIDES:
        book.active.append(row)
    if is_merged:
        book.active.merge_cells("A2:C2")
        book.active.merge_cells("D2:F2")
    book.save(out)
    found = filled("T1", *tables.read(out.getvalue(), "收支.xlsx"))
    assert found.problems == ()
    assert {f.label: f.value for f in printed(found).facts} == {
        "本季结余": "1,350.00",
        "上期结转": "1,000.00",
        "本季收入": "700.00",
        "本季支出": "350.00",
    }
    assert found.column("spending") == ["", "300.00", "", "50.00"]  # by day


@pytest.mark.parametrize(
    "lines",
    [
        ("日期|收入项目|金额|日期|支出项目|金额", "7.1|上期结转|1000|7.8|修渠|300", "7.5|卖树款|500|8.9|办公费|50"),
        ("收入项目|收入金额|支出项目|支出金额", "上期结转|1000|修渠|300", "卖树款|500|办公费|50"),
        ("收入项目|收入金额|支出项目|支出金额|备注", "上期结转|1000|修渠|300|雨后", "卖树款|500|办公费|50|", "合计|1500|合计|350|"),
        ("收入|金额|支出|金额", "上期结转|1000|修渠|300", "卖树款|500|办公费|50"),
        ("日期|摘要|收入|日期|摘要|支出", "7.1|上期结转|1000|7.8|修渠|300", "7.5|卖树款|500|8.9|办公费|50"),
        ("收入来源|金额（万元）|支出用途|金额（元）", "上期结转|0.1|修渠|300", "卖树款|0.05|办公费|50"),
        ("收入情况|||支出情况|||", "时间|项目|金额|时间|用途|金额|经手人", "7.1|上期结转|1000|7.8|修渠|300|王小", "7.5|卖树款|500|8.9|办公费|50|李大"),
        ("支出|||收入||", "日期|摘要|金额|日期|摘要|金额", "7.8|修渠|300|7.1|上期结转|1000", "8.9|办公费|50|7.5|卖树款|500", "|||9.30|结转下期|1150"),
    ],
)  # fmt: skip
def test_two_sides_are_one_ledger_whatever_their_heads(lines: tuple[str, ...]) -> None:
    assert figures(*lines) == {
        "本季结余": "1,150.00",
        "上期结转": "1,000.00",
        "本季收入": "500.00",
        "本季支出": "350.00",
    }


BESIDE = (
    "项目|收入|支出",
    "上期结余|1000|",
    "租金收入|5000|",
    "办公费||300",
    "修渠||700",
)


@pytest.mark.parametrize(
    "lines",
    [
        (*BESIDE, "合计|5000|1000", "本期结余|5000|"),
        (*BESIDE, "合计|6000|1000", "本期结余|5000|"),
        (*BESIDE, "本期结余||5000", "合计|6000|6000"),
        ("单位：万元||||||", "序号|项目|本月收入|本月支出|本年累计收入|本年累计支出|结余",
         "1|上月结余|||||0.1", "2|租金收入|0.5|0|0.8||", "3|管理费用||0.03||0.1|",
         "4|其中：办公费||0.01||0.03|", "5|公益支出|-|0.07||0.2|", "|合计|0.5|0.1|0.8|0.3|0.5"),
        ("类别|科目|收入金额（元）|支出金额（元）", "|上期结余|1,000.00|", "收入类|租金|5,000.00|0",
         "支出类|管理费用|0|1,000.00", "支出类|办公费|0|200.00", "|总计|5,000.00|1,000.00", "|期末余额|5,000.00|"),
        ("科目|上期数|本期数", "租金收入|3000|5000", "管理费用|2100|1000", "期末结余|1000|5000"),
        ("科目|上月数|本月数", "上月结余|1000|", "租金收入||5000", "管理费用||1000", "本月结余||5000"),
    ],
)  # fmt: skip
def test_items_with_what_came_in_beside_what_went_out_are_a_statement(
    lines: tuple[str, ...],
) -> None:
    found = pasted("T2", rows("2026年第三季度财务收支公开", *lines))
    assert found.problems == ()
    assert not {"income", "spending"} & {*found.mappings[0]}
    assert {f.label: f.value for f in printed(found).facts} == {
        "本期结余": "5,000.00",
        "上期结余": "1,000.00",
        "收入": "5,000.00",
        "支出": "1,000.00",
    }


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        ((*BESIDE, "合计|5500|1000"), "收入 1 项加起来 = 5,000.00 元，表上写的是 5,500.00"),
        ((*BESIDE, "本期结余|4000|"), "表上写的是 4,000.00"),
        (("项目|收入（元）|支出（万元）", "租金|5000|", "修渠||0.1"), "一行也没有读到"),
    ],
)  # fmt: skip
def test_what_both_sides_come_to_is_held_against_them(
    lines: tuple[str, ...], asked: str
) -> None:
    (problem,) = pasted("T2", rows("2026年第三季度财务收支公开", *lines)).problems
    assert asked in problem.message


def test_two_sides_are_one_ledger_in_the_order_of_their_days() -> None:
    lines = (
        "日期|收入项目|金额|日期|支出项目|金额",
        "7.1|上期结转|1000|7.8|修渠|1300",
        "7.5|卖树款|500|8.9|办公费|50",
        "9.2|租金|300|9.30|结转下期|450",
    )
    found = pasted("T1", rows("2026年第三季度收支", *lines))
    assert found.problems == ()
    left = [row.cells[-1] for row in printed(found).board.rows]
    assert left == ["1,000.00", "1,500.00", "200.00", "150.00", "450.00"]


@pytest.mark.parametrize(
    "total", ["本月合计|500|300", "本月合计|1500|300", "本月合计|1500|1500"]
)
def test_a_month_may_be_added_up_with_what_is_carried_or_without(total: str) -> None:
    lines = ("日期|摘要|收入|支出", "7.1|上月结转|1000|", *OPENED[2:])
    assert figures(*lines, f"7.31|{total}", "7.31|转下月||1200") == RIGHT


def test_a_column_for_income_beside_one_for_spending_stays_one_list() -> None:
    lines = (
        "日期|收入金额|支出金额|用途",
        "7.1|1000||上期结转",
        "7.5|500||卖树款",
        "8.9||300|修渠",
    )
    assert figures(*lines) == RIGHT
