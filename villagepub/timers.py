"""What is done by the clock, piece by piece: once for all workers, and after any crash.

A timer is a row. Whoever claims it has its next piece under a lease and writes down how
far it came; between two pieces everybody may do something else, and the next piece is
whoever's claims it then.
"""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import clock, db
from villagepub.models import Timer, has_no_holder, latest_end

log = structlog.get_logger()
LEASE = timedelta(minutes=5)  # far longer than a piece takes


@dataclass(frozen=True, slots=True)
class Piece:
    """``position``: where the next one begins, None after the last; ``told``: kept."""

    position: str | None
    told: Mapping[str, Any] | None = None


Do = Callable[[Engine, str, datetime], Piece]


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """``turn_of``: which turn a moment belongs to, '' where nothing is to be done.
    ``do``: one piece, from a position ('' at the beginning); doing it twice is harmless.
    """

    name: str
    turn_of: Callable[[datetime], str]
    do: Do


def every_minute(at: datetime) -> str:
    return f"{clock.local(at):%Y-%m-%dT%H:%M}"


def every_hour(at: datetime) -> str:
    return f"{clock.local(at):%Y-%m-%dT%H}"


def every_day(at: datetime) -> str:
    return f"{clock.local(at):%Y-%m-%d}"


def work(engine: Engine, tasks: Sequence[Task], *, at: datetime) -> bool:
    """A piece of each task whose turn it is and that nobody has in hand; False if there
    was none.
    """
    return sum(_piece(engine, task, at) for task in tasks) > 0


def _piece(engine: Engine, task: Task, at: datetime) -> bool:
    turn, owner = task.turn_of(at), secrets.token_hex(8)
    position = _claim(engine, task.name, turn, owner, at) if turn else None
    if position is None:
        return False
    try:
        piece = task.do(engine, position, at)
    except Exception as error:  # tried again when its lease is over; others go on
        log.error("timer_failed", timer=task.name, kind=type(error).__name__)
        return False
    _note(engine, task.name, owner, piece)
    return True


IS_FREE = has_no_holder(
    col(Timer.lease_until), sa.bindparam("b_at"), sa.bindparam("b_longest")
)
_MAKE = sa.text(
    "INSERT INTO timer (name, turn, position, is_done, lease_owner, told)"
    " VALUES (:name, '', '', true, '', '{}') ON CONFLICT DO NOTHING"
)
_IS_SAME_TURN = col(Timer.turn) == sa.bindparam("b_turn")
_TAKE = (
    sa.update(Timer)
    .where(
        col(Timer.name) == sa.bindparam("b_name"),
        IS_FREE,
        sa.or_(~_IS_SAME_TURN, ~col(Timer.is_done)),
    )
    .values(
        turn=sa.bindparam("b_turn"),
        position=sa.case((_IS_SAME_TURN, Timer.position), else_=""),
        is_done=False,
        lease_owner=sa.bindparam("b_owner"),
        lease_until=sa.bindparam("b_until"),
    )
    .returning(col(Timer.position))
)


def _claim(
    engine: Engine, name: str, turn: str, owner: str, at: datetime
) -> str | None:
    """The position of the next piece; None if the turn is done or in other hands."""
    with db.reading(engine) as session:  # nearly always: done, and nobody has to write
        row = session.get(Timer, name)
        if row is not None and row.turn == turn and row.is_done:
            return None
    given = {
        "b_name": name,
        "b_turn": turn,
        "b_owner": owner,
        "b_at": at,
        "b_until": at + LEASE,
        "b_longest": latest_end(at, LEASE),
    }
    with db.transaction(engine) as session:
        if row is None:
            session.connection().execute(_MAKE, {"name": name})
        position: str | None = session.connection().execute(_TAKE, given).scalar()
    return position


def _note(engine: Engine, name: str, owner: str, piece: Piece) -> None:
    """How far it came; who has lost the lease says nothing."""
    is_done = piece.position is None
    values: dict[str, Any] = {"position": piece.position or "", "is_done": is_done}
    if piece.told is not None:
        values["told"] = json.dumps(piece.told)
    with db.transaction(engine) as session:
        session.connection().execute(
            sa.update(Timer)
            .where(col(Timer.name) == name, col(Timer.lease_owner) == owner)
            .values(lease_owner="", lease_until=None, **values)
        )


def last_result(session: Session, name: str) -> dict[str, Any]:
    """What a timer left behind last; {} before its first turn."""
    kept = session.exec(select(Timer.told).where(Timer.name == name)).first()
    found: dict[str, Any] = json.loads(kept or "{}")
    return found
