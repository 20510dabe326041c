"""What publication left to a person: groups to forward to, places to look at."""

from dataclasses import dataclass

from flask import url_for
from sqlmodel import Session, col, or_, select

from villagepub.models import Channel, Delivery, Notice
from villagepub.words import ChannelKind, DeliveryState, NoticeStatus, Word

ASKS = (DeliveryState.UNKNOWN, DeliveryState.FAILED)


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftLine:
    title: str
    note: str
    tag: Word
    href: str


def left_over(session: Session, village_code: str) -> list[LeftLine]:
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
                (col(Channel.kind) == ChannelKind.GROUP)
                & (col(Delivery.state) == DeliveryState.PENDING),
                (col(Channel.kind) != ChannelKind.GROUP)
                & col(Delivery.state).in_(ASKS),
            ),
        )
        .order_by(col(Notice.published_at), col(Notice.id), col(Delivery.id))
    )
    forward: dict[str, list[str]] = {}
    look: dict[str, set[int | None]] = {}  # one place, however many messages of it
    titles: dict[str, str] = {}
    for notice, about, channel in rows:
        withdrawn = notice.status is NoticeStatus.WITHDRAWN
        if (about == "withdrawal") != withdrawn:
            continue  # the notice itself was withdrawn: its own words are not owed
        key = notice.public_id
        titles[key] = f"撤回：{notice.title}" if withdrawn else notice.title
        if channel.kind is ChannelKind.GROUP:
            forward.setdefault(key, []).append(channel.name)
        else:
            look.setdefault(key, set()).add(channel.id)
    return [
        _line(k, t, forward.get(k, []), len(look.get(k, ()))) for k, t in titles.items()
    ]


def _line(public_id: str, title: str, groups: list[str], look: int) -> LeftLine:
    page = url_for("clerk.notice", public_id=public_id)
    if groups:
        more = f"等 {len(groups)} 个群" if len(groups) > 2 else ""
        return LeftLine(
            title=title,
            note=f"还没转到{'、'.join(groups[:2])}{more}",
            tag=Word("去转", "warn"),
            href=f"{page}#zf",
        )
    return LeftLine(
        title=title,
        note=f"有 {look} 处没发出去，或者说不准",
        tag=Word("去看看", "bad"),
        href=f"{page}#robots",
    )
