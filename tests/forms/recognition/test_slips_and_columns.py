"""One slip in a sheet changes nothing of what its columns are."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import rows


def test_a_total_beside_its_parts_is_the_amount_in_spite_of_a_slip() -> None:
    found = pasted(
        "T16",
        rows(
            "户主|土地补偿费|安置补助费|青苗费|合计",
            "王建国|50000|30000|2000|82000",
            "李燕|20000|12000|800|33000",
        ),
    )
    assert found.column("amount") == ["82000.00", "33000.00"]
    assert found.asked("amount") == [3]


def test_subsidies_a_month_are_a_months_in_spite_of_a_slip() -> None:
    found = pasted(
        "T9C",
        rows(
            "姓名|困难残疾人生活补贴|重度残疾人护理补贴|月数|金额",
            "王建国|60|120|3|540",
            "李燕|60||3|170",
        ),
    )
    assert found.asked("amount") == [3]
    assert "月数" in found.evidence["product"].claim


@pytest.mark.parametrize("head", ["小麦面积", "保障人数", "金额（元）"])
def test_figures_that_count_up_are_no_numbers_of_rows(head: str) -> None:
    (table,) = pasted("T8", rows(f"户主姓名|{head}", "王建国|1", "李燕|2")).tables
    assert table.columns[1].kind != "index"


def test_months_from_and_to_say_of_nobody_that_it_has_ended() -> None:
    found = pasted(
        "T10",
        rows(
            "姓名|月标准|起始月份|终止月份|金额",
            "王建国|50|7月|9月|150",
            "李燕|100|7月|8月|200",
        ),
    )
    assert found.problems == ()


def test_a_month_of_work_is_of_the_notices_year() -> None:
    found = pasted(
        "T19", rows("姓名|项目|日期|工数|工价|金额", "王建国|修渠|7月|2|120|240")
    )
    assert found.column("date") == ["2026-07"]
    old = pasted("T3", rows("单位或姓名|类别|发生时间|金额", "王建国|债权|7月|500"))
    assert old.asked("date") == [2]
