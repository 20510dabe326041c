"""An act: one transaction, one log, one order of locks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import AT, VILLAGE
from villagepub import audit, db
from villagepub.access import Action, Forbidden
from villagepub.act import acting
from villagepub.audit_actions import AuditAction
from villagepub.models import AuditEntry, Place, Staff

LOGINS = ("laotuo", "zhe")


def test_an_entry_says_who_what_where_and_what_about(county: Engine) -> None:
    with db.transaction(county) as session:
        staff = session.exec(select(Staff).where(Staff.login == "zhe")).one()
        doing = stage.act(session, "bai", AT)
        entry = doing.record(AuditAction.STAFF_RESET, staff, by="phone")
        assert (entry.actor_name, entry.action) == ("白玉兰", "staff.reset")
        assert (entry.subject, entry.place_code) == (f"staff:{staff.id}", VILLAGE)
        assert entry.data == {"login": "zhe", "by": "phone"}
        assert entry.at == AT


def test_the_system_may_do_everything_but_what_a_person_answers_for(
    county: Engine,
) -> None:
    with acting(county, at=AT) as act:
        act.allow(Action.REVIEW, VILLAGE)
        with pytest.raises(Forbidden, match="登录"):
            _ = act.person


def test_nothing_of_an_act_that_fails_stays(engine: Engine, at: datetime) -> None:
    with pytest.raises(RuntimeError), acting(engine, at=at) as act:
        act.record(AuditAction.SIGN_IN_REFUSED)
        raise RuntimeError("it failed")
    with db.reading(engine) as session:
        assert session.exec(select(AuditEntry)).all() == []


@pytest.fixture(params=["sqlite", "postgres"])
def shared(request: pytest.FixtureRequest) -> Engine:
    """Two rows to fight for, on each of the two databases."""
    name = "engine" if request.param == "sqlite" else "empty_postgres"
    engine: Engine = request.getfixturevalue(name)
    db.upgrade(engine)
    with db.transaction(engine) as session:
        for code in LOGINS:
            session.add(Place(code=code, name=code, short_name=code, full_name=code))
    return engine


def test_acts_that_lock_rows_in_opposite_order_both_end(
    shared: Engine, at: datetime
) -> None:
    gate = Barrier(2)

    def go(order: tuple[str, ...]) -> None:
        gate.wait()
        for _ in range(10):
            with acting(shared, at=at) as act:
                for code in order:
                    row = act.session.get_one(Place, code, with_for_update=True)
                    row.phone = f"{row.phone}1"
                    act.session.flush()
                    act.record(AuditAction.PLACES_IMPORT, "", code)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(go, (LOGINS, LOGINS[::-1])))
    with db.reading(shared) as session:
        assert [session.get_one(Place, code).phone for code in LOGINS] == ["1" * 20] * 2
        assert audit.first_broken(session) is None


def test_an_act_that_has_not_recorded_yet_holds_the_log(
    shared: Engine, at: datetime
) -> None:
    """Row first and log second against log first and row second is a deadlock."""
    gate = Barrier(2)

    def first_a_row() -> None:
        gate.wait()
        for _ in range(20):
            with acting(shared, at=at) as act:
                act.session.get_one(Place, LOGINS[0], with_for_update=True)
                act.record(AuditAction.PLACES_IMPORT)

    def first_an_entry() -> None:
        gate.wait()
        for _ in range(20):
            with acting(shared, at=at) as act:
                act.record(AuditAction.PLACES_IMPORT)
                act.session.get_one(Place, LOGINS[0], with_for_update=True)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(first_a_row), pool.submit(first_an_entry)]:
            done.result(timeout=60)
