"""What was decided about a difference outlives the lists that come and go."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import stage
from tests.findings.test_village_check import (
    LATER,
    PAID,
    bring,
    brought_and_checked,
    check,
)
from tests.stage import VILLAGE
from villagepub import db, disclosures
from villagepub.findings import decisions
from villagepub.models import Disclosure, Finding
from villagepub.states import FindingKind, FindingState

DUE = date(2026, 7, 20)
AREA = "补贴面积"
Change = Callable[[openpyxl.Workbook], None]


@pytest.fixture
def paid(sheets_folder: Path) -> bytes:
    return (sheets_folder / "disclosures" / PAID).read_bytes()


@pytest.fixture
def checked(county: Engine, sheets_folder: Path, tmp_path: Path, paid: bytes) -> Engine:
    """白志明's area is with the village, 陈红霞's row dismissed."""
    stage.publish(county, sheets_folder)
    brought_and_checked(county, tmp_path, paid)
    with db.transaction(county) as session:
        act = stage.act(session, "bai", LATER)
        area = the(county, "白志明").id
        decisions.assign(act, finding_id=area, due_on=DUE)
        gone = the(county, "陈红霞").id
        decisions.dismiss(act, finding_id=gone, reason="七月迁出，村里核过。")
    return county


def the(engine: Engine, name: str) -> Finding:
    fields = {"白志明": AREA}
    with db.reading(engine) as session:
        return session.exec(
            select(Finding).where(
                Finding.village_code == VILLAGE,
                Finding.name == name,
                Finding.kind != FindingKind.AREA_ABOVE_CONTRACT,
                col(Finding.field) == fields.get(name, ""),
            )
        ).one()


def changed(data: bytes, change: Change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def without(*names: str) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        page = book.active
        for row in range(page.max_row, 0, -1):
            if any(cell.value in names for cell in page[row]):
                page.delete_rows(row)

    return change


def without_village(book: openpyxl.Workbook) -> None:
    without("马家沟村")(book)


def put(old: object, new: object, name: str) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        for row in book.active.iter_rows():
            if any(cell.value == name for cell in row):
                for cell in row:
                    if cell.value == old:
                        cell.value = new

    return change


def test_a_list_without_the_village_leaves_the_list_that_speaks_of_it(
    checked: Engine, tmp_path: Path, paid: bytes
) -> None:
    bring(checked, tmp_path, changed(paid, without_village))
    check(checked, LATER + timedelta(hours=1))
    assert the(checked, "白志明").state is FindingState.ASSIGNED
    assert the(checked, "苗占彪").state is FindingState.OPEN


def test_a_list_that_is_taken_back_closes_nothing_and_the_next_brings_all_back(
    checked: Engine, tmp_path: Path, paid: bytes
) -> None:
    with db.transaction(checked) as session:
        number = session.exec(select(Disclosure.id)).one() or 0
        disclosures.undo(stage.act(session, "bai", LATER), disclosure_id=number)
    check(checked, LATER + timedelta(hours=1))
    assert the(checked, "白志明").state is FindingState.UNVERIFIABLE
    assert the(checked, "陈红霞").state is FindingState.DISMISSED
    assert the(checked, "苗占彪").state is FindingState.UNVERIFIABLE

    bring(checked, tmp_path, paid)
    check(checked, LATER + timedelta(hours=2))
    given = the(checked, "白志明")
    assert (given.state, given.due_on) == (FindingState.ASSIGNED, DUE)
    dismissed = the(checked, "陈红霞")
    assert dismissed.state is FindingState.DISMISSED
    assert dismissed.reason == "七月迁出，村里核过。"
    assert the(checked, "苗占彪").state is FindingState.OPEN


def test_a_household_that_the_list_left_out_is_not_settled_by_that(
    checked: Engine, tmp_path: Path, paid: bytes
) -> None:
    bring(checked, tmp_path, changed(paid, without("白志明", "陈红霞")))
    check(checked, LATER + timedelta(hours=1))
    assert the(checked, "白志明").state is FindingState.UNVERIFIABLE
    assert the(checked, "陈红霞").state is FindingState.DISMISSED


def test_a_difference_that_went_and_came_is_where_it_was(
    checked: Engine, tmp_path: Path, paid: bytes
) -> None:
    bring(checked, tmp_path, changed(paid, put(12.35, 13.25, "白志明")))
    check(checked, LATER + timedelta(hours=1))
    assert the(checked, "白志明").state is FindingState.CLOSED
    bring(checked, tmp_path, paid)
    check(checked, LATER + timedelta(hours=2))
    given = the(checked, "白志明")
    assert (given.state, given.due_on) == (FindingState.ASSIGNED, DUE)
    assert given.closed_at is None


def test_rows_in_another_order_keep_every_decision(
    checked: Engine, tmp_path: Path, paid: bytes
) -> None:
    def turned(book: openpyxl.Workbook) -> None:
        page = book.active
        rows = [[c.value for c in row] for row in page.iter_rows(min_row=5)]
        people = [r for r in rows if "马家沟村" in r]
        places = [n for n, r in enumerate(rows, 5) if "马家沟村" in r]
        for place, row in zip(places, reversed(people), strict=True):
            for column, value in enumerate(row, 1):
                page.cell(place, column).value = value

    before = the(checked, "白志明").id
    bring(checked, tmp_path, changed(paid, turned))
    check(checked, LATER + timedelta(hours=1))
    given = the(checked, "白志明")
    assert (given.id, given.state) == (before, FindingState.ASSIGNED)
    assert the(checked, "陈红霞").state is FindingState.DISMISSED


def test_a_dismissal_comes_back_with_the_difference_it_was_about(
    checked: Engine, tmp_path: Path, paid: bytes
) -> None:
    with db.transaction(checked) as session:
        act = stage.act(session, "bai", LATER)
        area = the(checked, "白志明").id
        decisions.dismiss(act, finding_id=area, reason="证上就是这个数。")
    bring(checked, tmp_path, changed(paid, put(12.35, 99, "白志明")))
    check(checked, LATER + timedelta(hours=1))
    other = the(checked, "白志明")
    assert (other.state, other.reason) == (FindingState.OPEN, "")
    bring(checked, tmp_path, paid)
    check(checked, LATER + timedelta(hours=2))
    given = the(checked, "白志明")
    assert (given.state, given.reason) == (FindingState.DISMISSED, "证上就是这个数。")
