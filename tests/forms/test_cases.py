"""Sheets that were read wrongly once, with what a careful person reads in them."""

import pytest

from tests.forms.case_sheets import from_file, pasted
from villagepub import forms
from villagepub.forms.entry import Decision


def test_a_comma_that_parts_no_thousands_is_asked_about() -> None:
    found = from_file("09-comma-not-thousands", "38_money_words.xlsx", "T7")
    assert found.column("amount") == ["", "900.00", "", "", "", ""]
    assert found.asked("amount") == [3, 5, 6, 7, 8]


def test_a_day_that_the_calendar_lacks_is_named_with_its_row() -> None:
    found = from_file("13-impossible-date", "13_one_impossible.xlsx", "T1")
    (problem,) = found.problems
    assert (problem.row, problem.column) == (5, "date")
    assert "第 5 行" in problem.message
    assert "“2026.6.31”没有这一天" in problem.message
    assert found.column("date") == ["2026-07-01", "", "2026-07-09"]


def test_no_day_is_made_up() -> None:
    found = from_file("13-impossible-date", "13_bad.xlsx", "T1")
    assert found.column("date")[:7] == [""] * 7
    assert found.asked("date")[:7] == [4, 5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize("name", ["13_month_only.xlsx", "13_year26.xlsx"])
def test_a_month_alone_and_a_short_year_are_asked_about(name: str) -> None:
    found = from_file("13-invented-date", name, "T1")
    assert found.column("date") == ["", "", ""]
    assert found.asked("date") == [4, 5, 6]


def test_a_nought_among_characters_is_a_nought() -> None:
    found = from_file("13-impossible-date", "13_zero_mixed.xlsx", "T1")
    assert found.column("date") == ["2026-07-01", "2026-07-02", "2026-07-03"]


def test_a_unit_line_among_other_words_counts() -> None:
    found = from_file("14-unit-line", "14_unitline2.xlsx", "T7")
    assert found.column("amount") == ["900.00", "600.00"]
    assert found.entry.records[0].written == {"amount": "0.09 万元"}
    assert found.entry.parts[0].units["amount"].name == "万元"


@pytest.mark.parametrize(
    "line",
    [
        "单位：户、人、万元",
        "单位：人民币万元",
        "单位（万元）",
        "（万元）",
        "单位：（万元）",
    ],
)
def test_a_unit_line_counts_however_it_is_written(line: str) -> None:
    found = pasted(
        "T7",
        f"马家沟村低保名单\n{line}\n户主姓名\t组别\t保障人口\t月保障金额\n"
        "王建国\t1组\t3\t0.09\n李秀英\t2组\t2\t0.06\n",
    )
    assert found.column("amount") == ["900.00", "600.00"]


@pytest.mark.parametrize("name", ["14_units_in_cells.xlsx", "14_nbsp.xlsx"])
def test_units_in_the_cells_are_no_question(name: str) -> None:
    found = from_file("14-units-in-cells", name, "T8")
    assert found.problems == ()
    assert set(found.column("rate")) == {"60.00"}
    assert found.evidence["product"].checked == 6


@pytest.mark.parametrize(
    "name", ["21_bank_asc.xls", "21_bank_asc_dash.xls", "21_bank_desc.xls"]
)
def test_the_balances_of_a_bank_statement_prove_which_side_is_income(name: str) -> None:
    found = from_file("21-bank-statement", name, "T1")
    assert found.sums == {"income": "60000.00", "spending": "2624.00"}
    assert found.problems == ()
    assert found.column("date")[0] == "2026-07-03"
    assert found.column("text")[0] == "乡村振兴资金"
    assert found.evidence["running"].state == "passed"
    assert any("贷方是收入" in note for note in found.entry.parts[0].notes)


def test_an_area_with_three_places_is_multiplied_as_it_is_written() -> None:
    found = from_file("37-area-three-places", "37_area3.xlsx", "T8")
    assert found.problems == ()
    assert found.column("area")[0] == "3.504"
    assert found.sums["amount"] == "2161.44"
    assert found.evidence["product"].note == ""


def test_tenths_of_a_mu_are_read_or_asked_about() -> None:
    found = from_file("37-mu-fen", "37_mu_fen.xlsx", "T8")
    assert found.column("area") == ["3.50", "4.50", "5.50", "6.50", "", "8.50"]
    assert found.asked("area") == [7]


def test_two_numbers_in_one_cell_are_asked_about() -> None:
    found = from_file("38-count-two-numbers", "38_count.xlsx", "T7")
    assert found.column("people") == ["3", "", "", "", "", "2", "2"]
    assert found.asked("people") == [4, 5, 6, 7]


def test_a_rate_with_four_places_is_multiplied_as_it_is_written() -> None:
    found = from_file("38-rate-four-places", "38_rate4.xlsx", "T8")
    assert found.problems == ()
    assert found.evidence["product"].note == "四舍五入到分"


@pytest.mark.parametrize("name", ["30_clean.xlsx", "39_paren.xlsx"])
def test_a_head_that_mentions_identity_numbers_is_still_that_of_names(
    name: str,
) -> None:
    found = from_file("39-name-head-with-身份证", name, "T8")
    assert found.column("name")[0] == "王建国"
    assert found.problems == ()


def test_what_was_deducted_is_asked_about_and_nothing_is_chosen() -> None:
    found = from_file("39-paid-after-deduction", "39_two_amounts.xlsx", "T8")
    (problem,) = found.problems
    assert problem.title == "补贴金额里扣了 60.00 元，扣的是什么？"
    assert [c.id for c in problem.choices] == ["explain"]
    assert (
        found.evidence["product"].claim == "补贴面积 × 补贴标准 − 扣减金额 = 补贴金额"
    )


def test_of_two_years_that_of_the_notice_is_meant() -> None:
    found = from_file("39-two-years", "39_year_cols.xlsx", "T8")
    assert found.column("area")[0] == "3.50"
    assert found.column("amount")[0] == "210.00"
    assert found.problems == ()


def test_without_a_year_neither_of_two_is_taken() -> None:
    found = from_file("39-two-years", "39_year_cols.xlsx", "T8", year=0)
    assert "area" not in found.mappings[0]
    assert "amount" not in found.mappings[0]


def test_the_unit_line_covers_heads_that_only_the_form_knows() -> None:
    found = from_file("50-unit-line-unknown-heads", "工程项目一览表.xlsx", "T5")
    assert found.column("budget") == ["186000.00", "12000.00"]
    assert found.column("cost") == ["182340.00", ""]
    assert found.entry.records[0].written["budget"] == "18.6 万元"


def test_different_units_in_one_column_are_never_added() -> None:
    name = "集体资产资源台账（最终版）(2).xlsx"
    found = from_file("51-units-in-one-column", name, "T4")
    assert found.column("area") == ["35.50", "12.00", "", ""]
    assert found.asked("area") == [6, 7]
    assert found.column("amount") == ["8600.00", "2000.00", "3600.00", "5000.00"]
    (square,) = [p for p in found.problems if p.row == 6]
    assert "0.18 亩" in square.message


def test_goods_are_columns_with_units_and_totals() -> None:
    found = from_file("52-goods", "救灾物资发放表.xlsx", "T13")
    goods = [c for c in found.form.columns if c.kind == "goods" and c.unit]
    assert [(c.label, c.unit, found.sums[c.key]) for c in goods] == [
        ("大米", "袋", "5"),
        ("食用油", "桶", "4"),
        ("棉被", "床", "4"),
    ]
    assert found.column("amount")[2] == ""
    assert found.entry.records[2].values["goods|大米|袋"] == "1"
    assert found.problems == ()
    assert found.evidence["total"].checked == 4


def test_no_tick_for_what_the_sheet_does_not_say() -> None:
    found = from_file("53-ticks-unearned", "无标准.csv", "T10")
    evidence = found.evidence
    assert evidence["product"].state == "unchecked"
    assert "月数、月标准" in evidence["product"].sentence
    assert evidence["total"].state == "unchecked"
    assert "没有写合计" in evidence["total"].sentence
    assert evidence["unique"].state == "passed"


def test_a_head_with_a_subtotal_is_its_subtotal() -> None:
    found = from_file("54-stacked-head-with-subtotal", "L1低保.xlsx", "T7")
    assert found.column("people") == ["3", "2", "4"]
    assert found.column("amount") == ["960.00", "640.00", "1400.00"]
    assert found.sums == {"people": "9", "amount": "3000.00"}
    assert found.problems == ()


def test_a_form_for_persons_means_the_one_who_is_entitled() -> None:
    found = from_file("55-three-persons-a-row", "L2一卡通.xlsx", "T10")
    assert found.column("name") == ["任凤莲", "雷振海", "康母氏"]


def test_a_form_for_households_means_the_head_of_the_household() -> None:
    found = from_file("55-three-persons-a-row", "L2一卡通.xlsx", "T8")
    assert found.column("name") == ["任凤莲", "雷治国", "康登云"]


def test_a_total_in_a_sentence_is_held_against_the_list() -> None:
    found = from_file("56-public-post-list", "L4公益岗.xlsx", "T10")
    rows = found.evidence["total"].rows
    assert [(r.computed, r.stated) for r in rows] == [
        ("1,760.00 元", "1,760.00 元"),
        ("3 人", "3 人"),
    ]


def test_a_unit_that_nobody_says_is_asked_about_where_it_cannot_be_known() -> None:
    found = pasted("T5", "工程名称\t预算\n修渠\t18.6\n修路\t20\n")
    (problem,) = found.problems
    assert (problem.kind, problem.column) == ("unit", "budget")
    assert [c.value for c in problem.choices] == ["元", "万元"]
    decision = Decision(code=problem.code, choice="unit-万元", value="万元")
    units = forms.chosen_units([decision])
    entry = forms.fill(found.form, found.tables, found.mappings, units=units)
    assert [r.values["budget"] for r in entry.records] == ["186000.00", "200000.00"]
    assert forms.check(found.form, entry) == ()


@pytest.mark.parametrize(
    ("line", "head"), [("单位：万元", "预算（元）"), ("单位：千元", "预算（万元）")]
)
def test_a_head_and_a_line_that_contradict_each_other_are_asked_about(
    line: str, head: str
) -> None:
    found = pasted(
        "T5", f"工程项目表\n{line}\n工程名称\t{head}\n修渠\t18.6\n修路\t20\n"
    )
    assert [p.kind for p in found.problems] == ["unit"]


def test_a_line_that_names_land_alone_leaves_the_money_to_be_asked() -> None:
    found = pasted(
        "T8",
        "耕地地力保护补贴\n单位：亩\n户主姓名\t组别\t补贴面积\t补贴金额\n王建国\t1组\t2\t120\n"
        "李燕\t1组\t1\t60\n",
    )
    assert [(p.kind, p.column) for p in found.problems] == [("unit", "amount")]


@pytest.mark.parametrize("name", ["14_household.xlsx", "14_household2.xlsx"])
def test_a_members_row_is_no_household(name: str) -> None:
    found = from_file("14-household-members", name, "T7")
    assert found.column("name") == ["王建国", "张登高", "郭文秀"]
    assert found.sums["amount"] == "1800.00"
    assert found.problems == ()


def test_the_plots_of_a_household_are_one_household() -> None:
    found = from_file("33-plots", "33_plots.xlsx", "T8")
    assert found.column("name") == ["王建国", "张登高"]
    assert found.column("area") == ["3.50", "3.00"]
    assert found.column("amount") == ["210.00", "180.00"]
