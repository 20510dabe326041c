"""Which accepted deliveries are asked about now, within the day's questions."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import db
from villagepub.channels.registry import CHANNELS
from villagepub.delivery_attempts import Claimed
from villagepub.models import Delivery
from villagepub.outbox import quotas
from villagepub.outbox.claims import LEASE, READ, claimed
from villagepub.states import DeliveryState


def claim_polls(engine: Engine, *, at: datetime, limit: int = 20) -> Sequence[Claimed]:
    """Claim accepted deliveries whose result is due to be asked for. The next poll is
    put off in the same commit, so that two workers don't both ask.
    """
    due = (
        select(Delivery.id)
        .where(
            col(Delivery.state) == DeliveryState.ACCEPTED,
            col(Delivery.remote_id) != "",
            col(Delivery.next_at) <= at,
        )
        .order_by(col(Delivery.next_at), col(Delivery.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    put_off = (
        sa.update(Delivery)
        .where(col(Delivery.id).in_(due.scalar_subquery()))
        .values(next_at=at + LEASE, polled_at=at)
        .returning(*READ)
    )
    with db.transaction(engine) as session:
        found = claimed(session, session.connection().execute(put_off).all())
        found.sort(key=lambda one: one.app_id)
        return [one for one in found if _may_ask(session, one, at)]


def _may_ask(session: Session, one: Claimed, at: datetime) -> bool:
    """Where the day's questions are counted, put off when they are gone."""
    limit = CHANNELS[one.kind].poll_limit(one)
    if limit is None:
        return True
    room = quotas.take(session, limit, at)
    if not room.places:
        put_off = sa.update(Delivery).where(col(Delivery.id) == one.id)
        session.connection().execute(put_off.values(next_at=room.free))
    return bool(room.places)
