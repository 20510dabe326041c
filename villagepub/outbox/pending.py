"""What a publication leaves to a person: groups to forward to, failed or doubtful
deliveries, and what a stopped channel never got.
"""

from dataclasses import dataclass, field

from sqlalchemy import String, type_coerce
from sqlmodel import Session, col, func, not_, or_, select

from villagepub.channels.registry import BY_HAND
from villagepub.models import Channel, Delivery, Notice
from villagepub.models.base import has_known_words
from villagepub.outbox.enqueue import WHILE_STOPPED
from villagepub.outbox.superseded import IS_SUPERSEDED
from villagepub.states import DeliveryState, NoticeStatus


@dataclass(kw_only=True, slots=True)
class LeftOver:
    """What is left of one notice: the groups that nobody forwarded to yet, and the channels where
    something failed or is in doubt, each once however many messages it gets.
    """

    public_id: str
    title: str
    is_withdrawn: bool
    groups: list[str] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)


def missed(session: Session, channel_id: int) -> int:
    """How many notices that still stand were posted while this channel was stopped."""
    return session.exec(
        select(func.count(func.distinct(Delivery.notice_id))).where(
            Delivery.channel_id == channel_id,
            Delivery.code == WHILE_STOPPED,
            col(Delivery.state)
            == DeliveryState.CANCELLED,  # what failed goes by itself
            ~IS_SUPERSEDED,
        )
    ).one()


_WAITS_FOR_A_PERSON = or_(
    ~IS_SUPERSEDED
    & col(Channel.kind).in_(BY_HAND)
    & (col(Delivery.state) == DeliveryState.PENDING),
    ~IS_SUPERSEDED
    & col(Channel.kind).not_in(BY_HAND)
    & (col(Delivery.state) == DeliveryState.FAILED),
    # Of an earlier version too: it may have gone out.
    col(Delivery.state) == DeliveryState.UNKNOWN,
    not_(has_known_words(Delivery)),  # somebody wrote beside the program
    ~IS_SUPERSEDED
    & not_(has_known_words(Channel))
    & (col(Delivery.state) == DeliveryState.PENDING),
)


def left_over(session: Session, village_code: str) -> list[LeftOver]:
    """A line per notice, the oldest first, until every group is ticked and every
    question answered. One query.
    """
    rows = session.exec(
        select(Notice, Channel.id, Channel.name, type_coerce(Channel.kind, String))
        .join(Delivery, col(Delivery.notice_id) == Notice.id)
        .join(Channel, col(Channel.id) == Delivery.channel_id)
        .where(
            Notice.village_code == village_code,
            _WAITS_FOR_A_PERSON,
            has_known_words(Notice),
        )
        .order_by(col(Notice.published_at), col(Notice.id), col(Delivery.id))
    )
    found: dict[str, LeftOver] = {}
    for notice, channel, name, kind in rows:
        line = LeftOver(
            public_id=notice.public_id,
            title=notice.title,
            is_withdrawn=notice.status is NoticeStatus.WITHDRAWN,
        )
        line = found.setdefault(notice.public_id, line)
        if kind in BY_HAND:
            line.groups.append(name)
        else:
            line.doubtful.add(channel)
    return list(found.values())
