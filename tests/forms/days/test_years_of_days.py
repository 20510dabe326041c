"""A day without a year is no day of next December."""

import pytest

from tests.notices.test_rows_of_others import chosen, kept
from villagepub import forms
from villagepub.forms.entry import Edit
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.validation import Inspection, inspect

LAND = "申请人|组|批准面积（平方米）|批准时间\n王建国|1组|120|{}\n李燕|1组|120|{}\n"


def read(sheet: DraftSheet, form: str, period: str) -> Inspection:
    return inspect(forms.get(form), sheet, village="马家沟村", period=period)


def days(found: Inspection, key: str = "date") -> list[str]:
    return [r.values[key] for r in found.entry.records]


@pytest.mark.parametrize(
    ("first", "second", "period", "right"),
    [
        ("12.28", "12.30", "2026-01-10", ["2025-12-28", "2025-12-30"]),
        ("12月28日", "1月3日", "2026-01-10", ["2025-12-28", "2026-01-03"]),
    ],
)
def test_a_day_without_a_year_that_has_not_come_is_asked_about(
    first: str, second: str, period: str, right: list[str]
) -> None:
    sheet = kept(LAND.format(first, second), "T15")
    found = read(sheet, "T15", period)
    (problem,) = [p for p in found.open if p.kind == "years"]
    assert problem.title == "批准时间没有写年份，是哪一年的？"
    latest, written = problem.choices
    done = read(sheet.decide(chosen(problem, latest)), "T15", period)
    assert days(done) == right
    assert "批准时间没有写年份，算成最近的一年。" in done.explanations
    assert not [p for p in done.open if p.kind == "years"]
    stays = read(sheet.decide(chosen(problem, written)), "T15", period)
    assert days(stays) == days(found)
    assert not [p for p in stays.open if p.kind == "years"]


@pytest.mark.parametrize(
    ("first", "second", "period"),
    [
        ("6月28日", "7月3日", "2026-07-10"),
        ("2026.12.28", "2026.12.30", "2026-01-10"),  # a year is written
        ("二〇二五年十二月二十八日", "1月3日", "2026-01-10"),
    ],
)
def test_days_that_have_been_are_not_asked_about(
    first: str, second: str, period: str
) -> None:
    found = read(kept(LAND.format(first, second), "T15"), "T15", period)
    assert not [p for p in found.open if p.kind == "years"]


def test_the_days_of_an_old_debt_are_of_no_year_that_nobody_wrote() -> None:
    debts = "单位或姓名|类别|摘要|金额|发生时间\n延安公司|债务|工程款|100|7月3日\n"
    found = read(kept(debts, "T3"), "T3", "2026")
    assert [p.column for p in found.open] == ["date"]


TOLD = LAND.format("2025-12-01", "2025-12-01")


def typed(row: int, **cells: str) -> list[Edit]:
    return [Edit(part="", row=row, column=k, value=v) for k, v in cells.items()]


def edited(sheet: DraftSheet, edits: list[Edit]) -> DraftSheet:
    for edit in edits:
        sheet = sheet.edit(edit)
    return sheet


@pytest.mark.parametrize("row", [2, -1])
def test_a_day_typed_without_a_year_is_asked_about_as_one_of_a_sheet(row: int) -> None:
    cells = {"name": "张伟", "group": "2组", "area": "120"} if row < 0 else {}
    sheet = edited(kept(TOLD, "T15"), typed(row, **cells, date="12.28"))
    found = read(sheet, "T15", "2026-01-10")
    (problem,) = [p for p in found.open if p.kind == "years"]
    done = read(sheet.decide(chosen(problem, problem.choices[0])), "T15", "2026-01-10")
    assert "2025-12-28" in days(done)
    assert not [p for p in done.open if p.kind == "years"]


def test_who_types_the_year_is_asked_no_more_and_keeps_it() -> None:
    sheet = kept(LAND.format("12.28", "12.30"), "T15")
    (problem,) = [p for p in read(sheet, "T15", "2026-01-10").open if p.kind == "years"]
    sheet = edited(sheet, [*typed(2, date="2024-12-28"), *typed(3, date="2025-12-30")])
    found = read(sheet, "T15", "2026-01-10")
    assert not [p for p in found.open if p.kind == "years"]
    done = read(sheet.decide(chosen(problem, problem.choices[0])), "T15", "2026-01-10")
    assert days(done) == ["2024-12-28", "2025-12-30"]
