"""本期该公开的事项: what the village owes, grouped by what the clerk does next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from villagepub import clock
from villagepub.duties.duty import Duty, EventState
from villagepub.forms.form import OTHER_ITEM
from villagepub.states import DUTIES, DutyState, Word
from villagepub.web.http.filters import short_day
from villagepub.web.parts.events import event_words

SOON = 7  # days that are left when a row says so in colour
URGENT = (DutyState.OVERDUE, DutyState.RETURNED)
OPEN = (DutyState.DUE, DutyState.DRAFT)
AGAIN = {"year": "去年", "event": "上次"}
IN_REVIEW = (DutyState.SUBMITTED, DutyState.DECLARED)
FIRST = "先办这几件"
DONE = (
    DutyState.PUBLISHED,
    DutyState.LATE,
    DutyState.CORRECTED,
    DutyState.WITHDRAWN,
    DutyState.NOTHING,
    DutyState.WAIVED,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskRow:
    """``href`` leads to the act that ends the row; '' where there is nothing to do."""

    name: str
    note: str
    tag: Word
    href: str = ""
    again: str = ""  # where a new sheet is put into the shape of the last notice
    again_label: str = ""
    nothing: str = ""  # where to post 本期无
    something: str = ""  # where to take 本期无 back


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskGroup:
    title: str
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskPage:
    """``first``: what stands before everything else, the returned on top.
    ``asked``: of what is owed, how many the township asked for again.
    """

    waiting: int
    late: int
    asked: int
    groups: tuple[TaskGroup, ...]

    @property
    def first(self) -> tuple[TaskGroup, ...]:
        return tuple(g for g in self.groups if g.title == FIRST)

    @property
    def rest(self) -> tuple[TaskGroup, ...]:
        return tuple(g for g in self.groups if g.title != FIRST)


def task_page(duties: Sequence[Duty], *, on: date, may_write: bool) -> TaskPage:
    with_form = [d for d in duties if d.item.form or d.notice or d.event]
    bare = [d for d in duties if d not in with_form]
    first = (*URGENT, DutyState.UNREADABLE)
    urgent = [d for d in with_form if d.state in first or _is_late(d, on)]
    owed = [d for d in with_form if d.state in OPEN and d not in urgent]
    dated = [d for d in owed if d.due or d.event or d.state is DutyState.DRAFT]
    groups = (
        _group(FIRST, sorted(urgent, key=_by_due), may_write, on),
        _group("要贴的", sorted(dated, key=_by_due), may_write, on),
        _group("等监委会看", _in(with_form, IN_REVIEW), may_write, on),
        _group("等镇上一句话", _in(with_form, (DutyState.WITHHELD,)), may_write, on),
        _as_it_happens([d for d in owed if d not in dated], may_write, on),
        _group("已经贴出", _in(with_form, DONE), may_write, on),
        _free(bare, may_write, on),
    )
    return TaskPage(
        waiting=sum(not d.is_corrected for d in (*urgent, *dated)),
        late=sum(_is_late(d, on) for d in urgent),
        asked=sum(bool(_reminded(d)) for d in (*urgent, *dated)),
        groups=tuple(g for g in groups if g.rows) if duties else (),
    )


def _is_late(duty: Duty, on: date) -> bool:
    """What waits for the committee is no more the clerk's to hurry."""
    return duty.state is not DutyState.SUBMITTED and duty.is_late(on)


def _in(duties: Iterable[Duty], states: Sequence[DutyState]) -> list[Duty]:
    return [d for d in duties if d.state in states]


def _by_due(duty: Duty) -> tuple[bool, date, int]:
    """What was returned first: somebody has read it and waits for it again."""
    is_returned = duty.state is DutyState.RETURNED
    return (not is_returned, duty.due or date.max, duty.item.position)


def _group(title: str, duties: Iterable[Duty], may_write: bool, on: date) -> TaskGroup:
    return TaskGroup(title=title, rows=tuple(_row(d, may_write, on) for d in duties))


def _as_it_happens(duties: Sequence[Duty], may_write: bool, on: date) -> TaskGroup:
    enter = TaskRow(
        name="出了要公开的事，先记一笔",
        note="批下来了、开会定了、钱到了，从那天起数日子",
        tag=Word(""),
        href=url_for("clerk.events"),
    )
    rows = tuple(_row(d, may_write, on) for d in duties)
    return TaskGroup(title="有事就贴", rows=(*rows, *([enter] if may_write else ())))


def _free(duties: Sequence[Duty], may_write: bool, on: date) -> TaskGroup:
    """What is on the list without a form, and what is on no list."""
    listed = [d for d in duties if d.item.name != OTHER_ITEM]
    other = TaskRow(
        name="清单上没有的，另写一件",
        note="写几句话，有表带表，有照片带照片",
        tag=Word(""),
        href=url_for("clerk.free"),
    )
    rows = tuple(_row(d, may_write, on) for d in listed)
    title = "没有现成样子的，自己写" if rows else "别的事"
    return TaskGroup(title=title, rows=(*rows, *([other] if may_write else ())))


