"""What a publication, a correction or a withdrawal brings to the village's groups."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from villagepub import outbox, render
from villagepub.channels.payloads import WORDS, Packer
from villagepub.content import NoticeContent
from villagepub.models import Channel, Notice
from villagepub.states import ChannelKind, DeliveryState

STOPPED = "这里停用了，{what}发不过去。原来的到过这里，请用别的办法说一声。"
STOPPED_GROUP = "这个群停用了，可是原来的转到过这里，{what}也要转一下。"


def channels_of(session: Session, village_code: str) -> list[Channel]:
    """The village's own groups and those of its township, in use. App messages are
    for staff, about their work (wechat.staffing): no notice goes there.
    """
    places = (village_code, village_code[:9])
    return list(
        session.exec(
            select(Channel)
            .where(
                col(Channel.place_code).in_(places),
                col(Channel.is_active),
                Channel.kind != ChannelKind.APP,
            )
            .order_by(col(Channel.id))
        )
    )


def announce(
    session: Session, notice: Notice, content: NoticeContent, *, at: datetime
) -> None:
    """Queue the same words for every group, in the publishing transaction.

    A correction goes to where the notice went too, be that still in use or not. What of
    an earlier version still waits is not sent any more.
    """
    _stop_earlier(session, notice, at)
    kind = "correction" if content.correction else "notice"
    channels = {c.id: c for c in channels_of(session, notice.village_code)}
    channels |= {c.id: c for c in outbox.reached(session, notice.id or 0)}
    packer = Packer(content, render.share_text(content), kind=kind)
    _enqueue(session, notice, channels.values(), packer, kind, at)


def announce_withdrawal(
    session: Session, notice: Notice, content: NoticeContent, *, at: datetime
) -> None:
    """撤回 goes to where the notice went, and to nobody else."""
    _stop_earlier(session, notice, at)
    text = render.withdrawal_text(content, notice.withdrawn_reason)
    packer = Packer(content, text, kind="withdrawal")
    channels = outbox.reached(session, notice.id or 0)
    _enqueue(session, notice, channels, packer, "withdrawal", at)


def _stop_earlier(session: Session, notice: Notice, at: datetime) -> None:
    """What waits here is not sent; what waits at a group's owner is taken back."""
    outbox.cancel_waiting(session, notice_id=notice.id or 0, at=at)
    outbox.take_back(session, notice_id=notice.id or 0, at=at)


def _enqueue(
    session: Session,
    notice: Notice,
    channels: Iterable[Channel],
    packer: Packer,
    kind: str,
    at: datetime,
) -> None:
    for channel in channels:
        state, reason = _beginning(channel, kind)
        parts = packer.parts(channel)
        # Where a person has to tell it, it is one thing to tell.
        for part in parts if channel.is_active else parts[:1]:
            outbox.enqueue(
                session,
                notice_id=notice.id or 0,
                version=notice.version,
                channel=channel,
                payload=part.payload,
                part=part.name,
                kind=kind,
                state=state,
                reason=reason,
                at=at,
            )


def _beginning(channel: Channel, kind: str) -> tuple[DeliveryState, str]:
    """A channel that was stopped since still has to hear; only a person can tell it."""
    if channel.is_active:
        return DeliveryState.PENDING, ""
    what = WORDS[kind].strip("【】") or "公示"
    if channel.kind is ChannelKind.GROUP:
        return DeliveryState.PENDING, STOPPED_GROUP.format(what=what)
    return DeliveryState.FAILED, STOPPED.format(what=what)
