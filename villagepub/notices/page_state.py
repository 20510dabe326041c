"""Has anything happened to a published notice? One look at its row, without the ORM."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped
from sqlmodel import col

from villagepub.models import Notice

State = tuple[Any, ...]  # equal states: the page is the same
STATE: tuple[Mapped[Any], ...] = (
    col(Notice.version),
    col(Notice.status),
    col(Notice.withdrawn_at),
    col(Notice.names_gone_at),
    col(Notice.objection_until),
    col(Notice.drawn_at),
)


def state_reader(engine: Engine) -> Callable[[str], State | None]:
    """A function from a public id to all that a page hangs on; None: ask the application.

    The statement is compiled once and runs on the driver's own cursor: this is the one
    question of every visit.
    """
    question = sa.select(*STATE).where(
        col(Notice.public_id) == sa.bindparam("public_id")
    )
    compiled = question.compile(engine)
    text = str(compiled)
    positional = compiled.positiontup is not None
    away = (SQLAlchemyError, engine.dialect.loaded_dbapi.Error)

    def look(public_id: str) -> State | None:
        values: Any = (public_id,) if positional else {"public_id": public_id}
        try:
            connection = engine.raw_connection()
        except away:  # the driver's own words, or the pool's
            return None
        try:
            cursor = connection.cursor()
            cursor.execute(text, values)
            row = cursor.fetchone()
            cursor.close()
        except away:
            return None
        finally:
            connection.close()
        return tuple(row) if row and row[0] else None

    return look


def states_of(engine: Engine, public_ids: Sequence[str]) -> dict[str, State]:
    """The same of several notices with one question; empty if nobody answers."""
    question = sa.select(col(Notice.public_id), *STATE).where(
        col(Notice.public_id).in_(public_ids), col(Notice.version) > 0
    )
    try:
        with engine.connect() as connection:
            return {row[0]: tuple(row[1:]) for row in connection.execute(question)}
    except SQLAlchemyError:
        return {}
