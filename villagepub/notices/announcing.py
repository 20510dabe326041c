"""What a publication, a correction or a withdrawal brings to the village's groups."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from villagepub import outbox, render
from villagepub.content import NoticeContent
from villagepub.models import Channel, Notice
from villagepub.notices.packing import Packer


def channels_of(session: Session, village_code: str) -> list[Channel]:
    """The village's own groups and those of its township, in use."""
    places = (village_code, village_code[:9])
    return list(
        session.exec(
            select(Channel)
            .where(col(Channel.place_code).in_(places), col(Channel.is_active))
            .order_by(col(Channel.id))
        )
    )


def announce(
    session: Session, notice: Notice, content: NoticeContent, *, at: datetime
) -> None:
    """Queue the same words for every group, in the publishing transaction.

    What of an earlier version still waits is not sent any more.
    """
    outbox.cancel_waiting(session, notice_id=notice.id or 0, at=at)
    kind = "correction" if content.correction else "notice"
    channels = channels_of(session, notice.village_code)
    text = render.share_text(content)
    _enqueue(session, notice, content, channels, text, kind=kind, at=at)


def announce_withdrawal(
    session: Session, notice: Notice, content: NoticeContent, *, at: datetime
) -> None:
    """撤回 goes to where the notice went, and to nobody else."""
    outbox.cancel_waiting(session, notice_id=notice.id or 0, at=at)
    reached = outbox.reached(session, notice.id or 0)
    channels = [c for c in channels_of(session, notice.village_code) if c.id in reached]
    text = render.withdrawal_text(content, notice.withdrawn_reason)
    _enqueue(session, notice, content, channels, text, kind="withdrawal", at=at)


def _enqueue(
    session: Session,
    notice: Notice,
    content: NoticeContent,
    channels: Sequence[Channel],
    text: str,
    *,
    kind: str,
    at: datetime,
) -> None:
    packer = Packer(session, content, text, kind=kind)
    for channel in channels:
        outbox.enqueue(
            session,
            notice_id=notice.id or 0,
            version=notice.version,
            channel=channel,
            payload=packer.payload(channel),
            kind=kind,
            at=at,
        )
