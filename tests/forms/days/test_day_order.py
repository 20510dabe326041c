"""Days that a workbook has cut: 7.10 typed into a cell of numbers is kept as 7.1."""

import io

import pytest
from openpyxl import Workbook

from tests.forms.case_sheets import Filled, filled
from villagepub import forms, tables
from villagepub.forms.entry import Decision, Edit

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
        ((7.18, 7.2, 7.21, 8.22), 3, "7月20日"),
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
    [(7.1, 7.2, 7.12), (7.12, 7.5, 7.1), (7.1, 7.4, 7.8), (2.27, 2.28, 3.1, 3.5)],
)
def test_a_day_in_its_order_is_what_the_sheet_shows(days: tuple[float, ...]) -> None:
    found = worked(*days)
    assert found.asked("date") == []
    assert "" not in found.column("date")


@pytest.mark.parametrize(
    ("days", "written", "cut"),
    [
        ((7.1,), ["07-01"], ["07-10"]),
        ((8.3,), ["08-03"], ["08-30"]),
        ((6.28, 7.1, 7.15), ["06-28", "07-01", "07-15"], ["06-28", "07-10", "07-15"]),
        ((7.1, 7.15), ["07-01", "07-15"], ["07-10", "07-15"]),
        ((7.9, 7.4, 7.8, 7.1), ["07-09", "07-04", "07-08", "07-01"], ["07-09", "07-04", "07-08", "07-10"]),
        ((7.1, 7.2, 7.3), ["07-01", "07-02", "07-03"], ["07-10", "07-20", "07-30"]),
    ],
)  # fmt: skip
def test_days_of_which_nothing_tells_whether_they_were_cut_are_asked_about_once(
    days: tuple[float, ...], written: list[str], cut: list[str]
) -> None:
    found = worked(*days)
    (asked,) = found.problems
    assert (asked.kind, asked.column, asked.blocking) == ("column", "date", True)
    for choice, expected in zip(asked.choices, (written, cut), strict=True):
        decision = Decision(code=asked.code, choice=choice.id)
        settled = forms.amend(found.form, found.entry, [decision], [])
        assert [r.values["date"][5:] for r in settled.records] == expected


def test_one_day_of_several_is_set_by_hand_and_the_others_are_still_asked_about() -> (
    None
):
    found = worked(7.1, 7.2, 7.3)
    own = forms.amend(
        found.form, found.entry, [], [Edit(part="", row=2, column="date", value="7.10")]
    )
    (asked,) = forms.check(found.form, own)
    assert "7月1日" not in asked.choices[0].label


@pytest.mark.parametrize(
    "days", [("7.1",), ("7.1", "7.15"), ("7.9", "7.4", "7.1"), (7.8, "7.20", 7.1)]
)
def test_what_was_typed_as_text_or_keeps_its_zeros_is_as_it_stands(
    days: tuple[float | str, ...],
) -> None:
    found = worked(*days)
    assert found.asked("date") == []
    assert found.column("date")[0] in ("2026-07-01", "2026-07-09", "2026-07-08")


def test_what_the_cells_format_shows_is_read() -> None:
    found = worked(7.1, 7.2, shown="0.00")
    assert found.problems == ()
    assert found.column("date") == ["2026-07-10", "2026-07-20"]
