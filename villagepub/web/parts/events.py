"""有事要公开: what may be entered, what was, and what a form says of it."""

from collections.abc import Iterable
from datetime import date

from flask import request

from villagepub.duties.duty import Duty, EventState, OwedItem
from villagepub.duties.events import EventRefused
from villagepub.event_kinds import EVENTS, EventKind
from villagepub.time_limit import TimeLimit
from villagepub.web.http import day_sent, field, one_of
from villagepub.web.http.filters import short_day


def limit_words(limit: TimeLimit) -> str:
    """20 个工作日里 from when it says; 及时 where it has no number."""
    start = f"从{limit.start}起，" if limit.start else ""
    if limit.months is not None:
        return f"{start}{limit.months} 个月里"
    if limit.days is None:
        return "及时"
    if limit.days == 0:
        return f"{start}当天"
    unit = "个工作日" if limit.unit == "working" else "天"
    return f"{start}{limit.days} {unit}里"


def event_words(event: EventState) -> str:
    """6月20日上面批下来了：饮水管道维修."""
    if not event.is_readable:
        return f"{short_day(event.on)}记过一笔，是什么事读不出来：{event.words}"
    happened = EVENTS[event.kind].text if event.kind else "公示期满"
    return f"{short_day(event.on)}{happened}：{event.words}"


def open_to_events(duties: Iterable[Duty]) -> dict[int, OwedItem]:
    """The items of which something can be entered, by id, in the list's order."""
    items = {d.item.item_id: d.item for d in duties if d.item.takes_events}
    return dict(sorted(items.items(), key=lambda pair: pair[1].position))


def entered(duties: Iterable[Duty]) -> list[Duty]:
    """What was entered, the newest first."""
    found = [d for d in duties if d.event is not None and d.event.event_id]
    return sorted(
        found, key=lambda d: d.event.on if d.event else date.min, reverse=True
    )


def said() -> tuple[EventKind, date, str]:
    """Kind, day and words of the form. Raises EventRefused where one was not chosen."""
    if "kind" not in request.form:
        raise EventRefused("出了什么事，还没选。")
    on = day_sent("on", EventRefused("哪一天的事，还没选。"))
    return one_of("kind", EventKind), on, field("words")
