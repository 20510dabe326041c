"""Transactions: all or nothing, and writers wait for each other."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.engine import Engine

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


def test_foreign_keys_are_checked(engine: Engine) -> None:
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
