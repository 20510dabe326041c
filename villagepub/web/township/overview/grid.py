"""Villages × items of the current period, in words, by code; nobody is ranked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from villagepub.duties.duty import Duty
from villagepub.models import Place
from villagepub.states import DutyState
from villagepub.web.township.overview.cells import (
    DONE,
    OUTCOME,
    PRESSING,
    Cell,
    GridColumn,
    full_cell,
    is_before,
    urgency,
)
from villagepub.web.township.overview.desk import VillagesAtOnce

AS_IT_HAPPENS, AFTERWARDS = "有一件贴一件", "公示期满以后"
COUNTED = (
    ("更正", (DutyState.CORRECTED,)),
    ("待审", (DutyState.SUBMITTED, DutyState.DECLARED)),
    ("退回", (DutyState.RETURNED,)),
    ("本期无", (DutyState.NOTHING,)),
)
MEANINGS = {
    "迟": "贴晚了几天",
    "不一致": "和政府公开的对不上",
    "逾期": "过了日子还没贴",
    "待审": "在监委会手里",
    "更正": "贴出以后改过",
    "在改": "挂着原来的，更正还没同意",
    "已撤回": "撤下来还没重贴",
    "没有事": "随时贴的，没有要贴的",
    "不催": "清单发下来以前该贴的，想补就补",
    "本期无": "村里报过没有，监委会看过",
    "报了无，待看": "监委会还没看",
    "不予公开": "贴了但谁也看不到，镇上没点头不算数",
    "还欠": "前几期过了日子还没贴",
    "揭": "墙上挂到那天可以揭",
    "没上墙": "村里还没说榜贴上了公开栏",
    "揭早了": "没挂满就揭了",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class GridPage:
    """``heads``: the items with their period; villages by code, nobody is ranked."""

    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Place, tuple[Cell, ...]], ...]
    counts: Mapping[str, int]


def grid_page(desk: VillagesAtOnce) -> GridPage:
    """One column an item with its newest period, and what is overdue from before counted
    beside it; looking back one a period. Of 随时公布 the event that presses
    most, else the newest that is posted.
    """
    villages, duties = desk.shown, desk.looked_at
    is_past = desk.span is not None
    owed = {v.code: _by_column(duties[v.code], is_past) for v in villages}
    heads = _heads(owed.values())
    by_item = _by_item(duties[v.code] for v in villages)

    def cell(code: str, column: GridColumn) -> Cell:
        duty = owed[code].get(column)
        is_one = is_past and column[1]
        others = [] if duty is None or is_one else by_item[duty.item.item_id]
        return full_cell(desk, code, column, duty, others)

    return GridPage(
        heads=tuple(heads.values()),
        rows=tuple(
            (v, tuple(cell(v.code, column) for column in heads))
            for v in villages
            if owed[v.code]
        ),
        counts=_counts(
            [d for v in villages for d in _dated(duties[v.code]) if not is_before(d)],
            desk.today,
        ),
    )


def pressing(desk: VillagesAtOnce) -> tuple[tuple[Place, Duty], ...]:
    """What waits for somebody now, by code and item."""
    return tuple(
        (v, d)
        for v in desk.shown
        for d in _dated(desk.duties[v.code])
        if d.state in PRESSING or d.is_late(desk.today)
    )


def _by_item(duties: Iterable[Sequence[Duty]]) -> dict[int, list[Duty]]:
    """Every village's duty by item: an item is one village's."""
    found: dict[int, list[Duty]] = {}
    for owed in duties:
        for duty in owed:
            found.setdefault(duty.item.item_id, []).append(duty)
    return found


def _dated(duties: Sequence[Duty]) -> list[Duty]:
    return [d for d in duties if d.event or (d.item.form and d.item.period != "event")]


def _heads(
    owed: Iterable[Mapping[GridColumn, Duty]],
) -> dict[GridColumn, tuple[str, str]]:
    """By position in the lists, the periods of an item in their order."""
    first: dict[GridColumn, Duty] = {}
    for found in owed:
        for column, duty in found.items():
            first.setdefault(column, duty)
    ordered = sorted(
        first.items(),
        key=lambda pair: (
            pair[1].item.period == "event",
            pair[1].item.position,
            pair[1].result_of is not None,
            pair[0][1],
        ),
    )
    return {column: (column[0], _head(duty)) for column, duty in ordered}


def _head(duty: Duty) -> str:
    if duty.result_of is not None:
        return AFTERWARDS
    return AS_IT_HAPPENS if duty.item.period == "event" else duty.period.label


def _by_column(duties: Sequence[Duty], is_past: bool) -> dict[GridColumn, Duty]:
    """What each column shows: the current period's duty, work on older ones is the
    village's; of events the one that presses most.
    """
    found: dict[GridColumn, Duty] = {}
    for duty in duties:
        if duty.item.form or duty.event or duty.notice:
            column = _column(duty, is_past)
            before = found.get(column)
            if before is None or _rank(duty) >= _rank(before):
                found[column] = duty
    return found


def _column(duty: Duty, is_past: bool) -> GridColumn:
    name = duty.item.name
    if duty.result_of is not None:
        return f"{name}{OUTCOME}", ""
    is_told_apart = is_past and duty.item.period != "event"
    return name, duty.period.code if is_told_apart else ""


def _rank(duty: Duty) -> tuple[int, date, int]:
    """Of what happens its urgency, then that there is something, then the newest."""
    if duty.item.period != "event" and duty.result_of is None:
        return 0, duty.period.first, int(duty.notice is not None)
    return urgency(duty), duty.period.first, duty.period.nth


def _counts(duties: Sequence[Duty], on: date) -> dict[str, int]:
    """What is late is counted whatever became of it (待审 and 退回 too), and what hangs
    while it is being corrected.
    """
    counted = {
        label: sum(d.state in states for d in duties) for label, states in COUNTED
    }
    gone = sum(d.was_withdrawn or d.state is DutyState.WITHDRAWN for d in duties)
    up = sum(d.state in DONE or d.is_corrected for d in duties)
    late = sum(d.is_late(on) for d in duties)
    return {"该公开": len(duties), "已公开": up, **counted, "逾期": late, "撤回": gone}


def legend(page: GridPage) -> tuple[tuple[str, str], ...]:
    """What the words of a grid mean: of those that stand in it, no others."""
    cells = (cell for _, row in page.rows for cell in row)
    said = "，".join({part for cell in cells for part in (cell.text, cell.note)})
    return tuple(pair for pair in MEANINGS.items() if pair[0] in said)
