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
StateReader = Callable[[str], State | None]
STATE: tuple[Mapped[Any], ...] = (
    col(Notice.version),
    col(Notice.status),
    col(Notice.withdrawn_at),
    col(Notice.names_gone_at),
    col(Notice.objection_until),
    col(Notice.drawn_at),
)


def state_reader(engine: Engine) -> StateReader:
    """A function from a public id to all that a page hangs on; None: ask the application."""
    ask, away = _question(engine), _away(engine)

    def look(public_id: str) -> State | None:
        try:
            connection = engine.raw_connection()
        except away:
            return None
        try:
            return ask(connection, public_id)
        except away:
            return None
        finally:
            connection.close()

    return look


def holding_reader(engine: Engine) -> StateReader:
    """The same for one thread that asks all the time: it keeps a connection, since to get
    one from the pool and give it back takes twice as long as to ask SQLite.
    """
    ask, away = _question(engine), _away(engine)
    held: list[Any] = []

    def look(public_id: str) -> State | None:
        try:
            if not held:
                held.append(engine.raw_connection())
                held[0].detach()  # the pool's others are for those who work
            return ask(held[0], public_id)
        except away:
            while held:
                held.pop().close()
            return None

    return look


def _question(engine: Engine) -> Callable[[Any, str], State | None]:
    """The statement is compiled once and runs on the driver's own cursor: this is the one
    question of every visit.
    """
    question = sa.select(*STATE).where(
        col(Notice.public_id) == sa.bindparam("public_id")
    )
    compiled = question.compile(engine)
    text = str(compiled)
    positional = compiled.positiontup is not None

    def ask(connection: Any, public_id: str) -> State | None:
        cursor = connection.cursor()
        cursor.execute(text, (public_id,) if positional else {"public_id": public_id})
        row = cursor.fetchone()
        cursor.close()
        return tuple(row) if row and row[0] else None

    return ask


def _away(engine: Engine) -> tuple[type[Exception], type[Exception]]:
    """What a database that is away says: the pool's own words, or the driver's."""
    return SQLAlchemyError, engine.dialect.loaded_dbapi.Error


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
