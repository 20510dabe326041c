"""What the vendor reports of an accepted delivery, by callback or in answer to a poll.

Reports may come twice, late, or in any order and leave the row the same. A delivery
that has ended is changed by one thing only: it was taken down afterwards.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlmodel import Session, col, select

from villagepub.channels.registry import CHANNELS
from villagepub.delivery_attempts import PollResult
from villagepub.models import Channel, Delivery
from villagepub.states import ChannelKind, DeliveryState

log = structlog.get_logger()

MAY_END = (DeliveryState.ACCEPTED, DeliveryState.UNKNOWN, DeliveryState.SENDING)
MAY_BE_TAKEN_DOWN = (DeliveryState.CONFIRMED, DeliveryState.PARTIAL)


def record_callback(
    session: Session,
    *,
    account_id: int,
    event: str,
    data: Mapping[str, Any],
    at: datetime,
) -> bool:
    """Record a finished job in the caller's transaction; False if nothing changed.

    A job whose number no delivery has yet is left to the poll: a callback may arrive
    before the answer to the call that began the job.
    """
    for kind in CHANNELS.values():
        if kind.callback is None or kind.callback.event != event:
            continue
        number, told = kind.callback.read(data)
        if not number or told is None:
            return False
        # Some accounts hear of a publication by the other event: both are looked for.
        others = [k.kind for k in CHANNELS.values() if k.callback and k is not kind]
        delivery = find_by_remote_id(
            session,
            account_id=account_id,
            remote_id=number,
            kinds=(kind.kind, *others),
        )
        if delivery is not None:
            return record_result(session, delivery, told, at=at)
        log.info("job_of_nobody", job=event, account=account_id)
    return False


def find_by_remote_id(
    session: Session,
    *,
    account_id: int,
    remote_id: str,
    kinds: Sequence[ChannelKind],
) -> Delivery | None:
    """The delivery that the vendor calls so, of the first kind that has one; locked."""
    rows = session.exec(
        select(Delivery, Channel.kind)
        .join(Channel, col(Channel.id) == Delivery.channel_id)
        .where(
            Delivery.remote_id == remote_id,
            Channel.account_id == account_id,
            col(Channel.kind).in_(kinds),
        )
        .order_by(col(Delivery.id).desc())
        .with_for_update(of=Delivery)
    ).all()
    by_kind = {kind: delivery for delivery, kind in reversed(rows)}
    return next((by_kind[kind] for kind in kinds if kind in by_kind), None)


def record_result(
    session: Session, delivery: Delivery, told: PollResult, *, at: datetime
) -> bool:
    """Record the vendor's result for a delivery; False if it changes nothing."""
    undone = told.is_taken_down and delivery.state in MAY_BE_TAKEN_DOWN
    if delivery.state not in MAY_END and not undone:
        return False
    delivery.state = told.state
    delivery.code = told.code
    delivery.reason = told.reason
    delivery.remote = json.dumps(
        {**json.loads(delivery.remote), **told.remote}, ensure_ascii=False
    )
    delivery.done_at = at
    delivery.lease_until, delivery.lease_owner = None, ""
    session.flush()
    return True
