"""Deliveries that piled up while a channel was stopped or the vendor out of reach.

Withdrawals go first, then corrections, then the newest notice. A notice that waited for
more than a day is asked about before it goes; a correction or withdrawal is never too
old.
"""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub.channels.announcement import CORRECTION, WITHDRAWAL
from villagepub.channels.registry import BY_HAND, FOR_STAFF, at_server_of
from villagepub.delivery_attempts import Claimed
from villagepub.models import WAITING_DELIVERIES, Channel, Delivery
from villagepub.outbox.enqueue import STALE, WHILE_STOPPED
from villagepub.outbox.resend import resend
from villagepub.outbox.superseded import IS_SUPERSEDED
from villagepub.states import DeliveryState

# of a notice that nobody has got yet, and that goes by itself
MAX_AGE = timedelta(days=1)
LATE = "等了一天多没有发出去。还要不要发，要人说一声。"
GONE_BY = "隔了一天，不发了：网页上都看得到。"
MENDS = (WITHDRAWAL, CORRECTION)
_RANKS = {about: rank for rank, about in enumerate(MENDS)}
ORDER = (
    sa.case(_RANKS, value=col(Delivery.kind), else_=len(MENDS)),
    col(Delivery.created_at).desc(),
    col(Delivery.id),
)


def place_of(row: Any) -> tuple[int, float, int]:
    """The key that sorts loaded rows as ``ORDER`` does."""
    rank = _RANKS.get(row.kind, len(MENDS))
    return rank, -row.created_at.timestamp(), row.id


def retire_stale(session: Session, *, at: datetime) -> None:
    """Notices that waited for a day are asked about; staff who were not told in a day have
    the page.
    """
    old = col(Delivery.created_at) < at - MAX_AGE
    waits = (
        col(Delivery.state).in_(WAITING_DELIVERIES),
        col(Delivery.next_at) <= at,
        old,
        ~col(Delivery.in_doubt),
        col(Delivery.kind).not_in(MENDS),
        col(Delivery.lease_owner) == "",
        col(Delivery.confirmed_by).is_(None),  # else a person has said that it goes
    )
    for_staff = col(Channel.kind).in_(FOR_STAFF)
    by_machine = col(Channel.kind).not_in((*BY_HAND, *FOR_STAFF))
    failed = {"state": DeliveryState.FAILED, "reason": LATE, "code": STALE}
    ended = {"state": DeliveryState.CANCELLED, "reason": GONE_BY}
    for whose, values in ((by_machine, failed), (for_staff, ended)):
        which = (
            select(Delivery.id)
            .join(Channel, col(Channel.id) == Delivery.channel_id)
            .where(*waits, whose, col(Channel.is_active))
            .with_for_update(skip_locked=True, of=Delivery)
        )
        session.connection().execute(
            sa.update(Delivery)
            .where(col(Delivery.id).in_(which.scalar_subquery()))
            .values(done_at=at, **values)
        )


def resume(session: Session, *, at: datetime) -> int:
    """What failed because its channel was stopped, and the channel is not any more, goes
    as if it had never been tried; how many. What is too old by then is asked about.
    """
    rows = session.exec(
        select(Delivery)
        .join(Channel, col(Channel.id) == Delivery.channel_id)
        .where(
            col(Delivery.state) == DeliveryState.FAILED,
            Delivery.code == WHILE_STOPPED,
            col(Channel.is_active),
            col(Channel.kind).not_in(BY_HAND),
            ~IS_SUPERSEDED,
        )
        .with_for_update(skip_locked=True, of=Delivery)
    ).all()
    for delivery in rows:
        resend(session, delivery)
        delivery.next_at, delivery.done_at = at, None
        delivery.reason = delivery.code = ""
    session.flush()
    return len(rows)


def put_off(session: Session, one: Claimed, *, until: datetime) -> None:
    """The vendor is out of reach: what else waits for it is not tried before ``until``
    either.
    """
    others = (
        select(Delivery.id)
        .join(Channel, col(Channel.id) == Delivery.channel_id)
        .where(
            col(Channel.kind).in_(at_server_of(one.kind)),
            col(Channel.kind).not_in(BY_HAND),
            col(Delivery.state).in_(WAITING_DELIVERIES),
            col(Delivery.next_at) < until,
            col(Delivery.lease_owner) == "",
        )
        .with_for_update(skip_locked=True, of=Delivery)
    )
    session.connection().execute(
        sa.update(Delivery)
        .where(col(Delivery.id).in_(others.scalar_subquery()))
        .values(next_at=until)
    )
