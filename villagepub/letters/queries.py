"""Questions about letters: the register, one letter, what a village has to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from villagepub.findings import queries as finding_queries
from villagepub.findings.queries import FindingLine
from villagepub.letters.content import TITLES
from villagepub.models import (
    IssuedLetter,
    LetterMatter,
    Place,
    Staff,
    VillageItem,
    at_or_below,
    copied,
)
from villagepub.period import Period
from villagepub.render.letter import Letter
from villagepub.states import Word


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
    return (
        select(IssuedLetter, Place.short_name, Staff.name)
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


def about(session: Session, finding_id: int, *, on: date) -> tuple[LetterLine, ...]:
    """The letters that speak of a finding."""
    rows = session.exec(
        _joined()
        .join(LetterMatter, col(LetterMatter.letter_id) == IssuedLetter.id)
        .where(LetterMatter.finding_id == finding_id)
        .order_by(col(IssuedLetter.id))
    )
    return tuple(_line(*row, on=on) for row in rows)


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


def owed_of(session: Session, letter_id: int) -> tuple[str, ...]:
    """2026年第三季度村级财务收支逐笔明细: what it asks for that was not posted."""
    rows = session.exec(
        select(LetterMatter.period, VillageItem.name)
        .join(VillageItem, col(VillageItem.id) == LetterMatter.item_id)
        .where(
            LetterMatter.letter_id == letter_id, col(LetterMatter.finding_id).is_(None)
        )
    )
    return tuple(f"{Period.parse(period).label}{name}" for period, name in rows)


def _line(row: IssuedLetter, village: str, issuer: str, *, on: date) -> LetterLine:
    return copied(
        LetterLine,
        row,
        village=village,
        title=TITLES[row.kind],
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
