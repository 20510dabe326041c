"""What a square of the grid says: posted or how late, what else is owed, what hangs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask import url_for

from villagepub import clock
from villagepub.duties.duty import Duty
from villagepub.duties.hung_sheets import HANGINGS, HangingState, HungSheet
from villagepub.states import DUTIES, DutyState
from villagepub.web.township.overview.desk import VillagesAtOnce

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
    DutyState.UNREADABLE: "k-bad",
}
DONE = (DutyState.PUBLISHED, DutyState.CORRECTED, DutyState.LATE)
PRESSING = (
    DutyState.OVERDUE,
    DutyState.RETURNED,
    DutyState.WITHDRAWN,
    DutyState.WITHHELD,
    DutyState.UNREADABLE,
)
WAITING = (DutyState.DUE, DutyState.DRAFT, DutyState.SUBMITTED, DutyState.DECLARED)
OUTCOME = "公示结果"
AMISS = (HangingState.NOT_HUNG, HangingState.DOWN_EARLY)
GridColumn = tuple[str, str]  # an item, and the period where several of its are shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    text: str
    note: str
    look: str
    href: str


def full_cell(
    desk: VillagesAtOnce,
    code: str,
    column: GridColumn,
    duty: Duty | None,
    duties: Sequence[Duty],
) -> Cell:
    """``duties``: all of the item that may be owed beside the one that is shown."""
    if duty is None:
        note = "没有要公布的" if column[0].endswith(OUTCOME) else "清单上没有"
        return Cell(text="", note=note, look="k-none", href="")
    if is_room(duty) or is_before(duty):
        note = "没有事" if is_room(duty) else "不催"
        return Cell(text="", note=note, look="k-none", href="")
    notice, unequal = duty.notice, (code, duty.item.name, duty.period.code)
    if desk.unequal.get(unequal) and duty.state in DONE:
        cell = _unequal(code, duty)
    else:
        cell = _cell(code, duty, desk.today)
    sheet = desk.sheet_of(code, notice.public_id) if notice else None
    if sheet and duty.state in DONE:
        cell = _on_the_board(cell, sheet, desk.today)
    return _with_others(cell, duty, duties, desk.today)


def _with_others(cell: Cell, shown: Duty, duties: Sequence[Duty], on: date) -> Cell:
    """Earlier periods of the same item that are still not posted; of what is posted as it
    happens every other event that waits.
    """
    own = [
        d
        for d in duties
        if d is not shown and (d.result_of is None) == (shown.result_of is None)
    ]
    if shown.item.period == "event" or shown.result_of:
        older = sum(d.event is not None and urgency(d) > 1 for d in own)
    else:
        older = sum(d.is_late(on) and d.period.first < shown.period.first for d in own)
    if not older:
        return cell
    what = "件" if shown.event or shown.item.period == "event" else "期"
    note = "，".join(part for part in (cell.note, f"还欠 {older} {what}") if part)
    return replace(cell, note=note, look=LOOKS[DutyState.OVERDUE])


def _on_the_board(cell: Cell, sheet: HungSheet, on: date) -> Cell:
    """Whether its sheet hangs, until when, or that it came down too early."""
    state = sheet.state(on)
    word = HANGINGS[state].text
    if state is HangingState.HANGING and sheet.full_on:
        word = f"揭 {clock.say_short_day(sheet.full_on + timedelta(days=1))}"
    note = "，".join(part for part in (cell.note, word) if part)
    is_amiss = state in AMISS and cell.look == LOOKS[DutyState.PUBLISHED]
    return replace(cell, note=note, look="k-slow" if is_amiss else cell.look)


def _cell(code: str, duty: Duty, on: date) -> Cell:
    notice = duty.notice
    posted = notice.published_on if notice else None
    href = (
        f"/n/{notice.public_id}"
        if notice and notice.version
        else url_for("township.village", code=code)
    )
    word = DUTIES[duty.state].text
    look = LOOKS.get(duty.state, "k-due")
    if duty.is_corrected and posted:
        return Cell(text=clock.say_short_day(posted), note="在改", look=look, href=href)
    if duty.state in DONE and posted:
        note = f"迟 {duty.days} 天" if duty.state is DutyState.LATE else ""
        note = word if duty.state is DutyState.CORRECTED else note
        return Cell(text=clock.say_short_day(posted), note=note, look=look, href=href)
    late = (
        f"{DUTIES[DutyState.OVERDUE].text} {duty.days} 天" if duty.is_late(on) else ""
    )
    left = f"还剩 {duty.days} 天" if duty.due and duty.state is DutyState.DUE else ""
    if duty.was_withdrawn and (late or duty.state is DutyState.DUE):
        gone = DUTIES[DutyState.WITHDRAWN].text
        return Cell(text=gone, note=late or left, look=look, href=href)
    if late and duty.state is not DutyState.OVERDUE:  # 草稿, 待审, 退回
        return Cell(text=word, note=late, look=LOOKS[DutyState.OVERDUE], href=href)
    return Cell(text=late or word, note=left, look=look, href=href)


def _unequal(code: str, duty: Duty) -> Cell:
    """Posted, but not as the government has it: the way leads to the differences."""
    posted = duty.notice.published_on if duty.notice else None
    return Cell(
        text=clock.say_short_day(posted) if posted else "",
        note="不一致",
        look="k-bad",
        href=url_for("township.findings", village=code, item=duty.item.name),
    )


def is_room(duty: Duty) -> bool:
    """One more of 随时公布 could be posted, and nobody waits for it."""
    is_empty = duty.notice is None and duty.event is None
    return duty.item.period == "event" and is_empty


def is_before(duty: Duty) -> bool:
    """Due before the list was the village's: it may be posted, nobody waits for it."""
    is_open = duty.state is DutyState.DUE and duty.notice is None and not duty.result_of
    return is_open and duty.due is None and duty.item.period != "event"


def urgency(duty: Duty) -> int:
    if is_room(duty):
        return 0
    return 3 if duty.state in PRESSING else 2 if duty.state in WAITING else 1
