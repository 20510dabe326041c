"""What hangs on the paper board of a village: each notice, since when, until when.

The board is the duty, the web only repeats it: 村民委员会组织法第三十五条第四款 asks for a
公开栏 and for not less than fifteen days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from villagepub import clock
from villagepub.duties.workdays import posting_end
from villagepub.models import Hanging, Notice
from villagepub.models.base import has_known_words
from villagepub.states import NoticeStatus, Word

ASKED_FOR = (
    30  # days after its posting in which a sheet that nobody recorded is asked for
)
DOWN_SHOWN = 60  # days for which what came down stays on the list


class HangingState(StrEnum):
    """Where the sheet of a notice is: on the paper board, or down."""

    WITHDRAWN = "withdrawn"  # hangs although it was withdrawn
    NOT_HUNG = "not_hung"
    HANGING = "hanging"
    MAY_COME_DOWN = "may_come_down"
    DOWN = "down"
    DOWN_EARLY = "down_early"


HANGINGS = {
    HangingState.WITHDRAWN: Word("要揭下来", "bad"),
    HangingState.NOT_HUNG: Word("没上墙", "warn"),
    HangingState.HANGING: Word("挂着"),
    HangingState.MAY_COME_DOWN: Word("可以揭", "ok"),
    HangingState.DOWN: Word("揭了"),
    HangingState.DOWN_EARLY: Word("揭早了", "warn"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class HungSheet:
    """One published notice and its sheet on the board. ``days``: how many it must hang,
    the day of hanging not counted. ``hung_on`` None: nobody said that it hangs.
    """

    public_id: str
    title: str
    version: int
    published_on: date
    posting_until: date
    is_withdrawn: bool = False
    hung_on: date | None = None
    down_on: date | None = None
    early_reason: str = ""

    @property
    def days(self) -> int:
        return (self.posting_until - self.published_on).days

    @property
    def full_on(self) -> date | None:
        """The last day that it has to hang; on the next it may come down."""
        return posting_end(self.hung_on, self.days) if self.hung_on else None

    def days_left(self, on: date) -> int:
        return max(0, (self.full_on - on).days) if self.full_on else self.days

    def state(self, on: date) -> HangingState:
        if self.full_on is None:
            return HangingState.NOT_HUNG
        if self.down_on is not None:
            is_early = self.down_on <= self.full_on and not self.is_withdrawn
            return HangingState.DOWN_EARLY if is_early else HangingState.DOWN
        if self.is_withdrawn:
            return HangingState.WITHDRAWN
        is_full = on > self.full_on
        return HangingState.MAY_COME_DOWN if is_full else HangingState.HANGING


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the strip. ``word``: what happens on it, '' in between."""

    on: date
    word: str = ""


def strip(hung_on: date, days: int) -> tuple[Day, ...]:
    """The days from hanging to the first on which the sheet may come down."""
    words = {0: "贴", days: "满", days + 1: "揭"}
    return tuple(
        Day(hung_on + timedelta(days=n), words.get(n, "")) for n in range(days + 2)
    )


def of_village(session: Session, village_code: str, *, on: date) -> list[HungSheet]:
    """What hangs, what should, and what came down lately, the newest first."""
    found = of_villages(session, [village_code], on=on).get(village_code, [])
    return sorted(found, key=lambda s: s.published_on, reverse=True)


def of_villages(
    session: Session, codes: Sequence[str], *, on: date
) -> dict[str, list[HungSheet]]:
    """The same by village code; one query however many villages."""
    found: dict[str, list[HungSheet]] = {}
    there = col(Notice.village_code).in_(codes)
    for notice, hanging in _rows(session, there, _is_recent(on)):
        sheet = sheet_of(notice, hanging)
        if _concerns(sheet, on):
            found.setdefault(notice.village_code, []).append(sheet)
    return found


def of_notice(session: Session, notice: Notice) -> HungSheet | None:
    """Its sheet now; None where nothing of it has to hang."""
    for row, hanging in _rows(session, col(Notice.id) == notice.id):
        return sheet_of(row, hanging)
    return None


def _rows(
    session: Session, *conditions: sa.ColumnElement[bool]
) -> Iterable[tuple[Notice, Hanging | None]]:
    """Published notices that have to hang, each with what was recorded last of it."""
    newest = (
        select(sa.func.max(Hanging.id))
        .where(Hanging.notice_id == Notice.id)
        .correlate(Notice)
        .scalar_subquery()
    )
    return session.exec(
        select(Notice, Hanging)
        .join(Hanging, col(Hanging.id) == newest, isouter=True)
        .where(
            col(Notice.version) > 0,
            col(Notice.posting_until).is_not(None),
            has_known_words(Notice),
            *conditions,
        )
        .options(defer(cast(Any, Hanging.photo)))  # which is large, and shown alone
    )


def _is_recent(on: date) -> sa.ColumnElement[bool]:
    """The same as ``_concerns``, roughly, in words of the notice: years of notices are
    not looked through.
    """
    since = on - timedelta(days=DOWN_SHOWN)
    hung = select(Hanging.notice_id).where(
        col(Hanging.down_on).is_(None) | (col(Hanging.down_on) >= since)
    )
    return (col(Notice.posting_until) >= on - timedelta(days=ASKED_FOR)) | col(
        Notice.id
    ).in_(hung)


def sheet_of(notice: Notice, hanging: Hanging | None) -> HungSheet:
    """As it is now. What hangs of an earlier version is not the notice any more."""
    if notice.published_at is None or notice.posting_until is None:
        raise ValueError(f"notice {notice.id} has nothing to hang")
    is_withdrawn = notice.status is NoticeStatus.WITHDRAWN
    if hanging and hanging.version != notice.version and not is_withdrawn:
        hanging = None
    return HungSheet(
        public_id=notice.public_id,
        title=notice.title,
        version=notice.version,
        published_on=clock.day(notice.published_at),
        posting_until=notice.posting_until,
        is_withdrawn=is_withdrawn,
        hung_on=hanging.hung_on if hanging else None,
        down_on=hanging.down_on if hanging else None,
        early_reason=hanging.early_reason if hanging else "",
    )


def _concerns(sheet: HungSheet, on: date) -> bool:
    """Is it still anybody's business? Old lists that nobody recorded are not."""
    match sheet.state(on):
        case HangingState.NOT_HUNG:
            late = timedelta(days=ASKED_FOR)
            return not sheet.is_withdrawn and on <= sheet.posting_until + late
        case HangingState.DOWN | HangingState.DOWN_EARLY:
            return sheet.down_on is not None and (on - sheet.down_on).days <= DOWN_SHOWN
        case _:
            return True
