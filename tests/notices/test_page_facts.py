"""Nothing that a notice's page hangs on changes without changing what its file is kept by."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel, select

from tests import stage
from tests.stage import AT, TOWNSHIP, VILLAGE
from villagepub import db
from villagepub.models import (
    AuditEntry,
    Holiday,
    Notice,
    NoticePhoto,
    NoticeVersion,
    PowerVersion,
)
from villagepub.notices.page_facts import PageFacts, facts_reader
from villagepub.states import HolidayKind

APART = {"drawing_since", "checked_version", "created_at"}  # of the notice: on no page
OTHER: Any = sa.literal_column("'777'")


def photo(notice: Notice) -> NoticePhoto:
    return NoticePhoto(notice_id=notice.id, digest="x", data=b"x", added_at=AT)


def holiday(_: Notice) -> Holiday:
    return Holiday(on=date(2027, 1, 2), kind=HolidayKind.REST)


def power_list(_: Notice) -> PowerVersion:
    return PowerVersion(
        place_code=TOWNSHIP,
        version=1,
        content="",
        digest="",
        created_at=AT,
        issued_at=AT,
    )


def own_power(_: Notice) -> PowerVersion:
    return PowerVersion(
        place_code=VILLAGE, version=1, content="", digest="", created_at=AT
    )


def outcome(notice: Notice) -> Notice:
    own = notice.model_dump(exclude={"id", "public_id", "period"})
    return Notice(**own | {"result_of": notice.id}, public_id="jieguo", period="2027")


@pytest.fixture
def public_id(county: Engine, sheets_folder: Path) -> str:
    return stage.publish(county, sheets_folder)


@pytest.fixture
def facts(county: Engine, public_id: str) -> Callable[[], PageFacts | None]:
    look = facts_reader(county)
    return lambda: look(public_id)


@pytest.mark.parametrize("table", [Notice, NoticeVersion, AuditEntry])
def test_every_field_that_a_page_or_its_proof_hangs_on_counts(
    county: Engine, facts: Callable[[], PageFacts | None], table: type[SQLModel]
) -> None:
    rows: Any = sa.inspect(table).local_table
    only = rows.c.action == "notice.publish" if table is AuditEntry else sa.true()
    apart = APART if table is Notice else set()
    beside = sa.create_engine(county.url)  # nobody minds a foreign key there
    first, same = facts(), []
    for column in rows.columns:
        with beside.begin() as connection:
            kept = connection.execute(sa.select(rows)).mappings().all()
            change = sa.update(rows).where(only).values({column.name: OTHER})
            connection.execute(change)
        same += [column.name] if facts() == first else []
        with beside.begin() as connection:
            connection.execute(sa.delete(rows))
            connection.execute(sa.insert(rows), [dict(row) for row in kept])
    assert set(same) == apart
    assert facts() == first


@pytest.mark.parametrize("more", [photo, holiday, power_list, own_power, outcome])
def test_what_else_a_page_may_say_counts(
    county: Engine,
    facts: Callable[[], PageFacts | None],
    more: Callable[[Notice], SQLModel],
) -> None:
    first = facts()
    with db.transaction(county) as session:
        session.add(more(session.exec(select(Notice)).one()))
    assert facts() != first


def test_what_happens_to_another_notice_does_not_count(
    facts: Callable[[], PageFacts | None], county: Engine
) -> None:
    first = facts()
    with db.transaction(county) as session:
        stage.begin(session, stage.CASES[1])
    assert facts() == first


def test_of_what_was_never_published_nothing_is_known(county: Engine) -> None:
    with db.transaction(county) as session:
        public_id = session.get_one(Notice, stage.begin(session).notice_id).public_id
    look = facts_reader(county)
    assert look(public_id) is None
    assert look("zzzzzz") is None


def test_a_database_that_is_away_is_left_to_the_application(
    county: Engine, public_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    look = facts_reader(county)
    monkeypatch.setattr(county, "raw_connection", away)
    assert look(public_id) is None


@pytest.mark.postgres
def test_it_is_asked_the_same_on_postgresql(empty_postgres: Engine) -> None:
    db.upgrade(empty_postgres)
    stage.lay(empty_postgres)
    look = facts_reader(empty_postgres)
    with db.transaction(empty_postgres) as session:
        notice = session.get_one(Notice, stage.begin(session).notice_id)
        notice.version, public_id = 1, notice.public_id
    first = look(public_id)
    assert first is not None
    assert (first.village_code, first) == (VILLAGE, look(public_id))
    with db.transaction(empty_postgres) as session:
        session.get_one(Notice, 1).drawn_at = AT
    assert look(public_id) != first
