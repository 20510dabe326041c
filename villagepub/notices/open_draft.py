"""An open draft with its sheet, form and inspection, for its pages, submission and
signing.

Reading and checking are done once: the results for the last drafts are kept by
everything that they depend on.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from villagepub import access
from villagepub.access import Action, Actor
from villagepub.models import Draft, Notice, Staff, VillageItem
from villagepub.notices.content import context
from villagepub.notices.content.composer import NoticeContext, title_of
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NoticeFault
from villagepub.notices.validation import Inspection, inspect

R = TypeVar("R")
MAX_KEPT = 2_000_000  # characters of drafts: 8,000 rows, about 20 MB; none longer
BESIDE = 2_000  # that a draft counts beside its text: an empty one has a form, too


class Recent(Generic[R]):
    """A cache of values made from long texts, the last used ones; the values are
    immutable.
    """

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[str, Hashable], R] = OrderedDict()
        self._kept = 0
        self._one = Lock()

    def of(self, text: str, beside: Hashable, make: Callable[[], R]) -> R:
        """What ``make`` makes of this text, which it is asked for once; ``beside``: all
        else that it hangs on.
        """
        key = (text, beside)
        with self._one:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        if len(text) > MAX_KEPT:
            return made
        with self._one:
            if key not in self._made:
                self._kept += len(text) + BESIDE
            self._made[key] = made
            while self._kept > MAX_KEPT and len(self._made) > 1:
                (old, _), _ = self._made.popitem(last=False)
                self._kept -= len(old) + BESIDE
        return made


_sheets = Recent[DraftSheet]()
_inspections = Recent[Inspection]()


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenDraft:
    """``frame``: everything the notice says beside its rows, as if it were posted on
    that day.
    """

    notice: Notice
    draft: Draft
    sheet: DraftSheet
    frame: NoticeContext
    inspection: Inspection

    @property
    def draft_id(self) -> int:
        return self.draft.id

    @property
    def is_long(self) -> bool:
        """None that is kept: what was made of it is large."""
        return len(self.draft.sheet) > MAX_KEPT

    @property
    def what(self) -> str:
        """What people call it: 耕地地力保护补贴, or as its author calls it."""
        if self.frame.form.own_columns:
            return title_of(self.frame)
        return self.frame.item.name


def of(session: Session, notice: Notice, draft: Draft, *, on: date) -> OpenDraft:
    text, period = draft.sheet, notice.period
    sheet = _sheets.of(text, None, lambda: DraftSheet.from_json(text))
    frame = context.frame_of(session, notice, draft, sheet, on=on)
    form, village = frame.form, frame.places.village.short_name
    inspection = _inspections.of(
        text,
        (form, village, period),
        lambda: inspect(form, sheet, village=village, period=period),
    )
    frame = replace(frame, explanations=inspection.standing)
    return OpenDraft(
        notice=notice, draft=draft, sheet=sheet, frame=frame, inspection=inspection
    )


# Built once: building it again costs as much as asking.
_WITH_ITEM_AND_AUTHOR = (
    select(Draft, Notice, VillageItem, Staff)
    .join(Notice, col(Notice.id) == Draft.notice_id)
    .join(VillageItem, col(VillageItem.id) == Notice.item_id)
    .join(Staff, col(Staff.id) == Draft.author_id)
    .where(col(Draft.id) == bindparam("draft_id"))
)


def load(session: Session, *, actor: Actor, draft_id: int, on: date) -> OpenDraft:
    """Raises NoticeFault if there is no such draft, Forbidden if it is not theirs."""
    row = session.exec(_WITH_ITEM_AND_AUTHOR, params={"draft_id": draft_id}).first()
    if row is None:
        raise NoticeFault("这份草稿找不到了，请回到清单。")
    draft, notice, *_held = (
        row  # the session knows the item and the author from here on
    )
    access.allow(actor, Action.READ, notice.village_code)
    return of(session, notice, draft, on=on)
