"""Is this really the list of that item and period? Asked before it counts, never decided."""

import re
from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import Session, col, select

from villagepub import forms
from villagepub.canonical_json import thaw
from villagepub.comparison.comparable_list import ComparableList, comparable_list
from villagepub.comparison.government_file import ReadFile, VillageText
from villagepub.forms.days.months import named_months
from villagepub.forms.entry import Entry
from villagepub.models import IS_CURRENT, Notice, NoticeVersion, VillageItem
from villagepub.period import Period, PeriodError
from villagepub.states import NoticeStatus

_SAID = re.compile(
    r"20\d\d年(?:度|[上下]半年|第?[一二三四1-4]季度|\d{1,2}月(?:份|\d{1,2}日)?)?"
)
MIN_SHARE = (
    0.2  # of a list's names that the village has posted: below it they hardly meet
)
BETTER = 0.5  # more of the names on another notice: that one fits better
MIN_LEFT = 0.5  # of a village's rows that a newer list has: below it most are gone
_LEFT_OUT = "有 {} 行划掉了，或者写着停发、取消一类的话，没有算在名单里。"
_SEVERAL = (
    "几张表写的是几个时候（{}），合在一起对，同一户会算重复。"
    "只留这一期的那一张再传，或者先并成一份。"
)
SAMPLE = 6  # villages looked into


def doubts_of(
    session: Session,
    item: str,
    period: str,
    read: ReadFile,
    lists: Mapping[str, VillageText],
    covered: Mapping[str, tuple[str, int]],
) -> list[str]:
    """Sentences; empty where nothing speaks against it. ``lists`` by village code;
    ``covered``: the villages' names and rows in what it would replace.
    """
    return [
        *(f"标题和列更像“{name}”，不像“{item}”。" for name in read.unlike),
        *_of_period(period, [line for sheet in read.lines for line in sheet]),
        *_of_sheets(read),
        *([_LEFT_OUT.format(read.unlisted)] if read.unlisted else ()),
        *read.column_doubts,
        *_of_people(read, lists),
        *_of_names(session, item, period, lists),
        *_of_sizes(lists, covered),
    ]


def _of_people(read: ReadFile, lists: Mapping[str, VillageText]) -> Iterator[str]:
    """A sheet of sums, a row a group or a village, names nobody."""
    if not read.form or forms.get(read.form).by_role("name") is None:
        return
    some = [
        ComparableList.from_json(lists[code].text) for code in sorted(lists)[:SAMPLE]
    ]
    if some and not any(any(one.names) for one in some):
        yield "这张表只有合计，没有一户一户的名字，对不了村里的名单。"


def _of_period(period: str, lines: Sequence[str]) -> Iterator[str]:
    chosen = Period.parse(period)
    said = [p for line in lines for p in _said(line)]
    apart = [p for p in said if _is_apart(p, chosen)]
    if said and len(apart) == len(said):
        labels = "、".join(dict.fromkeys(p.label for p in apart))
        yield f"表上写的是{labels}，这里选的是{chosen.label}。"


def _of_sheets(read: ReadFile) -> Iterator[str]:
    """A sheet a month or quarter: whoever is in several is counted several times. A
    ledger has its months.
    """
    if read.form and forms.get(read.form).parts == "month":
        return
    heads = [f"{sheet[0]} {sheet[-1]}" for sheet in read.lines]
    months = dict.fromkeys(named_months(head) for head in heads)
    spans = [min(_said(head), key=_days, default=None) for head in heads]
    apart = [p for p in spans if p and any(q and _is_apart(p, q) for q in spans)]
    labels = [f"{'、'.join(map(str, named))}月" for named in months if named]
    if len(labels) < 2:
        labels = list(dict.fromkeys(p.label for p in apart))
    if len(labels) > 1:
        yield _SEVERAL.format("、".join(labels))


def _days(period: Period) -> int:
    return (period.last - period.first).days


def _is_apart(one: Period, other: Period) -> bool:
    return one.last < other.first or one.first > other.last


def _said(line: str) -> Iterator[Period]:
    for match in _SAID.finditer(line.replace(" ", "")):
        if match[0].endswith("日"):
            continue  # the day of a signature, not what the list is about
        try:
            yield Period.parse(
                match[0].replace("度", "") if "季" not in match[0] else match[0]
            )
        except PeriodError:
            continue


def _of_names(
    session: Session, item: str, period: str, lists: Mapping[str, VillageText]
) -> Iterator[str]:
    """Hardly anybody of it is on the villages' notice of this item and period."""
    shares: dict[tuple[str, str], list[tuple[int, int]]] = {}
    codes = sorted(lists)[:SAMPLE]
    given = {code: ComparableList.from_json(lists[code].text).names for code in codes}
    since = str(Period.parse(period).first.year - 1)
    for code, name, when, posted in _posted(session, codes, since):
        names = [n for n in given[code] if n]
        met = sum(1 for n in names if posted.has_name(n))
        shares.setdefault((name, when), []).append((met, len(names)))
    own = shares.pop((item, period), None)
    if own is None:
        return
    met, rows = _sum(own)
    if not rows or met >= MIN_SHARE * rows:
        return
    yield f"看了 {len(own)} 个村的 {rows} 行，只有 {met} 行的名字在村里贴的这一件上。"
    for (name, when), found in sorted(shares.items()):
        other, of = _sum(found)
        if of and other / of >= met / rows + BETTER:
            label = Period.parse(when).label
            yield f"跟村里贴的“{name}”（{label}）更像：{of} 行里有 {other} 行的名字在上面。"


def _of_sizes(
    lists: Mapping[str, VillageText], covered: Mapping[str, tuple[str, int]]
) -> Iterator[str]:
    """Most of a village's rows are gone."""
    for code, (name, rows) in covered.items():
        left = lists[code].rows
        if left < MIN_LEFT * rows:
            yield f"{name}原来 {rows} 行，这份只有 {left} 行。"


def _sum(pairs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(met for met, _ in pairs), sum(rows for _, rows in pairs)


def _posted(
    session: Session, codes: Sequence[str], since: str
) -> Iterator[tuple[str, str, str, ComparableList]]:
    """(village, item, period, list) of what these villages have posted, since a year:
    a list that is brought now is none of years ago.
    """
    rows = session.exec(
        select(Notice, VillageItem.name, NoticeVersion.records)
        .join(VillageItem, col(VillageItem.id) == Notice.item_id)
        .join(NoticeVersion, IS_CURRENT)
        .where(
            col(Notice.village_code).in_(codes),
            Notice.status == NoticeStatus.PUBLISHED,
            col(Notice.period) >= since,
        )
    )
    for notice, name, records in rows:
        entry = thaw(Entry, records)
        posted = comparable_list(forms.get(notice.form), entry)
        yield notice.village_code, name, notice.period, posted
