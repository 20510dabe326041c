"""Questions about letters: the register, one letter, what a village has to answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from villagepub import clock
from villagepub.findings import queries as finding_queries
from villagepub.findings.queries import FindingLine
from villagepub.letters.content import TITLES
from villagepub.letters.matters import Matter
from villagepub.models import (
    IssuedLetter,
    LetterMatter,
    Notice,
    Place,
    Staff,
    VillageItem,
    at_or_below,
    copied,
)
from villagepub.period import Period
from villagepub.render.letter import Letter
from villagepub.states import NoticeStatus, Word


class LetterState(StrEnum):
    WAITING = "waiting"
    LATE = "late"
    ANSWERED = "answered"
    CANCELLED = "cancelled"


LETTERS = {
    LetterState.WAITING: Word("等回复", "info"),
    LetterState.LATE: Word("过了期没回", "late"),
    LetterState.ANSWERED: Word("回复了", "ok"),
    LetterState.CANCELLED: Word("作废", ""),
}
OPEN = (LetterState.WAITING, LetterState.LATE)
_TITLES = {kind.value: title for kind, title in TITLES.items()}
UNREADABLE = "种类读不出来，存着的被人动过"


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterLine:
    """A line of the register. ``number``: 沿政公函〔2026〕3号; ``days``: left or late."""

    id: int
    village_code: str
    village: str
    title: str
    number: str
    year: int
    issued_on: date
    issued_by: str
    due_on: date
    days: int
    state: LetterState
    reason: str  # why it was cancelled
    answered_on: date | None
    answered_by: str
    answer: str
    verified: str


def lines(
    session: Session, place_code: str, *, on: date, year: int = 0
) -> tuple[LetterLine, ...]:
    """The register of a place, by kind and number, the newest first; one query."""
    rows = session.exec(
        _joined()
        .where(
            at_or_below(IssuedLetter.village_code, place_code),
            *((IssuedLetter.year == year,) if year else ()),
        )
        .order_by(col(IssuedLetter.id).desc())
    )
    return tuple(_line(*row, on=on) for row in rows)


def years(session: Session, place_code: str) -> Sequence[int]:
    return session.exec(
        select(IssuedLetter.year)
        .where(at_or_below(IssuedLetter.village_code, place_code))
        .distinct()
        .order_by(col(IssuedLetter.year).desc())
    ).all()


def one(session: Session, letter_id: int, *, on: date) -> LetterLine | None:
    row = session.exec(_joined().where(IssuedLetter.id == letter_id)).first()
    return _line(*row, on=on) if row else None


def _joined() -> Any:
    """What kind of letter it is as it is stored: a word that is none hides no letter."""
    kind = sa.type_coerce(col(IssuedLetter.kind), sa.String)
    return (
        select(IssuedLetter, kind.label("stored"), Place.short_name, Staff.name)
        .options(defer(cast(Any, IssuedLetter.kind)))
        .join(Place, col(Place.code) == IssuedLetter.village_code)
        .join(Staff, col(Staff.id) == IssuedLetter.issued_by)
    )


def open_ones(
    session: Session, place_code: str, *, on: date
) -> Mapping[str, Sequence[LetterLine]]:
    """What is not answered yet, by village, the oldest deadline first."""
    found: dict[str, list[LetterLine]] = {}
    rows = session.exec(
        _joined()
        .where(
            at_or_below(IssuedLetter.village_code, place_code),
            col(IssuedLetter.cancelled_at).is_(None),
            col(IssuedLetter.answered_on).is_(None),
        )
        .order_by(col(IssuedLetter.due_on), col(IssuedLetter.id))
    )
    for row in rows:
        line = _line(*row, on=on)
        found.setdefault(line.village_code, []).append(line)
    return found


def about_finding(
    session: Session, finding_id: int, *, on: date
) -> tuple[LetterLine, ...]:
    """The letters that speak of a finding."""
    rows = session.exec(
        _joined()
        .join(LetterMatter, col(LetterMatter.letter_id) == IssuedLetter.id)
        .where(LetterMatter.finding_id == finding_id)
        .order_by(col(IssuedLetter.id))
    )
    return tuple(_line(*row, on=on) for row in rows)


def awaited(
    session: Session, village_code: str, found: Iterable[Matter], *, on: date
) -> Mapping[str, LetterLine]:
    """By key what a letter asked for whose deadline runs: nobody asks twice meanwhile."""
    lines = {
        one.id: one
        for one in open_ones(session, village_code, on=on).get(village_code, ())
        if one.state is LetterState.WAITING
    }
    if not lines:
        return {}
    rows = session.exec(
        select(LetterMatter).where(col(LetterMatter.letter_id).in_(lines))
    )
    said = {r.finding_id or (r.item_id, r.period): lines[r.letter_id] for r in rows}
    keys = {m.key: m.finding_id or (m.item_id, m.period) for m in found}
    return {key: said[about] for key, about in keys.items() if about in said}


def content(session: Session, letter_id: int) -> Letter:
    """The letter as it went out, marked 作废 where its number was cancelled."""
    row = session.get_one(IssuedLetter, letter_id)
    letter = Letter.from_json(row.content)
    return replace(letter, stamp="作废") if row.cancelled_at else letter


def findings_of(session: Session, letter_id: int) -> tuple[FindingLine, ...]:
    ids = session.exec(
        select(LetterMatter.finding_id).where(
            LetterMatter.letter_id == letter_id,
            col(LetterMatter.finding_id).is_not(None),
        )
    )
    found = (finding_queries.one(session, one) for one in ids if one is not None)
    return tuple(one for one in found if one is not None)


def owed_of(session: Session, letter_id: int) -> Mapping[str, date | None]:
    """2026年第三季度村级财务收支逐笔明细: what it asks for that was not posted then, and
    the day on which it was posted since.
    """
    is_up = (
        (col(Notice.item_id) == LetterMatter.item_id)
        & (col(Notice.period) == LetterMatter.period)
        & (col(Notice.status) == NoticeStatus.PUBLISHED)
        & col(Notice.result_of).is_(None)
    )
    rows = session.exec(
        select(LetterMatter.period, VillageItem.name, Notice.published_at)
        .join(VillageItem, col(VillageItem.id) == LetterMatter.item_id)
        .join(Notice, is_up, isouter=True)
        .where(
            LetterMatter.letter_id == letter_id, col(LetterMatter.finding_id).is_(None)
        )
        .order_by(col(LetterMatter.id))
    )
    return {
        f"{Period.parse(period).label}{name}": clock.day(at) if at else None
        for period, name, at in rows
    }


def _line(
    row: IssuedLetter, kind: str, village: str, issuer: str, *, on: date
) -> LetterLine:
    return copied(
        LetterLine,
        row,
        village=village,
        title=_TITLES.get(kind, UNREADABLE),
        number=f"{row.word}〔{row.year}〕{row.number}号",
        issued_by=issuer,
        days=abs((row.due_on - on).days),
        state=_state(row, on),
        reason=row.cancelled_reason,
        verified=f"{row.verified_on} {row.verified_by}：{row.verified_facts}"
        if row.verified_on
        else "",
    )


def _state(row: IssuedLetter, on: date) -> LetterState:
    if row.cancelled_at:
        return LetterState.CANCELLED
    if row.answered_on:
        return LetterState.ANSWERED
    return LetterState.LATE if on > row.due_on else LetterState.WAITING
