"""No quarter has six months: a list that says so is asked about."""

import pytest

from tests.notices.test_rows_of_others import chosen, kept
from villagepub import forms
from villagepub.forms.entry import Problem
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.validation import Inspection, inspect

HEADS = "姓名|组别|月数|月标准|发放金额\n"


def old_people(*months: int) -> DraftSheet:
    names = ("王建国", "李燕")
    rows = [f"{n}|1组|{m}|50|{m * 50}" for n, m in zip(names, months, strict=True)]
    return kept(HEADS + "\n".join(rows) + "\n", "T10")


def read(sheet: DraftSheet, period: str = "2026Q3") -> Inspection:
    return inspect(forms.get("T10"), sheet, village="马家沟村", period=period)


def asked(found: Inspection) -> list[Problem]:
    return [p for p in found.open if p.code.startswith("months:")]


def test_six_months_in_the_list_of_a_quarter_are_asked_about() -> None:
    sheet = old_people(6, 3)
    (problem,) = asked(read(sheet))
    assert problem.title == "有 1 人的月数比这一期的月份还多"
    assert "写得多了，最多的是 6 个月，这一期只有 3 个月" in problem.message
    assert "王建国" in problem.message
    assert not read(sheet).is_ready
    done = read(sheet.decide(chosen(problem, problem.choices[0])))
    assert done.is_ready
    assert done.explanations == (
        "有 1 人的月数比这一期的月份还多。文书说：月数没写错，里面有补发的。",
    )


@pytest.mark.parametrize(
    ("period", "most"), [("2026-09", 1), ("2026Q3", 3), ("2026H1", 6), ("2026", 12)]
)
def test_as_many_months_as_the_period_has_are_right_and_one_more_is_asked_about(
    period: str, most: int
) -> None:
    assert not asked(read(old_people(most, 1), period))
    assert asked(read(old_people(most + 1, 1), period))


def test_what_is_about_one_day_has_no_months_to_hold_against() -> None:
    assert not asked(read(old_people(6, 3), "2026-09-30"))
