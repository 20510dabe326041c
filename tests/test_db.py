"""Transactions: all or nothing, and writers wait for each other."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from tests.processes import Stopwatch
from villagepub import db
from villagepub.models import Number


def test_a_failed_transaction_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(RuntimeError), db.transaction(engine) as session:
        session.add(Number(village_code="610603102201", year=2026, mark="惠", last=1))
        session.flush()
        raise RuntimeError("half done")
    with db.reading(engine) as session:
        assert session.get(Number, ("610603102201", 2026, "惠")) is None


def count_up(engine: Engine) -> None:
    with db.transaction(engine) as session:
        row = session.get(Number, ("610603102201", 2026, "惠"), with_for_update=True)
        assert row is not None
        row.last += 1


def test_no_count_is_lost_among_four_writers(engine: Engine) -> None:
    with db.transaction(engine) as session:
        session.add(Number(village_code="610603102201", year=2026, mark="惠", last=0))
    with ThreadPoolExecutor(4) as pool:
        for _ in [pool.submit(count_up, engine) for _ in range(80)]:
            _.result()
    with db.reading(engine) as session:
        row = session.get(Number, ("610603102201", 2026, "惠"))
        assert row is not None
        assert row.last == 80


@pytest.fixture
def sqlite(engine: Engine) -> Engine:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's writers do not wait for one another")
    return engine


def test_what_no_waiting_mends_is_said_at_once(sqlite: Engine) -> None:
    watch = Stopwatch()
    with sqlite.connect().execution_options(write=True) as connection:
        connection.connection.cursor().execute("BEGIN")
        with pytest.raises(OperationalError, match="within a transaction"):
            connection.begin()
    assert watch.seconds < db.PATIENCE / 3


def test_who_waited_in_vain_waits_as_long_the_next_time(
    sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "PATIENCE", 0.2)
    with db.transaction(sqlite) as first:
        first.connection()
        with (
            pytest.raises(OperationalError, match="locked"),
            db.transaction(sqlite) as second,
        ):
            second.connection()
    patience = "PRAGMA busy_timeout"
    with sqlite.connect() as one, sqlite.connect() as other:  # both out of the pool
        found = [c.exec_driver_sql(patience).scalar() for c in (one, other)]
    assert found == [200, 200]


def test_foreign_keys_are_checked(engine: Engine) -> None:
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
