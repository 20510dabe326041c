"""Deliveries left in SENDING by a worker that died: they may have been posted."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import db
from villagepub.channels.kind import Kind
from villagepub.channels.registry import BY_HAND, CHANNELS
from villagepub.delivery_attempts import SUBMITTING
from villagepub.models import (
    MAX_AHEAD,
    WAITING_DELIVERIES,
    Channel,
    Delivery,
    has_no_holder,
    latest_end,
)
from villagepub.outbox.backlog import resume, retire_stale
from villagepub.outbox.claims import LEASE
from villagepub.outbox.superseded import retire
from villagepub.states import DeliveryState
from villagepub.wechat.retry_policy import ASK_AFTER, Doubt

AGAIN = "发到一半断了，再发一次，微信认得出是同一条。"
ASK = "发到一半断了，过两分钟到微信查一查，再说。"
LOST = "发到一半断了，不知道发出去没有。请到群里看一眼。"
HALFWAY = "做到一半断了，什么也没发出去，接着做。"
RESTORED = "从备份恢复的，备份以后发出去没有，这里不知道。请到群里看一眼。"


def sweep(engine: Engine, *, at: datetime) -> int:
    """Settle deliveries whose worker died; returns how many there were.

    If the vendor recognises a repeated message and still remembers it, it is sent again
    with the same key and bytes; if the vendor can be asked, it is looked up; otherwise
    it becomes UNKNOWN and a person is asked. What was corrected or withdrawn meanwhile
    is not sent.
    """
    lost = (
        select(Delivery, Channel)
        .join(Channel, col(Channel.id) == Delivery.channel_id)
        .where(
            col(Delivery.state) == DeliveryState.SENDING,
            has_no_holder(col(Delivery.lease_until), at, latest_end(at, LEASE)),
        )
        .order_by(col(Delivery.id))
        .with_for_update(skip_locked=True, of=Delivery)
    )
    with db.transaction(engine) as session:
        rows = session.exec(lost).all()
        for delivery, channel in rows:
            for field, value in _after(delivery, CHANNELS[channel.kind], at).items():
                setattr(delivery, field, value)
            delivery.lease_until, delivery.lease_owner = None, ""
        session.flush()
        retire(session, at=at)
        _set_right(session, at)
        resume(session, at=at)
        retire_stale(session, at=at)
        return len(rows)


def doubt_restored(session: Session, *, at: datetime) -> int:
    """What waited when a backup was made may have gone out since, and is asked about; what
    was for staff goes no more. Returns how many there were for groups.
    """
    by_machine = select(Channel.id).where(col(Channel.kind).not_in(BY_HAND))
    waited = sa.update(Delivery).where(
        col(Delivery.channel_id).in_(by_machine),
        col(Delivery.state).in_((*WAITING_DELIVERIES, DeliveryState.SENDING)),
    )
    ended = {"done_at": at, "lease_until": None, "lease_owner": ""}
    is_notice = col(Delivery.notice_id).is_not(None)
    connection = session.connection()
    connection.execute(
        waited.where(~is_notice).values(state=DeliveryState.CANCELLED, **ended)
    )
    asked = waited.where(is_notice).values(
        state=DeliveryState.UNKNOWN, reason=RESTORED, code="", **ended
    )
    return int(connection.execute(asked).rowcount)


def _set_right(session: Session, at: datetime) -> None:
    """Bring back rows dated in the future by a clock that was ahead; they would wait as
    long.
    """
    ahead = at + MAX_AHEAD
    session.connection().execute(
        sa.update(Delivery)
        .where(
            col(Delivery.state).in_(WAITING_DELIVERIES),
            col(Delivery.next_at) > ahead,
            sa.or_(col(Delivery.created_at) > ahead, col(Delivery.tried_at) > ahead),
        )
        .values(
            next_at=at,
            created_at=sa.case(
                (col(Delivery.created_at) > ahead, at), else_=Delivery.created_at
            ),
        )
    )


def _after(delivery: Delivery, kind: Kind, at: datetime) -> dict[str, Any]:
    """The new values of one such delivery; ``next_at``: when it is looked up or sent
    again.
    """
    retry = {"state": DeliveryState.RETRY, "next_at": at}
    if not _may_be_posted(delivery, kind.stepwise):
        return retry | {"reason": HALFWAY}
    first = delivery.first_sent_at
    if kind.remembers and first and first > at - kind.remembers:
        return retry | {"reason": AGAIN, "in_doubt": True}
    if kind.vendor.doubt is Doubt.LOOK_UP:
        later = {"next_at": at + ASK_AFTER, "in_doubt": True}
        return retry | {"reason": ASK} | later
    return {"state": DeliveryState.UNKNOWN, "reason": LOST, "done_at": at}


def _may_be_posted(delivery: Delivery, stepwise: frozenset[str]) -> bool:
    """Not before its last step: nobody sees a draft that was not submitted or an
    uploaded file.
    """
    part = delivery.part.partition("-")[0]
    return part not in stepwise or SUBMITTING in json.loads(delivery.remote or "{}")
