"""One finding: whose it is to mend, taken back, and what a letter says of it."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.findings.test_village_check import PAID, bring, check
from tests.stage import VILLAGE
from tests.web.clerk.desk import Desk
from tests.web.conftest import strict
from villagepub import clock, db
from villagepub.models import Finding
from villagepub.states import FindingKind, FindingState


@pytest.fixture
def town(
    county: Engine, sheets_folder: Path, tmp_path: Path, desk: Callable[[str], Desk]
) -> Desk:
    stage.publish(county, sheets_folder)
    bring(county, tmp_path, (sheets_folder / "disclosures" / PAID).read_bytes())
    check(county, clock.now())
    return desk("bai")


def the(engine: Engine, name: str) -> Finding:
    with db.reading(engine) as session:
        found = session.exec(
            select(Finding).where(
                Finding.village_code == VILLAGE,
                Finding.name == name,
                Finding.kind != FindingKind.AREA_ABOVE_CONTRACT,
            )
        )
        return found.first() or pytest.fail(name)


def letter(town: Desk, *picked: int) -> str:
    """Every cell of the reminder."""
    given = "&".join(f"id={number}" for number in picked)
    answer = town.client.get(f"/township/letters/{VILLAGE}/remind.docx?{given}")
    table = docx.Document(io.BytesIO(answer.data)).tables[0]
    return " ".join(cell.text for row in table.rows for cell in row.cells)


def test_the_government_mends_it_and_the_villages_letter_does_not_say_it(
    town: Desk, county: Engine
) -> None:
    one = the(county, "苗占彪")
    assert "苗占彪" in letter(town)
    page = town.get(f"/township/findings/{one.id}/")
    assert page.code == 200
    assert "交给村里" in page.words
    done = town.send(page, {"office": "镇财政所"}, action="/government")
    strict(done.text)
    assert "等政府改" in done.words
    assert "政府那边要改：镇财政所" in done.words.replace(" ", "")
    assert "苗占彪" not in letter(town)
    assert "镇财政所" in town.get("/township/findings/").words
    back = town.send(done, action="/reopen")
    assert "没交办" in back.words


def test_a_letter_may_be_about_one_finding(town: Desk, county: Engine) -> None:
    one = the(county, "苗占彪")
    said = letter(town, one.id or 0)
    assert "苗占彪" in said
    assert "白志明" not in said
    assert "白志明" in letter(town)


def test_what_was_given_to_the_village_at_once_is_taken_back_at_once(
    town: Desk, county: Engine
) -> None:
    page = town.get(f"/township/findings/?village={VILLAGE}")
    page = town.send(page, action="/findings/assign")
    assert the(county, "苗占彪").state is FindingState.ASSIGNED
    page = town.send(page, action="/findings/unassign")
    strict(page.text)
    assert "收回了" in page.words
    assert the(county, "苗占彪").state is FindingState.OPEN
