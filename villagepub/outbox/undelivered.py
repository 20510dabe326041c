"""What did not arrive, of all villages of a place: for the office that looks after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub.channels.registry import BY_HAND, FOR_STAFF
from villagepub.models import Channel, Delivery, Notice, Place, at_or_below
from villagepub.outbox.superseded import IS_SUPERSEDED
from villagepub.states import DeliveryState

PAGE = 50  # lines


@dataclass(frozen=True, slots=True)
class UndeliveredLine:
    """One notice at one channel. ``reason``: in words, and what to do."""

    village: str
    title: str
    public_id: str
    channel: str
    about: str  # notice, correction, withdrawal
    state: DeliveryState
    reason: str
    at: datetime


def count(session: Session, place_code: str) -> int:
    """How many messages failed or are in doubt, and wait for somebody."""
    asked = _of_place(sa.select(sa.func.count()), place_code)
    return int(session.execute(asked).scalar_one())


def lines(
    session: Session, place_code: str, *, offset: int = 0
) -> Sequence[UndeliveredLine]:
    """A page; withdrawals and corrections first, then the newest."""
    asked = sa.select(
        col(Place.short_name),
        col(Notice.title),
        col(Notice.public_id),
        col(Channel.name),
        col(Delivery.kind),
        col(Delivery.state),
        col(Delivery.reason),
        sa.func.coalesce(Delivery.tried_at, Delivery.created_at),
    )
    mends = sa.case((col(Delivery.kind) == "notice", 1), else_=0)
    rows = session.execute(
        _of_place(asked, place_code)
        .join(Place, col(Place.code) == Notice.village_code)
        .order_by(mends, col(Delivery.id).desc())
        .offset(offset)
        .limit(PAGE)
    )
    return [UndeliveredLine(*row) for row in rows]


def broken(session: Session, place_code: str) -> Sequence[Channel]:
    """Channels of a place and of what lies in it that the program has stopped."""
    return session.exec(
        select(Channel)
        .where(at_or_below(Channel.place_code, place_code), Channel.fault != "")
        .order_by(col(Channel.place_code), col(Channel.id))
    ).all()


def _of_place(asked: Any, place_code: str) -> Any:
    """Of an earlier version only what is in doubt: it may have gone out."""
    is_open = sa.or_(
        sa.and_(col(Delivery.state) == DeliveryState.FAILED, ~IS_SUPERSEDED),
        col(Delivery.state) == DeliveryState.UNKNOWN,
    )
    return (
        asked.select_from(Delivery)
        .join(Notice, col(Notice.id) == Delivery.notice_id)
        .join(Channel, col(Channel.id) == Delivery.channel_id)
        .where(
            at_or_below(Notice.village_code, place_code),
            is_open,
            col(Channel.kind).not_in((*BY_HAND, *FOR_STAFF)),
        )
    )
