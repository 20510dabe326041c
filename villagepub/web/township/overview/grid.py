"""Villages × items of the current period, in words, by code; nobody is ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from villagepub import clock
from villagepub.duties.obligations import Duty
from villagepub.models import Place, Staff
from villagepub.states import DUTIES, DutyState
from villagepub.web.township.overview.pressing import PressingLine, pressing

# Open differences by village, item and period (findings.queries.disagreements).
Unequal = Mapping[tuple[str, str, str], int]

LOOKS = {
    DutyState.PUBLISHED: "k-ok",
    DutyState.CORRECTED: "k-ok",
    DutyState.LATE: "k-slow",
    DutyState.OVERDUE: "k-late",
    DutyState.SUBMITTED: "k-wait",
    DutyState.RETURNED: "k-bad",
    DutyState.WITHDRAWN: "k-bad",
    DutyState.NOTHING: "k-none",
}
DONE = (DutyState.PUBLISHED, DutyState.CORRECTED, DutyState.LATE)
COUNTED = (
    ("已公开", DONE),
    ("待审", (DutyState.SUBMITTED,)),
    ("退回", (DutyState.RETURNED,)),
    ("逾期", (DutyState.OVERDUE,)),
    ("本期无", (DutyState.NOTHING,)),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    name: str
    period: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    text: str
    note: str
    look: str
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class VillageLine:
    code: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    label: str
    number: int
    is_hot: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class GridPage:
    """``pressing``: what waits for somebody now."""

    place: str
    today: str
    heads: tuple[Head, ...]
    lines: tuple[VillageLine, ...]
    counts: tuple[Count, ...]
    pressing: tuple[PressingLine, ...]
    without_list: tuple[str, ...]  # villages that have no list yet


def grid_page(
    place: str,
    today: str,
    villages: Sequence[Place],
    duties: Mapping[str, Sequence[Duty]],
    unequal: Unequal,
    staff: Sequence[Staff],
) -> GridPage:
    """One column an item that has a form and a term; 随时公布 is not owed."""
    owed = {v.code: _by_item(duties[v.code]) for v in villages}
    heads: dict[str, Head] = {}
    for own in owed.values():
        for name, duty in own.items():
            heads.setdefault(name, Head(name=name, period=duty.period.label))
    lines = tuple(
        VillageLine(
            code=v.code,
            name=v.short_name,
            cells=tuple(
                _cell(v.code, owed[v.code].get(name), unequal) for name in heads
            ),
        )
        for v in villages
        if owed[v.code]
    )
    return GridPage(
        place=place,
        today=today,
        heads=tuple(heads.values()),
        lines=lines,
        counts=_counts([d for own in owed.values() for d in own.values()]),
        pressing=pressing(villages, owed, staff),
        without_list=tuple(v.short_name for v in villages if not duties[v.code]),
    )


def _by_item(duties: Sequence[Duty]) -> dict[str, Duty]:
    """The current period's duty of each item; work on older ones is the village's."""
    owed = [d for d in duties if d.item.form and d.period.kind != "event"]
    found: dict[str, Duty] = {}
    for duty in owed:
        before = found.get(duty.item.name)
        if before is None or duty.period.first >= before.period.first:
            found[duty.item.name] = duty
    return found


def _counts(duties: Sequence[Duty]) -> tuple[Count, ...]:
    counts = [Count(label="该公开", number=len(duties), is_hot=False)]
    for label, states in COUNTED:
        number = sum(d.state in states for d in duties)
        counts.append(
            Count(label=label, number=number, is_hot=label == "逾期" and number > 0)
        )
    return tuple(counts)


def _cell(code: str, duty: Duty | None, unequal: Unequal) -> Cell:
    if duty is None:
        return Cell(text="", note="清单上没有", look="k-none", href="")
    if unequal.get((code, duty.item.name, duty.period.code)) and duty.state in DONE:
        return _unequal(code, duty)
    notice = duty.notice
    posted = notice.published_on if notice else None
    href = (
        f"/n/{notice.public_id}"
        if notice and notice.version
        else url_for("township.village", code=code)
    )
    word = DUTIES[duty.state].text
    look = LOOKS.get(duty.state, "k-due")
    if duty.state in DONE and posted:
        note = f"迟 {duty.days} 天" if duty.state is DutyState.LATE else ""
        note = word if duty.state is DutyState.CORRECTED else note
        return Cell(text=clock.say_short_day(posted), note=note, look=look, href=href)
    if duty.state is DutyState.OVERDUE:
        return Cell(text=f"逾期 {duty.days} 天", note="", look=look, href=href)
    left = f"还剩 {duty.days} 天" if duty.due and duty.state is DutyState.DUE else ""
    return Cell(text=word, note=left, look=look, href=href)


def _unequal(code: str, duty: Duty) -> Cell:
    """Posted, but not as the government has it: the way leads to the differences."""
    posted = duty.notice.published_on if duty.notice else None
    return Cell(
        text=clock.say_short_day(posted) if posted else "",
        note="不一致",
        look="k-bad",
        href=url_for("township.findings", village=code, item=duty.item.name),
    )
