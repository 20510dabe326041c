"""What is to be compared with what: notices, disclosures, and what is owed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub.comparison import list_rules
from villagepub.comparison.differences import Difference
from villagepub.duties import queries
from villagepub.duties.due_days import owed_day
from villagepub.duties.duty import OwedItem
from villagepub.models import (
    DisclosedList,
    Disclosure,
    Finding,
    Notice,
    VillageItem,
    at_or_below,
)
from villagepub.period import Period
from villagepub.states import DisclosureState, DutyState, FindingState, NoticeStatus

COUNTY = 6  # digits of its code
_COUNTS = (
    col(Disclosure.state) == DisclosureState.STANDING,
    col(DisclosedList.replaced_by).is_(None),
)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class CheckTarget:
    """What is compared with what; a side that is not there has None."""

    village_code: str
    item: str
    item_id: int
    form: str
    period: str
    due: date | None
    notice: Notice | None = None
    other_period: str = ""
    disclosure: Disclosure | None = None
    list_id: int = 0
    list_digest: str = ""
    rows: int = 0  # of that list
    is_imported: bool = (
        False  # a disclosure of item and period, with this village or not
    )


def targets_of(
    session: Session, place_code: str, *, item: str, period: str, on: date
) -> list[CheckTarget]:
    """Everything of a place that has a notice, a disclosure, a day it was due or a
    finding; 本期无 too, or what was found before the village said so would stand for ever.

    A fixed number of queries, however many villages there are.
    """
    items = _items(session, place_code, item)
    owed = _owed(session, {i.village_code for i in items}, on)
    notices = _notices(session, place_code)
    given = _disclosures(session, place_code, item)
    imported = _imported(session, place_code)
    noted = _noted(session, place_code)
    found: list[CheckTarget] = []
    for one in items:
        own = notices.get(one.id, {})
        lists = given.get((one.village_code, one.name), {})
        now = owed.get(one.id, ItemDuties(None, set(), set()))
        open_periods = noted.get((one.village_code, one.name), set())
        for code in sorted({*own, *lists, *now.periods, *now.nothing, *open_periods}):
            if period in ("", code):
                places = imported.get((one.name, code), ())
                target = _target(one, code, own, lists, now)
                is_imported = any(map(one.village_code.startswith, places))
                found.append(replace(target, is_imported=is_imported))
    return _without_reported_elsewhere(found)


class ItemDuties(NamedTuple):
    """An item as it is owed, None where no duty is known, its periods that are owed now,
    and those with 本期无 or 不用贴了.
    """

    item: OwedItem | None
    periods: set[str]
    nothing: set[str]


def _owed(session: Session, codes: Iterable[str], on: date) -> dict[int, ItemDuties]:
    """By item id."""
    found: dict[int, ItemDuties] = {}
    for duties in queries.of_villages(session, sorted(codes), on=on).values():
        for duty in duties:
            item = duty.item
            now = found.setdefault(item.item_id, ItemDuties(item, set(), set()))
            if duty.result_of is not None:  # no list of the government's is about it
                continue
            if duty.state in (DutyState.NOTHING, DutyState.WAIVED):
                now.nothing.add(duty.period.code)
            elif duty.due is not None and duty.state is not DutyState.DECLARED:
                now.periods.add(duty.period.code)
    return found


def _without_reported_elsewhere(targets: Sequence[CheckTarget]) -> list[CheckTarget]:
    """Without a notice of another period: it is reported where its disclosure is."""
    said = {(t.village_code, t.item, t.other_period) for t in targets if t.other_period}
    return [
        t
        for t in targets
        if t.disclosure is not None or (t.village_code, t.item, t.period) not in said
    ]


GivenList = tuple[Disclosure, int, str, int]  # its list's id, digest and rows


def _target(
    item: VillageItem,
    period: str,
    own: Mapping[str, Notice],
    lists: Mapping[str, GivenList],
    now: ItemDuties,
) -> CheckTarget:
    notice, given = own.get(period), lists.get(period)
    near = [code for code in own if code[:4] == period[:4] and code not in lists]
    return CheckTarget(
        village_code=item.village_code,
        item=item.name,
        item_id=item.id,
        form=notice.form if notice else item.form,
        period=period,
        due=owed_day(now.item, Period.parse(period))
        if now.item and period not in now.nothing
        else None,
        notice=notice,
        other_period=min(near) if near and notice is None and given else "",
        disclosure=given[0] if given else None,
        list_id=given[1] if given else 0,
        list_digest=given[2] if given else "",
        rows=given[3] if given else 0,
    )


def _items(session: Session, place_code: str, item: str) -> list[VillageItem]:
    return list(
        session.exec(
            select(VillageItem)
            .where(
                at_or_below(VillageItem.village_code, place_code),
                VillageItem.form != "",
                col(VillageItem.is_active),
                sa.true() if not item else VillageItem.name == item,
            )
            .order_by(col(VillageItem.village_code), col(VillageItem.position))
        )
    )


def _notices(session: Session, place_code: str) -> dict[int, dict[str, Notice]]:
    """By item id and period."""
    rows = session.exec(
        select(Notice).where(
            at_or_below(Notice.village_code, place_code),
            Notice.status == NoticeStatus.PUBLISHED,
            col(Notice.result_of).is_(None),
        )
    )
    found: dict[int, dict[str, Notice]] = {}
    for notice in rows:
        found.setdefault(notice.item_id, {})[notice.period] = notice
    return found


def _disclosures(
    session: Session, place_code: str, item: str
) -> dict[tuple[str, str], dict[str, GivenList]]:
    """By (village, item) and period. A county's disclosure holds for its townships."""
    question = (
        sa.select(
            Disclosure,
            col(DisclosedList.id),
            col(DisclosedList.village_code),
            col(DisclosedList.digest),
            col(DisclosedList.rows),
        )
        .join(Disclosure, col(Disclosure.id) == DisclosedList.disclosure_id)
        .where(
            at_or_below(DisclosedList.village_code, place_code),
            *_COUNTS,
            sa.true() if not item else col(Disclosure.item) == item,
        )
        .order_by(col(Disclosure.id))
    )
    found: dict[tuple[str, str], dict[str, GivenList]] = {}
    for disclosure, list_id, village, digest, rows in session.execute(question):
        lists = found.setdefault((village, disclosure.item), {})
        lists[disclosure.period] = (disclosure, list_id, digest, rows)
    return found


