"""Deliveries are written with the notice, and taken out of the queue with it."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub.models import Channel, Delivery
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


def enqueue(
    session: Session,
    *,
    notice_id: int,
    version: int,
    channel: Channel,
    payload: str,
    kind: str,
    at: datetime,
    part: str = "text",
    state: DeliveryState = DeliveryState.PENDING,
    reason: str = "",
) -> Delivery | None:
    """Write a delivery in the caller's transaction; None if it is there already.

    ``state`` FAILED with a ``reason``: where it should go and no program can bring it.
    """
    part = part if kind != "withdrawal" else f"{part}-withdrawal"
    there = select(Delivery.id).where(
        Delivery.notice_id == notice_id,
        Delivery.version == version,
        Delivery.channel_id == channel.id,
        Delivery.part == part,
    )
    if session.exec(there).first() is not None:
        return None
    delivery = Delivery(
        notice_id=notice_id,
        version=version,
        channel_id=channel.id or 0,
        part=part,
        kind=kind,
        payload=payload,
        state=state,
        reason=reason,
        next_at=at,
        created_at=at,
    )
    session.add(delivery)
    return delivery


def reached(session: Session, notice_id: int) -> list[Channel]:
    """The channels that a notice went to, or may have gone to, in use or not."""
    ids = select(Delivery.channel_id).where(
        Delivery.notice_id == notice_id, col(Delivery.state).in_(REACHED)
    )
    return list(
        session.exec(
            select(Channel).where(col(Channel.id).in_(ids)).order_by(col(Channel.id))
        )
    )


MAY_BE_THERE = "发到一半改了，不知道先前那条发出去没有。请到群里看一眼。"


def cancel_waiting(session: Session, *, notice_id: int, at: datetime) -> None:
    """Nothing of a withdrawn or corrected notice that still waits is sent any more;
    what an earlier call may have posted is asked about.
    """
    waiting = (
        col(Delivery.notice_id) == notice_id,
        col(Delivery.state).in_((DeliveryState.PENDING, DeliveryState.RETRY)),
    )
    doubtful = {"state": DeliveryState.UNKNOWN, "reason": MAY_BE_THERE}
    for which, values in (
        ((*waiting, col(Delivery.in_doubt)), doubtful),
        (waiting, {"state": DeliveryState.CANCELLED}),
    ):
        session.connection().execute(
            sa.update(Delivery).where(*which).values(done_at=at, **values)
        )
