"""What runs out today and tomorrow stands on the desk's first page, each with its way."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.findings.test_village_check import PAID, bring, check
from tests.stage import VILLAGE
from tests.web.clerk.desk import Desk
from tests.web.conftest import Page, strict
from villagepub import clock, db
from villagepub.duties import hangings
from villagepub.findings import decisions
from villagepub.letters import matters, register
from villagepub.letters.register import LetterChoice
from villagepub.models import Finding, LetterKind, Notice, VillageItem

NOW = datetime(2026, 10, 19, 2, 0, tzinfo=UTC)
TODAY, TOMORROW = date(2026, 10, 19), date(2026, 10, 20)


@pytest.fixture
def town(
    county: Engine,
    sheets_folder: Path,
    tmp_path: Path,
    desk: Callable[[str], Desk],
    monkeypatch: pytest.MonkeyPatch,
) -> Desk:
    stage.publish(county, sheets_folder)
    bring(county, tmp_path, (sheets_folder / "disclosures" / PAID).read_bytes())
    check(county, NOW)
    with db.transaction(county) as session:
        for item in session.exec(select(VillageItem)):
            item.owed_from = date(2026, 10, 1)
        officer = stage.act(session, "bai", NOW)
        finding = session.exec(
            select(Finding).where(Finding.village_code == VILLAGE)
        ).first()
        assert finding
        decisions.assign(officer, finding_id=finding.id, due_on=TOMORROW)
        found = matters.of_village(session, VILLAGE, on=TODAY)
        register.issue(
            officer,
            LetterChoice(
                kind=LetterKind.REMIND,
                village_code=VILLAGE,
                keys=[found[-1].key],
                word="沿政公函",
                contact="白玉兰",
                copy="",
                due_on=TOMORROW,
            ),
        )
        notice = session.exec(select(Notice)).one()
        full = (notice.posting_until or TODAY) - clock.day(notice.published_at or NOW)
        hangings.hang(
            stage.act(session, "laotuo", NOW),
            public_id=notice.public_id,
            on=TODAY - full,
            photo=None,
        )
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return desk("bai")


def cells(page: Page) -> list[str]:
    heading = page.soup.find(id="soon")
    rows = heading.find_next("ul").select("a.cell")
    return [row.get_text(" ", strip=True) for row in rows]


def test_all_that_runs_out_tomorrow_is_on_one_list(town: Desk) -> None:
    page = town.get("/township/")
    strict(page.text)
    found = cells(page)
    for what in ("明天该贴", "明天该办好", "明天该回函", "明天可以揭榜"):
        assert any(what in line and "马家沟村" in line for line in found), what
    for link in page.soup.find(id="soon").find_next("ul").select("a"):
        assert town.get(str(link["href"])).code == 200


def test_what_is_done_or_runs_out_later_is_not(
    town: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=40))
    page = town.get("/township/")
    assert page.soup.find(id="soon") is None
