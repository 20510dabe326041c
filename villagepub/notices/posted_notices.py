"""A village's board: what it has published, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub import integrity
from villagepub.integrity import LoggedFacts
from villagepub.models import Notice, Place, VillageItem
from villagepub.models.base import has_known_words
from villagepub.states import NoticeStatus

LINES = 50  # a page
_TOLD = (
    "title",
    "form",
    "period",
    "status",
    "version",
    "published_at",
    "posting_until",
    "objection_until",
    "withdrawn_at",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardLine:
    """One line of a village's board, as it was signed. ``is_touched``: its row says
    something else now.
    """

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
    is_touched: bool = False
    are_names_gone: bool = False
    is_drawn: bool = False  # its files are there, as it is now

    @property
    def changed_at(self) -> datetime:
        return self.withdrawn_at or self.published_at


def lines(
    session: Session,
    village_code: str,
    *,
    year: int | None = None,
    parts: Sequence[str] = (),
    hanging_on: date | None = None,
    is_standing: bool = False,
    is_by_change: bool = False,
    offset: int = 0,
) -> tuple[BoardLine, ...]:
    """At most LINES of what the village has published, the newest first; of one
    year if asked, about one of ``parts`` if any, only what was not taken back if asked. What hangs on the day
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
        .where(*_on_board(village_code, year, parts))
        .where(stands if is_standing else sa.true())
        .order_by(*first, at.desc(), col(Notice.id).desc())
        .offset(offset)
        .limit(LINES)
    )
    notices = session.exec(question).all()
    told = integrity.logged_facts(session, notices)
    return tuple(_board_line(n, told[n.public_id]) for n in notices)


def size(
    session: Session,
    village_code: str,
    *,
    year: int | None = None,
    parts: Sequence[str] = (),
) -> int:
    """How many lines the whole board has."""
    question = select(sa.func.count()).select_from(Notice)
    return session.exec(question.where(*_on_board(village_code, year, parts))).one()


def unreadable(session: Session, village_code: str, *, year: int | None = None) -> int:
    """How many more there are that hold a word that is none: the rest is shown without."""
    board = _posted(village_code, year)
    question = select(sa.func.count()).select_from(Notice)
    return session.exec(question.where(*board, sa.not_(has_known_words(Notice)))).one()


def of_item(
    session: Session, key: str, *, offset: int = 0
) -> tuple[tuple[str, BoardLine], ...]:
    """At most LINES of what every village has published of a catalog's item, with the
    village's name: by village, the newest period first.
    """
    rows = session.exec(
        select(Notice, Place.short_name)
        .join(Place, col(Place.code) == Notice.village_code)
        .where(*_of_item(key))
        .order_by(
            col(Notice.village_code), col(Notice.period).desc(), col(Notice.id).desc()
        )
        .offset(offset)
        .limit(LINES)
    ).all()
    told = integrity.logged_facts(session, [notice for notice, _ in rows])
    return tuple((name, _board_line(n, told[n.public_id])) for n, name in rows)


def size_of_item(session: Session, key: str) -> int:
    question = select(sa.func.count()).select_from(Notice)
    return session.exec(question.where(*_of_item(key))).one()


def item_of(session: Session, public_id: str) -> VillageItem | None:
    """The line of the village's list that a published notice answers to."""
    return session.exec(
        select(VillageItem)
        .join(Notice, col(Notice.item_id) == VillageItem.id)
        .where(Notice.public_id == public_id, col(Notice.version) > 0)
    ).first()


def _of_item(key: str) -> tuple[Any, ...]:
    """Of the village item itself, or of those that answer to the standard's."""
    own = select(VillageItem.id).where(
        sa.or_(col(VillageItem.item_key) == key, col(VillageItem.standard_key) == key)
    )
    return (
        col(Notice.item_id).in_(own),
        col(Notice.version) > 0,
        has_known_words(Notice),
    )


def _on_board(
    village_code: str, year: int | None, parts: Sequence[str]
) -> tuple[Any, ...]:
    return *_posted(village_code, year), has_known_words(Notice), _about(parts)


def _about(parts: Sequence[str]) -> sa.ColumnElement[bool]:
    """The item, its class or the title holds one of the parts; all where there is none."""
    if not parts:
        return sa.true()
    item = select(VillageItem.id).where(
        sa.or_(
            *(
                column.contains(part, autoescape=True)
                for part in parts
                for column in (col(VillageItem.item_key), col(VillageItem.name))
            )
        )
    )
    titles = (col(Notice.title).contains(part, autoescape=True) for part in parts)
    return sa.or_(col(Notice.item_id).in_(item), *titles)


def _posted(village_code: str, year: int | None) -> tuple[Any, ...]:
    return (
        col(Notice.village_code) == village_code,
        col(Notice.version) > 0,
        sa.true() if year is None else col(Notice.period).startswith(str(year)),
    )


def _board_line(notice: Notice, told: LoggedFacts | None) -> BoardLine:
    """What the log says was signed, whatever stands in the row."""
    if notice.published_at is None:
        raise ValueError(f"notice {notice.id} has a version but was never published")
    row = {name: getattr(notice, name) for name in _TOLD}
    if told is None or not told.versions:
        row["title"] = notice.public_id  # nobody signed what it is called now
    else:
        row |= {name: told.notice[name] for name in _TOLD if name in told.notice}
    for name in ("posting_until", "objection_until"):
        if isinstance(row[name], str):
            row[name] = date.fromisoformat(row[name])
    is_touched = not integrity.is_as_logged(notice, told)
    return BoardLine(
        public_id=notice.public_id,
        is_touched=is_touched,
        are_names_gone=notice.names_gone_at is not None,
        is_drawn=notice.drawn_at is not None,
        **row,
    )


def years(session: Session, village_code: str) -> tuple[int, ...]:
    """The years for which the village has published something, the newest first."""
    periods = session.exec(
        select(Notice.period)
        .where(Notice.village_code == village_code, col(Notice.version) > 0)
        .distinct()
    )
    return tuple(sorted({int(p[:4]) for p in periods}, reverse=True))
