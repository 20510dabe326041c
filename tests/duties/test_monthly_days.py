"""公开日: set by the township from a month on; what was due stays due as it was."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import AID, OTHER, TOWNSHIP, VILLAGE
from villagepub import db
from villagepub.access import Forbidden
from villagepub.duties import monthly_days, queries
from villagepub.errors import UserError
from villagepub.models import AuditEntry

AT = datetime(2026, 6, 19, 8, 20, tzinfo=UTC)


def change(
    county: Engine, day: int, since: date, *, login: str = "bai", at: datetime = AT
) -> None:
    with db.transaction(county) as session:
        act = stage.act(session, login, at)
        monthly_days.change(act, township=TOWNSHIP, day=day, holds_from=since)


def due(county: Engine, on: date, village: str = VILLAGE) -> date | None:
    with db.reading(county) as session:
        found = queries.of_village(session, village, on=on)
    return next(d.due for d in found if d.item.name == AID)


def test_a_new_day_holds_for_every_village_from_its_month_on(county: Engine) -> None:
    change(county, 8, date(2026, 10, 1))
    assert due(county, date(2026, 7, 1)) == date(2026, 7, 20)
    assert due(county, date(2026, 10, 1)) == date(2026, 10, 8)
    assert due(county, date(2026, 10, 1), OTHER) == date(2026, 10, 8)
    change(county, 31, date(2027, 4, 1))
    assert due(county, date(2027, 1, 2)) == date(2027, 1, 8)
    assert due(county, date(2027, 4, 2)) == date(2027, 4, 30)


@pytest.mark.parametrize(
    ("day", "since", "why"),
    [
        (0, date(2026, 10, 1), "1 到 31"),
        (32, date(2026, 10, 1), "1 到 31"),
        (25, date(2026, 5, 1), "2026年7月起"),
        (8, date(2026, 6, 1), "2026年7月起"),  # on the 19th the 8th is over
    ],
)
def test_nobody_becomes_late_by_it(
    county: Engine, day: int, since: date, why: str
) -> None:
    with pytest.raises(UserError, match=why):
        change(county, day, since)


def test_this_months_day_may_change_while_it_lies_ahead(county: Engine) -> None:
    change(county, 25, date(2026, 6, 1))
    change(county, 28, date(2026, 6, 1))
    with db.reading(county) as session:
        rows = monthly_days.history(session, TOWNSHIP)
        said = session.exec(
            select(AuditEntry.data).where(AuditEntry.action == "posting.day")
        ).all()
    assert [(row.holds_from, row.day) for row in rows] == [(date(2026, 6, 1), 28)]
    assert [entry["day"] for entry in said] == [25, 28]


def test_a_village_does_not_set_it(county: Engine) -> None:
    with pytest.raises(Forbidden):
        change(county, 8, date(2026, 10, 1), login="laotuo")


def test_a_day_that_was_set_before_there_was_a_history_stays(tmp_path: Path) -> None:
    engine = db.make_engine(f"sqlite:///{tmp_path / 'old.db'}")
    db.upgrade(engine, "0011")
    words = "name, short_name, full_name, initials, phone, supervisors, collective"
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                f"INSERT INTO place (code, {words}, bookkeeper, posting_day) "  # noqa: S608
                "VALUES ('610603102', '镇', '', '', '', '', '', '', '', 8)"
            )
        )
    db.upgrade(engine)
    with db.reading(engine) as session:
        held = monthly_days.of_villages(session, [VILLAGE])[VILLAGE]
    assert held.of(date(2026, 6, 1)) == 8
    engine.dispose()
