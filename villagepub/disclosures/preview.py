"""What happens if a list counts: for whom, instead of what, and what is another then."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from villagepub import forms
from villagepub.comparison.comparable_list import ComparableList
from villagepub.comparison.differences import Difference, compare
from villagepub.disclosures import coverage
from villagepub.disclosures.list_rows import lists_of
from villagepub.models import DisclosedList, Disclosure, Finding, Place
from villagepub.states import FindingKind, FindingState

WORDS = {
    FindingKind.FIELD_DIFFERS: "数变了",
    FindingKind.MISSING_IN_GOVERNMENT: "没了",
    FindingKind.MISSING_IN_VILLAGE: "新添",
    FindingKind.NAME_VARIANT: "名字变了",
    FindingKind.STANDARD_DIFFERS: "标准变了",
}
MAX_CHANGES = 60  # shown; all are counted
SETTLED = (FindingState.CLOSED, FindingState.DISMISSED)


@dataclass(frozen=True, kw_only=True, slots=True)
class CoveredVillage:
    code: str
    name: str
    rows: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplacedList:
    """An older document and the villages of it that this one would replace."""

    id: int
    title: str
    document: str
    published_on: date
    villages: tuple[str, ...]
    kept: int  # villages for which it goes on to count


@dataclass(frozen=True, kw_only=True, slots=True)
class RowChange:
    kind: str
    village: str
    who: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    villages: tuple[CoveredVillage, ...]
    replaced: tuple[ReplacedList, ...]
    changes: tuple[RowChange, ...]
    counts: tuple[tuple[str, int], ...]  # 数变了 3, 新添 1
    open_findings: int

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


def preview(session: Session, one: Disclosure) -> Preview:
    given = {g.village_code: g for g in lists_of(session, one.id)}
    names = _names(session, sorted(given))
    older = coverage.covered_now(
        session, one.item, one.period, sorted(given), but=one.id
    )
    changes = [
        change
        for old in older
        for change in _changes(one.form, old, given[old.village_code], names)
    ]
    return Preview(
        villages=tuple(
            CoveredVillage(code=code, name=names[code], rows=g.rows)
            for code, g in given.items()
        ),
        replaced=tuple(_replaced(session, older, names)),
        changes=tuple(changes[:MAX_CHANGES]),
        counts=tuple(Counter(change.kind for change in changes).most_common()),
        open_findings=_open_findings(session, one, sorted(given)),
    )


def _names(session: Session, codes: Sequence[str]) -> dict[str, str]:
    rows = session.exec(
        select(Place.code, Place.short_name).where(col(Place.code).in_(codes))
    )
    return dict(rows.all())


def _replaced(
    session: Session, older: Sequence[DisclosedList], names: Mapping[str, str]
) -> Iterator[ReplacedList]:
    by_document: dict[int, list[str]] = {}
    for old in older:
        by_document.setdefault(old.disclosure_id, []).append(names[old.village_code])
    for number, villages in by_document.items():
        document = session.get_one(Disclosure, number)
        standing = [g for g in lists_of(session, number) if g.replaced_by is None]
        yield ReplacedList(
            id=number,
            title=document.title,
            document=document.document,
            published_on=document.published_on,
            villages=tuple(villages),
            kept=len(standing) - len(villages),
        )


def _changes(
    form: str, old: DisclosedList, new: DisclosedList, names: Mapping[str, str]
) -> Iterator[RowChange]:
    if old.digest == new.digest:
        return
    result = compare(
        ComparableList.from_json(old.lines),
        ComparableList.from_json(new.lines),
        rules=forms.get(form).rules if form else (),
    )
    for found in result.differences:
        if found.kind in WORDS:
            yield _change(found, names[old.village_code])


def _change(found: Difference, village: str) -> RowChange:
    is_new = found.kind is FindingKind.MISSING_IN_VILLAGE
    is_gone = found.kind is FindingKind.MISSING_IN_GOVERNMENT
    return RowChange(
        kind=WORDS[found.kind],
        village=village,
        who="　".join(part for part in (found.name, found.group) if part),
        field=found.field or "整户" if is_new or is_gone else found.field,
        before="没有" if is_new else found.village_value or "有",
        after="没有" if is_gone else found.government_value or "有",
    )


def _open_findings(session: Session, one: Disclosure, codes: Sequence[str]) -> int:
    return session.exec(
        select(func.count())
        .select_from(Finding)
        .where(
            col(Finding.village_code).in_(codes),
            Finding.item == one.item,
            Finding.period == one.period,
            col(Finding.state).not_in(SETTLED),
        )
    ).one()
