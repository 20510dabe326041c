"""Tries to get in that failed, counted in the database: the same for all processes.

What is kept of who tried is a keyed hash, for an hour.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import db
from villagepub.models import FailedTry
from villagepub.timers import Piece, Task, every_hour

KEPT = timedelta(hours=1)


def count(session: Session, digest: str, *, since: datetime, until: datetime) -> int:
    """``until``: now. What a clock that was wrong has written does not count."""
    return session.exec(
        select(sa.func.count())
        .select_from(FailedTry)
        .where(FailedTry.digest == digest, col(FailedTry.at).between(since, until))
    ).one()


def note(engine: Engine, digests: list[str], *, at: datetime) -> None:
    with db.transaction(engine) as session:
        session.add_all(FailedTry(digest=one, at=at) for one in digests)


def _forget(engine: Engine, _position: str, at: datetime) -> Piece:
    is_old = col(FailedTry.at) < at - KEPT
    is_wrong = col(FailedTry.at) > at + KEPT
    with db.transaction(engine) as session:
        session.connection().execute(
            sa.delete(FailedTry).where(sa.or_(is_old, is_wrong))
        )
    return Piece(None)


TIMER = Task(name="tries", turn_of=every_hour, do=_forget)
