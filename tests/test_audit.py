"""The audit log is a chain that shows every tampering."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from villagepub import audit, db
from villagepub.models import AuditEntry


def write(engine: Engine, at: datetime, count: int) -> None:
    for n in range(count):
        with db.transaction(engine) as session:
            audit.record(
                session,
                actor=None,
                action="test.step",
                at=at + timedelta(minutes=n),
                subject=f"notice:{n}",
                data={"n": n},
            )


def broken(engine: Engine) -> AuditEntry | None:
    with db.reading(engine) as session:
        return audit.first_broken(session)


def test_an_untouched_log_is_whole(engine: Engine, at: datetime) -> None:
    write(engine, at, 5)
    assert broken(engine) is None


def test_the_first_entry_hangs_on_nothing(engine: Engine, at: datetime) -> None:
    write(engine, at, 1)
    with db.reading(engine) as session:
        assert session.exec(select(AuditEntry.previous)).one() == audit.GENESIS


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE auditentry SET data = '{\"n\": 9}' WHERE id = 3",
        "UPDATE auditentry SET actor_name = '别人' WHERE id = 3",
        "UPDATE auditentry SET at = '2020-01-01 00:00:00' WHERE id = 3",
        "UPDATE auditentry SET previous = digest WHERE id = 3",
    ],
)
def test_a_changed_entry_is_named(engine: Engine, at: datetime, tampering: str) -> None:
    write(engine, at, 5)
    with engine.begin() as connection:
        connection.exec_driver_sql(tampering)
    entry = broken(engine)
    assert entry is not None
    assert entry.id == 3


def test_a_missing_entry_breaks_the_chain_at_the_next(
    engine: Engine, at: datetime
) -> None:
    write(engine, at, 5)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM auditentry WHERE id = 3")
    entry = broken(engine)
    assert entry is not None
    assert entry.id == 4


def test_an_entry_rolls_back_with_the_act_it_tells_of(
    engine: Engine, at: datetime
) -> None:
    with pytest.raises(RuntimeError), db.transaction(engine) as session:
        audit.record(session, actor=None, action="test.step", at=at)
        raise RuntimeError("the act failed")
    with db.reading(engine) as session:
        assert session.exec(select(col(AuditEntry.id))).all() == []
