"""Records the outcome of a call or a poll, if the worker still holds the lease."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlmodel import Session, col, select

from villagepub import audit, clock, db
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.channels.registry import CHANNELS
from villagepub.delivery_attempts import Claimed, Outcome
from villagepub.models import WAITING_DELIVERIES, Account, Channel, Delivery, Notice
from villagepub.outbox import quotas
from villagepub.outbox.backlog import put_off
from villagepub.outbox.claims import LEASE
from villagepub.outbox.enqueue import WHILE_STOPPED
from villagepub.outbox.superseded import IS_LOOKED_UP, IS_SUPERSEDED, retire
from villagepub.outbox.turns import HAS_ITS_TURN
from villagepub.states import DeliveryState

Tried = tuple[Claimed, Outcome]


def record_and_begin(
    engine: Engine,
    tried: Sequence[Tried],
    starting: Sequence[Claimed],
    *,
    owner: str,
    at: datetime,
) -> list[Claimed]:
    """Record the outcomes of the last calls and mark the next deliveries as SENDING, in
    one commit; returns those of ``starting`` that may be sent now.

    Left out are deliveries that were cancelled meanwhile, have lost their lease, whose
    channel was switched off, or whose turn it is not.
    """
    with engine.execution_options(write=True).begin() as connection:
        if any(outcome.fault for _, outcome in tried):
            audit.lock(connection)  # before any delivery, as every act does
        _hold_still(connection, starting)
        if tried:
            _write(connection, tried, owner, at)
        return _begun(connection, starting, owner, at)


def _hold_still(connection: Connection, starting: Sequence[Claimed]) -> None:
    """Lock these notices, so that none is corrected or withdrawn between check and
    mark.
    """
    numbers = {one.notice_id for one in starting if one.notice_id is not None}
    if numbers and connection.dialect.name != "sqlite":  # which has one writer
        connection.execute(_HOLD, {"numbers": list(numbers)})


# In one order for all: none waits for another that waits for it.
_HOLD = (
    select(Notice.id)
    .where(col(Notice.id).in_(sa.bindparam("numbers", expanding=True)))
    .order_by(col(Notice.id))
    .with_for_update(read=True)
)


def _begun(
    connection: Connection, starting: Sequence[Claimed], owner: str, at: datetime
) -> list[Claimed]:
    """Those marked as SENDING. One with ``is_superseded`` may only be looked up at the
    vendor, not sent again.
    """
    given = {"b_owner": owner, "b_at": at, "b_until": at + LEASE}
    begun: set[int] = set()
    looked_up: set[int] = set()
    for some in _apart(starting):
        ids = [one.id for one in some]
        begun |= set(connection.scalars(_BEGIN, given | {"b_ids": ids}))
        if doubt := [one.id for one in some if one.in_doubt and one.id not in begun]:
            looked_up |= set(connection.scalars(_LOOK_UP, given | {"b_ids": doubt}))
    return [
        replace(one, is_superseded=True) if one.id in looked_up else one
        for one in starting
        if one.id in begun or one.id in looked_up
    ]


def _apart(starting: Sequence[Claimed]) -> Iterator[Sequence[Claimed]]:
    """Batches with one delivery of each notice and channel, since the turn of the next
    depends on the one before being marked.
    """
    waiting = list(starting)
    while waiting:
        first: dict[tuple[int, int], Claimed] = {}
        rest = []
        for one in waiting:
            if (
                first.setdefault((one.notice_id or -one.id, one.channel_id), one)
                is not one
            ):
                rest.append(one)
        yield list(first.values())
        waiting = rest


_MARK = (
    sa.update(Delivery)
    .where(
        col(Delivery.id).in_(sa.bindparam("b_ids", expanding=True)),
        col(Delivery.state).in_(WAITING_DELIVERIES),
        col(Delivery.lease_owner) == sa.bindparam("b_owner"),
        col(Delivery.lease_until) >= sa.bindparam("b_at"),
        sa.exists().where(
            col(Channel.id) == Delivery.channel_id, col(Channel.is_active)
        ),
        HAS_ITS_TURN,
    )
    .values(
        state=DeliveryState.SENDING,
        lease_until=sa.bindparam("b_until"),
        attempts=Delivery.attempts + 1,
        first_sent_at=sa.func.coalesce(Delivery.first_sent_at, sa.bindparam("b_at")),
    )
)
_BEGIN = _MARK.where(~IS_SUPERSEDED).returning(col(Delivery.id))
_LOOK_UP = _MARK.where(IS_SUPERSEDED, IS_LOOKED_UP).returning(col(Delivery.id))


def _write(
    connection: Connection, tried: Sequence[Tried], owner: str, at: datetime
) -> None:
    ended: dict[tuple[tuple[str, Any], ...], list[int]] = {}  # most of them end alike
    for claimed, outcome in tried:
        ended.setdefault(tuple(_new(claimed, outcome, at).items()), []).append(
            claimed.id
        )
    for values, ids in ended.items():
        connection.execute(_END, {**dict(values), "b_owner": owner, "b_ids": ids})
    for claimed, outcome in tried:
        if outcome.fault or outcome.is_full or outcome.is_away or outcome.state in OPEN:
            with Session(connection) as session:
                _follow(session, claimed, outcome, at)
                session.flush()


def _follow(session: Session, claimed: Claimed, outcome: Outcome, at: datetime) -> None:
    """What an outcome means beyond its own row: superseded deliveries, a channel to
    switch off, a vendor out of reach, a full quota.
    """
    if outcome.state in OPEN and claimed.notice_id is not None:
        retire(session, notice_id=claimed.notice_id, at=at)
    if outcome.fault:
        _switch_off(session, claimed, outcome, at)
    if outcome.is_away:
        put_off(session, claimed, until=_next(outcome, at))
    limit = CHANNELS[claimed.kind].limit(claimed)
    if outcome.is_full and limit is not None:
        quotas.block(session, limit, _next(outcome, at))


def _new(claimed: Claimed, outcome: Outcome, at: datetime) -> dict[str, Any]:
    remote = _remote(outcome, claimed)
    return {
        "state": outcome.state,
        # What the channel was stopped for is no fault of this one: it goes on with it.
        "code": WHILE_STOPPED if outcome.fault else outcome.code,
        "reason": outcome.reason,
        "b_tried": at,
        "b_doubt": outcome.in_doubt,
        "next_at": _next(outcome, at),
        "done_at": None if outcome.state in OPEN else at,
        "b_remote_id": remote.get("remote_id"),
        "b_remote": remote.get("remote"),
    }


# Built once: building it again would cost more than running it.
_END = (
    sa.update(Delivery)
    .where(
        col(Delivery.id).in_(sa.bindparam("b_ids", expanding=True)),
        col(Delivery.state) == DeliveryState.SENDING,
        col(Delivery.lease_owner) == sa.bindparam("b_owner"),
    )
    .values(
        state=sa.bindparam("state"),
        code=sa.bindparam("code"),
        reason=sa.bindparam("reason"),
        tried_at=sa.bindparam("b_tried"),
        in_doubt=sa.or_(
            col(Delivery.in_doubt), sa.bindparam("b_doubt", type_=sa.Boolean)
        ),
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
    """Record a poll's outcome, unless a callback has ended the delivery before."""
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
    """The vendor's id and answer, merged with the steps known before."""
    values: dict[str, Any] = {}
    if outcome.remote_id:
        values["remote_id"] = outcome.remote_id
    more |= outcome.remote
    if more:
        values["remote"] = json.dumps({**claimed.remote, **more}, ensure_ascii=False)
    return values


def _switch_off(
    session: Session, claimed: Claimed, outcome: Outcome, at: datetime
) -> None:
    """Switch the channel off, or all channels of its account; waiting deliveries get
    the reason.
    """
    act, account = Act(session, None, at), claimed.account
    which = [col(Channel.id) == claimed.channel_id]
    if outcome.stops_account and account is not None:
        which = [col(Channel.account_id) == account.id]
        session.get_one(Account, account.id).fault = outcome.fault
    for channel in session.exec(select(Channel).where(*which, col(Channel.is_active))):
        channel.is_active = False
        channel.fault = outcome.fault
        session.connection().execute(
            sa.update(Delivery)
            .where(
                col(Delivery.channel_id) == channel.id,
                col(Delivery.state).in_((DeliveryState.PENDING, DeliveryState.RETRY)),
            )
            .values(reason=outcome.fault)
        )
        act.record(AuditAction.CHANNEL_FAULT, channel, fault=outcome.fault)
