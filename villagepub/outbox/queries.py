"""What became of a notice at each of its channels, for the page of its staff."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from villagepub.channels.registry import BY_HAND
from villagepub.models import Channel, Delivery, Notice, OwnerAsk, Staff, copied
from villagepub.outbox.confirmations import may_answer
from villagepub.outbox.enqueue import WHILE_STOPPED
from villagepub.outbox.superseded import is_superseded
from villagepub.states import ChannelKind, DeliveryState


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryLine:
    id: int
    channel: str
    channel_id: int
    kind: ChannelKind
    keeper: str
    state: DeliveryState
    version: int
    about: str  # notice, correction, withdrawal
    part: str  # text, news, image-1, file …
    reason: str
    code: str
    is_superseded: bool  # corrected or withdrawn since
    next_at: datetime
    done_at: datetime | None
    confirmed_by: str
    is_in_use: bool  # the channel
    url: str  # where it stands, '' if nowhere that is known
    asks: tuple[OwnerAsk, ...]  # of a group's owner, the newest first

    @property
    def is_asked(self) -> bool:
        """Does a person have to say what became of it, or whether it goes?"""
        if self.code == WHILE_STOPPED and not self.is_in_use:
            return self.state is DeliveryState.FAILED
        return may_answer(self.state, self.code)

    @property
    def is_by_hand(self) -> bool:
        """Does a person bring it there?"""
        return self.kind in BY_HAND


def deliveries_of(session: Session, notice_id: int) -> tuple[DeliveryLine, ...]:
    """Everything that was or is to be brought to groups, the newest version first."""
    rows = session.exec(
        select(Delivery, Channel, Staff.name)
        .options(defer(cast(Any, Delivery.payload)))  # pictures and files are large
        .join(Channel, col(Channel.id) == Delivery.channel_id)
        .join(Staff, col(Staff.id) == Delivery.confirmed_by, isouter=True)
        .where(Delivery.notice_id == notice_id)
        .order_by(col(Delivery.version).desc(), col(Delivery.id))
    )
    asks, notice = _asks_of(session, notice_id), session.get_one(Notice, notice_id)
    return tuple(
        _line(notice, delivery, channel, name, asks) for delivery, channel, name in rows
    )


def _asks_of(session: Session, notice_id: int) -> Sequence[OwnerAsk]:
    return session.exec(
        select(OwnerAsk)
        .join(Delivery, col(Delivery.id) == OwnerAsk.delivery_id)
        .where(Delivery.notice_id == notice_id)
        .order_by(col(OwnerAsk.id).desc())
    ).all()


def _line(
    notice: Notice,
    delivery: Delivery,
    channel: Channel,
    name: str | None,
    asks: Sequence[OwnerAsk],
) -> DeliveryLine:
    return copied(
        DeliveryLine,
        delivery,
        channel=channel.name,
        kind=channel.kind,
        keeper=channel.keeper,
        about=delivery.kind,
        is_superseded=is_superseded(delivery, notice),
        confirmed_by=name or "",
        is_in_use=channel.is_active,
        url=_url(delivery),
        asks=tuple(ask for ask in asks if ask.delivery_id == delivery.id),
    )


def _url(delivery: Delivery) -> str:
    """A poll tells one address, a callback all."""
    remote = json.loads(delivery.remote)
    urls = remote.get("urls") or []
    return str(remote.get("url") or (urls[0] if urls else ""))


def address_of(session: Session, delivery: Delivery) -> str:
    """The public id of the notice that a delivery announces."""
    return session.get_one(Notice, delivery.notice_id).public_id
