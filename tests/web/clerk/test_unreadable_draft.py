"""A draft whose sheet was damaged is said to be so, and there is a way on."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import CASES
from tests.web.clerk.desk import Desk
from villagepub import db
from villagepub.models import Draft
from villagepub.notices import abandoned_readings
from villagepub.states import DraftStatus


@pytest.fixture(params=["kept", "handed in"])
def damaged(request: pytest.FixtureRequest, county: Engine, sheets_folder: Path) -> int:
    data = (sheets_folder / "notices" / CASES[0].file).read_bytes()
    with db.transaction(county) as session:
        draft = stage.upload(session, stage.begin(session), data, CASES[0].file)
        if request.param == "handed in":
            draft = stage.submit(session, stage.settle_all(session, draft))
        number = draft.id
        session.flush()
        session.connection().execute(sa.text("UPDATE draft SET sheet = 'half of it'"))
    return number


def test_the_clerk_throws_it_away_and_begins_anew(
    damaged: int, desk: Callable[[str], Desk], county: Engine, sheets_folder: Path
) -> None:
    clerk = desk("laotuo")
    page = clerk.get(f"/clerk/drafts/{damaged}/sheet")
    assert "读不出来" in page.words
    assert page.code == 200
    page = clerk.send(page, action="/discard")
    assert "这份草稿不要了" in page.words
    with db.transaction(county) as session:
        assert session.get_one(Draft, damaged).status is DraftStatus.DISCARDED
        assert stage.begin(session).id != damaged


def test_the_committee_reads_why_it_can_not_be_signed(
    damaged: int, desk: Callable[[str], Desk]
) -> None:
    page = desk("zhe").get(f"/review/drafts/{damaged}/")
    assert page.code == 200
    assert "读不出来" in page.words


def test_it_stops_no_other_draft_from_being_tidied_up(
    damaged: int, county: Engine
) -> None:
    late = stage.AT + timedelta(days=30)
    assert abandoned_readings.let_some_go(county, "", late).position is None
    with db.reading(county) as session:
        assert session.exec(select(Draft.id)).all() == [damaged]
