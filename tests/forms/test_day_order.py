"""Days that a workbook has cut: 7.10 typed into a cell of numbers is kept as 7.1."""

import io

import pytest
from openpyxl import Workbook

from tests.forms.case_sheets import Filled, filled
from villagepub import tables

HEADS = ["日期", "姓名", "用工事由", "天数", "日工资", "金额"]


def worked(*days: float | str, shown: str = "General") -> Filled:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADS)
    for n, day in enumerate(days):
        sheet.append([day, f"王建{'国军民华林安平'[n]}", "修渠", 2, 120, 240])
        sheet.cell(n + 2, 1).number_format = shown
    data = io.BytesIO()
    book.save(data)
    return filled("T19", *tables.read(data.getvalue(), "用工.xlsx"))


@pytest.mark.parametrize(
    ("days", "asked", "other"),
    [
        ((7.8, 7.9, 7.1, 7.11), 4, "7月10日"),
        ((7.18, 7.2, 7.21, 8.2), 3, "7月20日"),
        ((7.28, 7.29, 7.3), 4, "7月30日"),
        ((8.5, 7.12, 7.1, 7.8), 4, "7月10日"),
    ],
)
def test_a_day_that_stands_out_of_order_may_have_been_cut_and_is_asked(
    days: tuple[float, ...], asked: int, other: str
) -> None:
    found = worked(*days)
    assert found.asked("date") == [asked]
    assert found.column("date")[asked - 2] == ""
    assert other in found.problems[0].message


@pytest.mark.parametrize(
    "days",
    [(7.1, 7.2, 7.12), (7.12, 7.5, 7.1), (6.28, 7.1, 7.15), (7.1,), (7.9, 7.4, 7.8, 7.1), (2.27, 2.28, 2.3, 3.1)],
)  # fmt: skip
def test_a_day_in_its_order_is_what_the_sheet_shows(days: tuple[float, ...]) -> None:
    found = worked(*days)
    assert found.asked("date") == []
    assert "" not in found.column("date")


def test_what_the_cells_format_shows_is_read() -> None:
    found = worked(7.1, 7.2, shown="0.00")
    assert found.problems == ()
    assert found.column("date") == ["2026-07-10", "2026-07-20"]
