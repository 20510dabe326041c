"""How many findings there are, counted where they are kept: no row is read for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Unpack

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub.findings.queries import (
    ENDED,
    STILL_OPEN,
    WITH_DEADLINE,
    WITH_VILLAGE,
    Narrowed,
    conditions,
)
from villagepub.models import Finding, Place
from villagepub.states import FindingKind, FindingState


@dataclass(frozen=True, slots=True)
class Count:
    """So many findings of one village, kind and state. ``newest``: the highest id."""

    village_code: str
    village: str
    kind: FindingKind
    state: FindingState
    is_late: bool
    number: int
    newest: int


def counts(
    session: Session,
    place_code: str,
    *,
    on: date,
    ended: bool = False,
    **to: Unpack[Narrowed],
) -> tuple[Count, ...]:
    """By village code, kind and state; one query. Late: past its deadline on that day."""
    is_late = sa.and_(col(Finding.state).in_(WITH_DEADLINE), col(Finding.due_on) < on)
    late = sa.case((is_late, sa.true()), else_=sa.false())
    key = (col(Finding.village_code), col(Finding.kind), col(Finding.state), late)
    states = ENDED if ended else STILL_OPEN
    rows = session.exec(
        select(  # type: ignore[call-overload]
            Finding.village_code,
            Place.short_name,
            Finding.kind,
            Finding.state,
            late,
            sa.func.count(),
            sa.func.max(Finding.id),
        )
        .join(Place, col(Place.code) == Finding.village_code)
        .where(*conditions(place_code, states=states, **to))
        .group_by(*key, col(Place.short_name))
        .order_by(*key)
    )
    return tuple(Count(*row) for row in rows)


def total(found: Iterable[Count]) -> int:
    return sum(one.number for one in found)


@dataclass(frozen=True, slots=True)
class Dismissal:
    """So many of a village let go with the same words. ``newest``: the highest id."""

    village_code: str
    reason: str
    number: int
    newest: int


def dismissals(
    session: Session, place_code: str, **to: Unpack[Narrowed]
) -> tuple[Dismissal, ...]:
    """Where more than one was let go with the same words; one query."""
    key = (col(Finding.village_code), col(Finding.dismissed_reason))
    narrowed = conditions(place_code, states=(FindingState.DISMISSED,), **to)
    rows = session.exec(
        select(*key, sa.func.count(), sa.func.max(Finding.id))
        .where(*narrowed, col(Finding.dismissed_reason) != "")
        .group_by(*key)
        .having(sa.func.count() > 1)
        .order_by(*key)
    )
    return tuple(
        Dismissal(code, reason, number, newest or 0)
        for code, reason, number, newest in rows
    )


def by_item(session: Session, place_code: str) -> Mapping[tuple[str, str], int]:
    """Open findings of a place by item and period."""
    key = (col(Finding.item), col(Finding.period))
    rows = session.exec(
        select(*key, sa.func.count())
        .where(*conditions(place_code, states=STILL_OPEN))
        .group_by(*key)
    )
    return {(item, period): number for item, period, number in rows}


def waiting(session: Session, village_code: str) -> int:
    """How many findings the township waits for the village's answer to."""
    return _in(session, village_code, (FindingState.ASSIGNED,))


def given_to(session: Session, village_code: str) -> int:
    """How many findings the township has given to the village, answered ones too."""
    return _in(session, village_code, WITH_VILLAGE)


def _in(session: Session, village_code: str, states: Sequence[FindingState]) -> int:
    return session.exec(
        select(sa.func.count())
        .select_from(Finding)
        .where(*conditions(village_code, states=states))
    ).one()
