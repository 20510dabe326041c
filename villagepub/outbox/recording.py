"""What became of a try or a poll, written down under the lease that allowed it."""

import json
from collections.abc import Iterable
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
    return record_all(engine, [(claimed, outcome)], owner=owner, at=at) == 1


def record_all(
    engine: Engine,
    tried: Iterable[tuple[Claimed, Outcome]],
    *,
    owner: str,
    at: datetime,
) -> int:
    """The same for several at once; how many leases were still held."""
    tried = list(tried)
    with db.transaction(engine) as session:
        rows = [_new(claimed, outcome, owner, at) for claimed, outcome in tried]
        held = session.connection().execute(_END, rows)
        for claimed, outcome in tried:
            if outcome.fault:
                _switch_off(session, claimed.channel_id, outcome.fault, at)
        return int(held.rowcount)


def _new(
    claimed: Claimed, outcome: Outcome, owner: str, at: datetime
) -> dict[str, Any]:
    remote = _remote(outcome, claimed)
    return {
        "b_id": claimed.id,
        "b_owner": owner,
        "state": outcome.state,
        "code": outcome.code,
        "reason": outcome.reason,
        "b_tried": at if outcome.is_call else None,
        "next_at": _next(outcome, at),
        "done_at": None if outcome.state in OPEN else at,
        "b_remote_id": remote.get("remote_id"),
        "b_remote": remote.get("remote"),
    }


# Built once: building it again would cost more than running it.
_END = (
    sa.update(Delivery)
    .where(
        col(Delivery.id) == sa.bindparam("b_id"),
        col(Delivery.state) == DeliveryState.SENDING,
        col(Delivery.lease_owner) == sa.bindparam("b_owner"),
    )
    .values(
        state=sa.bindparam("state"),
        code=sa.bindparam("code"),
        reason=sa.bindparam("reason"),
        tried_at=sa.func.coalesce(sa.bindparam("b_tried"), Delivery.tried_at),
        next_at=sa.bindparam("next_at"),
        done_at=sa.bindparam("done_at"),
        lease_until=None,
        lease_owner="",
        remote_id=sa.func.coalesce(sa.bindparam("b_remote_id"), Delivery.remote_id),
        remote=sa.func.coalesce(sa.bindparam("b_remote"), Delivery.remote),
    )
)


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
