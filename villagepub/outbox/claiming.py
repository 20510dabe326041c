"""A worker's side: take what is due, write down what became of it, sweep up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import audit, db
from villagepub.models import Channel, Delivery
from villagepub.words import ChannelKind, DeliveryState

LEASE = timedelta(minutes=2)  # longer than any call may take
LOST = "发到一半断了，不知道发出去没有。请到群里看一眼。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """A delivery in this worker's hands, as plain values: no session stays open."""

    id: int
    channel_id: int
    kind: ChannelKind
    secret: str
    payload: str
    attempts: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of a try. ``wait``: seconds until the next one, for RETRY.

    ``fault``: why the whole channel is switched off, '' if it is not.
    """

    state: DeliveryState
    code: str = ""
    reason: str = ""
    wait: int = 0
    fault: str = ""
    is_call: bool = True  # False: held back before the call, for the quota


def claim(
    engine: Engine, *, owner: str, at: datetime, limit: int = 20
) -> Sequence[Claimed]:
    """Take due deliveries of machine channels, in one statement and one commit.

    Two workers never get the same one: SQLite has one writer, PostgreSQL skips what
    another has locked.
    """
    due = (
        select(Delivery.id)
        .join(Channel, col(Channel.id) == Delivery.channel_id)
        .where(
            col(Delivery.state).in_((DeliveryState.PENDING, DeliveryState.RETRY)),
            col(Delivery.next_at) <= at,
            Channel.kind == ChannelKind.ROBOT,
            col(Channel.is_active),
        )
        .order_by(col(Delivery.next_at), col(Delivery.id))
        .limit(limit)
        .with_for_update(skip_locked=True, of=Delivery)
    )
    take = (
        sa.update(Delivery)
        .where(col(Delivery.id).in_(due.scalar_subquery()))
        .values(
            state=DeliveryState.SENDING,
            lease_owner=owner,
            lease_until=at + LEASE,
            attempts=Delivery.attempts + 1,
            first_sent_at=sa.func.coalesce(Delivery.first_sent_at, at),
        )
        .returning(
            col(Delivery.id),
            col(Delivery.channel_id),
            col(Delivery.payload),
            col(Delivery.attempts),
        )
    )
    with db.transaction(engine) as session:
        rows = session.connection().execute(take).all()
        channels = _channels(session, {row.channel_id for row in rows})
    return [
        Claimed(
            id=row.id,
            channel_id=row.channel_id,
            kind=channels[row.channel_id].kind,
            secret=channels[row.channel_id].secret,
            payload=row.payload,
            attempts=row.attempts,
        )
        for row in sorted(rows, key=lambda row: int(row.id))
    ]


def _channels(session: Session, ids: set[int]) -> dict[int, Channel]:
    rows = session.exec(select(Channel).where(col(Channel.id).in_(ids)))
    return {row.id or 0: row for row in rows}


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
                next_at=at + timedelta(seconds=outcome.wait),
                done_at=None if outcome.state is DeliveryState.RETRY else at,
                lease_until=None,
                lease_owner="",
            )
        )
        if outcome.fault:
            _switch_off(session, claimed.channel_id, outcome.fault, at)
        return bool(done.rowcount)


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


def sweep(engine: Engine, *, at: datetime) -> int:
    """What a crash left in SENDING becomes UNKNOWN: it may have been posted."""
    with db.transaction(engine) as session:
        left = session.connection().execute(
            sa.update(Delivery)
            .where(
                col(Delivery.state) == DeliveryState.SENDING,
                col(Delivery.lease_until) < at,
            )
            .values(
                state=DeliveryState.UNKNOWN,
                reason=LOST,
                lease_until=None,
                lease_owner="",
                done_at=at,
            )
        )
        return int(left.rowcount)


def sent_since(session: Session, channel_id: int, since: datetime) -> int:
    """How many calls a channel has had since a moment, over all workers."""
    return session.exec(
        select(sa.func.count())
        .select_from(Delivery)
        .where(
            Delivery.channel_id == channel_id,
            col(Delivery.tried_at) > since,
        )
    ).one()