def _row(duty: Duty, may_write: bool, on: date) -> TaskRow:
    begun = duty.notice is not None
    owed = duty.state in (DutyState.DUE, DutyState.OVERDUE) and not begun
    at: dict[str, Any] = {"item_id": duty.item.item_id, "period": duty.period.code}
    is_dated = duty.due is not None and duty.period.kind != "event"
    can_say_nothing = may_write and owed and is_dated
    return TaskRow(
        name=_name(duty),
        note=_note(duty, on) + _reminded(duty),
        tag=_tag(duty, on),
        href=_href(duty, may_write),
        again=url_for("clerk.upload", **at)
        if may_write and owed and duty.has_earlier and duty.item.form
        else "",
        again_label=f"照{AGAIN.get(duty.period.kind, '上期')}的，换张新表",
        nothing=url_for("clerk.say_nothing", **at) if can_say_nothing else "",
        something=url_for("clerk.say_something", **at)
        if may_write and duty.state in (DutyState.NOTHING, DutyState.DECLARED)
        else "",
    )


def _name(duty: Duty) -> str:
    if duty.result_of is not None:
        return duty.notice.title if duty.notice else duty.name
    if not duty.item.form and duty.notice:
        return duty.notice.title
    if duty.period.kind == "event" and duty.notice is None:
        return duty.item.name
    return f"{_period(duty)} {duty.item.name}"


def _period(duty: Duty) -> str:
    """第三季度, 9月: the year is said only for a year's list."""
    label = duty.period.label
    if duty.period.kind == "year":
        return label
    return label.split("年", 1)[1]


HAS_NO_PAGE = (
    DutyState.NOTHING,
    DutyState.DECLARED,
    DutyState.WAIVED,
    DutyState.UNREADABLE,
)
SAID = {
    DutyState.SUBMITTED: "已经交给监委会",
    DutyState.DECLARED: "报了这一期没有，等监委会看",
    DutyState.NOTHING: "报了这一期没有，监委会看过",
    DutyState.WAIVED: "镇上说这一期不用贴了",
    DutyState.UNREADABLE: "存着的被人动过，请告诉镇上管系统的人",
    DutyState.WITHHELD: "贴成不予公开，谁也看不到：镇上点了头才算公开过",
}


def _note(duty: Duty, on: date) -> str:
    notice = duty.notice
    if duty.state is DutyState.RETURNED and notice:
        return f"监委会退回：{notice.remark}"
    if duty.state is DutyState.DRAFT:
        return _half_written(duty)
    if duty.state in SAID:
        return SAID[duty.state]
    if notice and notice.published_on:
        return f"{clock.say_near_day(notice.published_on, today=on)}贴出"
    if duty.remark and duty.state in (*URGENT, *OPEN):
        return f"监委会说不是没有：{duty.remark}"
    if duty.event:
        return _event_note(duty, duty.event)
    if duty.due is None and duty.period.kind != "event":
        return "清单发下来以前的，不催，想补就补"
    return _due_words(duty) or "有一件贴一件"


def _half_written(duty: Duty) -> str:
    if duty.is_corrected:
        return "更正写了一半，贴着的还是原来的"
    return f"写了一半，{_due_words(duty)}" if duty.due else "写了一半"


def _event_note(duty: Duty, event: EventState) -> str:
    if duty.result_of is None:
        return f"{event_words(event)}，{_due_words(duty) or '及时贴'}"
    ended = short_day(event.on)
    return f"{ended}公示期满，{_due_words(duty) or '把结果贴出来'}"


def _reminded(duty: Duty) -> str:
    """While it is owed: that the township asked for it again."""
    asked = duty.reminded
    if asked is None or duty.state not in (*URGENT, *OPEN):
        return ""
    times = f" {asked.times} 次" if asked.times > 1 else ""
    return f"，镇上 {short_day(asked.last_on)}催过{times}"


def _due_words(duty: Duty) -> str:
    guess = "（暂估）" if duty.is_estimated else ""
    return f"该 {short_day(duty.due)} 前贴出{guess}" if duty.due else ""


def _tag(duty: Duty, on: date) -> Word:
    word = DUTIES[duty.state]
    is_late_draft = duty.state is DutyState.DRAFT and _is_late(duty, on)
    if duty.state is DutyState.OVERDUE or is_late_draft:
        word = DUTIES[DutyState.OVERDUE]
        return Word(f"{word.text} {duty.days} 天", word.look)
    if duty.state is DutyState.LATE:
        return Word(f"迟 {duty.days} 天", word.look)
    if duty.state is DutyState.DUE and duty.due:
        return Word(f"还剩 {duty.days} 天", "warn" if duty.days <= SOON else "")
    if duty.state is DutyState.DUE:
        if duty.event:
            return Word(f"过了 {(on - duty.event.on).days} 天", "warn")
        return Word("随时公布" if duty.period.kind == "event" else "不催")
    return word


def _href(duty: Duty, may_write: bool) -> str:
    notice = duty.notice
    if duty.state in HAS_NO_PAGE:
        return ""
    if notice and notice.draft_id and may_write:
        return url_for("clerk.sheet", draft_id=notice.draft_id)
    if notice and notice.version:
        return url_for("clerk.notice", public_id=notice.public_id)
    if notice or not may_write:
        return ""
    if duty.result_of is not None:
        return url_for("clerk.result", public_id=duty.result_of.public_id)
    at: dict[str, Any] = {"period": duty.period.code}
    if not duty.item.form:
        return url_for("clerk.free", item=duty.item.item_id, **at)
    return url_for("clerk.upload", item_id=duty.item.item_id, **at)
