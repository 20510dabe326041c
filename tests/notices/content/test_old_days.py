"""What is older than any notice, and what is no whole number, is said as it was written."""

import pytest

from tests.forms.case_sheets import Filled, pasted
from tests.forms.test_messy_sheets import printed, rows
from villagepub import forms
from villagepub.forms.recognition.column_doubts import ColumnDoubt


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("1998年3月", "1998年3月"),
        ("1998-03", "1998年3月"),
        ("1998", "1998年"),
        ("1999年", "1999年"),
        ("1998-03-05", "1998年3月5日"),
        ("2026年7月", "2026年7月"),
    ],
)
def test_a_debt_is_as_old_as_it_is(said: str, shown: str) -> None:
    found = pasted(
        "T3", rows("单位或姓名|类别|发生时间|金额", f"王建国|债权|{said}|500")
    )
    assert found.problems == ()
    (row,) = printed(found).board.rows
    assert shown in row.cells


@pytest.mark.parametrize("months", ["2.5", "2.5个月"])
def test_half_a_month_is_worked_and_paid(months: str) -> None:
    found = pasted(
        "T12", rows("姓名|岗位|月标准|月数|金额", f"王建国|保洁|600|{months}|1500")
    )
    assert found.problems == ()
    (row,) = printed(found).board.rows
    assert "2.5" in row.cells


def test_what_is_still_owed_is_asked_about_beside_what_was_lent() -> None:
    found = pasted(
        "T3",
        rows("债务人|类别|金额|已还|尚欠", "王建国|债权|5000|2000|3000", "李燕|债权|8000|1000|7000"),
    )  # fmt: skip
    (doubt,) = doubts(found)
    assert doubt.head == "金额"
    assert [head for _, head in doubt.others] == ["尚欠"]


def doubts(found: Filled) -> list[ColumnDoubt]:
    (table,), (mapping,) = found.tables, found.mappings
    return list(forms.doubts_of(found.form, table, mapping, 0))


def test_half_a_day_of_work_is_given() -> None:
    found = pasted("T19B", rows("事项|筹资金额（元）|筹劳（个）", "修路|4500|12.5"))
    assert found.problems == ()
    assert found.sums["labour"] == "12.5"
