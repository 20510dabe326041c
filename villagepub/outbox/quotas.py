"""How often the vendor may be called, kept in the database and shared by all workers.

A place is taken before the call: whoever is killed in between has used it. Only what was
surely not begun gives it back. How often each kind may be called its own module says
(channels).
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub import clock
from villagepub.delivery_attempts import Limit
from villagepub.models import Quota

MAX_BLOCK = timedelta(days=1)  # until the next midnight, at most


@dataclass(frozen=True, slots=True)
class Room:
    """``places`` that were taken; ``free``: when there will be more, if that was not all."""

    places: int
    free: datetime


def take(session: Session, limit: Limit, at: datetime, wanted: int = 1) -> Room:
    """As many places as there are, up to ``wanted``.

    Locks the row until the caller's transaction ends: two workers never both take the
    last place.
    """
    used, blocked = _row(session, limit.key)
    if blocked is not None and at < blocked <= at + MAX_BLOCK:
        return Room(0, blocked)
    since = at - limit.span if limit.span else clock.start_of(clock.day(at))
    # What a clock that was wrong has counted would fill a minute for as long as it was.
    until = at + limit.span if limit.span else datetime.max.replace(tzinfo=UTC)
    counted = [m for m in used if since.timestamp() < m <= until.timestamp()]
    places = max(0, min(wanted, limit.most - len(counted)))
    if places:
        counted += [at.timestamp()] * places
        session.connection().execute(
            _USE, {"b_key": limit.key, "used": json.dumps(counted)}
        )
    return Room(places, _free(limit, counted, at))


def give_back(session: Session, limit: Limit, at: datetime, places: int) -> None:
    """Places taken ``at`` this moment for calls that nobody has begun."""
    used, _ = _row(session, limit.key)
    for _ in range(min(places, used.count(at.timestamp()))):
        used.remove(at.timestamp())
    session.connection().execute(_USE, {"b_key": limit.key, "used": json.dumps(used)})


def block(session: Session, limit: Limit, until: datetime) -> None:
    """The server has said that it is enough: nobody calls before ``until``."""
    _row(session, limit.key)
    session.connection().execute(_BLOCK, {"b_key": limit.key, "blocked_until": until})


def _free(limit: Limit, counted: list[float], at: datetime) -> datetime:
    if limit.span is None:
        return clock.start_of(clock.day(at) + timedelta(days=1))
    oldest = sorted(counted)[max(0, len(counted) - limit.most)]
    return at + timedelta(seconds=oldest - at.timestamp()) + limit.span


# Built once: building them again would cost more than running them.
_FIND = (
    select(Quota.used, Quota.blocked_until)
    .where(col(Quota.key) == sa.bindparam("key"))
    .with_for_update()
)
_OF_KEY = sa.update(Quota).where(col(Quota.key) == sa.bindparam("b_key"))
_USE = _OF_KEY.values(used=sa.bindparam("used"))
_BLOCK = _OF_KEY.values(blocked_until=sa.bindparam("blocked_until"))
# Two workers may both be the first: the second one's row is no error.
_MAKE = sa.text(
    "INSERT INTO quota (key, used) VALUES (:key, '[]') ON CONFLICT DO NOTHING"
)


def _row(session: Session, key: str) -> tuple[list[float], datetime | None]:
    connection = session.connection()
    row = connection.execute(_FIND, {"key": key}).first()
    if row is None:
        connection.execute(_MAKE, {"key": key})
        row = connection.execute(_FIND, {"key": key}).one()
    return json.loads(row.used), row.blocked_until
