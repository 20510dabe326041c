"""The vendor's side: what became of a thing that was taken, told by callback or by poll.

Both may come twice, late, or in any order; the row ends the same. What was already told
is not told again, and only being taken down undoes an arrival.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from villagepub.models import Channel, Delivery
from villagepub.states import ChannelKind, DeliveryState

OPEN = (DeliveryState.ACCEPTED, DeliveryState.UNKNOWN, DeliveryState.SENDING)
ARRIVED = (DeliveryState.CONFIRMED, DeliveryState.PARTIAL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """``state``: CONFIRMED, PARTIAL or FAILED. ``remote`` joins the delivery's own.

    ``is_taken_down``: it had arrived, and was deleted or banned afterwards.
    """

    state: DeliveryState
    code: str = ""
    reason: str = ""
    is_taken_down: bool = False
    remote: Mapping[str, Any] = field(default_factory=dict)


def find(
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


def finish(session: Session, delivery: Delivery, told: Told, *, at: datetime) -> bool:
    """Write down what was told; False if it changes nothing."""
    undone = told.is_taken_down and delivery.state in ARRIVED
    if delivery.state not in OPEN and not undone:
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
