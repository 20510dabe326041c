"""While a figure can't be read nothing that hangs on it is said to be wrong."""

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import rows


def test_a_total_is_not_wrong_while_one_of_its_rows_is_open() -> None:
    found = pasted(
        "T8",
        rows("户主姓名|面积（亩）|标准|金额", "王建国|2|60|120", "李燕|2.5|60|150左右", "合计|4.5||270"),
    )  # fmt: skip
    assert [p.kind for p in found.problems] == ["unreadable"]
    assert found.evidence["total"].unchecked == 1


def test_a_balance_is_not_wrong_while_what_moved_is_open() -> None:
    found = pasted(
        "T1",
        rows(
            "日期|摘要|收入|支出|结余", "2026-07-01|上月结转|||1000", "2026-07-13|租金|500多||",
            "2026-07-15|电费||200|1300", "2026-07-16|水费||100|1210",
        ),
    )  # fmt: skip
    asked = [(p.kind, p.row) for p in found.problems]
    assert ("unreadable", 3) in asked
    assert ("arithmetic", 4) not in asked
    assert ("arithmetic", 5) in asked
