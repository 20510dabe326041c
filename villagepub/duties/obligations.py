"""What a village owes on a day: for each item the period, the day it is due, its state."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from villagepub.duties.due_days import is_within, owed_day
from villagepub.duties.duty import Duty, NoticeState, OwedItem
from villagepub.period import Period
from villagepub.states import DraftStatus, DutyState, NoticeStatus

YEARS = 2  # how far back overdue periods and notices are looked for
LATEST = 3  # notices of a 随时 item that the list still shows
# (item, period) for which the village said 本期无, whether the committee looked or not,
# or the township 不用贴了
Nothing = Mapping[tuple[int, str], DutyState]


def current_period(item: OwedItem, on: date) -> Period:
    """The period that is to be published now: the last finished one.

    A year's list (subsidies) is published within its year, so there it is this year;
    in its last month every period is whose day lies in that (每季度末月25日).
    """
    holding = Period.holding(item.period, on)
    is_now = is_within(item) and on >= holding.last.replace(day=1)
    return holding if item.period in ("year", "event") or is_now else holding.previous


def duties(
    items: Iterable[OwedItem],
    notices: Sequence[NoticeState],
    nothing: Nothing,
    *,
    on: date,
) -> tuple[Duty, ...]:
    """One duty an item, one for each earlier period that is overdue, and one more for
    each other notice that is still worked on.

    What is published 随时 is always open for one more, its newest notices follow, and
    each event that somebody entered is a duty of its own. What is overdue stays until it
    is posted, declared or waived.
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
    nothing: Nothing,
    on: date,
) -> list[Duty]:
    period = current_period(item, on)
    earlier = any(n.version for n in notices)
    if item.period == "event":
        found = [*_events(item, period, notices, nothing, on)]
    else:
        now = [n for n in notices if _is_about(n, item, period)]
        others = [n for n in notices if n not in now and n.draft]
        now = [n for n in now if not _is_gone(n)]
        found = [_duty(item, n, nothing, on) for n in (*others, *now)]
        if not now:
            found.append(_without(item, period, nothing, on))
        found += _missed(item, period, notices, nothing, on)
    return [replace(duty, has_earlier=earlier) for duty in found]


def _without(item: OwedItem, period: Period, nothing: Nothing, on: date) -> Duty:
    """Nothing is there: it is owed, or somebody said why it is not."""
    said = nothing.get((item.item_id, period.code))
    if said is None:
        return _empty(item, period, on)
    event = item.events.get(period.code)
    due = owed_day(item, period) if said is DutyState.DECLARED else None
    return Duty(item=item, period=period, due=due, state=said, event=event)


def _happened(
    item: OwedItem, notices: Sequence[NoticeState], nothing: Nothing, on: date
) -> Iterator[Duty]:
    """What somebody entered as happened and no notice is about, the oldest first."""
    about = {n.period for n in notices if not _is_gone(n)}
    for code in sorted(item.events):
        if code not in about:
            yield _without(item, Period.parse(code), nothing, on)


def _events(
    item: OwedItem,
    today: Period,
    notices: Sequence[NoticeState],
    nothing: Nothing,
    on: date,
) -> Iterator[Duty]:
    """What is worked on, the newest that are posted, several of one day too; room for one
    more of today; what happened and nothing is posted about.
    """
    begun = [n for n in notices if n.draft]
    for notice in (*begun, *_latest(n for n in notices if not n.draft)):
        yield _duty(item, notice, nothing, on)
    happened = list(_happened(item, notices, nothing, on))
    if today.code not in (duty.period.code for duty in happened):
        yield _without(item, today, nothing, on)
    yield from happened


def _missed(
    item: OwedItem,
    current: Period,
    notices: Sequence[NoticeState],
    nothing: Nothing,
    on: date,
) -> Iterator[Duty]:
    """Earlier periods that were owed and are nowhere, the newest first; one that is there
    as 不予公开 without the township's word too.
    """
    by_period: dict[str, list[NoticeState]] = {}
    for notice in notices:
        if not _is_gone(notice):
            by_period.setdefault(notice.period, []).append(notice)
    period = current
    while item.owed_from:
        period = period.previous
        due = owed_day(item, period)
        if due is None or period.first.year < on.year - YEARS:
            return
        said = nothing.get((item.item_id, period.code))
        if on <= due or said in (DutyState.NOTHING, DutyState.WAIVED):
            continue
        whole = Period.holding(item.whole, period.first).code if item.whole else ""
        there = by_period.get(period.code, []) + by_period.get(whole, [])
        if not there:
            yield _without(item, period, nothing, on)
        elif all(n.is_withheld and not n.draft for n in there):
            duty = _duty(item, there[0], nothing, on)
            yield from [duty] if duty.state is DutyState.WITHHELD else []


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


def _empty(item: OwedItem, period: Period, on: date) -> Duty:
    due = owed_day(item, period)
    late = due is not None and on > due
    return Duty(
        item=item,
        period=period,
        due=due,
        state=DutyState.OVERDUE if late else DutyState.DUE,
        days=abs((due - on).days) if due else 0,
        event=item.events.get(period.code),
    )


def _duty(item: OwedItem, notice: NoticeState, nothing: Nothing, on: date) -> Duty:
    period = Period.parse(notice.period)
    due = owed_day(item, period)
    is_waived = nothing.get((item.item_id, notice.period)) is DutyState.WAIVED
    is_open = not notice.version or (notice.is_withheld and not is_waived)
    posted = on if is_open else notice.published_on or on
    late = (posted - due).days if due and posted > due else 0
    state = _state(notice, late)
    if notice.is_withheld and notice.draft is None and _is_up(notice):
        state = DutyState.WAIVED if is_waived else DutyState.WITHHELD
    return Duty(
        item=item,
        period=period,
        due=due,
        state=state,
        days=abs((due - on).days) if due and is_open else late,
        notice=notice,
        event=item.events.get(notice.period),
    )


def _is_up(notice: NoticeState) -> bool:
    return notice.status is NoticeStatus.PUBLISHED


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
