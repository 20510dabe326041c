"""A number of months or a rate that no row says: the row that alone comes to another."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import rows

AGED = (
    "姓名|组|月标准|金额",
    "王建国|1组|60|180",
    "李燕|1组|60|180",
    "赵文|2组|80|240",
)
LAND = ("户主|组|面积|金额", "王建国|1组|3|180", "李燕|1组|2|120", "赵文|2组|4|240")
PAY = ("姓名|职务|工资标准（元/月）|应领数额|已领数额", "王建国|主任|2000|6000|6000", "李燕|文书|1800|5400|5400", "张伟|委员|1500|4500|4500")  # fmt: skip


@pytest.mark.parametrize(
    ("form", "sheet", "row", "asked"),
    [
        ("T10", AGED, "钱武|2组|60|180", ""),
        ("T10", AGED, "钱武|2组|60|120", "第 5 行 钱武：3 个月 × 60 元 = 180.00 元，表上写的是 120.00，差 60.00 元。表上没写月数，多数行是 3 个月。"),
        ("T8", LAND, "钱武|2组|4|250", "第 5 行 钱武：4 亩 × 60 元 = 240.00 元，表上写的是 250.00，差 10.00 元。表上没写补贴标准，多数行是 60 元/亩。"),
        ("T8", LAND, "钱武|2组|4.123|247.38", ""),
        ("T18", PAY, "钱武|委员|1500|4600|4600", "第 5 行 钱武：1500 元 × 3 个月 = 4,500.00 元，表上写的是 4,600.00，差 100.00 元。表上没写月数，多数行是 3 个月。"),
    ],
)  # fmt: skip
def test_the_row_that_alone_comes_to_another_number_is_asked_about(
    form: str, sheet: tuple[str, ...], row: str, asked: str
) -> None:
    found = pasted(form, rows(*sheet, row))
    assert [p.message for p in found.problems] == [asked] * bool(asked)
    assert found.evidence["product"].checked == 4
    assert "表上没写" in found.evidence["product"].sentence


@pytest.mark.parametrize(
    "more",
    [
        ("钱武|2组|60|120", "孙丽|2组|60|120"),  # two months: another standard, twice
        ("钱武|2组|60|120", "孙丽|2组|60|60"),  # too few agree
    ],
)
def test_rows_with_a_standard_of_their_own_are_not_held_against_the_others(
    more: tuple[str, ...],
) -> None:
    assert pasted("T10", rows(*AGED, *more)).problems == ()
