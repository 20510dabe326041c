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


def test_what_is_said_to_be_left_is_held_against_what_is() -> None:
    lines = ("2026年第三季度收支", *OPENED, "9.30|结转下期||1300")
    (problem,) = pasted("T1", rows(*lines)).problems
    assert "应该剩 1,200.00 元，表上写的是 1,300.00" in problem.message


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
    assert found.column("spending") == ["", "", "300.00", "50.00"]
