"""Differences of a list as a whole: standards, areas, elements, times."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from villagepub.clock import say_near_day
from villagepub.comparison.comparable_list import ComparableList
from villagepub.comparison.differences import Difference
from villagepub.comparison.patterns import number
from villagepub.states import FindingKind

# After a disclosure, the village's notice is expected.
POSTING_DELAY = timedelta(days=10)


def above_contract(one: ComparableList) -> Iterator[Difference]:
    """Areas on the subsidy list above the contracted area, where both are known."""
    place, contracted = one.place_of("area"), one.place_of("contracted")
    if place is None or contracted is None:
        return
    seen: Counter[str] = Counter()
    both = zip(one.values[place], one.values[contracted], strict=True)
    for at, (area, own) in enumerate(both):
        more, less = number(area), number(own)
        if more is None or less is None or more <= less:
            continue
        row = one[at]
        key = f"{FindingKind.AREA_ABOVE_CONTRACT}|{row.name}|{row.group}"
        seen[key] += 1
        yield Difference(
            kind=FindingKind.AREA_ABOVE_CONTRACT,
            field=one.fields[place].label,
            name=row.name,
            group=row.group,
            village_row=row.row,
            village_value=area,
            note=f"补贴面积 {area} 亩，确权面积 {own} 亩。",
            key=f"{key}|{seen[key]}",
        )


def missing_elements(elements: Iterable[str]) -> Iterator[Difference]:
    """``elements``: 公开内容（要素） of the catalog item that the notice doesn't say."""
    for element in elements:
        yield Difference(
            kind=FindingKind.ELEMENT_MISSING,
            field=element,
            note=f"目录要写“{element}”，公示上没有。",
            key=f"{FindingKind.ELEMENT_MISSING}|{element}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What there is of one item and period: the village's notice and the disclosure."""

    due: date | None  # by when it was to be posted; None: 随时
    posted: date | None
    attribute: str = ""  # 公开属性 in words
    disclosed: date | None = None
    disclosed_attribute: str = ""
    is_imported: bool = False  # a list of the government's for this item and period
    other_period: str = ""  # the village has it for this period instead


def posting_differences(one: Posting, on: date) -> Iterator[Difference]:
    """Is it there, in time, and of the same kind on both sides?"""
    if one.posted is None:
        if one.other_period:
            yield _whole(
                FindingKind.PERIOD_DIFFERS,
                f"政府公开的这一期村里没有，村里贴的是{one.other_period}。",
                one.other_period,
            )
        elif _is_owed(one, on):
            found = _whole(FindingKind.NOT_PUBLISHED, _owed_words(one, on), "还没贴")
            missing = "还没公开" if one.is_imported else "还没有导入"
            disclosed = (
                f"{say_near_day(one.disclosed, today=on)}公开"
                if one.disclosed
                else missing
            )
            yield found._replace(government_value=disclosed)
        return
    if one.due and one.posted > one.due:
        late = (one.posted - one.due).days
        said = say_near_day(one.posted, today=one.due)
        yield _whole(
            FindingKind.LATE,
            f"该{say_near_day(one.due, today=one.posted)}前贴出，"
            f"{said}才贴，迟了 {late} 天。",
            said,
        )
    if one.disclosed and one.attribute != one.disclosed_attribute:
        found = _whole(
            FindingKind.ATTRIBUTE_DIFFERS,
            f"村里是{one.attribute}，政府是{one.disclosed_attribute}。",
            one.attribute,
        )
        yield found._replace(government_value=one.disclosed_attribute)


def _is_owed(one: Posting, on: date) -> bool:
    """Its day has passed, or the government published it a while ago."""
    is_late = one.due is not None and on > one.due
    return is_late or (one.disclosed is not None and on > one.disclosed + POSTING_DELAY)


def _owed_words(one: Posting, on: date) -> str:
    if one.disclosed is None:
        due = say_near_day(one.due, today=on) if one.due else ""
        return f"该{due}前贴出，还没贴。" if due else "还没贴。"
    said = f"政府{say_near_day(one.disclosed, today=on)}已经公开，村里还没贴。"
    if one.due is None or on > one.due:
        return said
    due = say_near_day(one.due, today=on)
    return f"{said}村里自己的期限是{due}，还没到。"


def _whole(kind: FindingKind, note: str, value: str) -> Difference:
    return Difference(kind=kind, note=note, village_value=value, key=str(kind))


def in_two_villages(
    lists: Mapping[str, ComparableList], names: Mapping[str, str]
) -> Iterator[tuple[str, Difference]]:
    """The same identity on two villages' lists: (village code, finding), one for each.

    ``lists`` by village code; ``names``: what each village is called.
    """
    homes: dict[str, list[tuple[str, int]]] = {}
    for code, one in lists.items():
        for place, identity in enumerate(one.identities):
            if identity:
                homes.setdefault(identity, []).append((code, place))
    for found in homes.values():
        codes = {code for code, _ in found}
        if len(codes) < 2:
            continue
        for code, place in found:
            yield code, _there_too(lists[code], place, _others(codes, code, names))


def _others(codes: Iterable[str], own: str, names: Mapping[str, str]) -> Sequence[str]:
    return sorted(names.get(code, code) for code in codes if code != own)


def _there_too(one: ComparableList, place: int, others: Sequence[str]) -> Difference:
    row = one[place]
    other_villages = "、".join(others)
    return Difference(
        kind=FindingKind.IN_TWO_VILLAGES,
        name=row.name,
        group=row.group,
        village_row=row.row,
        note=f"同一个身份证号，{other_villages}的名单上也有。",
        key=f"{FindingKind.IN_TWO_VILLAGES}|{row.name}|{row.group}|{other_villages}"[
            :200
        ],
    )


def not_disclosed(villages: int) -> Difference:
    """政府未公开: villages have posted it, and no list of the government's is known."""
    return Difference(
        kind=FindingKind.NOT_DISCLOSED,
        note=f"{villages} 个村贴了，镇上没有导入政府公开的名单。",
        village_value=f"{villages} 个村",
        key=str(FindingKind.NOT_DISCLOSED),
    )
