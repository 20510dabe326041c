"""A column of money for what is owed to the village and one for what it owes."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import rows
from villagepub import forms

OWED = ("王建国|借款|5000|", "兴农合作社|工钱||12000", "赵强|往来|200|100")
HEADS = [
    "债权金额（元）|债务金额（元）", "债权（元）|债务（元）", "应收款（元）|应付款（元）",
    "应收|应付", "债权余额|债务余额", "金额 应收|金额 应付",
]  # fmt: skip


@pytest.mark.parametrize("heads", HEADS)
def test_what_is_owed_on_either_side_is_a_row_of_its_own(heads: str) -> None:
    found = pasted("T3", rows(f"单位或姓名|摘要|{heads}", *OWED))
    assert found.problems == ()
    assert found.column("side") == ["债权", "债务", "债权", "债务"]
    assert found.column("amount") == ["5000.00", "12000.00", "200.00", "100.00"]


@pytest.mark.parametrize(
    ("total", "asked"),
    [
        ("合计||5200|12100", []),
        ("合计||5300|12100", ["5,300.00"]),
        ("合计||5200|12000", ["12,000.00"]),
        ("债权合计||5300|", ["5,300.00"]),
    ],
)
def test_the_total_of_each_side_is_held_against_its_rows(
    total: str, asked: list[str]
) -> None:
    found = pasted("T3", rows("单位或姓名|摘要|应收|应付", *OWED, total))
    said = [p.message for p in found.problems if p.kind == "total"]
    assert len(said) == len(asked)
    assert all(figure in message for figure, message in zip(asked, said, strict=True))


def test_a_row_without_a_sum_is_asked_about_and_of_no_side() -> None:
    found = pasted("T3", rows("单位或姓名|摘要|应收|应付", *OWED, "李燕|往来||"))
    assert {p.row for p in found.problems} == {5}
    assert found.column("side")[-1] == ""


def test_who_is_owed_is_no_sum() -> None:
    found = pasted("T3", rows("债权人|债务类别|金额", "王建国|债务|300"))
    assert found.column("amount") == ["300.00"]


def test_sums_in_two_units_are_not_put_into_one_column() -> None:
    heads, lines = (
        "单位或姓名|摘要|应收（万元）|应付（元）",
        ("王建国|借款|5|", "李燕|工钱||300"),
    )
    found = pasted("T3", rows(heads, *lines))
    assert found.column("amount") == ["", ""]
    same = pasted(
        "T3", rows("单位或姓名|摘要|应收（万元）|应付（万元）", "王建国|借款|5|3")
    )
    assert same.column("amount") == ["50000.00", "30000.00"]


@pytest.mark.parametrize(
    ("heads", "row", "asked"),
    [
        ("类别|金额|已还", "债权|500|200", ["“金额” 500，“已还” 200"]),
        ("类别|金额|已还", "债权|500|0", []),
        ("类别|尚欠|已还", "债权|300|200", []),  # what is left
        (
            "应收|已收|应付|已付",
            "500|200|300|100",
            ["“应收” 500，“已收” 200", "“应付” 300，“已付” 100"],
        ),
    ],
)
def test_what_is_paid_of_a_debt_is_not_owed_unasked(
    heads: str, row: str, asked: list[str]
) -> None:
    found = pasted("T3", rows(f"单位或姓名|摘要|{heads}", f"王建国|借款|{row}"))
    doubts = list(forms.doubts_of(found.form, found.tables[0], found.mappings[0], 0))
    said = forms.check_columns(found.form, doubts, found.mappings)
    assert len(said) == len(asked)
    assert all(a in p.message for a, p in zip(asked, said, strict=True))


def test_what_was_owed_at_the_start_is_not_what_is_owed() -> None:
    found = pasted(
        "T3", rows("单位或姓名|类别|期初余额|本期减少", "王建国|债权|500|200")
    )
    assert found.asked("amount") == [2]
