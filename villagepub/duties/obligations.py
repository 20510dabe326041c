"""What a village owes on a day: for each item the period, the day it is due, its state."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from villagepub.duties.due_days import is_within, overdue_before
from villagepub.duties.duty import Duty, NoticeState, OwedItem, Posted
from villagepub.duties.progress import ItemOnDay, Nothing, is_gone
from villagepub.duties.results import results
from villagepub.period import MONTHS, Period
from villagepub.states import DutyState

YEARS = 2  # how far back overdue periods and notices are looked for
LATEST = 3  # notices of a 随时 item that the list still shows
NO_PERIODS: Set[str] = frozenset()
NONE_POSTED: Posted = MappingProxyType({})


def current_period(item: OwedItem, on: date) -> Period:
    """The period that is to be published now: the last finished one.

    A year's list (subsidies) that is due within its year is this year's; in its last
    month every period is whose day lies in that (每季度末月25日).
    """
    holding = Period.holding(item.period, on)
    is_near = item.period == "year" or on >= holding.last.replace(day=1)
    is_now = item.period == "event" or (is_near and is_within(item))
    return holding if is_now else holding.previous


def duties(
    items: Iterable[OwedItem],
    notices: Sequence[NoticeState],
    nothing: Nothing,
    *,
    on: date,
    posted: Posted = NONE_POSTED,
    span: Period | None = None,
) -> tuple[Duty, ...]:
    """One duty an item, one for each earlier period that is overdue, and one more for
    each other notice that is still worked on.

    What is published 随时 is always open for one more, its newest notices follow, and
    each event that somebody entered is a duty of its own. What is overdue stays until it
    is posted, declared or waived. Of a 公示 that is over the outcome is a duty of its own,
    where a rule asks for it. Of a period that is neither the current one nor an event
    it is enough that something is ``posted``.

    ``span``: a quarter or year that somebody looks back at: the periods that end in it,
    or that hold it, and what there is of them now; of what is posted as it happens all
    that happened.
    """
    by_item = _by_item(notices)
    found: list[Duty] = []
    for item in items:
        there, up = by_item.get(item.item_id, []), posted.get(item.item_id, NO_PERIODS)
        owed = ItemOnDay(item, nothing, on)
        found += (
            _item_within(owed, there, up, span) if span else _of_item(owed, there, up)
        )
    return tuple(found)


def periods_shown(on: date, span: Period | None) -> frozenset[str]:
    """Whose notices ``duties`` says more of than that they are posted: the current ones
    of each kind; ``within`` those that touch what is looked back at.
    """
    shown: set[str] = set()
    for kind in MONTHS:
        period = Period.holding(kind, span.last if span else on)
        first = span.first if span else period.previous.first
        while period.last >= first:
            shown.add(period.code)
            period = period.previous
    return frozenset(shown)


def is_looked_at_whole(item: OwedItem) -> bool:
    """Of what is posted as it happens, and where an outcome may be owed, each notice."""
    return item.period == "event" or item.result is not None


def _by_item(notices: Sequence[NoticeState]) -> dict[int, list[NoticeState]]:
    found: dict[int, list[NoticeState]] = {}
    for notice in notices:
        found.setdefault(notice.item_id, []).append(notice)
    return found


def _item_within(
    owed: ItemOnDay, notices: Sequence[NoticeState], posted: Set[str], span: Period
) -> list[Duty]:
    item, outcomes = owed.item, results(owed, notices)
    own = [n for n in notices if n.result_of is None]
    if item.period == "event":
        every = [*map(owed.of_notice, own), *_happened(owed, own)]
        found = [d for d in every if span.first <= d.period.first <= span.last]
        found = found or [Duty(item=item, period=span, due=None, state=DutyState.DUE)]
    else:
        found = []
        for period in _periods(item, span, owed.on):
            there = [n for n in own if _is_about(n, item, period) and not is_gone(n)]
            found.append(
                owed.of_notice(there[-1]) if there else owed.without_notice(period)
            )
    ended = [d for d in outcomes if d.event and span.first <= d.event.on <= span.last]
    return [*_marked(found, own, posted), *ended]


def _periods(item: OwedItem, span: Period, on: date) -> Iterator[Period]:
    period = Period.holding(item.period, span.last)
    while period.last >= span.first:
        if period.first <= on:
            yield period
        period = period.previous


def _marked(
    found: Iterable[Duty], notices: Sequence[NoticeState], posted: Set[str]
) -> list[Duty]:
    """Of what nobody has begun: what can be repeated, and what is owed because it was
    withdrawn.
    """
    earlier = bool(posted) or any(n.version for n in notices)
    gone = {n.period for n in notices if is_gone(n)}
    return [
        duty
        if duty.notice
        else replace(duty, has_earlier=earlier, was_withdrawn=duty.period.code in gone)
        for duty in found
    ]


def _of_item(
    owed: ItemOnDay, notices: Sequence[NoticeState], posted: Set[str]
) -> list[Duty]:
    item, period = owed.item, current_period(owed.item, owed.on)
    outcomes = list(results(owed, notices))
    notices = [n for n in notices if n.result_of is None]
    if item.period == "event":
        found = [*_events(owed, period, notices)]
    else:
        now = [n for n in notices if _is_about(n, item, period)]
        others = [n for n in notices if n not in now and n.draft]
        now = [n for n in now if not is_gone(n)]
        found = [owed.of_notice(n) for n in (*others, *now)]
        if not now:
            found.append(owed.without_notice(period))
        found += _missed(owed, period, notices, posted)
    return [*_marked(found, notices, posted), *outcomes]


def _happened(owed: ItemOnDay, notices: Sequence[NoticeState]) -> Iterator[Duty]:
    """What somebody entered as happened and no notice is about, the oldest first."""
    about = {n.period for n in notices if not is_gone(n)}
    for code in sorted(owed.item.events):
        if code not in about:
            yield owed.without_notice(Period.parse(code))


def _events(
    owed: ItemOnDay, today: Period, notices: Sequence[NoticeState]
) -> Iterator[Duty]:
    """What is worked on, the newest that are posted, several of one day too; room for one
    more of today; what happened and nothing is posted about.
    """
    begun = [n for n in notices if n.draft]
    for notice in (*begun, *_latest(n for n in notices if not n.draft)):
        yield owed.of_notice(notice)
    happened = list(_happened(owed, notices))
    if today.code not in (duty.period.code for duty in happened):
        yield owed.without_notice(today)
    yield from happened


def _missed(
    owed: ItemOnDay, current: Period, notices: Sequence[NoticeState], posted: Set[str]
) -> Iterator[Duty]:
    """Earlier periods that were owed and are nowhere, the newest first; one that is there
    as 不予公开 without the township's word too.
    """
    item, on = owed.item, owed.on
    by_period: dict[str, list[NoticeState]] = {}
    for notice in notices:
        if not is_gone(notice):
            by_period.setdefault(notice.period, []).append(notice)
    for period in overdue_before(item, current, on.year - YEARS, on):
        if period.code in posted:
            continue
        said = owed.said(period.code)
        whole = Period.holding(item.whole, period.first).code if item.whole else ""
        if said in (DutyState.NOTHING, DutyState.WAIVED) or whole in posted:
            continue
        there = by_period.get(period.code, []) + by_period.get(whole, [])
        if not there:
            yield owed.without_notice(period)
        elif all(n.is_withheld and not n.draft for n in there):
            duty = owed.of_notice(there[0])
            yield from [duty] if duty.state is DutyState.WITHHELD else []


def _is_about(notice: NoticeState, item: OwedItem, period: Period) -> bool:
    """Of the period itself, or of the whole that it is a part of."""
    if item.whole is None or notice.period == period.code:
        return notice.period == period.code
    return notice.period == Period.holding(item.whole, period.first).code


def _latest(notices: Iterable[NoticeState]) -> list[NoticeState]:
    return sorted(notices, key=lambda n: n.period, reverse=True)[:LATEST]
