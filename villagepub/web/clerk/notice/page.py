"""A notice as its village's staff see it: where it went, what is left to do by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from villagepub import clock, render
from villagepub.access import Action, Actor, may
from villagepub.audit_actions import AuditAction
from villagepub.models import AuditEntry, Draft, Notice
from villagepub.notices.queries import PublishedNotice
from villagepub.outbox.queries import DeliveryLine
from villagepub.states import NOTICES, DeliveryState, NoticeStatus, Word
from villagepub.web.clerk.notice.delivery_line import SentLine, delivery_line
from villagepub.web.clerk.notice.delivery_parts import machine_lines


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionRow:
    label: str
    note: str
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TrailLine:
    when: str
    what: str
    who: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticePage:
    public_id: str
    title: str
    number: str
    head: str  # 已经贴出, 更正贴出来了, 已经撤回
    note: str
    is_withdrawn: bool
    version: int
    back: str
    page_url: str
    web_tag: Word
    text: str
    picture_count: int  # 0: too many rows to draw while somebody waits
    robots: tuple[SentLine, ...]
    groups: tuple[SentLine, ...]
    waiting: int
    old_articles: tuple[tuple[str, str], ...]  # name, address: only a person can delete
    until: str
    open_draft: str  # where a correction goes on
    may_write: bool
    can_correct: bool
    can_withdraw: bool
    versions: tuple[VersionRow, ...]
    trail: tuple[TrailLine, ...]


def notice_page(
    published: PublishedNotice,
    notice: Notice,
    *,
    deliveries: Sequence[DeliveryLine],
    trail: Sequence[AuditEntry],
    draft: Draft | None,
    picture_count: int,
    actor: Actor,
    back: str,
    at: datetime,
) -> NoticePage:
    content = published.content
    writes = may(actor, Action.FORWARD, notice.village_code)
    # Of what was corrected or withdrawn only a doubt is left: it may have gone out.
    now = [
        d for d in deliveries if not d.is_superseded or d.state is DeliveryState.UNKNOWN
    ]
    withdrawn = notice.status is NoticeStatus.WITHDRAWN
    groups = tuple(delivery_line(d, writes, at) for d in now if d.is_by_hand)
    return NoticePage(
        public_id=notice.public_id,
        title=content.title,
        number=content.number,
        head=_head(notice),
        note=_note(notice),
        is_withdrawn=withdrawn,
        version=content.version,
        back=back,
        web_tag=NOTICES[notice.status],
        page_url=f"/n/{notice.public_id}",
        text=_text(published, notice),
        picture_count=picture_count,
        robots=machine_lines([d for d in now if not d.is_by_hand], writes, at),
        groups=groups,
        waiting=sum(bool(g.tick) for g in groups),
        old_articles=_old_articles(deliveries, notice),
        until=_until(notice),
        open_draft=_open_draft(draft),
        may_write=writes,
        can_correct=may(actor, Action.CORRECT, notice.village_code) and not withdrawn,
        can_withdraw=may(actor, Action.WITHDRAW, notice.village_code)
        and not withdrawn
        and draft is None,
        versions=_versions(published),
        trail=tuple(_trail_line(e) for e in trail),
    )


def _old_articles(
    deliveries: Sequence[DeliveryLine], notice: Notice
) -> tuple[tuple[str, str], ...]:
    """What is published of a notice that was withdrawn or corrected since."""
    withdrawn = notice.status is NoticeStatus.WITHDRAWN
    return tuple(
        (d.channel, d.url)
        for d in deliveries
        if d.url
        and d.about != "withdrawal"
        and (withdrawn or d.version < notice.version)
    )


def _head(notice: Notice) -> str:
    if notice.status is NoticeStatus.WITHDRAWN:
        return "已经撤回"
    return "已经贴出" if notice.version < 2 else "更正已经贴出"


def _note(notice: Notice) -> str:
    if notice.status is NoticeStatus.WITHDRAWN and notice.withdrawn_at:
        when = clock.say_moment(notice.withdrawn_at)
        return f"{when} 撤回。原因：{notice.withdrawn_reason}"
    return ""


def _text(published: PublishedNotice, notice: Notice) -> str:
    if notice.status is NoticeStatus.WITHDRAWN:
        return render.withdrawal_text(published.content, notice.withdrawn_reason)
    return render.share_text(published.content)


def _until(notice: Notice) -> str:
    return clock.say_short_day(notice.posting_until) if notice.posting_until else ""


def _open_draft(draft: Draft | None) -> str:
    return url_for("clerk.sheet", draft_id=draft.id) if draft else ""


def _versions(published: PublishedNotice) -> tuple[VersionRow, ...]:
    public_id = published.content.public_id
    return tuple(
        VersionRow(
            label=f"第 {v.version} 版",
            note=f"{clock.say_moment(v.published_at)}，校验码 {v.check_code}"
            + (f"，{v.reason}" if v.reason else ""),
            href=f"/n/{public_id}/v{v.version}",
        )
        for v in published.versions
    )


def _trail_line(entry: AuditEntry) -> TrailLine:
    words = AuditAction(entry.action).label
    reason = entry.data.get("reason")
    return TrailLine(
        when=clock.say_moment(entry.at),
        what=f"{words}：{reason}" if reason else words,
        who=entry.actor_name,
    )
