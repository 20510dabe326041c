"""A village's board: what it has published, a page at a time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub.models import Notice
from villagepub.states import NoticeStatus

LINES = 50  # a page


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardLine:
    """One line of a village's board."""

    public_id: str
    title: str
    form: str
    period: str
    status: NoticeStatus
    version: int
    published_at: datetime
    posting_until: date | None
    objection_until: date | None
    withdrawn_at: datetime | None

    @property
    def changed_at(self) -> datetime:
        return self.withdrawn_at or self.published_at


def lines(
    session: Session,
    village_code: str,
    *,
    year: int | None = None,
    hanging_on: date | None = None,
    is_standing: bool = False,
    is_by_change: bool = False,
    offset: int = 0,
) -> tuple[BoardLine, ...]:
    """At most LINES of what the village has published, the newest first; of one
    year if asked, only what was not taken back if asked. What hangs on the day
    ``hanging_on`` comes before everything else. ``is_by_change``: what was withdrawn
    last is as new as what was posted then.
    """
    stands = col(Notice.status) == NoticeStatus.PUBLISHED
    first = []
    if hanging_on is not None:
        hangs = sa.and_(stands, col(Notice.posting_until) >= hanging_on)
        first = [sa.case((hangs, 0), else_=1)]
    posted = col(Notice.published_at)
    at = sa.func.coalesce(Notice.withdrawn_at, posted) if is_by_change else posted
    question = (
        select(Notice)
        .where(*_on_board(village_code, year), stands if is_standing else sa.true())
        .order_by(*first, at.desc(), col(Notice.id).desc())
        .offset(offset)
        .limit(LINES)
    )
    return tuple(_board_line(n) for n in session.exec(question))


def size(session: Session, village_code: str, *, year: int | None = None) -> int:
    """How many lines the whole board has."""
    question = select(sa.func.count()).select_from(Notice)
    return session.exec(question.where(*_on_board(village_code, year))).one()


def _on_board(village_code: str, year: int | None) -> tuple[Any, ...]:
    return (
        col(Notice.village_code) == village_code,
        col(Notice.version) > 0,
        sa.true() if year is None else col(Notice.period).startswith(str(year)),
    )


def _board_line(notice: Notice) -> BoardLine:
    if notice.published_at is None:
        raise ValueError(f"notice {notice.id} has a version but was never published")
    return BoardLine(
        public_id=notice.public_id,
        title=notice.title,
        form=notice.form,
        period=notice.period,
        status=notice.status,
        version=notice.version,
        published_at=notice.published_at,
        posting_until=notice.posting_until,
        objection_until=notice.objection_until,
        withdrawn_at=notice.withdrawn_at,
    )


def years(session: Session, village_code: str) -> tuple[int, ...]:
    """The years for which the village has published something, the newest first."""
    periods = session.exec(
        select(Notice.period)
        .where(Notice.village_code == village_code, col(Notice.version) > 0)
        .distinct()
    )
    return tuple(sorted({int(p[:4]) for p in periods}, reverse=True))
