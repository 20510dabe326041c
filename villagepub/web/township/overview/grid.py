"""Villages × items of the current period, in words, by code; nobody is ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask import url_for

from villagepub import clock
from villagepub.duties.board import HANGINGS, HangingState, Sheet
from villagepub.duties.duty import Duty
from villagepub.models import Place
from villagepub.states import DUTIES, DutyState

# Open differences by village, item and period (findings.queries.disagreements).
Unequal = Mapping[tuple[str, str, str], int]
# What the villages said of their boards, by the notice's public id.
Hung = Mapping[str, Sheet]

LOOKS = {
    DutyState.PUBLISHED: "k-ok",
    DutyState.CORRECTED: "k-ok",
    DutyState.LATE: "k-slow",
    DutyState.OVERDUE: "k-late",
    DutyState.SUBMITTED: "k-wait",
    DutyState.RETURNED: "k-bad",
    DutyState.WITHDRAWN: "k-bad",
    DutyState.WITHHELD: "k-bad",
    DutyState.DECLARED: "k-wait",
    DutyState.NOTHING: "k-none",
    DutyState.WAIVED: "k-none",
}
DONE = (DutyState.PUBLISHED, DutyState.CORRECTED, DutyState.LATE)
PRESSING = (
    DutyState.OVERDUE,
    DutyState.RETURNED,
    DutyState.WITHDRAWN,
    DutyState.WITHHELD,
)
WAITING = (DutyState.DUE, DutyState.DRAFT, DutyState.SUBMITTED, DutyState.DECLARED)
AS_IT_HAPPENS = "有一件贴一件"
AMISS = (HangingState.NOT_HUNG, HangingState.DOWN_EARLY)
COUNTED = (
    ("已公开", DONE),
    ("待审", (DutyState.SUBMITTED, DutyState.DECLARED)),
    ("退回", (DutyState.RETURNED,)),
    ("逾期", (DutyState.OVERDUE,)),
    ("本期无", (DutyState.NOTHING,)),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    text: str
    note: str
    look: str
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GridPage:
    """``heads``: the items with their period. ``pressing``: what waits for somebody now,
    by code and item; nobody is ranked.
    """

    heads: Mapping[str, str]
    rows: tuple[tuple[Place, tuple[Cell, ...]], ...]
    counts: Mapping[str, int]
    pressing: tuple[tuple[Place, Duty], ...]
    without_list: tuple[Place, ...]  # villages that have no list yet


def grid_page(
    villages: Sequence[Place],
    duties: Mapping[str, Sequence[Duty]],
    unequal: Unequal,
    hung: Hung,
    on: date,
) -> GridPage:
    """One column an item that has a form and a term, with its newest period; what is
    overdue from before is counted beside it. 随时公布 is owed where somebody entered that
    something happened.
    """
    owed = {v.code: _by_item(duties[v.code]) for v in villages}
    shown = [(v, duty) for v in villages for duty in owed[v.code].values()]
    everything = [(v, duty) for v in villages for duty in _dated(duties[v.code])]
    heads: dict[str, str] = {}
    for _, duty in shown:
        heads.setdefault(duty.item.name, _head(duty))
    return GridPage(
        heads=heads,
        rows=tuple(
            (
                v,
                tuple(
                    _with_older(
                        _on_the_board(
                            _cell(v.code, owed[v.code].get(name), unequal, heads[name]),
                            owed[v.code].get(name),
                            hung,
                            on,
                        ),
                        _older(duties[v.code], owed[v.code].get(name)),
                        "件" if heads[name] == AS_IT_HAPPENS else "期",
                    )
                    for name in heads
                ),
            )
            for v in villages
            if owed[v.code]
        ),
        counts=_counts([duty for _, duty in everything]),
        pressing=tuple((v, d) for v, d in everything if d.state in PRESSING),
        without_list=tuple(v for v in villages if not duties[v.code]),
    )


def _dated(duties: Sequence[Duty]) -> list[Duty]:
    return [d for d in duties if d.event or (d.item.form and d.period.kind != "event")]


def _head(duty: Duty) -> str:
    return AS_IT_HAPPENS if duty.period.kind == "event" else duty.period.label


def _older(duties: Sequence[Duty], shown: Duty | None) -> int:
    """Earlier periods of the same item that are still overdue; of what is posted as it
    happens every other event that waits.
    """
    if shown is None:
        return 0
    own = [d for d in duties if d.item.item_id == shown.item.item_id and d is not shown]
    if shown.event:
        return sum(d.event is not None and _urgency(d) > 0 for d in own)
    return sum(
        d.state is DutyState.OVERDUE and d.period.first < shown.period.first
        for d in own
    )


def _with_older(cell: Cell, older: int, what: str) -> Cell:
    if not older:
        return cell
    note = "，".join(part for part in (cell.note, f"还欠 {older} {what}") if part)
    return replace(cell, note=note, look=LOOKS[DutyState.OVERDUE])


def _on_the_board(cell: Cell, duty: Duty | None, hung: Hung, on: date) -> Cell:
    """Whether its sheet hangs, until when, or that it came down too early."""
    notice = duty.notice if duty else None
    sheet = hung.get(notice.public_id) if notice else None
    if sheet is None or duty is None or duty.state not in DONE:
        return cell
    state = sheet.state(on)
    word = HANGINGS[state].text
    if state is HangingState.HANGING and sheet.full_on:
        word = f"揭 {clock.say_short_day(sheet.full_on + timedelta(days=1))}"
    note = "，".join(part for part in (cell.note, word) if part)
    is_amiss = state in AMISS and cell.look == LOOKS[DutyState.PUBLISHED]
    return replace(cell, note=note, look="k-slow" if is_amiss else cell.look)


def _by_item(duties: Sequence[Duty]) -> dict[str, Duty]:
    """The current period's duty of each item, work on older ones is the village's; of
    events the one that presses most.
    """
    found: dict[str, Duty] = {}
    for duty in _dated(duties):
        before = found.get(duty.item.name)
        if before is None or _rank(duty) >= _rank(before):
            found[duty.item.name] = duty
    return found


def _rank(duty: Duty) -> tuple[int, date]:
    is_event = duty.period.kind == "event"
    return (_urgency(duty) if is_event else 0, duty.period.first)


def _urgency(duty: Duty) -> int:
    return 2 if duty.state in PRESSING else int(duty.state in WAITING)


def _counts(duties: Sequence[Duty]) -> dict[str, int]:
    counted = {
        label: sum(d.state in states for d in duties) for label, states in COUNTED
    }
    return {"该公开": len(duties), **counted}


def _cell(code: str, duty: Duty | None, unequal: Unequal, head: str) -> Cell:
    if duty is None:
        note = "没有记事" if head == AS_IT_HAPPENS else "清单上没有"
        return Cell(text="", note=note, look="k-none", href="")
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
