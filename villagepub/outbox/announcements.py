"""What a publication, a correction or a withdrawal brings to the village's groups."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from villagepub import render
from villagepub.act import Act
from villagepub.channels.announcement import CORRECTION, WITHDRAWAL, Announcement
from villagepub.channels.registry import CHANNELS, FOR_STAFF
from villagepub.content import NoticeContent
from villagepub.models import Channel, Notice
from villagepub.outbox.enqueue import cancel_waiting, enqueue, reached
from villagepub.outbox.owner_requests import take_back
from villagepub.states import DeliveryState, NoticeStatus

STOPPED = "这里停用了，{what}发不过去。原来的到过这里，请用别的办法说一声。"
STOPPED_GROUP = "这个群停用了，可是原来的转到过这里，{what}也要转一下。"


def channels_of(session: Session, village_code: str) -> list[Channel]:
    """The village's own groups and those of its township, in use; none for staff."""
    places = (village_code, village_code[:9])
    return list(
        session.exec(
            select(Channel)
            .where(
                col(Channel.place_code).in_(places),
                col(Channel.is_active),
                col(Channel.kind).not_in(FOR_STAFF),
            )
            .order_by(col(Channel.id))
        )
    )


def announce(act: Act, notice: Notice, content: NoticeContent) -> None:
    """Queue the same words for every group, in the act's transaction.

    A correction goes to where the notice went too, be that still in use or not; a
    withdrawal goes there and to nobody else. What of an earlier version still waits is
    not sent any more, what waits at a group's owner is taken back.
    """
    session, at, notice_id = act.session, act.at, notice.id or 0
    cancel_waiting(session, notice_id=notice_id, at=at)
    take_back(session, notice_id=notice_id, at=at)
    said = _said(notice, content)
    channels = {c.id: c for c in reached(session, notice_id)}
    if not said.is_withdrawal:
        own = channels_of(session, notice.village_code)
        channels = {c.id: c for c in own} | channels
    _enqueue(session, notice, channels.values(), said, at)


def _said(notice: Notice, content: NoticeContent) -> Announcement:
    if notice.status is NoticeStatus.WITHDRAWN:
        text = render.withdrawal_text(content, notice.withdrawn_reason)
        return Announcement(content, text, about=WITHDRAWAL)
    about = CORRECTION if content.correction else "notice"
    return Announcement(content, render.share_text(content), about=about)


def _enqueue(
    session: Session,
    notice: Notice,
    channels: Iterable[Channel],
    said: Announcement,
    at: datetime,
) -> None:
    for channel in channels:
        kind = CHANNELS[channel.kind]
        state, reason = _beginning(channel, said)
        parts = kind.parts(said, channel)
        # Where a person has to tell it, it is one thing to tell.
        for part in parts if channel.is_active else parts[:1]:
            enqueue(
                session,
                notice_id=notice.id or 0,
                version=notice.version,
                channel=channel,
                payload=part.payload,
                part=part.name,
                kind=said.about,
                state=state,
                reason=reason,
                at=at,
            )


def _beginning(channel: Channel, said: Announcement) -> tuple[DeliveryState, str]:
    """A channel that was stopped since still has to hear; only a person can tell it."""
    if channel.is_active:
        return DeliveryState.PENDING, ""
    if CHANNELS[channel.kind].is_by_hand:
        return DeliveryState.PENDING, STOPPED_GROUP.format(what=said.what)
    return DeliveryState.FAILED, STOPPED.format(what=said.what)
