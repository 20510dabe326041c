"""The due day of a period by the item's 公开时限, and of an event from the day it happened."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from villagepub.duties.duty import MonthlyDays, OwedItem
from villagepub.duties.workdays import Calendar
from villagepub.forms.form import PeriodKind
from villagepub.period import MONTHS, Period
from villagepub.time_limit import TimeLimit, months_later


def owed_day(item: OwedItem, period: Period) -> date | None:
    """The day by which the village owes it; None where nobody waits for it."""
    event = item.events.get(period.code)
    if period.kind == "event":
        return event.due if event else None
    due = (event and event.due) or due_day(item, period)
    return None if item.owed_from and due < item.owed_from else due


def overdue_before(
    item: OwedItem, current: Period, first_year: int, on: date
) -> tuple[Period, ...]:
    """Earlier periods whose day is over, the newest first, back to a year or to the day
    from which the village owes them.
    """
    if item.events:
        return tuple(_overdue_before(item, current, first_year, on))
    return _overdue(
        item.limit, item.monthly_days, item.calendar, item.owed_from, current,
        first_year, on,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _overdue(
    limit: TimeLimit,
    monthly_days: MonthlyDays,
    calendar: Calendar,
    owed_from: date | None,
    current: Period,
    first_year: int,
    on: date,
) -> tuple[Period, ...]:
    """Once for the items of all villages that have these limits."""
    item = OwedItem(
        item_id=0, name="", form="", period=current.kind, limit=limit,
        monthly_days=monthly_days, calendar=calendar, owed_from=owed_from,
    )  # fmt: skip
    return tuple(_overdue_before(item, current, first_year, on))


def _overdue_before(
    item: OwedItem, current: Period, first_year: int, on: date
) -> Iterator[Period]:
    period = current.previous
    while item.owed_from and period.first.year >= first_year:
        due = owed_day(item, period)
        if due is None:
            return
        if on > due:
            yield period
        period = period.previous


def due_day(item: OwedItem, period: Period) -> date:
    """The day that the limit names, else the 公开日 of the month after the period.

    每季度末月25日 is within the period, 每季度结束后15日内 from its end on. A year's list
    is due within its year, by its last day where no day is named.
    """
    return _due(item.limit, period, item.monthly_days, item.calendar)


@lru_cache(maxsize=4096)  # a township's villages have the same few limits
def _due(
    limit: TimeLimit, period: Period, monthly_days: MonthlyDays, calendar: Calendar
) -> date:
    if limit.every == period.kind and limit.runs_from_period:
        return event_due(limit, period.last, calendar) or period.last
    if period.kind == "year":
        month = date(period.first.year + limit.looks_back, limit.month or 12, 1)
        return _day_of(month, limit.day or 31)
    if _is_within(limit, period.kind):
        return _day_of(period.last, limit.day or 31)
    after = period.last + timedelta(days=1)
    if limit.every != period.kind or limit.day is None:
        return _day_of(after, monthly_days.of(after))
    return _day_of(months_later(after, (limit.month or 1) - 1), limit.day)


def is_within(item: OwedItem) -> bool:
    """每季度末月25日: due in the period's own last month; a year's list in its year,
    but 每年3月底前公布上年度 and 年度终了后30日内.
    """
    if item.period == "year":
        return not (item.limit.looks_back or item.limit.runs_from_period)
    return _is_within(item.limit, item.period)


def _is_within(limit: TimeLimit, kind: PeriodKind) -> bool:
    months = MONTHS.get(kind, 0)
    is_last = months > 1 and limit.month == months
    return limit.every == kind and is_last and not limit.looks_back


def event_due(limit: TimeLimit, on: date, calendar: Calendar) -> date | None:
    """The last day for what happened on ``on``, which is not counted itself (民法典第二百零
    一条); None where the limit has no number: 及时, 随时.
    """
    if limit.months is not None:
        return months_later(on, limit.months)
    if limit.days is None:
        return None
    if limit.unit == "working":
        return calendar.add_workdays(on, limit.days)
    return on + timedelta(days=limit.days)


def _day_of(month: date, day: int) -> date:
    longest = calendar.monthrange(month.year, month.month)[1]
    return month.replace(day=min(day, longest))
