"""Due deliveries are claimed by a worker under a lease, within the quotas."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import db
from villagepub.channels.registry import BY_HAND, CHANNELS
from villagepub.delivery_attempts import Claimed, Limit
from villagepub.models import (
    WAITING_DELIVERIES,
    Account,
    Channel,
    Delivery,
    has_no_holder,
    latest_end,
)
from villagepub.outbox import quotas
from villagepub.outbox.backlog import ORDER, place_of
from villagepub.outbox.superseded import IS_LOOKED_UP, IS_SUPERSEDED
from villagepub.outbox.turns import HAS_ITS_TURN
from villagepub.states import DeliveryState

LEASE = timedelta(minutes=2)  # longer than any call may take
HOLD = timedelta(seconds=10)  # of what is claimed and not begun
FRESH = timedelta(seconds=3)  # so long after its claim a call may begin, for the quotas
FULL = "发得太快微信不收，排着队，等一下就发。"
FULL_DAY = "今天的次数用完了，过了零点再发。"


# Built once: building it again would cost more than running it.
READ = (
    col(Delivery.id),
    col(Delivery.channel_id),
    col(Delivery.notice_id),
    col(Delivery.payload),
    col(Delivery.attempts),
    col(Delivery.remote_id),
    col(Delivery.remote),
    col(Delivery.in_doubt),
    col(Delivery.first_sent_at),
    col(Delivery.kind),
    col(Delivery.created_at),
)
# Due and free to go, where a machine brings it, as of the parameter ``at``.
MAY_GO = (
    col(Delivery.state).in_(WAITING_DELIVERIES),
    col(Delivery.next_at) <= sa.bindparam("at"),
    col(Channel.kind).not_in(BY_HAND),
    col(Channel.is_active),
    sa.or_(~IS_SUPERSEDED, IS_LOOKED_UP),
    HAS_ITS_TURN,
)
_DUE = (
    select(Delivery.id)
    .join(Channel, col(Channel.id) == Delivery.channel_id)
    .where(
        *MAY_GO,
        has_no_holder(
            col(Delivery.lease_until), sa.bindparam("at"), sa.bindparam("longest")
        ),
    )
    .order_by(*ORDER)
    .limit(sa.bindparam("most", type_=sa.Integer))
    .with_for_update(skip_locked=True, of=Delivery)
)
_TAKE = (
    sa.update(Delivery)
    .where(col(Delivery.id).in_(_DUE.scalar_subquery()))
    .values(lease_owner=sa.bindparam("owner"), lease_until=sa.bindparam("until"))
    .returning(*READ)
)


def claim(
    engine: Engine, *, owner: str, at: datetime, limit: int = 20
) -> Sequence[Claimed]:
    """Claim due deliveries of machine channels under a lease, with their quotas, in one
    commit. They are not on their way yet: ``record_and_begin`` marks each before its
    call.

    No delivery is claimed twice: SQLite has one writer, PostgreSQL skips locked rows.
    What exceeds a quota is put back until the quota has room again.
    """
    given = {
        "at": at,
        "owner": owner,
        "until": at + HOLD,
        "longest": latest_end(at, LEASE),
        "most": limit,
    }
    with db.transaction(engine) as session:
        while rows := session.connection().execute(_TAKE, given).all():
            rows = sorted(rows, key=place_of)
            ready = _with_room(session, claimed(session, rows), at)
            if ready:
                return ready
    return []


def _with_room(session: Session, found: list[Claimed], at: datetime) -> list[Claimed]:
    limits = {one.id: CHANNELS[one.kind].limit(one) for one in found}
    ready = {one.id for one in found if limits[one.id] is None}
    for limit in _in_order(limits.values()):
        its = [one for one in found if limits[one.id] == limit]
        room = quotas.take(session, limit, at, len(its))
        ready |= {one.id for one in its[: room.places]}
        for one in its[room.places :]:
            _put_back(session, one, at, room.free)
    return [one for one in found if one.id in ready]


def _in_order(limits: Iterable[Limit | None]) -> list[Limit]:
    """Sorted by key, the same for all workers, so that no two wait for each other's
    locks.
    """
    return sorted({one for one in limits if one}, key=lambda one: one.key)


def _put_back(session: Session, one: Claimed, at: datetime, free: datetime) -> None:
    """Put this delivery, and all that wait for the same channel, off until ``free``;
    none of them counts as tried.
    """
    # What another worker holds is skipped: waiting for it could wait for ever.
    others = (
        select(Delivery.id)
        .where(
            Delivery.channel_id == one.channel_id,
            Delivery.lease_owner == "",
            col(Delivery.state).in_(WAITING_DELIVERIES),
            col(Delivery.next_at) < free,
        )
        .with_for_update(skip_locked=True)
    )
    session.connection().execute(
        sa.update(Delivery)
        .where(
            sa.or_(
                col(Delivery.id) == one.id,
                col(Delivery.id).in_(others.scalar_subquery()),
            )
        )
        .values(
            state=DeliveryState.RETRY,
            reason=FULL if free - at < timedelta(minutes=10) else FULL_DAY,
            next_at=free,
            lease_owner="",
            lease_until=None,
        )
    )


def release(
    engine: Engine, rest: Sequence[Claimed], *, owner: str, at: datetime
) -> None:
    """Give back claimed deliveries that were not begun, with their places in the
    quotas. ``at``: when they were claimed.
    """
    limits = Counter(CHANNELS[one.kind].limit(one) for one in rest)
    with db.transaction(engine) as session:
        session.connection().execute(
            sa.update(Delivery)
            .where(
                col(Delivery.id).in_([one.id for one in rest]),
                col(Delivery.state).in_(WAITING_DELIVERIES),
                col(Delivery.lease_owner) == owner,
            )
            .values(lease_owner="", lease_until=None)
        )
        for limit in _in_order(limits):
            quotas.give_back(session, limit, at, limits[limit])


_OF_CHANNEL = (
    sa.select(
        col(Channel.id), col(Channel.kind), col(Channel.secret), col(Channel.target)
    )
    .add_columns(Account)
    .join(Account, col(Account.id) == Channel.account_id, isouter=True)
    .where(col(Channel.id).in_(sa.bindparam("ids", expanding=True)))
)


def claimed(session: Session, rows: Iterable[Any]) -> list[Claimed]:
    """Rows of ``READ`` with what is known of their channels and accounts."""
    rows = list(rows)
    given = {"ids": list({row.channel_id for row in rows})}
    channels = {
        number: (kind, secret, target, account)
        for number, kind, secret, target, account in Session.execute(
            session, _OF_CHANNEL, given
        )
    }
    found = []
    for row in rows:
        kind, secret, target, account = channels[row.channel_id]
        found.append(
            Claimed(
                id=row.id,
                channel_id=row.channel_id,
                notice_id=row.notice_id,
                kind=kind,
                secret=secret,
                payload=row.payload,
                attempts=row.attempts + 1,
                target=target,
                account=account,
                remote_id=row.remote_id,
                remote=json.loads(row.remote) if row.remote else {},
                in_doubt=row.in_doubt,
                first_sent_at=row.first_sent_at,
            )
        )
    return found


def keep(engine: Engine, claimed: Claimed, remote: Mapping[str, Any]) -> None:
    """Store the steps done so far (``remote``) before the next step is taken."""
    text = json.dumps(dict(remote), ensure_ascii=False)
    with db.transaction(engine) as session:
        session.connection().execute(
            sa.update(Delivery)
            .where(col(Delivery.id) == claimed.id)
            .values(remote=text)
        )
