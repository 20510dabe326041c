"""What waits at a group's owner: asked for once more, or taken back.

The platform counts reminders, three a day for each message, so an ask is written down
before its call and never repeated by itself.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import db
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.channels.registry import CHANNELS
from villagepub.delivery_attempts import Ask
from villagepub.errors import UserError
from villagepub.models import Account, Channel, Delivery, OwnerAsk
from villagepub.outbox.claims import LEASE
from villagepub.outbox.confirmations import allowed, log_step
from villagepub.states import DeliveryState, OwnerAct

MAX_AT_ONCE = 20  # asks of a round
PER_DAY = 3  # reminders in 24 hours (docs/wechat.md)


LOGGED = {
    OwnerAct.REMIND: AuditAction.DELIVERY_REMIND,
    OwnerAct.CANCEL: AuditAction.DELIVERY_CANCEL,
}


def ask_owner(act: Act, *, delivery_id: int, what: OwnerAct) -> OwnerAsk:
    """Ask once more, or take the message back; the worker makes the call.

    Raises UserError, and Forbidden as every verb does.
    """
    delivery = allowed(act, delivery_id)
    channel = act.session.get_one(Channel, delivery.channel_id)
    waits = delivery.state is DeliveryState.ACCEPTED and delivery.remote_id
    if not CHANNELS[channel.kind].has_owner or not waits:
        raise UserError("群主那里已经没有等着点的了，刷新一下再看。")
    if _is_taken_back(act.session, delivery_id):
        raise UserError("已经叫停了，等一会儿再看。")
    if (
        what is OwnerAct.REMIND
        and reminders(act.session, delivery_id, act.at) >= PER_DAY
    ):
        raise UserError("一天最多催三次，今天的催完了。给群主打个电话吧。")
    log_step(act, LOGGED[what], delivery)
    return _write(act.session, delivery_id, what, act.person.id, act.at)


def _write(
    session: Session,
    delivery_id: int,
    act: OwnerAct,
    staff_id: int | None,
    at: datetime,
) -> OwnerAsk:
    row = OwnerAsk(delivery_id=delivery_id, act=act, asked_by=staff_id, asked_at=at)
    session.add(row)
    session.flush()
    return row


def _is_taken_back(session: Session, delivery_id: int) -> bool:
    """Asked for, and not refused by the platform."""
    found = session.exec(
        select(OwnerAsk.id).where(
            OwnerAsk.delivery_id == delivery_id,
            OwnerAsk.act == OwnerAct.CANCEL,
            OwnerAsk.reason == "",
        )
    )
    return found.first() is not None


def reminders(session: Session, delivery_id: int, at: datetime) -> int:
    """How often the owner was reminded in the last 24 hours."""
    return session.exec(
        select(sa.func.count())
        .select_from(OwnerAsk)
        .where(
            OwnerAsk.delivery_id == delivery_id,
            OwnerAsk.act == OwnerAct.REMIND,
            col(OwnerAsk.asked_at) > at - timedelta(days=1),
        )
    ).one()


def claim_asks(engine: Engine, *, at: datetime) -> Sequence[Ask]:
    """Asks that nobody has made yet, marked as made in the same commit. What was to be
    taken back and whose call was cut short is asked for again: that is not counted.
    """
    take = (
        sa.update(OwnerAsk)
        .where(col(OwnerAsk.id).in_(_due(at).scalar_subquery()))
        .values(tried_at=at)
        .returning(col(OwnerAsk.id))
    )
    with db.transaction(engine) as session:
        ids = [row.id for row in session.connection().execute(take)]
        rows = session.exec(
            select(OwnerAsk, Delivery, Account)
            .join(Delivery, col(Delivery.id) == OwnerAsk.delivery_id)
            .join(Channel, col(Channel.id) == Delivery.channel_id)
            .join(Account, col(Account.id) == Channel.account_id, isouter=True)
            .where(col(OwnerAsk.id).in_(ids))
            .order_by(col(OwnerAsk.id))
        ).all()
    return [
        Ask(
            id=ask.id,
            act=ask.act,
            delivery_id=ask.delivery_id,
            remote_id=delivery.remote_id,
            owner=str(json.loads(delivery.remote).get("owner", "")),
            account=account,
        )
        for ask, delivery, account in rows
    ]


def _due(at: datetime) -> Any:
    cut_short = sa.and_(
        col(OwnerAsk.act) == OwnerAct.CANCEL,
        col(OwnerAsk.done_at).is_(None),
        col(OwnerAsk.tried_at) < at - LEASE,
    )
    return (
        select(OwnerAsk.id)
        .where(sa.or_(col(OwnerAsk.tried_at).is_(None), cut_short))
        .order_by(col(OwnerAsk.id))
        .limit(MAX_AT_ONCE)
        .with_for_update(skip_locked=True)
    )


def end_ask(
    engine: Engine, ask: Ask, *, state: DeliveryState | None, reason: str, at: datetime
) -> None:
    """What came of an ask. ``state``: what it makes of the delivery, None: nothing."""
    with db.transaction(engine) as session:
        row = session.get_one(OwnerAsk, ask.id)
        row.done_at, row.reason = at, reason
        if state is None:
            return
        session.connection().execute(
            sa.update(Delivery)
            .where(
                col(Delivery.id) == ask.delivery_id,
                col(Delivery.state) == DeliveryState.ACCEPTED,
            )
            .values(state=state, reason=reason, done_at=at)
        )
