"""Reads a village's list and notices; the same few queries however many there are."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from villagepub import clock, forms
from villagepub.duties.owed import Duty, NoticeState, OwedItem, duties
from villagepub.models import (
    CatalogItem,
    Draft,
    NothingDeclared,
    Notice,
    Place,
    VillageItem,
)
from villagepub.words import DraftStatus

OPEN = (DraftStatus.DRAFT, DraftStatus.SUBMITTED, DraftStatus.RETURNED)


def of_village(session: Session, village_code: str, *, on: date) -> tuple[Duty, ...]:
    return of_villages(session, [village_code], on=on)[village_code]


def of_villages(
    session: Session, codes: Sequence[str], *, on: date
) -> dict[str, tuple[Duty, ...]]:
    """Duties by village code; five queries in all."""
    items = _items(session, codes)
    notices = _notices(session, codes)
    nothing = _nothing(session, [i.item_id for own in items.values() for i in own])
    return {
        code: duties(items.get(code, ()), notices.get(code, ()), nothing, on=on)
        for code in codes
    }


def _items(session: Session, codes: Sequence[str]) -> dict[str, list[OwedItem]]:
    places = {
        p.code: p for p in session.exec(select(Place).where(col(Place.code).in_(codes)))
    }
    rows = session.exec(
        select(VillageItem, CatalogItem)
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
    for item, catalog in rows:
        kind = forms.get(item.form).period if item.form else "event"
        every = (catalog.clock or {}).get("every") if catalog else None
        if every == "month" and kind != "quarter":
            kind = "month"
        found.setdefault(item.village_code, []).append(
            OwedItem(
                item_id=item.id or 0,
                name=item.name,
                form=item.form,
                period=kind,
                posting_day=places[item.village_code].posting_day,
                position=item.position,
            )
        )
    return found


def _notices(session: Session, codes: Sequence[str]) -> dict[str, list[NoticeState]]:
    rows = session.exec(
        select(Notice, col(Draft.id), col(Draft.status), col(Draft.remark))
        .join(
            Draft,
            (col(Draft.notice_id) == Notice.id) & col(Draft.status).in_(OPEN),
            isouter=True,
        )
        .where(col(Notice.village_code).in_(codes))
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
        publicity_until=notice.publicity_until,
        draft_id=draft_id,
        draft=DraftStatus(status) if status else None,
        remark=remark or "",
    )


def _nothing(session: Session, items: Sequence[int]) -> dict[tuple[int, str], str]:
    rows = session.exec(
        select(NothingDeclared).where(col(NothingDeclared.item_id).in_(items))
    )
    return {(row.item_id, row.period): row.period for row in rows}
