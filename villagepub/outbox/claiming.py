"""A worker's side: take what is due, write down what became of it, sweep up."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import db
from villagepub.models import Account, Channel, Delivery
from villagepub.words import ChannelKind, DeliveryState

LEASE = timedelta(minutes=2)  # longer than any call may take
# How long the server knows a repetition (wechat.md 5), with a margin.
REMEMBERED = {
    ChannelKind.APP: timedelta(minutes=25),
    ChannelKind.MASS: timedelta(hours=23),
}
AGAIN = "发到一半断了，再发一次，微信认得出是同一条。"
LOST = "发到一半断了，不知道发出去没有。请到群里看一眼。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """A delivery in this worker's hands, as plain values: no session stays open."""

    id: int
    channel_id: int
    kind: ChannelKind
    secret: str  # sealed: the robot's key
    payload: str
    attempts: int
    target: str = ""
    account: Account | None = None
    remote_id: str = ""
    remote: Mapping[str, Any] = field(default_factory=dict)  # steps done so far

    @property
    def polls(self) -> int:
        return int(self.remote.get("polls", 0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of a try. ``wait``: seconds until the next one, or the next poll;
    ``until_midnight``: not before tomorrow, China time.

    ``fault``: why the whole channel is switched off, '' if it is not. ``address``: where
    what was published stands.
    """

    state: DeliveryState
    code: str = ""
    reason: str = ""
    wait: int = 0
    fault: str = ""
    until_midnight: bool = False
    remote_id: str = ""
    address: str = ""
    is_call: bool = True  # False: held back before the call, for the quota


# Built once: building it again would cost more than running it.
_DUE = (
    select(Delivery.id)
    .join(Channel, col(Channel.id) == Delivery.channel_id)
    .where(
        col(Delivery.state).in_((DeliveryState.PENDING, DeliveryState.RETRY)),
        col(Delivery.next_at) <= sa.bindparam("at"),
        col(Channel.kind) != ChannelKind.GROUP,
        col(Channel.is_active),
    )
    .order_by(col(Delivery.next_at), col(Delivery.id))
    .limit(sa.bindparam("most", type_=sa.Integer))
    .with_for_update(skip_locked=True, of=Delivery)
)
_TAKE = (
    sa.update(Delivery)
    .where(col(Delivery.id).in_(_DUE.scalar_subquery()))
    .values(
        state=DeliveryState.SENDING,
        lease_owner=sa.bindparam("owner"),
        lease_until=sa.bindparam("until"),
        attempts=Delivery.attempts + 1,
        first_sent_at=sa.func.coalesce(Delivery.first_sent_at, sa.bindparam("at")),
    )
    .returning(
        col(Delivery.id),
        col(Delivery.channel_id),
        col(Delivery.payload),
        col(Delivery.attempts),
        col(Delivery.remote_id),
        col(Delivery.remote),
    )
)


def claim(
    engine: Engine, *, owner: str, at: datetime, limit: int = 20
) -> Sequence[Claimed]:
    """Take due deliveries of machine channels, in one statement and one commit.

    Two workers never get the same one: SQLite has one writer, PostgreSQL skips what
    another has locked.
    """
    given = {"at": at, "owner": owner, "until": at + LEASE, "most": limit}
    with db.transaction(engine) as session:
        rows = session.connection().execute(_TAKE, given).all()
        return _claimed(session, sorted(rows, key=lambda row: int(row.id)))


def claim_polls(engine: Engine, *, at: datetime, limit: int = 20) -> Sequence[Claimed]:
    """Take accepted deliveries whose end is to be asked for; the next look is put off
    first, so that two workers don't both ask.
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
    take = (
        sa.update(Delivery)
        .where(col(Delivery.id).in_(due.scalar_subquery()))
        .values(next_at=at + LEASE, polled_at=at)
        .returning(
            col(Delivery.id),
            col(Delivery.channel_id),
            col(Delivery.payload),
            col(Delivery.attempts),
            col(Delivery.remote_id),
            col(Delivery.remote),
        )
    )
    with db.transaction(engine) as session:
        return _claimed(session, session.connection().execute(take).all())


def _claimed(session: Session, rows: Iterable[Any]) -> list[Claimed]:
    rows = list(rows)
    found = session.exec(
        select(Channel, Account)
        .join(Account, col(Account.id) == Channel.account_id, isouter=True)
        .where(col(Channel.id).in_({row.channel_id for row in rows}))
    )
    channels = {channel.id: (channel, account) for channel, account in found}
    claimed = []
    for row in rows:
        channel, account = channels[row.channel_id]
        claimed.append(
            Claimed(
                id=row.id,
                channel_id=row.channel_id,
                kind=channel.kind,
                secret=channel.secret,
                payload=row.payload,
                attempts=row.attempts,
                target=channel.target,
                account=account,
                remote_id=row.remote_id,
                remote=json.loads(row.remote or "{}"),
            )
        )
    return claimed


def keep(engine: Engine, claimed: Claimed, remote: Mapping[str, Any]) -> None:
    """Write down a step that was done, before the next is taken."""
    text = json.dumps(dict(remote), ensure_ascii=False)
    with db.transaction(engine) as session:
        session.connection().execute(
            sa.update(Delivery)
            .where(col(Delivery.id) == claimed.id)
            .values(remote=text)
        )


def sweep(engine: Engine, *, at: datetime) -> int:
    """What a crash left in SENDING: it may have been posted.

    Where the server tells a repetition it is sent again, with the same key and bytes,
    while the server still remembers; everything else becomes UNKNOWN.
    """
    left = sa.and_(
        col(Delivery.state) == DeliveryState.SENDING, col(Delivery.lease_until) < at
    )
    free = {"lease_until": None, "lease_owner": ""}
    with db.transaction(engine) as session:
        count = 0
        for kind, window in REMEMBERED.items():
            again = session.connection().execute(
                sa.update(Delivery)
                .where(
                    left,
                    col(Delivery.first_sent_at) > at - window,
                    col(Delivery.channel_id).in_(
                        select(Channel.id).where(Channel.kind == kind)
                    ),
                )
                .values(state=DeliveryState.RETRY, reason=AGAIN, next_at=at, **free)
            )
            count += int(again.rowcount)
        lost = session.connection().execute(
            sa.update(Delivery)
            .where(left)
            .values(state=DeliveryState.UNKNOWN, reason=LOST, done_at=at, **free)
        )
        return count + int(lost.rowcount)


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
