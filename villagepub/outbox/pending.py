"""What publication left to a person: groups to forward to, places to look at."""

from dataclasses import dataclass, field

from sqlmodel import Session, col, or_, select

from villagepub.channels.registry import BY_HAND
from villagepub.models import Channel, Delivery, Notice
from villagepub.states import DeliveryState, NoticeStatus

ASKS = (DeliveryState.UNKNOWN, DeliveryState.FAILED)


@dataclass(kw_only=True, slots=True)
class LeftOver:
    """Of one notice: the groups that nobody forwarded to yet, and the channels where
    something failed or is in doubt, each once however many messages it gets.
    """

    public_id: str
    title: str
    is_withdrawn: bool
    groups: list[str] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)


def left_over(session: Session, village_code: str) -> list[LeftOver]:
    """A line per notice, the oldest first; it stays until somebody has ticked or
    answered. One query.
    """
    rows = session.exec(
        select(Notice, Delivery.kind, Channel)
        .join(Delivery, col(Delivery.notice_id) == Notice.id)
        .join(Channel, col(Channel.id) == Delivery.channel_id)
        .where(
            Notice.village_code == village_code,
            Delivery.version == Notice.version,
            or_(
                col(Channel.kind).in_(BY_HAND)
                & (col(Delivery.state) == DeliveryState.PENDING),
                col(Channel.kind).not_in(BY_HAND) & col(Delivery.state).in_(ASKS),
            ),
        )
        .order_by(col(Notice.published_at), col(Notice.id), col(Delivery.id))
    )
    found: dict[str, LeftOver] = {}
    for notice, about, channel in rows:
        is_withdrawn = notice.status is NoticeStatus.WITHDRAWN
        if (about == "withdrawal") != is_withdrawn:
            continue  # the notice itself was withdrawn: its own words are not owed
        line = found.setdefault(
            notice.public_id,
            LeftOver(
                public_id=notice.public_id,
                title=notice.title,
                is_withdrawn=is_withdrawn,
            ),
        )
        if channel.kind in BY_HAND:
            line.groups.append(channel.name)
        else:
            line.doubtful.add(channel.id or 0)
    return list(found.values())
