"""补发 and 扣款 beside a product are a part of what it is held against."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import rows
from villagepub import forms
from villagepub.forms.entry import Problem

AGED = "姓名|月标准|月数|补发|扣回|金额"
TAKEN = "发放金额里扣了 100.00 元，扣的是什么？"


def test_what_is_paid_later_or_taken_back_is_no_slip() -> None:
    found = pasted(
        "T10",
        rows(AGED, "王建国|50|3|50||200", "李燕|100|3||100|200", "康登云|50|3|||150"),
    )
    assert [p.title for p in found.problems] == [TAKEN]
    evidence = found.evidence["product"]
    assert evidence.claim == "月数 × 月标准 + 补发 − 扣回 = 发放金额"
    assert [row.working for row in evidence.rows] == ["3 × 50 + 50", "3 × 100 − 100", "3 × 50"]  # fmt: skip
    assert [row.computed for row in evidence.rows] == ["200.00", "200.00", "150.00"]


def test_what_was_taken_off_is_asked_about_once_and_nothing_is_chosen() -> None:
    found = pasted("T10", rows(AGED, "王建国|50|3||30|120", "李燕|100|3||70|230"))
    (problem,) = found.problems
    assert problem.title == TAKEN
    assert "2 人" in problem.message
    assert [c.id for c in problem.choices] == ["explain"]


def one(sheet: str) -> Problem:
    (problem,) = pasted("T10", sheet).problems
    return problem


@pytest.mark.parametrize(("first", "second"), [("-30", "-70"), ("30", "70")])
def test_what_is_taken_off_may_be_written_with_its_sign(
    first: str, second: str
) -> None:
    sheet = rows(AGED, f"王建国|50|3||{first}|120", f"李燕|100|3||{second}|230")
    assert one(sheet).title == TAKEN


def test_a_bonus_hides_no_deduction() -> None:
    head = "姓名|职务|月标准|月数|绩效报酬|扣款|实发"
    lines = ("王建国|支部书记|3000|3|1500|-200|10300", "李燕|文书|2400|3|1200|0|8400")
    found = pasted("T18", rows(head, *lines))
    assert [p.title for p in found.problems] == [
        "已领数额里扣了 200.00 元，扣的是什么？"
    ]
    assert found.evidence["product"].rows[0].computed == "10,300.00"
    (sentence,) = forms.product_sentences(found.form, found.entry)
    assert "还加了 2,700.00 元（2 人），扣了 200.00 元（1 人）" in sentence


def test_a_slip_beside_them_is_told_with_them() -> None:
    problem = one(
        rows(AGED, "王建国|50|3|50||200", "李燕|100|3|40||340", "康登云|50|3|20||190")
    )
    assert problem.row == 4
    assert "50 元 + 补发 20.00 元 = 170.00 元，表上写的是 190.00" in problem.message
    assert problem.choices[0].value == "170.00"


def test_while_one_of_them_is_unread_its_row_is_not_checked() -> None:
    sheet = rows(
        "姓名|月标准|月数|补发|金额", "王建国|50|3|50|200", "李燕|100|3|约20|320"
    )
    assert one(sheet).kind == "unreadable"


def test_money_paid_apart_is_no_part_of_it() -> None:
    found = pasted(
        "T10",
        rows("姓名|月标准|月数|金额|补发", "王建国|50|3|150|50", "李燕|100|3|300|"),
    )
    assert found.evidence["product"].claim == "月数 × 月标准 = 发放金额"
    assert found.problems == ()


def test_what_the_printed_figures_lack_is_said_beside_them() -> None:
    found = pasted("T10", rows(AGED, "王建国|50|3|50||200", "李燕|100|3||100|200"))
    assert list(forms.product_sentences(found.form, found.entry)) == [
        "发放金额除了月数 × 月标准，还加了 50.00 元（1 人），扣了 100.00 元（1 人）。"
    ]


def test_what_is_paid_is_days_times_a_day_less_the_deductions() -> None:
    found = pasted(
        "T12",
        rows(
            "姓名|岗位|出勤天数|日工资|应发|扣款|实发",
            "王建国|保洁员|22|30|660|60|600",
            "李燕|护林员|20|30|600||600",
        ),
    )
    assert [(p.row, p.kind) for p in found.problems] == [(0, "column")]
    assert found.column("amount") == ["600.00", "600.00"]


@pytest.mark.parametrize(("paid", "asked"), [("200", []), ("220", [3])])
def test_a_product_goes_before_a_sum_of_two_others(paid: str, asked: list[int]) -> None:
    found = pasted(
        "T26B",
        rows(
            "户主|股数|每股分红|应分|扣欠款|实分金额",
            "王建国|6|50|300|100|200",
            f"李燕|4|50|200||{paid}",
        ),
    )
    assert [row for row in found.asked("amount") if row] == asked


@pytest.mark.parametrize(
    ("head", "row", "asked"),
    [
        ("青苗费|补偿金额", "500|20500", []),
        ("青苗费|补偿金额", "500|20600", [2]),
        ("补偿金额", "20000", []),
        ("补偿金额", "21000", [2]),
        ("土地补偿费|青苗费|补偿金额", "20000|500|20500", []),
        ("土地补偿费|青苗费|补偿金额", "20000|500|20600", [2]),
    ],
)
def test_land_that_is_paid_with_the_crops_is_multiplied(
    head: str, row: str, asked: list[int]
) -> None:
    found = pasted(
        "T16",
        rows(f"户主|征收面积（亩）|补偿标准（元/亩）|{head}", f"王建国|1|20000|{row}"),
    )
    assert found.asked("amount") == asked
    assert found.evidence["product"].checked == 1


@pytest.mark.parametrize("taken", ["200", "-200"])
def test_a_deduction_with_its_own_sign_is_taken_off_as_well(taken: str) -> None:
    found = pasted(
        "T18",
        "姓名\t职务\t月报酬\t月数\t应发\t扣款\t实发\n"
        f"王建国\t书记\t2000\t6\t12000\t{taken}\t11800\n李燕\t主任\t1800\t6\t10800\t\t10800\n",
    )
    assert found.problems == ()
    (parts,) = [e for e in found.all_evidence if e.rule == "parts"]
    assert [row.working for row in parts.rows] == ["12000 − 200", "10800"]
