"""Reads a village's list and notices; the same few queries however many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from villagepub import forms
from villagepub.duties import (
    declarations,
    holidays,
    notice_states,
    posting_days,
    township_reminders,
)
from villagepub.duties.due_days import event_due
from villagepub.duties.duty import Duty, EventState, NoticeState, OwedItem
from villagepub.duties.obligations import duties, within
from villagepub.duties.progress import Nothing
from villagepub.duties.workdays import Calendar
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


def of_village(session: Session, village_code: str, *, on: date) -> tuple[Duty, ...]:
    return of_villages(session, [village_code], on=on)[village_code]


def of_villages(
    session: Session, codes: Sequence[str], *, on: date, span: Period | None = None
) -> dict[str, tuple[Duty, ...]]:
    """Duties by village code; seven queries in all. ``span``: a quarter or year that is
    looked back at, None: what is owed now.
    """
    items = _items(session, codes)
    notices = notice_states.of_villages(session, codes, on)
    declared = _declared(session, codes)
    nothing = _nothing(declared)
    remarks = {(row.item_id, row.period): row.remark for row in declared}
    ids = [item.item_id for listed in items.values() for item in listed]
    reminded = township_reminders.of_items(session, ids)
    return {
        code: tuple(
            replace(
                duty,
                reminded=reminded.get((duty.item.item_id, duty.period.code)),
                remark=remarks.get((duty.item.item_id, duty.period.code), ""),
            )
            for duty in _duties(
                items.get(code, ()), notices.get(code, ()), nothing, span, on
            )
        )
        for code in codes
    }


def _duties(
    items: Sequence[OwedItem],
    notices: Sequence[NoticeState],
    nothing: Nothing,
    span: Period | None,
    on: date,
) -> tuple[Duty, ...]:
    if span is None:
        return duties(items, notices, nothing, on=on)
    return within(items, notices, nothing, span, on=on)


def period_kinds(session: Session, item: VillageItem) -> tuple[PeriodKind, ...]:
    """By what an item's notices are told apart: a quarter, a year, the day of an event.

    The one that is owed first; a quarter of months may stand for its months.
    """
    kind = period_kinds_of(session, [item])[item.id or 0]
    whole = _whole(item.form, kind)
    return (kind, whole) if whole else (kind,)


def period_kinds_of(
    session: Session, items: Sequence[VillageItem]
) -> dict[int, PeriodKind]:
    """How often each is owed, by id; one question for all."""
    return {
        number: _how_often(item.form, limit)
        for (number, limit), item in zip(
            time_limits_of(session, items).items(), items, strict=True
        )
    }


def time_limits_of(
    session: Session, items: Sequence[VillageItem]
) -> dict[int, TimeLimit]:
    """公开时限 by id, the township's own words before the catalog's; one question."""
    rows = _of_catalog(session, items)
    return {
        item.id or 0: TimeLimit.from_clock(item.clock or _clock_of(rows, item) or {})
        for item in items
    }


def limits_of(session: Session, items: Sequence[VillageItem]) -> dict[int, str]:
    """公开时限 as the catalog has it, by the item's id."""
    rows = _of_catalog(session, items)
    return {
        item.id or 0: rows[item.item_key].limit
        for item in items
        if item.item_key in rows
    }


