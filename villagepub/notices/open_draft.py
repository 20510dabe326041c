"""A draft that is worked on, read and checked once: for its pages, submission, signing."""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from villagepub import access
from villagepub.access import Action, Actor
from villagepub.models import Draft, Notice
from villagepub.notices.content import context
from villagepub.notices.content.composer import Frame, title_of
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NoticeFault
from villagepub.notices.validation import Inspection, inspect


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenDraft:
    """``frame``: what it says beside its rows, as if it were posted on that day."""

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
        """What people call it: 耕地地力保护补贴, or as its author calls it."""
        if self.frame.form.own_columns:
            return title_of(self.frame)
        return self.frame.item.name


def of(session: Session, notice: Notice, draft: Draft, *, on: date) -> OpenDraft:
    sheet = DraftSheet.from_json(draft.sheet)
    frame = context.frame_of(session, notice, draft, sheet, on=on)
    inspection = inspect(
        frame.form,
        sheet,
        village=frame.places.village.short_name,
        period=notice.period,
    )
    frame = replace(frame, explanations=inspection.standing)
    return OpenDraft(
        notice=notice, draft=draft, sheet=sheet, frame=frame, inspection=inspection
    )


def load(session: Session, *, actor: Actor, draft_id: int, on: date) -> OpenDraft:
    """Raises NoticeFault if there is no such draft, Forbidden if it is not theirs."""
    draft = session.get(Draft, draft_id)
    if draft is None:
        raise NoticeFault("这份草稿找不到了，请回到清单。")
    notice = session.get_one(Notice, draft.notice_id)
    access.allow(actor, Action.READ, notice.village_code)
    return of(session, notice, draft, on=on)
