"""What a publication, a correction or a withdrawal brings to the village's groups."""

from functools import partial

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub import integrity, render
from villagepub.act import Act
from villagepub.channels.announcement import (
    CORRECTION,
    WITHDRAWAL,
    Announcement,
    Drawings,
)
from villagepub.channels.registry import BY_HAND, CHANNELS, FOR_STAFF
from villagepub.content import NoticeContent
from villagepub.models import Channel, Delivery, Notice
from villagepub.outbox.enqueue import (
    WAITING,
    WHILE_STOPPED,
    Beginning,
    enqueue,
    reached,
)
from villagepub.outbox.superseded import is_superseded, replace, retire, to_replace
from villagepub.states import DeliveryState, NoticeStatus

STOPPED = "这里停用了，{what}发不过去。原来的到过这里，请用别的办法说一声。"
NOT_BEGUN = "贴出的时候这里停着，没有发。"
STOPPED_GROUP = "这个群停用了，可是原来的转到过这里，{what}也要转一下。"


def channels_of(session: Session, village_code: str) -> list[Channel]:
    """The village's own groups and those of its township; none for staff, and of those
    that a person brings it to the ones in use.
    """
    places = (village_code, village_code[:9])
    return list(
        session.exec(
            select(Channel)
            .where(
                col(Channel.place_code).in_(places),
                sa.or_(col(Channel.is_active), col(Channel.kind).not_in(BY_HAND)),
                col(Channel.kind).not_in(FOR_STAFF),
            )
            .order_by(col(Channel.id))
        )
    )


def drawn_ahead(
    session: Session,
    notice: Notice,
    content: NoticeContent,
    *,
    is_withdrawn: bool = False,
) -> partial[None]:
    """``announce`` with the pictures and files that the channels need drawn already.

    Drawing takes a second, and the act holds the write lock: so it is done before. Only
    if another content is signed in the end is it drawn there.
    """
    drawn = Drawings(content, is_withdrawn=is_withdrawn)
    about = WITHDRAWAL if is_withdrawn else "notice"
    said = Announcement(content, "", about=about, drawn=drawn)
    told = reached(session, notice.id)
    own = [] if is_withdrawn else channels_of(session, notice.village_code)
    for channel in {c.id: c for c in (*own, *told)}.values():
        CHANNELS[channel.kind].parts(said, channel)
    return partial(announce, drawn=drawn)


def announce(
    act: Act, notice: Notice, content: NoticeContent, drawn: Drawings | None = None
) -> None:
    """Queue the words for every group, in the act's transaction.

    A correction also goes wherever the notice went before, even if that channel is not
    in use any more; a withdrawal goes only there. Waiting deliveries of earlier
    versions are retired.
    """
    session = act.session
    session.flush()  # the notice stands at its new version from here on
    retire(session, notice_id=notice.id, at=act.at)
    said = _said(notice, content, drawn)
    told = reached(session, notice.id)
    own = [] if said.is_withdrawal else channels_of(session, notice.village_code)
    for channel in {c.id: c for c in (*own, *told)}.values():
        _enqueue(act, notice, channel, said, is_told=channel in told)


def retold_ahead(session: Session, public_id: str) -> partial[None]:
    """``retell`` with what the channels want of pictures and files made already."""
    notice = session.exec(select(Notice).where(Notice.public_id == public_id)).first()
    waiting = to_replace(session, notice) if notice and notice.version > 1 else ()
    if notice is None or not waiting:
        return partial(retell, drawn=None)
    content = integrity.verified_content(session, notice, notice.version)
    said = _said(notice, _without_before(content))
    for channel_id in {row.channel_id for row in waiting}:
        channel = session.get_one(Channel, channel_id)
        CHANNELS[channel.kind].parts(said, channel)
    return partial(retell, drawn=said.drawn)


def retell(act: Act, notice: Notice, drawn: Drawings | None = None) -> None:
    """After the version before was taken off the web: waiting announcements of this
    version are replaced by ones that say nothing of it, in the act's transaction.
    """
    session = act.session
    rows = to_replace(session, notice)
    if not rows:
        return
    told = {channel.id for channel in reached(session, notice.id)}
    replace(session, rows, at=act.at)
    said = _said(notice, _standing(session, notice), drawn)
    for channel_id in sorted({row.channel_id for row in rows}):
        channel = session.get_one(Channel, channel_id)
        _enqueue(act, notice, channel, said, is_told=channel_id in told)


def catch_up(
    act: Act, notice: Notice, channel: Channel, drawn: Drawings | None
) -> None:
    """After a person says that an earlier version did reach this channel: queue the
    present version there, unless it is on its way.
    """
    said = _said(notice, _standing(act.session, notice), drawn)
    _enqueue(act, notice, channel, said, is_told=True)


def drawn_to_catch_up(session: Session, delivery_id: int) -> Drawings | None:
    """What ``catch_up`` would want for a superseded delivery, made before the act; None
    where nothing would follow it.
    """
    delivery = session.get(Delivery, delivery_id)
    notice = session.get(Notice, delivery.notice_id) if delivery else None
    if delivery is None or notice is None or not is_superseded(delivery, notice):
        return None
    channel = session.get_one(Channel, delivery.channel_id)
    said = _said(notice, _standing(session, notice))
    CHANNELS[channel.kind].parts(said, channel)
    return said.drawn


def _standing(session: Session, notice: Notice) -> NoticeContent:
    """What the notice says now, as it may be told now."""
    signed = integrity.load_verified(session, notice, notice.version)
    if signed is None:
        raise ValueError(f"notice {notice.id} has no version {notice.version}")
    content = signed.content
    if signed.is_first_shown:  # the one before is gone from the web
        content = _without_before(content)
    return render.without_names(content) if notice.names_gone_at else content


def _without_before(content: NoticeContent) -> NoticeContent:
    return render.without_before(render.for_open_web(content))


def _said(
    notice: Notice, content: NoticeContent, drawn: Drawings | None = None
) -> Announcement:
    if notice.status is NoticeStatus.WITHDRAWN:
        text = render.withdrawal_text(content, notice.withdrawn_reason)
        return Announcement(content, text, about=WITHDRAWAL, drawn=drawn)
    about = CORRECTION if content.correction else "notice"
    return Announcement(content, render.share_text(content), about=about, drawn=drawn)


def _enqueue(
    act: Act, notice: Notice, channel: Channel, said: Announcement, *, is_told: bool
) -> None:
    """The first part in the state of its channel; the others wait behind it."""
    beginning = _beginning(channel, said, is_told=is_told)
    parts = CHANNELS[channel.kind].parts(said, channel)
    # Where a person has to tell it, it is one thing to tell.
    for part in parts if channel.is_active or not is_told else parts[:1]:
        enqueue(
            act.session,
            notice,
            channel,
            part,
            about=said.about,
            at=act.at,
            beginning=beginning if part is parts[0] else WAITING,
        )


def _beginning(channel: Channel, said: Announcement, *, is_told: bool) -> Beginning:
    """The first state of a delivery, by its channel. To a stopped channel that had an
    earlier version a person has to pass the news on; a new notice is offered once the
    channel is back.
    """
    if channel.is_active:
        return WAITING
    if CHANNELS[channel.kind].is_by_hand:
        return Beginning(reason=STOPPED_GROUP.format(what=said.what))
    if is_told:
        reason = STOPPED.format(what=said.what)
        return Beginning(DeliveryState.FAILED, reason, WHILE_STOPPED)
    state = DeliveryState.FAILED if channel.fault else DeliveryState.CANCELLED
    return Beginning(state, NOT_BEGUN, WHILE_STOPPED)
