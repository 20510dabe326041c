"""What publication left to a person: groups to forward to, places to look at."""

from dataclasses import dataclass, field

from sqlmodel import Session, col, or_, select

from villagepub.models import Channel, Delivery, Notice
from villagepub.words import ChannelKind, DeliveryState, NoticeStatus

ASKS = (DeliveryState.UNKNOWN, DeliveryState.FAILED)


@dataclass(kw_only=True, slots=True)
class LeftOver:
    """Of one notice: the groups that nobody forwarded to yet, and how many deliveries
    failed or are in doubt.
    """

    public_id: str
    title: str
    is_withdrawn: bool
    groups: list[str] = field(default_factory=list)
    to_look_at: int = 0


def left_over(session: Session, village_code: str) -> list[LeftOver]:
    """A line per notice, the oldest first; it stays until somebody has ticked or
    answered. One query.
    """
    rows = session.exec(
        select(Notice, Delivery.kind, Channel.kind, Channel.name)
        .join(Delivery, col(Delivery.notice_id) == Notice.id)
        .join(Channel, col(Channel.id) == Delivery.channel_id)
        .where(
            Notice.village_code == village_code,
            Delivery.version == Notice.version,
            or_(
                (col(Channel.kind) == ChannelKind.GROUP)
                & (col(Delivery.state) == DeliveryState.PENDING),
                (col(Channel.kind) != ChannelKind.GROUP)
                & col(Delivery.state).in_(ASKS),
            ),
        )
        .order_by(col(Notice.published_at), col(Notice.id), col(Delivery.id))
    )
    found: dict[str, LeftOver] = {}
    for notice, about, kind, name in rows:
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
        if kind is ChannelKind.GROUP:
            line.groups.append(name)
        else:
            line.to_look_at += 1
    return list(found.values())
