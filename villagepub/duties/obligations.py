"""What a village owes on a day: for each item the period, the day it is due, its state."""

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from villagepub.forms.form import PeriodKind
from villagepub.period import Period
from villagepub.states import DraftStatus, DutyState, NoticeStatus

YEARS = 2  # how far back overdue periods and notices are looked for
LATEST = 3  # notices of a 随时 item that the list still shows


@dataclass(frozen=True, kw_only=True, slots=True)
class OwedItem:
    """A line of the village's list as plain values. ``period``: how often it is owed.

    ``whole``: a longer period whose notice has this one as its part (a quarter of months);
    None where there is none. ``within``: due in the period's own last month (每季度末月25日).
    ``owed_from``: nothing was owed before this day; None where nobody knows it, then
    earlier periods are not asked for.
    """

    item_id: int
    name: str
    form: str
    period: PeriodKind
    posting_day: int = 20
    position: int = 0
    whole: PeriodKind | None = None
    within: bool = False
    owed_from: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeState:
    """What there is for an item and a period."""

    notice_id: int
    public_id: str
    item_id: int
    period: str
    title: str
    status: NoticeStatus
    version: int
    published_on: date | None
    posting_until: date | None
    draft_id: int | None = None
    draft: DraftStatus | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Reminded:
    """催办: how often the township has asked for it, and when last."""

    times: int
    last_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """``due`` None: nobody waits for it: 随时公布, or it was due before the list was the
    village's. ``days``: left, or late.
    """

    item: OwedItem
    period: Period
    due: date | None
    state: DutyState
    days: int = 0
    notice: NoticeState | None = None
    has_earlier: bool = False  # an earlier notice of the item can be repeated
    reminded: Reminded | None = None


def current_period(kind: PeriodKind, on: date, *, within: bool = False) -> Period:
    """The period that is to be published now: the last finished one.

    A year's list (subsidies) is published within its year, so there it is this year;
    ``within``: in its last month every period is.
    """
    holding = Period.holding(kind, on)
    is_now = within and on >= holding.last.replace(day=1)
    return holding if kind in ("year", "event") or is_now else holding.previous


def due_day(period: Period, posting_day: int, *, within: bool = False) -> date | None:
    """The 公开日 of the month after the period, or of its own last month (``within``);
    a year's list is due by its last day.
    """
    if period.kind == "event":
        return None
    if period.kind == "year":
        return period.last
    month = period.last if within else period.last + timedelta(days=1)
    longest = calendar.monthrange(month.year, month.month)[1]
    return month.replace(day=min(posting_day, longest))


def owed_day(item: OwedItem, period: Period) -> date | None:
    """The day by which the village owes it; None where nobody waits for it."""
    due = due_day(period, item.posting_day, within=item.within)
    is_before = due and item.owed_from and due < item.owed_from
    return None if is_before else due


def duties(
    items: Iterable[OwedItem],
    notices: Sequence[NoticeState],
    nothing: Mapping[tuple[int, str], DutyState],
    *,
    on: date,
) -> tuple[Duty, ...]:
    """One duty an item, one for each earlier period that is overdue, and one more for
    each other notice that is still worked on.

    What is published 随时 is always open for one more, and its newest notices follow.
    What is overdue stays until it is posted, declared or waived. ``nothing``: (item,
    period) for which the village said 本期无, or the township 不用贴了.
    """
    by_item: dict[int, list[NoticeState]] = {}
    for notice in notices:
        by_item.setdefault(notice.item_id, []).append(notice)
    found: list[Duty] = []
    for item in items:
        found += _of_item(item, by_item.get(item.item_id, []), nothing, on)
    return tuple(found)


def _of_item(
    item: OwedItem,
    notices: Sequence[NoticeState],
    nothing: Mapping[tuple[int, str], DutyState],
    on: date,
) -> list[Duty]:
    period = current_period(item.period, on, within=item.within)
    earlier = any(n.version for n in notices)
    now = [n for n in notices if _is_about(n, item, period)]
    others = [n for n in notices if n not in now and n.draft]
    if item.period == "event":
        others += _latest([n for n in notices if n not in others and n not in now])
    else:
        now = [n for n in now if not _is_gone(n)]
    found = [_duty(item, Period.parse(n.period), n, on, earlier) for n in others]
    if now:
        found += [_duty(item, Period.parse(n.period), n, on, earlier) for n in now]
    elif (item.item_id, period.code) in nothing:
        state = nothing[item.item_id, period.code]
        found.append(Duty(item=item, period=period, due=None, state=state))
    else:
        found.append(_empty(item, period, on, earlier))
    return [*found, *_missed(item, period, notices, nothing, on)]


def _missed(
    item: OwedItem,
    current: Period,
    notices: Sequence[NoticeState],
    nothing: Mapping[tuple[int, str], DutyState],
    on: date,
) -> Iterator[Duty]:
    """Earlier periods that were owed and are nowhere, the newest first."""
    period = current
    while item.owed_from and item.period != "event":
        period = period.previous
        due = owed_day(item, period)
        if due is None or period.first.year < on.year - YEARS:
            return
        there = (n for n in notices if _is_about(n, item, period))
        is_said = (item.item_id, period.code) in nothing
        if on > due and not is_said and all(map(_is_gone, there)):
            yield _empty(item, period, on, any(n.version for n in notices))


def _is_about(notice: NoticeState, item: OwedItem, period: Period) -> bool:
    """Of the period itself, or of the whole that it is a part of."""
    if item.whole is None or notice.period == period.code:
        return notice.period == period.code
    return notice.period == Period.holding(item.whole, period.first).code


def _latest(notices: Iterable[NoticeState]) -> list[NoticeState]:
    return sorted(notices, key=lambda n: n.period, reverse=True)[:LATEST]


def _is_gone(notice: NoticeState) -> bool:
    """Withdrawn and not worked on: the period is owed again."""
    return notice.status is NoticeStatus.WITHDRAWN and notice.draft is None


def _empty(item: OwedItem, period: Period, on: date, earlier: bool) -> Duty:
    due = owed_day(item, period)
    late = due is not None and on > due
    return Duty(
        item=item,
        period=period,
        due=due,
        state=DutyState.OVERDUE if late else DutyState.DUE,
        days=abs((due - on).days) if due else 0,
        has_earlier=earlier,
    )


def _duty(
    item: OwedItem, period: Period, notice: NoticeState, on: date, earlier: bool
) -> Duty:
    due = owed_day(item, period)
    posted = notice.published_on or on
    late = (posted - due).days if due and posted > due else 0
    left = abs((due - on).days) if due and not notice.version else late
    return Duty(
        item=item,
        period=period,
        due=due,
        state=_state(notice, late),
        days=left,
        notice=notice,
        has_earlier=earlier,
    )


DRAFT_STATES = {
    DraftStatus.DRAFT: DutyState.DRAFT,
    DraftStatus.RETURNED: DutyState.RETURNED,
    DraftStatus.SUBMITTED: DutyState.SUBMITTED,
}


def _state(notice: NoticeState, late: int) -> DutyState:
    if notice.draft in DRAFT_STATES:
        return DRAFT_STATES[notice.draft]
    if notice.status is NoticeStatus.WITHDRAWN:
        return DutyState.WITHDRAWN
    if notice.version > 1:
        return DutyState.CORRECTED
    if notice.version:
        return DutyState.LATE if late else DutyState.PUBLISHED
    return DutyState.OVERDUE if late else DutyState.DUE
