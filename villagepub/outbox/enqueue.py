"""Writes deliveries in the transaction that publishes, and tells where a notice has
gone.
"""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub.channels.announcement import WITHDRAWAL, MessagePart
from villagepub.models import Channel, Delivery, Notice
from villagepub.states import DeliveryState

# Somebody has it, will have it once an owner taps, or may have it.
REACHED = (
    DeliveryState.SENDING,
    DeliveryState.SENT,
    DeliveryState.ACCEPTED,
    DeliveryState.CONFIRMED,
    DeliveryState.PARTIAL,
    DeliveryState.UNKNOWN,
)


WHILE_STOPPED = "stopped"  # a code: nothing goes to its channel, nothing else is wrong
STALE = "stale"  # another: it waited too long to go without being asked about


class Beginning(NamedTuple):
    """The state in which a delivery is written, and why.

    FAILED with a ``reason``: where it should go and no program can bring it; CANCELLED
    with the ``code`` WHILE_STOPPED: the channel was stopped by a person, and it is
    offered once the channel is back.
    """

    state: DeliveryState = DeliveryState.PENDING
    reason: str = ""
    code: str = ""


WAITING = Beginning()


def enqueue(
    session: Session,
    notice: Notice,
    channel: Channel,
    part: MessagePart,
    *,
    about: str,
    at: datetime,
    beginning: Beginning = WAITING,
) -> Delivery | None:
    """Write a delivery in the caller's transaction; None if it is there already."""
    # The news of a withdrawal has the version that it withdraws: its part is another.
    name = part.name if about != WITHDRAWAL else f"{part.name}-withdrawal"
    is_there = select(Delivery.id).where(
        Delivery.notice_id == notice.id,
        Delivery.version == notice.version,
        Delivery.channel_id == channel.id,
        Delivery.part == name,
    )
    if session.exec(is_there).first() is not None:
        return None
    delivery = Delivery(
        notice_id=notice.id,
        version=notice.version,
        channel_id=channel.id,
        part=name,
        kind=about,
        payload=part.payload,
        state=beginning.state,
        reason=beginning.reason,
        code=beginning.code,
        next_at=at,
        created_at=at,
    )
    session.add(delivery)
    return delivery


def reached(session: Session, notice_id: int) -> list[Channel]:
    """The channels that a notice went to, or may have gone to, in use or not."""
    ids = select(Delivery.channel_id).where(
        Delivery.notice_id == notice_id,
        sa.or_(col(Delivery.state).in_(REACHED), col(Delivery.in_doubt)),
    )
    return list(
        session.exec(
            select(Channel).where(col(Channel.id).in_(ids)).order_by(col(Channel.id))
        )
    )
