"""What the desk shows: findings by village, who has them, how many days are left."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from villagepub import clock
from villagepub.findings.counts import Count, total
from villagepub.findings.queries import WITH_DEADLINE, Agreement, FindingLine
from villagepub.forms.quantities import money
from villagepub.period import Period
from villagepub.states import FindingKind, FindingState

NOTHING = {
    FindingKind.MISSING_IN_VILLAGE: ("没有这一户", "有这一户"),
    FindingKind.MISSING_IN_GOVERNMENT: ("有这一户", "没有这一户"),
    FindingKind.DUPLICATE_IN_VILLAGE: ("写了两遍", "一遍"),
    FindingKind.DUPLICATE_IN_GOVERNMENT: ("一遍", "写了两遍"),
    FindingKind.AMBIGUOUS: ("有", "有几行都像"),
    FindingKind.NOT_DISCLOSED: ("贴了", "还没有导入"),
    FindingKind.AREA_ABOVE_CONTRACT: ("", "不比这一项"),
    FindingKind.IN_TWO_VILLAGES: ("有", "不比这一项"),
    FindingKind.ELEMENT_MISSING: ("没写", "目录要写"),
    FindingKind.LATE: ("", "不比这一项"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownFinding:
    """``ours`` and ``theirs``: what both sides say, in words where one says nothing."""

    one: FindingLine
    who: str
    what: str
    ours: str
    theirs: str
    difference: str
    due: str
    due_note: str
    is_late: bool
    can_assign: bool  # by itself, on its own page


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """One village on the page. ``number``: all that it has, on other pages too."""

    name: str
    is_village: bool
    number: int
    assignable: int
    given: int
    newest: int
    lines: list[ShownFinding]


def by_village(
    found: Iterable[FindingLine], counted: Iterable[Count], on: date
) -> dict[str, Group]:
    """The lines of a page under their villages; ``counted``: those of the whole list."""
    own: dict[str, list[Count]] = {}
    for count in counted:
        own.setdefault(count.village_code, []).append(count)
    groups: dict[str, Group] = {}
    for one in found:
        if one.village_code not in groups:
            groups[one.village_code] = _group(one, own.get(one.village_code, ()))
        groups[one.village_code].lines.append(line_of(one, on))
    return groups


def _group(one: FindingLine, own: Iterable[Count]) -> Group:
    own = tuple(own)
    is_village = _is_village(one.village_code)
    return Group(
        name=one.village,
        is_village=is_village,
        number=total(own),
        assignable=_in(own, FindingState.OPEN) if is_village else 0,
        given=_in(own, FindingState.ASSIGNED),
        newest=max((c.newest for c in own), default=0),
        lines=[],
    )


def _is_village(code: str) -> bool:
    """What the government did not disclose is the township's own, not a village's."""
    return len(code) == 12


def _in(counted: Iterable[Count], state: FindingState) -> int:
    return total(c for c in counted if c.state is state)


def agreeing(differing: Iterable[Count], agreements: Iterable[Agreement]) -> list[str]:
    """Villages that were compared and have nothing open."""
    codes = {c.village_code for c in differing}
    return sorted({a.village for a in agreements if a.village_code not in codes})


def glance(
    counted: Sequence[Count], agreeing: Sequence[str]
) -> dict[str, tuple[int, str]]:
    """By label: how many, and of what."""
    villages = len({c.village_code for c in counted if _is_village(c.village_code)})
    return {
        "对不上": (total(counted), f"条，{villages} 个村"),
        "没人管": (_in(counted, FindingState.OPEN), "条"),
        "等你定": (_in(counted, FindingState.ANSWERED), "条"),
        "村里在办": (_in(counted, FindingState.ASSIGNED), "条"),
        "等政府改": (_in(counted, FindingState.WITH_GOVERNMENT), "条"),
        "过了期": (total(c for c in counted if c.is_late), "条"),
        "都对得上": (len(agreeing), "个村"),
    }


def kinds(counted: Iterable[Count]) -> list[tuple[FindingKind, int]]:
    """The most frequent first."""
    numbers: Counter[FindingKind] = Counter()
    for one in counted:
        numbers[one.kind] += one.number
    return numbers.most_common()


def _is_late(finding: FindingLine, on: date) -> bool:
    due = finding.due_on if finding.state in WITH_DEADLINE else None
    return due is not None and due < on


def line_of(finding: FindingLine, on: date) -> ShownFinding:
    """One finding as the desk shows it."""
    ours, theirs = _sides(finding)
    due, due_note = _due(finding, on)
    person = "　".join(p for p in (finding.name, finding.group) if p)
    thing = f"{Period.parse(finding.period).label}{finding.item}"
    return ShownFinding(
        one=finding,
        who=person or thing,
        what=finding.field or (thing if person else "整件"),
        ours=ours,
        theirs=theirs,
        difference=_difference(finding),
        due=due,
        due_note=due_note,
        is_late=_is_late(finding, on),
        can_assign=finding.state is FindingState.OPEN
        and _is_village(finding.village_code),
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


def _due(finding: FindingLine, on: date) -> tuple[str, str]:
    if finding.state is FindingState.ANSWERED:
        return "等你定", ""
    if finding.due_on is None:
        return "还没定", ""
    left = (finding.due_on - on).days
    day = f"{clock.say_near_day(finding.due_on, today=on)}前"
    if left < 0:
        return f"逾期 {-left} 天", day
    return ("今天到期" if left == 0 else f"还剩 {left} 天"), day
