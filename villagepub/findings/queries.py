"""Questions about findings, answered with plain values for desk, letters and sheets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

import sqlalchemy as sa
from sqlalchemy.orm import load_only
from sqlmodel import Session, col, select

from villagepub.models import (
    Compared,
    Disclosure,
    Finding,
    Notice,
    Place,
    at_or_below,
    copied,
)
from villagepub.states import FindingKind, FindingState

ENDED = (FindingState.CLOSED, FindingState.DISMISSED)
STILL_OPEN = tuple(s for s in FindingState if s not in ENDED)
WITH_DEADLINE = (FindingState.ASSIGNED, FindingState.WITH_GOVERNMENT)


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingLine:
    """A finding with what both sides say and where. Rows are 0 where there is none."""

    id: int
    village_code: str
    village: str
    item: str
    period: str
    kind: FindingKind
    field: str
    name: str
    group: str
    village_row: int
    government_row: int
    village_value: str
    government_value: str
    note: str
    state: FindingState
    due_on: date | None
    reason: str
    office: str
    reminders: int
    found_at: datetime
    closed_at: datetime | None
    closed_by_version: int
    notice: str  # public id, '' if there is none
    number: str
    form: str  # of the notice, '' if there is none
    disclosure_id: int
    disclosure: str  # its title


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """How many rows of one village's list match the government's."""

    village_code: str
    village: str
    item: str
    period: str
    village_rows: int
    government_rows: int
    matched: int
    at: datetime


class Narrowed(TypedDict, total=False):
    """What a list of findings is narrowed to; '' does not narrow."""

    item: str
    period: str
    kind: str


def lines(
    session: Session,
    place_code: str,
    *,
    ended: bool = False,
    states: Iterable[FindingState] = (),
    offset: int = 0,
    limit: int | None = None,
    **to: Unpack[Narrowed],
) -> tuple[FindingLine, ...]:
    """The findings of a place, by village, item and row; two outer joins, one query."""
    wanted = tuple(states) or (ENDED if ended else STILL_OPEN)
    rows = session.exec(
        _joined()
        .where(*conditions(place_code, states=wanted, **to))
        .order_by(
            col(Finding.village_code),
            col(Finding.item),
            col(Finding.period),
            col(Finding.village_row),
            col(Finding.government_row),
            col(Finding.id),
        )
        .offset(offset)
        .limit(limit)
    )
    return tuple(_line(*row) for row in rows)


def locked(
    session: Session,
    village_code: str,
    *,
    state: FindingState,
    newest: int,
    reason: str | None = None,
    **to: Unpack[Narrowed],
) -> Sequence[Finding]:
    """One village's findings in one state; none that came after ``newest``. ``reason``: why
    they were let go, None for any. Nobody else changes them meanwhile.
    """
    return session.exec(
        select(Finding)
        .where(
            *conditions(village_code, states=(state,), **to),
            col(Finding.village_code) == village_code,
            col(Finding.id) <= newest,
            sa.true() if reason is None else col(Finding.dismissed_reason) == reason,
        )
        .order_by(col(Finding.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def conditions(
    place_code: str, *, states: Sequence[FindingState], **to: Unpack[Narrowed]
) -> tuple[sa.ColumnElement[bool], ...]:
    """What makes a finding one of a place's list."""
    return (
        at_or_below(Finding.village_code, place_code),
        col(Finding.state).in_(states),
        *(col(getattr(Finding, name)) == said for name, said in to.items() if said),
    )


def _joined() -> Any:
    """A finding with the few things that a line says of its village, notice and list."""
    return (
        select(Finding, Place.short_name, Notice, Disclosure)
        .join(Place, col(Place.code) == Finding.village_code)
        .join(Notice, col(Notice.id) == Finding.notice_id, isouter=True)
        .join(Disclosure, col(Disclosure.id) == Finding.disclosure_id, isouter=True)
        .options(
            load_only(Notice.public_id, Notice.number, Notice.form),  # type: ignore[arg-type]
            load_only(Disclosure.title),  # type: ignore[arg-type]
        )
    )


def one(session: Session, finding_id: int) -> FindingLine | None:
    row = session.exec(_joined().where(Finding.id == finding_id)).first()
    return _line(*row) if row else None


def _line(
    finding: Finding,
    village: str,
    notice: Notice | None,
    disclosure: Disclosure | None,
) -> FindingLine:
    return copied(
        FindingLine,
        finding,
        village=village,
        notice=notice.public_id if notice else "",
        number=notice.number if notice else "",
        form=notice.form if notice else "",
        disclosure_id=disclosure.id if disclosure else 0,
        disclosure=disclosure.title if disclosure else "",
    )


def agreements(
    session: Session, place_code: str, *, item: str = "", period: str = ""
) -> Sequence[Agreement]:
    """The lists that have been compared, by village."""
    rows = session.exec(
        select(Compared, Place.short_name)
        .join(Place, col(Place.code) == Compared.village_code)
        .where(
            at_or_below(Compared.village_code, place_code),
            Compared.government_rows > 0,
            sa.true() if not item else Compared.item == item,
            sa.true() if not period else Compared.period == period,
        )
        .order_by(col(Compared.village_code))
    )
    return [copied(Agreement, one, village=name) for one, name in rows]


WITH_VILLAGE = (FindingState.ASSIGNED, FindingState.ANSWERED)


def for_village(
    session: Session, village_code: str, *, offset: int = 0, limit: int | None = None
) -> tuple[FindingLine, ...]:
    """What the township has given to a village: its clerk's tasks."""
    return lines(session, village_code, states=WITH_VILLAGE, offset=offset, limit=limit)


def due(
    session: Session, place_code: str, *, first: date, last: date
) -> tuple[FindingLine, ...]:
    """What a village, or the government, has to mend on one of these days."""
    rows = session.exec(
        _joined()
        .where(
            *conditions(place_code, states=WITH_DEADLINE),
            col(Finding.due_on).between(first, last),
        )
        .order_by(col(Finding.due_on), col(Finding.village_code), col(Finding.id))
    )
    return tuple(_line(*row) for row in rows)


# What is no disagreement of two posted things: one of them is not there, or came late.
NOT_SIDE_BY_SIDE = (
    FindingKind.NOT_PUBLISHED,
    FindingKind.NOT_DISCLOSED,
    FindingKind.LATE,
    FindingKind.ELEMENT_MISSING,
)


def disagreements(
    session: Session, place_code: str
) -> Mapping[tuple[str, str, str], int]:
    """Open findings between two posted lists, by village code, item and period."""
    key = (col(Finding.village_code), col(Finding.item), col(Finding.period))
    rows = session.exec(
        select(*key, sa.func.count())
        .where(
            at_or_below(Finding.village_code, place_code),
            col(Finding.state).not_in(ENDED),
            col(Finding.kind).not_in(NOT_SIDE_BY_SIDE),
        )
        .group_by(*key)
    )
    return {(village, item, period): count for village, item, period, count in rows}