def _clock_of(
    rows: Mapping[str, CatalogItem], item: VillageItem
) -> Mapping[str, Any] | None:
    return rows[item.item_key].clock if item.item_key in rows else None


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
    posting = posting_days.of_villages(session, codes)
    rows = session.exec(
        select(VillageItem, CatalogItem.clock)
        .join(
            CatalogItem,
            (col(CatalogItem.key) == VillageItem.item_key)
            & col(CatalogItem.is_current),
            isouter=True,
        )
        .where(col(VillageItem.village_code).in_(codes), col(VillageItem.is_active))
        .order_by(col(VillageItem.position), col(VillageItem.id))
    ).all()
    calendar = holidays.calendar(session)
    happened = _happened(session, [item.id or 0 for item, _ in rows])
    found: dict[str, list[OwedItem]] = {}
    for item, stored in rows:
        limit = TimeLimit.from_clock(item.clock or stored or {})
        owed = OwedItem(
            item_id=item.id or 0,
            name=item.name,
            form=item.form,
            period=_how_often(item.form, limit),
            limit=limit,
            posting_days=posting[item.village_code],
            calendar=calendar,
            position=item.position,
            whole=_whole(item.form, _how_often(item.form, limit)),
            owed_from=item.owed_from,
            events=_events(happened.get(item.id or 0, ()), limit, calendar),
            result=result_limit(limit),
        )
        found.setdefault(item.village_code, []).append(owed)
    return found


def _events(
    rows: Sequence[DutyEvent], limit: TimeLimit, calendar: Calendar
) -> dict[str, EventState]:
    return {
        row.period: EventState(
            event_id=row.id or 0,
            period=row.period,
            on=row.happened_on,
            kind=row.kind,
            words=row.words,
            due=event_due(limit, row.happened_on, calendar),
        )
        for row in rows
    }


def _happened(session: Session, item_ids: Sequence[int]) -> dict[int, list[DutyEvent]]:
    """What people entered, by item, the oldest first; one query."""
    found: dict[int, list[DutyEvent]] = {}
    for row in session.exec(
        select(DutyEvent)
        .where(col(DutyEvent.item_id).in_(item_ids))
        .order_by(col(DutyEvent.happened_on), col(DutyEvent.id))
    ):
        found.setdefault(row.item_id, []).append(row)
    return found


def event_of(session: Session, item_id: int, period: str) -> DutyEvent | None:
    """What a notice of the item and period is owed for, where somebody entered it."""
    return session.exec(
        select(DutyEvent).where(
            DutyEvent.item_id == item_id, DutyEvent.period == period
        )
    ).first()


def _whole(form: str, kind: PeriodKind) -> PeriodKind | None:
    """The form's own period, where a notice of it is made of monthly parts."""
    own = forms.get(form) if form else None
    return own.period if own and kind == own.parts and kind != own.period else None


def result_limit(limit: TimeLimit) -> TimeLimit | None:
    """By when the outcome of a 公示 is owed; None where no rule asks for it.

    公示7日，期满后5日内公布结果 gives the days from the end of the 公示, 发放结果随时公布
    none. Where only an objection has an outcome, as to a 选民名单, nothing is owed.
    """
    if not limit.result:
        return None
    start = limit.start or ""
    is_counted = "公示" in start or "期满" in start or "结果" in start
    return limit if is_counted else TimeLimit()


def _how_often(form: str, limit: TimeLimit) -> PeriodKind:
    """As the catalog's limit says, else as the form is made.

    A quarterly form whose limit only gives days (公示7个工作日 for 初审对象) is owed when
    there is somebody to name, not every quarter.
    """
    kind = forms.get(form).period if form else "event"
    if limit.every is not None:
        return limit.every
    if kind == "quarter" and limit != TimeLimit() and not limit.always:
        return "event"
    return kind


def _declared(session: Session, codes: Sequence[str]) -> Sequence[NothingDeclared]:
    return session.exec(
        select(NothingDeclared)
        .join(VillageItem, col(VillageItem.id) == NothingDeclared.item_id)
        .where(col(VillageItem.village_code).in_(codes), declarations.stands())
    ).all()


def _nothing(rows: Sequence[NothingDeclared]) -> dict[tuple[int, str], DutyState]:
    """What the village said there was not, and what the township does not wait for."""
    return {(row.item_id, row.period): _said(row) for row in rows if not row.remark}


def _said(row: NothingDeclared) -> DutyState:
    if row.waived_reason:
        return DutyState.WAIVED
    return DutyState.NOTHING if row.confirmed_at else DutyState.DECLARED
