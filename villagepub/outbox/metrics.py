"""How much there is of everything and what waits, for whoever watches the machine."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, func, select

from villagepub.models import Channel, Delivery, Draft, Notice
from villagepub.outbox.claims import MAY_GO


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """Numbers by state; ``late``: seconds that the oldest due delivery of a machine waits.

    What a person forwards to an ordinary group waits for that person and is not late.
    """

    notices: dict[str, int]
    drafts: dict[str, int]
    deliveries: dict[str, int]
    late: float


def counts(session: Session, *, at: datetime) -> Counts:
    """Four queries, however much there is."""
    oldest = session.exec(
        select(func.min(Delivery.next_at))
        .join(Channel, col(Channel.id) == Delivery.channel_id)
        .where(*MAY_GO),
        params={"at": at},
    ).one()
    return Counts(
        notices=_by(session, col(Notice.status)),
        drafts=_by(session, col(Draft.status)),
        deliveries=_by(session, col(Delivery.state)),
        late=(at - oldest).total_seconds() if oldest else 0.0,
    )


def _by(session: Session, column: Mapped[StrEnum]) -> dict[str, int]:
    rows = session.exec(select(column, func.count()).group_by(column))
    return {state.value: number for state, number in rows}
