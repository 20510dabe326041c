"""Reads a village's list and notices; the same few queries however many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub.duties import (
    declarations,
    holidays,
    monthly_days,
    notice_states,
    terms,
    township_reminders,
)
from villagepub.duties.due_days import event_due
from villagepub.duties.duty import Duty, EventState, OwedItem, Reminded
from villagepub.duties.obligations import (
    YEARS,
    duties,
    is_looked_at_whole,
    periods_shown,
)
from villagepub.duties.workdays import Calendar
from villagepub.event_kinds import EventKind
from villagepub.forms.form import PeriodKind
from villagepub.models import (
    CatalogItem,
    DutyEvent,
    NothingDeclared,
    VillageItem,
)
from villagepub.period import Period
from villagepub.states import DutyState
from villagepub.time_limit import TimeLimit

KINDS = {kind.value: kind for kind in EventKind}
# Id, period, day, kind as it is stored, words.
_Event = tuple[int, str, date, str, str]
_OF_EVENT: tuple[Any, ...] = (
    col(DutyEvent.item_id),
    col(DutyEvent.id),
    col(DutyEvent.period),
    col(DutyEvent.happened_on),
    sa.type_coerce(col(DutyEvent.kind), sa.String),
    col(DutyEvent.words),
)
NO_EVENTS: Mapping[str, EventState] = MappingProxyType({})
_OF_ITEM: tuple[Any, ...] = (
    col(VillageItem.id),
    col(VillageItem.village_code),
    col(VillageItem.name),
    col(VillageItem.form),
    col(VillageItem.position),
    col(VillageItem.owed_from),
    col(VillageItem.limit),
    col(CatalogItem.limit).label("of_catalog"),
)


def of_village(session: Session, village_code: str, *, on: date) -> tuple[Duty, ...]:
    return of_villages(session, [village_code], on=on)[village_code]


def of_villages(
    session: Session, codes: Sequence[str], *, on: date, span: Period | None = None
) -> dict[str, tuple[Duty, ...]]:
    """Duties by village code; eight queries in all. ``span``: a quarter or year that is
    looked back at, None: what is owed now.
    """
    items = _items(session, codes)
    every = [item for listed in items.values() for item in listed]
    since = str(on.year - YEARS)
    notices = notice_states.of_villages(
        session,
        codes,
        since=since,
        asked=periods_shown(on, span),
        whole=[item.item_id for item in every if is_looked_at_whole(item)],
    )
    posted = notice_states.posted(session, codes, since)
    declared = _declared(session, codes)
    nothing = _nothing(declared)
    remarks = {(row.item_id, row.period): row.remark for row in declared if row.remark}
    reminded = township_reminders.of_items(session, [item.item_id for item in every])
    found: dict[str, tuple[Duty, ...]] = {}
    for code in codes:
        listed, there = items.get(code, ()), notices.get(code, ())
        owed = duties(listed, there, nothing, on=on, posted=posted, span=span)
        found[code] = tuple(_told(duty, reminded, remarks) for duty in owed)
    return found


def _told(
    duty: Duty,
    reminded: Mapping[tuple[int, str], Reminded],
    remarks: Mapping[tuple[int, str], str],
) -> Duty:
    """With what the township and the committee said of it."""
    key = duty.item.item_id, duty.period.code
    if key not in reminded and key not in remarks:
        return duty
    return replace(duty, reminded=reminded.get(key), remark=remarks.get(key, ""))


def period_kinds(session: Session, item: VillageItem) -> tuple[PeriodKind, ...]:
    """By what an item's notices are told apart: a quarter, a year, the day of an event.

    The one that is owed first; a quarter of months may stand for its months.
    """
    kind = period_kinds_of(session, [item])[item.id]
    whole = terms.whole(item.form, kind)
    return (kind, whole) if whole else (kind,)


def period_kinds_of(
    session: Session, items: Sequence[VillageItem]
) -> dict[int, PeriodKind]:
    """How often each is owed, by id; one question for all."""
    limits = time_limits_of(session, items)
    return {item.id: terms.how_often(item.form, limits[item.id]) for item in items}


def time_limits_of(
    session: Session, items: Sequence[VillageItem]
) -> dict[int, TimeLimit]:
    """公开时限 by id, the township's own words before the catalog's; one question."""
    said = limits_of(session, items)
    return {
        item.id: terms.limit_of(item.limit, said.get(item.id, "")) for item in items
    }


def limits_of(session: Session, items: Sequence[VillageItem]) -> dict[int, str]:
    """公开时限 as the catalog has it, by the item's id."""
    rows = _of_catalog(session, items)
    return {
        item.id: rows[item.item_key].limit for item in items if item.item_key in rows
    }


