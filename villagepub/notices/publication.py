"""Publication: the number is given, the version frozen, the deliveries written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select, update

from villagepub import clock, forms, photo_files, render
from villagepub.act import Act
from villagepub.canonical_json import thaw
from villagepub.content import NoticeContent
from villagepub.forms.entry import Entry
from villagepub.forms.form import Form
from villagepub.models import Draft, Notice, NoticeVersion, VillageItem
from villagepub.notices import drawn_files, numbering
from villagepub.notices.content.changes import correction
from villagepub.notices.content.composer import NoticeContext, compose
from villagepub.notices.content.names_in_words import (
    masked_columns,
    names_in,
    web_words,
)
from villagepub.notices.open_draft import OpenDraft
from villagepub.signed_fields import digest_of_version
from villagepub.states import DraftStatus, NoticeStatus


class Announce(Protocol):
    """Writes down, in the caller's transaction, what a notice that was published,
    corrected or withdrawn brings to people; given by who puts the rooms together.
    """

    def __call__(self, act: Act, notice: Notice, content: NoticeContent) -> None: ...


def entry_of(version: NoticeVersion) -> Entry:
    return thaw(Entry, version.records)


def as_printed(version: NoticeVersion) -> Form:
    """The form with the columns in which this version hangs."""
    content = NoticeContent.from_json(version.content)
    return render.printed_form(content, keys=entry_of(version).keys)


def listed_names(session: Session, *which: ColumnElement[bool]) -> frozenset[str]:
    """Who stands on the versions of these notices and is not shown in full on the web.
    Accounts and all else that lists nobody is not read.
    """
    used = session.exec(select(Notice.form).where(*which).distinct())
    lists = [form for form in used if masked_columns(forms.get(form))]
    rows = session.exec(
        select(Notice.form, NoticeVersion.records)
        .join(NoticeVersion, col(NoticeVersion.notice_id) == Notice.id)
        .where(*which, col(Notice.form).in_(lists))
    )
    return frozenset().union(
        *(names_in(forms.get(form), thaw(Entry, records)) for form, records in rows)
    )


def names_around(session: Session, item_id: int) -> frozenset[str]:
    """Who stands on any list of the village that owes an item."""
    village = select(VillageItem.village_code).where(VillageItem.id == item_id)
    return listed_names(session, col(Notice.village_code) == village.scalar_subquery())


def frozen(session: Session, notice_id: int, version: int) -> NoticeVersion | None:
    return session.exec(
        select(NoticeVersion).where(
            NoticeVersion.notice_id == notice_id, NoticeVersion.version == version
        )
    ).first()


def _before(session: Session, found: OpenDraft) -> NoticeVersion | None:
    """The version that a draft corrects; nothing is asked for a first one."""
    version = found.draft.version
    return frozen(session, found.notice.id, version - 1) if version > 1 else None


def preview(session: Session, found: OpenDraft) -> NoticeContent:
    """The draft as others would see it if it were posted on its frame's day."""
    return _composed(session, found, found.frame, _before(session, found))


def _composed(
    session: Session,
    found: OpenDraft,
    frame: NoticeContext,
    before: NoticeVersion | None,
) -> NoticeContent:
    """The draft's content, with what it changes against the version before, if any."""
    entry = found.inspection.entry
    if before is not None:
        change, marks = correction(
            frame.form,
            entry_of(before),
            entry,
            previous=before.version,
            reason=found.draft.reason,
        )
        frame = replace(frame, correction=change, marks=marks)
    return photo_files.with_files(session, compose(frame, entry), found.notice)


def publish(
    act: Act, found: OpenDraft, *, base_url: str, announce: Announce
) -> NoticeVersion:
    """Freeze the draft as the notice's next version and queue what it brings along."""
    before = _before(act.session, found)
    content = _signed(
        act.session,
        found,
        before,
        numbering.give_number,
        reviewer=act.person.name,
        base_url=base_url,
        at=act.at,
    )
    version = _freeze(act, found, before, content)
    _let_go(act.session, found.draft)
    _mark_published(found, content, act.at)
    announce(act, found.notice, content)
    return version


def foresee(
    session: Session, found: OpenDraft, *, reviewer: str, base_url: str, at: datetime
) -> NoticeContent:
    """What ``publish`` would freeze, if nobody takes the next number before."""
    return _signed(
        session,
        found,
        _before(session, found),
        numbering.next_number,
        reviewer=reviewer,
        base_url=base_url,
        at=at,
    )


def _signed(
    session: Session,
    found: OpenDraft,
    before: NoticeVersion | None,
    number_by: Callable[..., str],
    *,
    reviewer: str,
    base_url: str,
    at: datetime,
) -> NoticeContent:
    frame = found.frame
    number = found.notice.number or number_by(
        session, places=frame.places, mark=frame.form.mark, year=clock.day(at).year
    )
    frame = replace(
        frame,
        reviewer=reviewer,
        number=number,
        public_id=found.notice.public_id,
        base_url=base_url,
        posted_at=at,
    )
    return _composed(session, found, frame, before)


def _freeze(
    act: Act, found: OpenDraft, before: NoticeVersion | None, content: NoticeContent
) -> NoticeVersion:
    notice, draft, entry = found.notice, found.draft, found.inspection.entry
    lists = (entry, entry_of(before)) if before else (entry,)
    form = found.frame.form
    if before is not None:  # the columns that it had, in their order, behind our own
        form = forms.expanded(form, (c.key for c in as_printed(before).columns))
    text = content.to_json()
    records = forms.entry_json(entry)
    version = NoticeVersion(
        notice_id=notice.id,
        version=draft.version,
        content=text,
        records=records,
        digest=digest_of_version(text, records),
        check_code=content.check_code,
        reason=web_words(form, *lists)(draft.reason),
        author_id=draft.author_id,
        reviewer_id=act.person.id,
        published_at=act.at,
    )
    act.session.add(version)
    return version


def _let_go(session: Session, draft: Draft) -> None:
    """The sheets of earlier versions: a correction begins with the newest one."""
    session.exec(
        update(Draft)
        .where(
            col(Draft.notice_id) == draft.notice_id,
            col(Draft.version) < draft.version,
            col(Draft.status) == DraftStatus.PUBLISHED,
        )
        .values(sheet="")
    )


def _mark_published(found: OpenDraft, content: NoticeContent, at: datetime) -> None:
    notice, frame = found.notice, found.frame
    hide = web_words(frame.form, found.inspection.entry)
    notice.attribute = frame.attribute
    notice.attribute_reason = hide(frame.attribute_reason)
    notice.status = NoticeStatus.PUBLISHED
    notice.number = content.number
    notice.title = render.for_open_web(content).title
    notice.version = content.version
    notice.published_at = at
    notice.names_gone_at = None  # a correction hangs for a new time
    drawn_files.wait_again(notice)
    notice.posting_until = content.posting_until
    notice.objection_until = content.objection_until
