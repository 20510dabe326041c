"""What was corrected or withdrawn meanwhile: its deliveries are not sent any more.

A delivery is superseded when

- its notice has a newer version,
- its notice was withdrawn and it is not the news of that,
- the names that it carries have gone from the web since it was written, or
- it tells of a version that the township took down (``REPLACED``).

``claim`` and ``record_and_begin`` leave it alone and ``confirm`` does not send it.
``retire`` ends it: within the act, when a worker's call ends, and in every sweep.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from villagepub.channels.announcement import WITHDRAWAL
from villagepub.channels.registry import LOOKED_UP, WITH_OWNER
from villagepub.models import WAITING_DELIVERIES, Channel, Delivery, Notice, OwnerAsk
from villagepub.outbox.enqueue import WHILE_STOPPED
from villagepub.states import DeliveryState, NoticeStatus, OwnerAct

MAY_BE_THERE = "发到一半改了，不知道先前那条发出去没有。请到群里看一眼。"
NOT_THERE = (DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.FAILED)
REPLACED = "replaced"  # the kind of what another delivery of its version says instead
# Where the vendor can be asked whether it went out, it is asked; nothing is sent.
IN_CHANNELS_LOOKED_UP = col(Delivery.channel_id).in_(
    select(Channel.id).where(col(Channel.kind).in_(LOOKED_UP), col(Channel.is_active))
)
IS_LOOKED_UP = sa.and_(col(Delivery.in_doubt), IN_CHANNELS_LOOKED_UP)
_its = aliased(Notice)  # whatever else a question joins
IS_SUPERSEDED = sa.exists().where(
    col(_its.id) == Delivery.notice_id,
    sa.or_(
        col(_its.version) > Delivery.version,
        col(Delivery.kind) == REPLACED,
        sa.and_(
            col(Delivery.kind) != WITHDRAWAL,
            sa.or_(
                col(_its.status) == NoticeStatus.WITHDRAWN,
                col(_its.names_gone_at) > Delivery.created_at,
            ),
        ),
    ),
)


def is_superseded(delivery: Delivery, notice: Notice) -> bool:
    """``IS_SUPERSEDED`` of rows that are loaded."""
    if delivery.version < notice.version or delivery.kind == REPLACED:
        return True
    gone = notice.names_gone_at
    is_over = notice.status is NoticeStatus.WITHDRAWN or (
        gone is not None and gone > delivery.created_at
    )
    return is_over and delivery.kind != WITHDRAWAL


def retire(session: Session, *, at: datetime, notice_id: int | None = None) -> None:
    """End what waits of earlier versions, of one notice or of all.

    What surely was not posted is cancelled; what may have been is looked up where the
    vendor can tell, and asked about elsewhere; what waits for a group's owner is taken
    back.
    """
    which = select(Delivery.id).where(IS_SUPERSEDED)
    if notice_id is not None:
        which = which.where(Delivery.notice_id == notice_id)
    waits = which.where(col(Delivery.state).in_(WAITING_DELIVERIES))
    # What another worker holds at this moment it will find superseded itself.
    waits = waits.with_for_update(skip_locked=True, of=Delivery)
    doubt = col(Delivery.in_doubt)
    _end(session, waits.where(~doubt), at, state=DeliveryState.CANCELLED)
    _end(
        session, waits.where(doubt, ~IS_LOOKED_UP), at,
        state=DeliveryState.UNKNOWN, reason=MAY_BE_THERE,
    )  # fmt: skip
    _take_back(session, which, at)


def to_replace(session: Session, notice: Notice) -> Sequence[Delivery]:
    """What has yet to tell the version that stands, or may have: offered to a channel
    that was stopped and waiting for a group's owner too.
    """
    its_owner = col(Channel.kind).in_(WITH_OWNER)
    return session.exec(
        select(Delivery)
        .join(Channel, col(Channel.id) == Delivery.channel_id)
        .where(
            Delivery.notice_id == notice.id,
            Delivery.version == notice.version,
            col(Delivery.kind).not_in((WITHDRAWAL, REPLACED)),
            sa.or_(
                col(Delivery.state).in_((*WAITING_DELIVERIES, *NOT_THERE)),
                sa.and_(col(Delivery.state) == DeliveryState.ACCEPTED, its_owner),
                sa.and_(
                    col(Delivery.state) == DeliveryState.CANCELLED,
                    col(Delivery.code) == WHILE_STOPPED,
                ),
            ),
        )
        .order_by(col(Delivery.id))
    ).all()


def replace(session: Session, rows: Sequence[Delivery], *, at: datetime) -> None:
    """They go no more: others of the same version are written in their place."""
    for row in rows:
        row.kind, row.part = REPLACED, f"{row.part}-old"
        if row.state is DeliveryState.FAILED:
            row.state = DeliveryState.CANCELLED
    session.flush()
    for number in {row.notice_id for row in rows}:
        retire(session, notice_id=number, at=at)


def _end(
    session: Session, which: SelectOfScalar[Any], at: datetime, **values: object
) -> None:
    change = sa.update(Delivery).where(col(Delivery.id).in_(which.scalar_subquery()))
    session.connection().execute(
        change.values(done_at=at, lease_until=None, lease_owner="", **values)
    )


def _take_back(session: Session, which: SelectOfScalar[Any], at: datetime) -> None:
    """Owners need not tap what was corrected or withdrawn meanwhile."""
    asked = sa.exists().where(
        col(OwnerAsk.delivery_id) == Delivery.id,
        col(OwnerAsk.act) == OwnerAct.CANCEL,
        sa.or_(col(OwnerAsk.reason) == "", col(OwnerAsk.asked_by).is_(None)),
    )
    waiting = session.exec(
        which.join(Channel, col(Channel.id) == Delivery.channel_id).where(
            ~asked,
            col(Delivery.state) == DeliveryState.ACCEPTED,
            col(Channel.kind).in_(WITH_OWNER),
        )
    ).all()
    for delivery_id in waiting:
        row = OwnerAsk(delivery_id=delivery_id, act=OwnerAct.CANCEL, asked_at=at)
        session.add(row)
    session.flush()
