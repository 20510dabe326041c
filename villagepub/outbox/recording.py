"""What became of a try or a poll, written down under the lease that allowed it."""

import json
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from villagepub import audit, clock, db
from villagepub.models import Channel, Delivery
from villagepub.outbox.claiming import Claimed, Outcome
from villagepub.words import DeliveryState


def record(
    engine: Engine, claimed: Claimed, outcome: Outcome, *, owner: str, at: datetime
) -> bool:
    """Write down what became of it; False if the lease was lost meanwhile."""
    with db.transaction(engine) as session:
        done = session.connection().execute(
            sa.update(Delivery)
            .where(
                col(Delivery.id) == claimed.id,
                col(Delivery.state) == DeliveryState.SENDING,
                col(Delivery.lease_owner) == owner,
            )
            .values(
                state=outcome.state,
                code=outcome.code,
                reason=outcome.reason,
                tried_at=at if outcome.is_call else Delivery.tried_at,
                next_at=_next(outcome, at),
                done_at=None if outcome.state in OPEN else at,
                lease_until=None,
                lease_owner="",
                **_remote(outcome, claimed),
            )
        )
        if outcome.fault:
            _switch_off(session, claimed.channel_id, outcome.fault, at)
        return bool(done.rowcount)


def record_poll(
    engine: Engine, claimed: Claimed, outcome: Outcome, *, at: datetime
) -> None:
    """What a poll or a callback told of an accepted delivery; whoever comes first ends it."""
    values = _remote(outcome, claimed, polls=claimed.polls + 1)
    with db.transaction(engine) as session:
        session.connection().execute(
            sa.update(Delivery)
            .where(
                col(Delivery.id) == claimed.id,
                col(Delivery.state) == DeliveryState.ACCEPTED,
            )
            .values(
                state=outcome.state,
                code=outcome.code,
                reason=outcome.reason,
                next_at=_next(outcome, at),
                done_at=None if outcome.state in OPEN else at,
                **values,
            )
        )


OPEN = (DeliveryState.RETRY, DeliveryState.ACCEPTED)


def _next(outcome: Outcome, at: datetime) -> datetime:
    if outcome.until_midnight:
        tomorrow = clock.day(at) + timedelta(days=1)
        return clock.start_of(tomorrow)
    return at + timedelta(seconds=outcome.wait)


def _remote(outcome: Outcome, claimed: Claimed, **more: object) -> dict[str, Any]:
    """The server's id and address, added to the steps; nothing known is forgotten."""
    values: dict[str, Any] = {}
    if outcome.remote_id:
        values["remote_id"] = outcome.remote_id
    if outcome.address:
        more["url"] = outcome.address
    if more:
        values["remote"] = json.dumps({**claimed.remote, **more}, ensure_ascii=False)
    return values


def _switch_off(session: Session, channel_id: int, fault: str, at: datetime) -> None:
    channel = session.get_one(Channel, channel_id)
    channel.is_active = False
    channel.fault = fault
    audit.record(
        session,
        actor=None,
        action="channel.fault",
        at=at,
        subject=f"channel:{channel_id}",
        place_code=channel.place_code,
        data={"fault": fault},
    )
