"""Deliveries as rows: written with the notice, claimed with a lease, never sent twice.

PENDING → SENDING (committed before the call) → SENT, RETRY at a time, FAILED with a
reason, or UNKNOWN where nobody can tell whether it was posted. An UNKNOWN delivery of a
channel that can't deduplicate is never sent again by itself: a person is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import access, audit, db
from villagepub.access import Action, Actor
from villagepub.models import Channel, Delivery, Notice
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


def enqueue(
    session: Session,
    *,
    notice_id: int,
    version: int,
    channel: Channel,
    payload: str,
    kind: str,
    at: datetime,
    part: str = "text",
) -> Delivery | None:
    """Write a delivery in the caller's transaction; None if it is there already."""
    part = part if kind != "withdrawal" else f"{part}-withdrawal"
    there = select(Delivery.id).where(
        Delivery.notice_id == notice_id,
        Delivery.version == version,
        Delivery.channel_id == channel.id,
        Delivery.part == part,
    )
    if session.exec(there).first() is not None:
        return None
    delivery = Delivery(
        notice_id=notice_id,
        version=version,
        channel_id=channel.id or 0,
        part=part,
        kind=kind,
        payload=payload,
        next_at=at,
        created_at=at,
    )
    session.add(delivery)
    return delivery


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
            col(Delivery.first_sent_at) >= since,
        )
    ).one()


def tick(session: Session, *, actor: Actor, delivery_id: int, at: datetime) -> Delivery:
    """A person forwarded it to an ordinary group; ticking twice is ticking once."""
    delivery = _of_person(session, actor, delivery_id)
    if delivery.state is not DeliveryState.SENT:
        delivery.state = DeliveryState.SENT
        delivery.done_at = at
        delivery.confirmed_by = actor.id
        _log(session, actor, "delivery.tick", delivery, at)
    return delivery


def untick(
    session: Session, *, actor: Actor, delivery_id: int, at: datetime
) -> Delivery:
    """Undo a tick that was made by mistake."""
    delivery = _of_person(session, actor, delivery_id)
    if delivery.state is DeliveryState.SENT:
        delivery.state = DeliveryState.PENDING
        delivery.done_at = None
        delivery.confirmed_by = None
        _log(session, actor, "delivery.untick", delivery, at)
    return delivery


def confirm(
    session: Session, *, actor: Actor, delivery_id: int, seen: bool, at: datetime
) -> Delivery:
    """群里看到了吗？ Seen: it was sent. Not seen: send it once more."""
    delivery = _allowed(session, actor, delivery_id)
    if delivery.state in (DeliveryState.UNKNOWN, DeliveryState.FAILED):
        delivery.state = DeliveryState.SENT if seen else DeliveryState.PENDING
        delivery.done_at = at if seen else None
        delivery.next_at = at
        delivery.reason = ""
        delivery.confirmed_by = actor.id
        _log(session, actor, "delivery.confirm", delivery, at, seen=seen)
    return delivery


def reached(session: Session, notice_id: int) -> frozenset[int]:
    """The channels that a notice went to, or may have gone to."""
    ids = session.exec(
        select(Delivery.channel_id).where(
            Delivery.notice_id == notice_id,
            col(Delivery.state).in_(
                (DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.SENDING)
            ),
        )
    )
    return frozenset(ids)


def cancel_waiting(session: Session, *, notice_id: int, at: datetime) -> None:
    """Nothing of a withdrawn or corrected notice that still waits is sent any more."""
    session.connection().execute(
        sa.update(Delivery)
        .where(
            col(Delivery.notice_id) == notice_id,
            col(Delivery.state).in_((DeliveryState.PENDING, DeliveryState.RETRY)),
        )
        .values(state=DeliveryState.CANCELLED, done_at=at)
    )


def _of_person(session: Session, actor: Actor, delivery_id: int) -> Delivery:
    delivery = _allowed(session, actor, delivery_id)
    channel = session.get_one(Channel, delivery.channel_id)
    if channel.kind is not ChannelKind.GROUP:
        raise access.Forbidden("这个群是机器人发的，不用打勾。")
    return delivery


def _allowed(session: Session, actor: Actor, delivery_id: int) -> Delivery:
    delivery = session.get(Delivery, delivery_id, with_for_update=True)
    if delivery is None:
        raise access.Forbidden("这一条找不到了。")
    notice = session.get_one(Notice, delivery.notice_id)
    access.allow(actor, Action.FORWARD, notice.village_code)
    return delivery


def _log(
    session: Session,
    actor: Actor,
    action: str,
    delivery: Delivery,
    at: datetime,
    **data: object,
) -> None:
    notice = session.get_one(Notice, delivery.notice_id)
    audit.record(
        session,
        actor=actor,
        action=action,
        at=at,
        subject=f"notice:{notice.public_id}",
        place_code=notice.village_code,
        data={"delivery": delivery.id, **data},
    )
