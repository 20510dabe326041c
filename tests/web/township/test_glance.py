"""The counts above the grid: what hangs and what is late, whatever is written of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import AT, CASES
from tests.web.clerk.desk import Desk
from tests.web.conftest import Page
from villagepub import clock, db
from villagepub.models import Notice
from villagepub.notices import corrections


def test_what_is_written_or_with_the_committee_is_overdue_all_the_same(
    county: Engine, town: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clerk who has begun 农村低保 has not posted it."""
    now = datetime(2026, 10, 25, 2, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    before = glance(town.get("/township/"))
    with db.transaction(county) as session:
        stage.begin(session, CASES[2], now)
    page = town.get("/township/")
    assert glance(page) == before
    (cell,) = [c for c in page.soup.select("table.gr td") if "草稿" in c.get_text()]
    assert "逾期 5 天" in cell.get_text()
    assert "草稿，逾期 5 天" in page.soup.select_one("table.fnd").get_text()


def test_what_hangs_while_it_is_corrected_is_counted_as_posted(
    county: Engine, sheets_folder: Path, town: Desk
) -> None:
    stage.publish(county, sheets_folder)
    before = glance(town.get("/township/"))
    with db.transaction(county) as session:
        notice = session.exec(select(Notice)).one()
        clerk = stage.act(session, "laotuo", AT)
        corrections.correct(clerk, notice_id=notice.id, reason="镇上核对后改正")
    page = town.get("/township/")
    assert glance(page) == before
    (cell,) = [c for c in page.soup.select("table.gr td") if "在改" in c.get_text()]
    assert "6月20日" in cell.get_text()


def glance(page: Page) -> dict[str, str]:
    return {
        one.dt.get_text(): one.dd.get_text(strip=True)
        for one in page.soup.select(".glance > div")
    }