def _of_catalog(
    session: Session, items: Sequence[VillageItem]
) -> dict[str, CatalogItem]:
    keys = {item.item_key for item in items}
    found = session.exec(
        select(CatalogItem).where(
            col(CatalogItem.key).in_(keys), col(CatalogItem.is_current)
        )
    )
    return {row.key: row for row in found}


def _items(session: Session, codes: Sequence[str]) -> dict[str, list[OwedItem]]:
    posting = monthly_days.of_villages(session, codes)
    calendar = holidays.calendar(session)
    rows = _rows(session, codes)
    happened = _happened(session, [row[0] for row in rows])
    terms_of = cache(terms.terms_of)  # a county's lists have few limits
    found: dict[str, list[OwedItem]] = {}
    for number, village, name, form, position, owed_from, own, of_catalog in rows:
        limit, kind, whole, result = terms_of(form, own, of_catalog or "")
        events = happened.get(number, ())
        owed = OwedItem(
            item_id=number,
            name=name,
            form=form,
            period=kind,
            limit=limit,
            monthly_days=posting[village],
            calendar=calendar,
            position=position,
            whole=whole,
            owed_from=owed_from,
            events=_events(events, limit, calendar) if events else NO_EVENTS,
            result=result,
        )
        found.setdefault(village, []).append(owed)
    return found


def _rows(session: Session, codes: Sequence[str]) -> Sequence[Any]:
    current = col(CatalogItem.is_current)
    return session.execute(
        sa.select(*_OF_ITEM)
        .join(
            CatalogItem,
            (col(CatalogItem.key) == VillageItem.item_key) & current,
            isouter=True,
        )
        .where(col(VillageItem.village_code).in_(codes), col(VillageItem.is_active))
        .order_by(col(VillageItem.position), col(VillageItem.id))
    ).all()


def _events(
    rows: Sequence[_Event], limit: TimeLimit, calendar: Calendar
) -> dict[str, EventState]:
    return {
        period: EventState(
            event_id=number,
            period=period,
            on=on,
            kind=KINDS.get(kind),
            words=words,
            due=event_due(limit, on, calendar),
            is_readable=kind in KINDS,
        )
        for number, period, on, kind, words in rows
    }


def _happened(session: Session, item_ids: Sequence[int]) -> dict[int, list[_Event]]:
    """What people entered, by item, the oldest first; one query."""
    found: dict[int, list[_Event]] = {}
    for item_id, *event in session.execute(
        sa.select(*_OF_EVENT)
        .where(col(DutyEvent.item_id).in_(item_ids))
        .order_by(col(DutyEvent.happened_on), col(DutyEvent.id))
    ):
        found.setdefault(item_id, []).append(tuple(event))
    return found


def event_of(session: Session, item_id: int, period: str) -> DutyEvent | None:
    """What a notice of the item and period is owed for, where somebody entered it."""
    return session.exec(
        select(DutyEvent).where(
            DutyEvent.item_id == item_id, DutyEvent.period == period
        )
    ).first()


def _declared(session: Session, codes: Sequence[str]) -> Sequence[NothingDeclared]:
    return session.exec(
        select(NothingDeclared)
        .join(VillageItem, col(VillageItem.id) == NothingDeclared.item_id)
        .where(col(VillageItem.village_code).in_(codes), declarations.still_counts())
    ).all()


def _nothing(rows: Sequence[NothingDeclared]) -> dict[tuple[int, str], DutyState]:
    """What the village said there was not, and what the township does not wait for."""
    return {(row.item_id, row.period): _said(row) for row in rows if not row.remark}


def _said(row: NothingDeclared) -> DutyState:
    if row.waived_reason:
        return DutyState.WAIVED
    return DutyState.NOTHING if row.confirmed_at else DutyState.DECLARED
