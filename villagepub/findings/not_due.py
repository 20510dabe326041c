"""还没到期: the government has published it, and the village's own day is not over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from villagepub.duties import queries
from villagepub.duties.due_days import owed_day
from villagepub.findings.check_targets import COUNTS
from villagepub.models import (
    DisclosedList,
    Disclosure,
    Notice,
    Place,
    VillageItem,
    at_or_below,
)
from villagepub.period import Period
from villagepub.states import NoticeStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class NotDue:
    """``what``: 2026年耕地地力保护补贴; ``due``: by when the village posts it."""

    village: str
    what: str
    disclosed: date
    due: date


def not_due(session: Session, place_code: str, *, on: date) -> Sequence[NotDue]:
    """By village. No fault of anybody's: what a village owes, its list says, and not what
    the government did earlier.
    """
    rows = list(session.execute(_disclosed_alone(place_code)))
    codes = sorted({row.village_code for row in rows})
    if not codes:
        return ()
    owed = queries.of_villages(session, codes, on=on)
    items = {d.item.item_id: d.item for found in owed.values() for d in found}
    found = []
    for row in rows:
        period = Period.parse(row.period)
        item = items.get(row.item_id)
        due = owed_day(item, period) if item else None
        if due is not None and on <= due:
            found.append(
                NotDue(
                    village=row.short_name,
                    what=f"{period.label}{row.item}",
                    disclosed=row.published_on,
                    due=due,
                )
            )
    return found


def _disclosed_alone(
    place_code: str,
) -> sa.Executable:
    """Lists that count, of which the village has posted nothing."""
    is_posted = sa.exists().where(
        col(Notice.item_id) == VillageItem.id,
        col(Notice.period) == Disclosure.period,
        col(Notice.status) == NoticeStatus.PUBLISHED,
    )
    return (
        sa.select(
            col(DisclosedList.village_code),
            col(Disclosure.item),
            col(Disclosure.period),
            col(Disclosure.published_on),
            col(VillageItem.id).label("item_id"),
            col(Place.short_name),
        )
        .join(Disclosure, col(Disclosure.id) == DisclosedList.disclosure_id)
        .join(Place, col(Place.code) == DisclosedList.village_code)
        .join(
            VillageItem,
            (col(VillageItem.village_code) == DisclosedList.village_code)
            & (col(VillageItem.name) == Disclosure.item)
            & col(VillageItem.is_active),
        )
        .where(at_or_below(DisclosedList.village_code, place_code), *COUNTS, ~is_posted)
        .order_by(col(DisclosedList.village_code), col(VillageItem.position))
        .distinct()
    )
