"""Nothing private of the three sheets is anywhere after publication."""

import re
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.stage import CASES, Case
from villagepub import db, render
from villagepub.models import metadata
from villagepub.notices import queries


def secrets_of(path: Path) -> set[str]:
    """Every number of eleven digits and more in the sheet: identities, cards, phones."""
    book = openpyxl.load_workbook(path)
    cells = (
        str(c) for s in book for r in s.iter_rows(values_only=True) for c in r if c
    )
    return {c for c in cells if re.fullmatch(r"\d{11,20}[Xx]?|\d{17}[Xx]", c)}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.item)
def test_no_database_column_holds_a_number_from_the_sheet(
    county: Engine, sheets_folder: Path, case: Case
) -> None:
    stage.publish(county, sheets_folder, case)
    secrets = secrets_of(sheets_folder / "notices" / case.file)
    with county.connect() as connection:
        dump = "".join(
            str(row)
            for table in metadata.sorted_tables
            for row in connection.execute(table.select())
        )
    assert not [s for s in secrets if s in dump]


def test_the_sheets_do_hold_such_numbers(sheets_folder: Path) -> None:
    counts = [len(secrets_of(sheets_folder / "notices" / c.file)) for c in CASES]
    assert counts == [219, 0, 73]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.item)
def test_the_database_file_itself_holds_none(
    county: Engine, sheets_folder: Path, tmp_path: Path, case: Case
) -> None:
    stage.publish(county, sheets_folder, case)
    county.dispose()
    pages = b"".join(p.read_bytes() for p in tmp_path.glob("county.db*"))
    secrets = secrets_of(sheets_folder / "notices" / case.file)
    assert not [s for s in secrets if s.encode() in pages]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.item)
def test_full_names_are_on_the_wall_and_not_on_the_web(
    county: Engine, sheets_folder: Path, case: Case
) -> None:
    public_id = stage.publish(county, sheets_folder, case)
    with db.reading(county) as session:
        found = queries.published(session, public_id)
    assert found is not None
    content = found.content
    names = [i for i, c in enumerate(content.board.columns) if c.kind == "name"]
    whole = {row.cells[i] for row in content.board.rows for i in names if row.cells[i]}
    shown = {cell for row in content.web.rows for cell in row.cells}
    assert whole
    assert not whole & shown
    assert not any(name in render.share_text(content) for name in whole)


def test_of_the_aid_list_the_web_has_the_village_s_totals_only(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder, CASES[2])
    with db.reading(county) as session:
        found = queries.published(session, public_id)
    assert found is not None
    web = found.content.web
    assert [c.head for c in web.columns] == [
        "范围",
        "户数",
        "保障人口",
        "月保障金额",
    ]
    assert [row.cells for row in web.rows] == [("全村", "23", "68", "30,950.00")]


@pytest.mark.parametrize("case", CASES[:2], ids=lambda c: c.item)
def test_numbers_and_sums_are_the_same_in_both_circles(
    county: Engine, sheets_folder: Path, case: Case
) -> None:
    public_id = stage.publish(county, sheets_folder, case)
    with db.reading(county) as session:
        found = queries.published(session, public_id)
    assert found is not None
    board, web = found.content.board, found.content.web
    keys = {c.key for c in web.columns} - {"name", "handler"}
    assert figures(board, keys) == figures(web, keys)


def figures(sheet, keys):  # type: ignore[no-untyped-def]
    places = [i for i, c in enumerate(sheet.columns) if c.key in keys]
    return [[row.cells[i] for i in places] for row in sheet.rows]
