"""The three sheets of the main job: known by their heads, their mistakes pointed at and mended."""

from pathlib import Path

import pytest

from tests.forms.test_checks import FORMS, T1, T7, T8, decisions, filled
from tests.stage import CASES, Case
from villagepub import forms


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.item)
def test_the_form_is_known_by_title_and_columns(
    sheets_folder: Path, case: Case
) -> None:
    _, found = filled(sheets_folder, case)
    form = forms.guess_form(found[0])
    assert form is not None
    assert form.id == FORMS[case]


def test_the_three_mistakes_of_the_subsidy_sheet_are_pointed_at(
    sheets_folder: Path,
) -> None:
    entry, _ = filled(sheets_folder, CASES[0])
    blocking = [p for p in forms.check(T8, entry) if p.blocking]
    assert [(p.kind, p.row, p.other_row) for p in blocking] == [
        ("duplicate", 37, 20),
        ("arithmetic", 28, 0),
        ("total", 78, 0),
    ]


def test_each_mistake_is_said_with_its_row_and_both_numbers(
    sheets_folder: Path,
) -> None:
    entry, _ = filled(sheets_folder, CASES[0])
    said = {p.kind: p.message for p in forms.check(T8, entry) if p.blocking}
    assert said["duplicate"] == "第 20 行和第 37 行，王东升：姓名、组和数字都一样。"
    assert said["arithmetic"] == (
        "第 28 行 李占林：14.71 亩 × 60 元 = 882.60 元，表上写的是 782.60，差 100.00 元。"
    )
    assert said["total"] == (
        "表上写 47,111.60 元，一行行加起来是 47,051.60 元，差 60.00 元。"
    )


def test_an_area_above_the_contracted_one_is_worth_a_look(sheets_folder: Path) -> None:
    entry, _ = filled(sheets_folder, CASES[0])
    looks = [p for p in forms.check(T8, entry) if not p.blocking]
    assert [(p.row, p.column) for p in looks] == [(24, "area")]


def test_mended_the_sheet_has_73_households_and_its_true_sum(
    sheets_folder: Path,
) -> None:
    entry, _ = filled(sheets_folder, CASES[0])
    blocking = [p for p in forms.check(T8, entry) if p.blocking]
    mended = forms.amend(T8, entry, decisions(blocking), ())
    sums = {key: str(value) for key, value in forms.totals(T8, mended).items()}
    assert len(mended.records) == 73
    assert sums == {"area": "777.92", "amount": "46675.20"}
    assert not [p for p in forms.check(T8, mended) if p.blocking]


def test_what_was_mended_is_said_in_words(sheets_folder: Path) -> None:
    entry, _ = filled(sheets_folder, CASES[0])
    blocking = [p for p in forms.check(T8, entry) if p.blocking]
    assert forms.decisions_in_words(T8, entry, decisions(blocking)) == (
        "王东升（4组）写了两遍，删了一遍。",
        "李占林（3组）补贴金额 782.60 元改成 882.60 元。",
        "补贴金额合计不对：表上写 47,111.60 元，用加出来的数。",
    )


def test_the_ledger_has_three_months_that_hang_together(sheets_folder: Path) -> None:
    entry, _ = filled(sheets_folder, CASES[1])
    assert [p.name for p in entry.parts] == ["7月", "8月", "9月"]
    assert [p.opening["balance"] for p in entry.parts] == [
        "23864.37",
        "14009.12",
        "10753.33",
    ]
    assert entry.parts[0].records[0].values["date"] == "2026-07-08"
    assert forms.check(T1, entry) == ()


def test_the_aid_lists_groups_come_from_the_addresses(sheets_folder: Path) -> None:
    entry, _ = filled(sheets_folder, CASES[2])
    groups = {g: len(rows) for g, rows in forms.by_group(T7, entry).items()}
    assert sum(groups.values()) == 23
