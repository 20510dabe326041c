"""Reads a village's list and notices; the same few queries however many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from villagepub import clock, forms
from villagepub.duties import township_reminders
from villagepub.duties.obligations import YEARS, Duty, NoticeState, OwedItem, duties
from villagepub.forms.form import PeriodKind
from villagepub.models import (
    CatalogItem,
    Draft,
    NothingDeclared,
    Notice,
    Place,
    VillageItem,
)
from villagepub.period import MONTHS
from villagepub.states import DraftStatus, DutyState

OPEN = (DraftStatus.DRAFT, DraftStatus.SUBMITTED, DraftStatus.RETURNED)
POSTING_DAY = 20  # the 公开日 where neither village nor township has set one


def of_village(session: Session, village_code: str, *, on: date) -> tuple[Duty, ...]:
    return of_villages(session, [village_code], on=on)[village_code]


def of_villages(
    session: Session, codes: Sequence[str], *, on: date
) -> dict[str, tuple[Duty, ...]]:
    """Duties by village code; five queries in all."""
    items = _items(session, codes)
    notices = _notices(session, codes, on)
    nothing = _nothing(session, codes)
    ids = [item.item_id for listed in items.values() for item in listed]
    reminded = township_reminders.of_items(session, ids)
    return {
        code: tuple(
            replace(duty, reminded=reminded.get((duty.item.item_id, duty.period.code)))
            for duty in duties(
                items.get(code, ()), notices.get(code, ()), nothing, on=on
            )
        )
        for code in codes
    }


def period_kinds(session: Session, item: VillageItem) -> tuple[PeriodKind, ...]:
    """By what an item's notices are told apart: a quarter, a year, the day of an event.

    The one that is owed first; a quarter of months may stand for its months.
    """
    limit = session.exec(
        select(CatalogItem.clock).where(
            CatalogItem.key == item.item_key, col(CatalogItem.is_current)
        )
    ).first()
    kind = _how_often(item.form, item.clock or limit or {})
    whole = _whole(item.form, kind)
    return (kind, whole) if whole else (kind,)


def period_kinds_of(
    session: Session, items: Sequence[VillageItem]
) -> dict[int, PeriodKind]:
    """How often each is owed, by id; one question for all."""
    rows = _of_catalog(session, items)
    return {
        item.id or 0: _how_often(item.form, item.clock or _clock_of(rows, item) or {})
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
    posting = _posting_days(session, codes)
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
    )
    found: dict[str, list[OwedItem]] = {}
    for item, limit in rows:
        day = posting.get(item.village_code, POSTING_DAY)
        owed = _owed_item(item, item.clock or limit or {}, day)
        found.setdefault(item.village_code, []).append(owed)
    return found


def _owed_item(
    item: VillageItem, limit: Mapping[str, Any], posting_day: int
) -> OwedItem:
    """``limit``: the clock of the item's 公开时限. A day that it names goes first."""
    kind = _how_often(item.form, limit)
    every = limit.get("every")
    return OwedItem(
        item_id=item.id or 0,
        name=item.name,
        form=item.form,
        period=kind,
        posting_day=limit.get("day", posting_day) if every == kind else posting_day,
        position=item.position,
        owed_from=item.owed_from,
        whole=_whole(item.form, kind),
        within=every == kind and limit.get("month", 1) == MONTHS.get(kind, 0) > 1,
    )


def _whole(form: str, kind: PeriodKind) -> PeriodKind | None:
    """The form's own period, where a notice of it is made of monthly parts."""
    own = forms.get(form) if form else None
    return own.period if own and kind == own.parts and kind != own.period else None


def _how_often(form: str, limit: Mapping[str, Any]) -> PeriodKind:
    """As the catalog's limit says, else as the form is made.

    A quarterly form whose limit only gives days (公示7个工作日 for 初审对象) is owed when
    there is somebody to name, not every quarter.
    """
    kind = forms.get(form).period if form else "event"
    every: PeriodKind | None = limit.get("every")
    if every is not None:
        return every
    if kind == "quarter" and limit and not limit.get("always"):
        return "event"
    return kind


def _posting_days(session: Session, codes: Sequence[str]) -> dict[str, int]:
    """公开日 by village: its own, else its township's, else the 20th."""
    wanted = {*codes, *(code[:9] for code in codes)}
    rows = session.exec(
        select(Place.code, Place.posting_day).where(col(Place.code).in_(wanted))
    )
    own = dict(rows.all())
    return {
        code: own.get(code, 0) or own.get(code[:9], 0) or POSTING_DAY for code in codes
    }


def _notices(
    session: Session, codes: Sequence[str], on: date
) -> dict[str, list[NoticeState]]:
    """Notices of the last years by village, and older ones that are worked on."""
    rows = session.exec(
        select(Notice, col(Draft.id), col(Draft.status), col(Draft.remark))
        .join(
            Draft,
            (col(Draft.notice_id) == Notice.id) & col(Draft.status).in_(OPEN),
            isouter=True,
        )
        .where(
            col(Notice.village_code).in_(codes),
            or_(
                col(Notice.period) >= str(on.year - YEARS),
                col(Draft.id).is_not(None),
            ),
        )
        .order_by(col(Notice.id))
    )
    found: dict[str, list[NoticeState]] = {}
    for notice, draft_id, status, remark in rows:
        if notice.version == 0 and draft_id is None:
            continue  # begun and thrown away
        state = _notice_state(notice, draft_id, status, remark)
        found.setdefault(notice.village_code, []).append(state)
    return found


def _notice_state(
    notice: Notice,
    draft_id: int | None,
    status: DraftStatus | str | None,
    remark: str | None,
) -> NoticeState:
    return NoticeState(
        notice_id=notice.id or 0,
        public_id=notice.public_id,
        item_id=notice.item_id,
        period=notice.period,
        title=notice.title,
        status=notice.status,
        version=notice.version,
        published_on=clock.day(notice.published_at) if notice.published_at else None,
        posting_until=notice.posting_until,
        draft_id=draft_id,
        draft=DraftStatus(status) if status else None,
        remark=remark or "",
    )


def _nothing(
    session: Session, codes: Sequence[str]
) -> dict[tuple[int, str], DutyState]:
    """What the village said there was not, and what the township does not wait for."""
    rows = session.exec(
        select(NothingDeclared)
        .join(VillageItem, col(VillageItem.id) == NothingDeclared.item_id)
        .where(col(VillageItem.village_code).in_(codes))
    )
    return {
        (row.item_id, row.period): DutyState.WAIVED
        if row.waived_reason
        else DutyState.NOTHING
        for row in rows
    }
