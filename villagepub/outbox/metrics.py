"""How much there is of everything and what waits, for whoever watches the machine.

Counted once a minute by a worker: whoever asks reads a row.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, func, select

from villagepub import db, timers
from villagepub.models import Channel, Delivery, Draft, Notice
from villagepub.outbox.claims import MAY_GO
from villagepub.timers import Piece, Task, every_minute


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """Numbers by state, as of ``counted``. ``oldest``: since when the oldest delivery of a
    machine is due. Both in seconds since 1970, ``oldest`` None where nothing waits.

    What a person forwards to an ordinary group waits for that person and is not late.
    """

    notices: dict[str, int]
    drafts: dict[str, int]
    deliveries: dict[str, int]
    oldest: float | None
    counted: float


NOTHING: dict[str, Any] = asdict(
    Counts(notices={}, drafts={}, deliveries={}, oldest=None, counted=0.0)
)


def counts(session: Session) -> Counts:
    """As they were counted last, in one look; in 1970 where nobody has yet."""
    return Counts(**NOTHING | timers.last_result(session, TIMER.name))


def count(engine: Engine, _position: str, at: datetime) -> Piece:
    """Four queries, however much there is."""
    with db.reading(engine) as session:
        oldest = session.exec(
            select(func.min(Delivery.next_at))
            .join(Channel, col(Channel.id) == Delivery.channel_id)
            .where(*MAY_GO),
            params={"at": at},
        ).one()
        found = Counts(
            notices=_by(session, col(Notice.status)),
            drafts=_by(session, col(Draft.status)),
            deliveries=_by(session, col(Delivery.state)),
            oldest=oldest.timestamp() if oldest else None,
            counted=at.timestamp(),
        )
    return Piece(None, asdict(found))


TIMER = Task(name="count", turn_of=every_minute, do=count)


def _by(session: Session, column: Mapped[StrEnum]) -> dict[str, int]:
    rows = session.exec(select(column, func.count()).group_by(column))
    return {state.value: number for state, number in rows}
