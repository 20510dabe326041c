"""Which notices belong to a quarter, and which are missing from it."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.stage import AT, TOWNSHIP, VILLAGE
from villagepub import clock, db
from villagepub.models import Notice
from villagepub.notices import corrections
from villagepub.period import Period
from villagepub.poster_books import contents
from villagepub.poster_books.contents import VillageQuarter

AUTUMN = AT + timedelta(days=30)  # 7月19日


def of(session: Session, quarter: str) -> VillageQuarter:
    found = contents.of_township(
        session, TOWNSHIP, Period.parse(quarter), on=clock.day(AUTUMN)
    )
    return next(village for village in found if village.code == VILLAGE)


def test_what_was_corrected_in_the_next_quarter_stays_in_the_one_it_was_posted_in(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        assert of(session, "2026Q3").posted == ()
        stage.correct(session, public_id, AUTUMN)
        quarters = [of(session, code).posted for code in ("2026Q1", "2026Q2", "2026Q3")]
    assert quarters == [(), (public_id,), (public_id,)]


def test_a_correction_that_is_begun_makes_nothing_missing(
    county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    item = stage.CASES[0].item
    with db.transaction(county) as session:
        notice = session.exec(select(Notice).where(Notice.public_id == public_id)).one()
        act = stage.act(session, "laotuo", AUTUMN)
        corrections.correct(act, notice_id=notice.id, reason="一户面积写反了")
        year = [m.what for m in of(session, "2026Q4").missing]
        assert [what for what in year if item in what] == []