def _imported(session: Session, place_code: str) -> dict[tuple[str, str], list[str]]:
    """For what places the government's lists were looked for, by item and period.

    A list of several villages is the whole office's; a file of one village is its own.
    """
    rows = session.execute(
        sa.select(
            col(Disclosure.item),
            col(Disclosure.period),
            col(Disclosure.place_code),
            sa.func.count(col(DisclosedList.village_code)),
            sa.func.min(col(DisclosedList.village_code)),
        )
        .join(DisclosedList, col(DisclosedList.disclosure_id) == Disclosure.id)
        .where(at_or_below(Disclosure.place_code, place_code[:COUNTY]), *_COUNTS)
        .group_by(
            col(Disclosure.id),
            col(Disclosure.item),
            col(Disclosure.period),
            col(Disclosure.place_code),
        )
    )
    found: dict[tuple[str, str], list[str]] = {}
    for item, period, place, count, village in rows:
        found.setdefault((item, period), []).append(place if count > 1 else village)
    return found


def _noted(session: Session, place_code: str) -> dict[tuple[str, str], set[str]]:
    """The periods with findings that are still open, by village and item."""
    settled = (FindingState.CLOSED, FindingState.DISMISSED, FindingState.UNVERIFIABLE)
    rows = session.exec(
        select(Finding.village_code, Finding.item, Finding.period)
        .where(
            at_or_below(Finding.village_code, place_code),
            col(Finding.state).not_in(settled),
        )
        .distinct()
    )
    found: dict[tuple[str, str], set[str]] = {}
    for village, item, period in rows:
        found.setdefault((village, item), set()).add(period)
    return found


def not_disclosed(targets: Sequence[CheckTarget]) -> list[tuple[str, str, Difference]]:
    """(item, period, finding) for what villages posted and the government did not.

    Said once for the whole place, and only of items that the government's own catalog
    has; the caller has left the others out.
    """
    posted: dict[tuple[str, str], int] = {}
    for target in targets:
        if target.notice is not None:
            count = posted.get((target.item, target.period), 0)
            posted[target.item, target.period] = count + 1
    given = {(t.item, t.period) for t in targets if t.disclosure is not None}
    return [
        (item, period, list_rules.not_disclosed(count))
        for (item, period), count in sorted(posted.items())
        if (item, period) not in given
    ]
