"""What a crash left in SENDING: it may have been posted."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import db
from villagepub.models import Channel, Delivery
from villagepub.outbox.claims import (
    AGAIN,
    ASK,
    ASK_AFTER,
    ASKED,
    FILE,
    LOST,
    REMEMBERED,
    SUBMITTING,
)
from villagepub.states import ChannelKind, DeliveryState

HALFWAY = "做到一半断了，什么也没发出去，接着做。"
_FREE = {"lease_until": None, "lease_owner": ""}


def sweep(engine: Engine, *, at: datetime) -> int:
    """How many deliveries had lost their worker.

    Where the server tells a repetition it is sent again, with the same key and bytes,
    while the server still remembers; where the server can be asked what it has, it is
    asked; everything else becomes UNKNOWN, and a person is asked.
    """
    with db.transaction(engine) as session:
        count = 0
        for kind, window in REMEMBERED.items():
            count += _move(
                session, at, _of(kind), col(Delivery.first_sent_at) > at - window,
                state=DeliveryState.RETRY, reason=AGAIN, next_at=at, in_doubt=True,
            )  # fmt: skip
        # A draft that nobody submitted is seen by nobody, nor a file only uploaded.
        in_steps = sa.or_(_of(ChannelKind.ARTICLE), col(Delivery.part) == FILE)
        count += _move(
            session, at, in_steps,
            col(Delivery.remote).not_like(f'%"{SUBMITTING}"%'),
            state=DeliveryState.RETRY, reason=HALFWAY, next_at=at,
        )  # fmt: skip
        for kind in ASKED:
            count += _move(
                session, at, _of(kind), state=DeliveryState.RETRY, reason=ASK,
                next_at=at + ASK_AFTER, in_doubt=True,
            )  # fmt: skip
        lost = {"state": DeliveryState.UNKNOWN, "reason": LOST, "done_at": at}
        return count + _move(session, at, **lost)


def _of(kind: ChannelKind) -> Any:
    channels = select(Channel.id).where(Channel.kind == kind)
    return col(Delivery.channel_id).in_(channels)


def _move(
    session: Session, at: datetime, *which: sa.ColumnElement[bool], **values: object
) -> int:
    left = (
        col(Delivery.state) == DeliveryState.SENDING,
        col(Delivery.lease_until) < at,
    )
    change = sa.update(Delivery).where(*left, *which).values(**values, **_FREE)
    return int(session.connection().execute(change).rowcount)
