"""A draft with everything that its pages are made of, loaded once a request."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from villagepub import access, clock
from villagepub.access import Action, Actor
from villagepub.content import NoticeContent
from villagepub.models import Draft, Notice
from villagepub.notices import publication
from villagepub.notices.content import context
from villagepub.notices.content.composer import Frame, compose
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NoticeFault
from villagepub.notices.validation import Inspection, inspect


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """The rows are read and checked once here: it is what costs with 2,000 of them."""

    notice: Notice
    draft: Draft
    sheet: DraftSheet
    frame: Frame
    inspection: Inspection

    @property
    def draft_id(self) -> int:
        return self.draft.id or 0

    @property
    def what(self) -> str:
        """What people call it: 耕地地力保护补贴, 2026年."""
        return self.frame.item.name


def load(session: Session, *, actor: Actor, draft_id: int, at: datetime) -> Work:
    """Raises NoticeFault if there is no such draft, Forbidden if it is not theirs."""
    draft, notice = _row(session, actor, draft_id)
    frame = context.frame_of(session, notice, draft, on=clock.day(at), base_url="")
    sheet = DraftSheet.from_json(draft.sheet)
    inspection = inspect(
        frame.form,
        sheet,
        village=frame.places.village.short_name,
        period=notice.period,
    )
    return Work(
        notice=notice, draft=draft, sheet=sheet, frame=frame, inspection=inspection
    )


def _row(session: Session, actor: Actor, draft_id: int) -> tuple[Draft, Notice]:
    draft = session.get(Draft, draft_id)
    if draft is None:
        raise NoticeFault("这份草稿找不到了，请回到清单。")
    notice = session.get_one(Notice, draft.notice_id)
    access.allow(actor, Action.READ, notice.village_code)
    return draft, notice


def content_of(session: Session, work: Work) -> NoticeContent:
    """The draft as others would see it if it were posted today."""
    entry = work.inspection.entry
    frame = publication.with_correction(
        session, work.notice, work.draft, work.frame, entry
    )
    return compose(replace(frame, number=work.notice.number), entry)
