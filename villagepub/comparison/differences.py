"""Two lists of one village compared: what differs, row by row.

The kinds and their meaning are those of the contract; a finding names both source rows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from villagepub.comparison.comparable_list import (
    ComparableList,
    ListField,
    ListRow,
    align,
    shared_fields,
)
from villagepub.comparison.exact_matches import equal_rows
from villagepub.comparison.match_scoring import distinguishes
from villagepub.comparison.matcher import match_rows
from villagepub.comparison.rows import Match, Pairing
from villagepub.gc_pause import paused
from villagepub.states import FindingKind


class Difference(NamedTuple):
    """One finding. Rows are 1-based in the source, 0 where a side has none.

    ``key`` is unique among the differences of the same two lists and stays the same
    when the check runs again, whatever the rows' order (``with_keys``).
    """

    kind: FindingKind
    field: str = ""
    name: str = ""
    group: str = ""
    village_row: int = 0
    government_row: int = 0
    village_value: str = ""
    government_value: str = ""
    note: str = ""
    key: str = ""

    def to_plain(self) -> dict[str, Any]:
        """As the contract's JSON has it: a side without a row is null."""
        shown = self._asdict()
        del shown["key"]
        shown["kind"] = self.kind.value
        for side in ("village_row", "government_row"):
            shown[side] = shown[side] or None
        return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    village_rows: int
    government_rows: int
    matched: int
    differences: tuple[Difference, ...] = field(default=())


@paused
def compare(village: ComparableList, government: ComparableList) -> Comparison:
    """Every difference between the two lists of a village, in the order of its rows."""
    fields = shared_fields(village, government)
    equal, *left = equal_rows(village, government)
    pairing = match_rows(
        *align(village, government, *left),
        distinguishing=_distinguishing_fields(village, government, fields),
    )
    ours, theirs = village.rows, government.rows
    found = sorted(
        (
            *_missing(pairing, ours, theirs),
            *_duplicates(pairing, ours, theirs),
            *_ambiguous(pairing, ours, theirs),
            *_of_matches(pairing.matches, fields, ours, theirs),
        ),
        key=lambda d: (d.village_row or d.government_row, d.kind, d.field),
    )
    return Comparison(
        village_rows=len(village.rows),
        government_rows=len(government.rows),
        matched=equal + len(pairing.matches),
        differences=tuple(found),
    )


def _distinguishing_fields(
    village: ComparableList, government: ComparableList, fields: Sequence[ListField]
) -> list[int]:
    """Places of the shared fields that differ between households."""
    rows = len(village.rows) + len(government.rows)
    return [
        place
        for place, field in enumerate(fields)
        if distinguishes(
            chain(_column(village, field), _column(government, field)), rows
        )
    ]


def _column(one: ComparableList, wanted: ListField) -> Iterator[str]:
    place = next(i for i, f in enumerate(one.fields) if f.key == wanted.key)
    return (row.facts[3][place] for row in one.rows)


Rows = Sequence[ListRow]  # a line's ``row`` is its place here


def _missing(pairing: Pairing, ours: Rows, theirs: Rows) -> Iterator[Difference]:
    for line in pairing.only_village:
        row = ours[line.row]
        yield Difference(
            kind=FindingKind.MISSING_IN_GOVERNMENT,
            name=row.name,
            group=row.group,
            village_row=row.row,
            note="政府公开的名单里没有这一户。",
        )
    for line in pairing.only_government:
        row = theirs[line.row]
        yield Difference(
            kind=FindingKind.MISSING_IN_VILLAGE,
            name=row.name,
            group=row.group,
            government_row=row.row,
            note="村里贴的名单里没有这一户。",
        )


def _duplicates(pairing: Pairing, ours: Rows, theirs: Rows) -> Iterator[Difference]:
    for line in pairing.village_duplicates:
        row = ours[line.row]
        yield Difference(
            kind=FindingKind.DUPLICATE_IN_VILLAGE,
            name=row.name,
            group=row.group,
            village_row=row.row,
            note="同一户前面已经有一行。",
        )
    for line in pairing.government_duplicates:
        row = theirs[line.row]
        yield Difference(
            kind=FindingKind.DUPLICATE_IN_GOVERNMENT,
            name=row.name,
            group=row.group,
            government_row=row.row,
            note="同一户前面已经有一行。",
        )


def _ambiguous(pairing: Pairing, ours: Rows, theirs: Rows) -> Iterator[Difference]:
    for line, candidates in pairing.ambiguous:
        row = ours[line.row]
        rows = "、".join(str(theirs[c.row].row) for c in candidates)
        yield Difference(
            kind=FindingKind.AMBIGUOUS,
            name=row.name,
            group=row.group,
            village_row=row.row,
            government_row=theirs[candidates[0].row].row,
            note=f"政府名单第 {rows} 行都像，请人来定。",
        )


def _of_matches(
    matches: Iterable[Match],
    fields: tuple[ListField, ...],
    ours: Rows,
    theirs: Rows,
) -> Iterator[Difference]:
    for match in matches:
        one, other, is_variant = match
        if is_variant:
            yield _variant(ours[one.row], theirs[other.row])
        if one.values != other.values:
            yield from _field_differences(
                match, fields, ours[one.row], theirs[other.row]
            )
        if one.group != other.group and one.group and other.group:
            yield _field_differs(
                "组别", one.group, other.group, ours[one.row], theirs[other.row]
            )


def _variant(ours: ListRow, theirs: ListRow) -> Difference:
    return Difference(
        kind=FindingKind.NAME_VARIANT,
        name=ours.name,
        group=ours.group,
        village_row=ours.row,
        government_row=theirs.row,
        village_value=ours.name,
        government_value=theirs.name,
        note="多半是同一户，名字写得不一样。",
    )


def _field_differences(
    match: Match, fields: tuple[ListField, ...], ours: ListRow, theirs: ListRow
) -> Iterator[Difference]:
    values = zip(fields, match.village.values, match.government.values, strict=True)
    for column, one, other in values:
        if one != other:
            yield _field_differs(column.label, one, other, ours, theirs)


def _field_differs(
    label: str, one: str, other: str, ours: ListRow, theirs: ListRow
) -> Difference:
    return Difference(
        kind=FindingKind.FIELD_DIFFERS,
        field=label,
        name=ours.name,
        group=ours.group,
        village_row=ours.row,
        government_row=theirs.row,
        village_value=one,
        government_value=other,
        note=f"{label}：村里写 {one or '空着'}，政府写 {other or '空着'}。",
    )


def with_keys(found: Iterable[Difference]) -> Iterator[Difference]:
    """Give each its key, for whoever keeps it; a second one of the same household is
    counted.
    """
    seen: Counter[str] = Counter()
    for difference in found:
        key = "|".join(
            (difference.kind, difference.field, difference.name, difference.group)
        )
        seen[key] += 1
        yield difference._replace(key=f"{key}|{seen[key]}")
