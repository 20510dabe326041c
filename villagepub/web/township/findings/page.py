"""What the desk shows: findings by village, who has them, how many days are left."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from flask import url_for

from villagepub import clock
from villagepub.findings.check_runs import Progress
from villagepub.findings.queries import Agreement, FindingLine
from villagepub.forms import money
from villagepub.period import Period
from villagepub.states import (
    CHECKS,
    FINDING_STATES,
    FINDINGS,
    CheckState,
    FindingKind,
    FindingState,
    Word,
)

NOTHING = {
    FindingKind.MISSING_IN_VILLAGE: ("没有这一户", "有这一户"),
    FindingKind.MISSING_IN_GOVERNMENT: ("有这一户", "没有这一户"),
    FindingKind.DUPLICATE_IN_VILLAGE: ("写了两遍", "一遍"),
    FindingKind.DUPLICATE_IN_GOVERNMENT: ("一遍", "写了两遍"),
    FindingKind.AMBIGUOUS: ("有", "有几行都像"),
    FindingKind.NOT_DISCLOSED: ("贴了", "没有公开"),
    FindingKind.AREA_ABOVE_CONTRACT: ("", "不比这一项"),
    FindingKind.IN_TWO_VILLAGES: ("有", "不比这一项"),
    FindingKind.ELEMENT_MISSING: ("没写", "目录要写"),
    FindingKind.LATE: ("", "不比这一项"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    id: int
    kind: Word
    who: str
    what: str
    ours: str
    theirs: str
    our_row: int
    their_row: int
    difference: str
    holder: Word
    holder_note: str
    due: str
    due_note: str
    is_late: bool
    href: str
    can_assign: bool
    can_decide: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class VillageLines:
    code: str
    name: str
    note: str
    lines: tuple[Line, ...]
    assignable: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    label: str
    number: int
    unit: str
    is_hot: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Chip:
    label: str
    href: str
    is_here: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RunLine:
    word: Word
    note: str
    done: int
    total: int
    is_busy: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class DeskPage:
    place: str
    counts: tuple[Count, ...]
    chips: tuple[Chip, ...]
    villages: tuple[VillageLines, ...]
    agreeing: tuple[str, ...]
    run: RunLine | None
    kind: str


def desk_page(
    place: str,
    found: Sequence[FindingLine],
    agreements: Sequence[Agreement],
    progress: Progress | None,
    *,
    kind: str,
    on: date,
    query: dict[str, str],
) -> DeskPage:
    shown = [f for f in found if kind in ("", f.kind.value)]
    noted = {a.village_code: a for a in agreements}
    return DeskPage(
        place=place,
        counts=_counts(found, agreements, on),
        chips=_chips(found, kind, query),
        villages=_villages(shown, noted, on),
        agreeing=_agreeing(found, agreements),
        run=_run(progress) if progress else None,
        kind=kind,
    )


def _counts(
    found: Sequence[FindingLine], agreements: Sequence[Agreement], on: date
) -> tuple[Count, ...]:
    states = Counter(f.state for f in found)
    late = sum(1 for f in found if _late(f, on))
    villages = len({f.village_code for f in found})
    return (
        Count(label="对不上", number=len(found), unit=f"条，{villages} 个村"),
        Count(label="没人管", number=states[FindingState.OPEN], unit="条"),
        Count(label="等你定", number=states[FindingState.ANSWERED], unit="条"),
        Count(label="村里在办", number=states[FindingState.ASSIGNED], unit="条"),
        Count(label="过了期", number=late, unit="条", is_hot=bool(late)),
        Count(label="都对得上", number=len(_agreeing(found, agreements)), unit="个村"),
    )


def _agreeing(
    found: Sequence[FindingLine], agreements: Sequence[Agreement]
) -> tuple[str, ...]:
    """Villages that were compared and have nothing open."""
    differing = {f.village_code for f in found}
    good = {a.village for a in agreements if a.village_code not in differing}
    return tuple(sorted(good))


def _late(finding: FindingLine, on: date) -> bool:
    is_theirs = finding.state is FindingState.ASSIGNED
    return is_theirs and finding.due_on is not None and finding.due_on < on


def _chips(
    found: Sequence[FindingLine], kind: str, query: dict[str, str]
) -> tuple[Chip, ...]:
    kinds = Counter(f.kind for f in found)

    def chip(value: str, label: str) -> Chip:
        narrowed: dict[str, Any] = {**query, "kind": value}
        href = url_for("township.findings", **narrowed)
        return Chip(label=label, href=href, is_here=kind == value)

    return (
        chip("", f"全部 {len(found)}"),
        *(
            chip(one.value, f"{FINDINGS[one].text} {n}")
            for one, n in kinds.most_common()
        ),
    )


def _villages(
    found: Sequence[FindingLine], noted: dict[str, Agreement], on: date
) -> tuple[VillageLines, ...]:
    by_village: dict[str, list[FindingLine]] = {}
    for one in found:
        by_village.setdefault(one.village_code, []).append(one)
    return tuple(
        VillageLines(
            code=code,
            name=own[0].village,
            note=_note(noted.get(code)),
            lines=tuple(line_of(f, on) for f in own),
            assignable=sum(1 for f in own if _can_assign(f)),
        )
        for code, own in by_village.items()
    )


def _note(agreement: Agreement | None) -> str:
    if agreement is None:
        return ""
    return (
        f"村里 {agreement.village_rows} 行，政府 {agreement.government_rows} 行，"
        f"对上 {agreement.matched} 行"
    )


def _can_assign(finding: FindingLine) -> bool:
    return finding.state is FindingState.OPEN and len(finding.village_code) == 12


def line_of(finding: FindingLine, on: date) -> Line:
    """One finding as the desk shows it."""
    period = Period.parse(finding.period).label
    what = finding.field or f"{period}{finding.item}"
    ours, theirs = _sides(finding)
    due, due_note = _due(finding, on)
    return Line(
        id=finding.id,
        kind=FINDINGS[finding.kind],
        who="　".join(p for p in (finding.name, finding.group) if p) or "整件",
        what=what,
        ours=ours,
        theirs=theirs,
        our_row=finding.village_row,
        their_row=finding.government_row,
        difference=_difference(finding),
        holder=FINDING_STATES[finding.state],
        holder_note=_holder_note(finding),
        due=due,
        due_note=due_note,
        is_late=_late(finding, on),
        href=url_for("township.finding", finding_id=finding.id),
        can_assign=_can_assign(finding),
        can_decide=finding.state is FindingState.ANSWERED,
    )


def _sides(finding: FindingLine) -> tuple[str, str]:
    ours, theirs = NOTHING.get(finding.kind, ("", ""))
    return (
        _shown(finding.village_value) or ours or "没有",
        _shown(finding.government_value) or theirs or "没有",
    )


def _shown(value: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    return money.show(number) if "." in value else value


def _difference(finding: FindingLine) -> str:
    try:
        gap = Decimal(finding.village_value) - Decimal(finding.government_value)
    except InvalidOperation:
        return ""
    return f"{'多' if gap > 0 else '少'} {_shown(str(abs(gap)))}"


def _holder_note(finding: FindingLine) -> str:
    if finding.reason:
        return finding.reason
    return f"催过 {finding.reminders} 次" if finding.reminders else ""


def _due(finding: FindingLine, on: date) -> tuple[str, str]:
    if finding.state is FindingState.ANSWERED:
        return "等你定", ""
    if finding.due_on is None:
        return "还没定", ""
    left = (finding.due_on - on).days
    day = f"{clock.say_short_day(finding.due_on)}前"
    if left < 0:
        return f"逾期 {-left} 天", day
    return ("今天到期" if left == 0 else f"还剩 {left} 天"), day


def _run(progress: Progress) -> RunLine:
    is_busy = progress.state is not CheckState.DONE
    note = f"{progress.done} / {progress.total}"
    if not is_busy and progress.ended_at:
        skipped = f"，{progress.skipped} 份没变过，没有重对" if progress.skipped else ""
        note = f"{clock.say_moment(progress.ended_at)}对完 {progress.total} 份{skipped}"
    return RunLine(
        word=CHECKS[progress.state],
        note=note,
        done=progress.done,
        total=progress.total or 1,
        is_busy=is_busy,
    )
