"""Two lists of one village compared: what differs, row by row.

The kinds and their meaning are those of the contract; a finding names both source rows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from villagepub.comparison.comparable_list import ComparableList, ListField, ListRow
from villagepub.comparison.list_pairing import pair_lists
from villagepub.comparison.name_similarity import is_of_several
from villagepub.comparison.patterns import FieldValue, Pattern, patterns
from villagepub.comparison.rows import AlignedRow, Match, Pairing
from villagepub.forms.form import Rule
from villagepub.gc_pause import paused
from villagepub.states import FindingKind
from villagepub.tables.table import own_row, rows_words, table_of

MAX_CANDIDATES = 12  # rows that a note names


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

    @classmethod
    def of(cls, stored: Sequence[Any]) -> "Difference":
        """From the plain list that JSON keeps of one."""
        kind, *rest = stored
        return cls(FindingKind(kind), *rest)

    def to_plain(self) -> dict[str, Any]:
        """As the contract's JSON has it: a side without a row is null."""
        shown = self._asdict()
        del shown["key"]
        shown["kind"] = self.kind.value
        for side in ("village", "government"):
            row = shown[f"{side}_row"]
            shown[f"{side}_row"] = own_row(row) or None
            if table := table_of(row):
                shown[f"{side}_table"] = table
        return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    village_rows: int
    government_rows: int
    matched: int
    differences: tuple[Difference, ...] = field(default=())


@paused
def compare(
    village: ComparableList,
    government: ComparableList,
    *,
    rules: Sequence[Rule] = (),
    faults: Iterable[Difference] = (),
) -> Comparison:
    """Every difference between the two lists of a village, in the order of its rows.

    ``rules`` are those of the form: what follows from another standard is not said
    again. ``faults`` are those of the village's own list (``own_list``).
    """
    fields, _, places, pairing = pair_lists(village, government)
    equal = len(village) - len(places[0])
    shared = list(patterns(pairing.matches, fields, rules, equal=equal))
    explained = {value for pattern in shared for value in pattern.explained}
    found = (
        *map(_pattern, shared),
        *_one_sided(pairing, village, government),
        *_ambiguous(pairing, village, government),
        *_of_matches(pairing.matches, fields, explained, village, government),
        *faults,
    )
    return Comparison(
        village_rows=len(village),
        government_rows=len(government),
        matched=equal + len(pairing.matches),
        differences=tuple(sorted(found, key=_place)),
    )


ComparedRows = ComparableList  # a line's ``row`` is its place here
NOTES = {
    FindingKind.MISSING_IN_GOVERNMENT: "政府公开的名单里没有这一户。",
    FindingKind.MISSING_IN_VILLAGE: "村里贴的名单里没有这一户。",
    FindingKind.DUPLICATE_IN_VILLAGE: "同一户前面已经有一行。",
    FindingKind.DUPLICATE_IN_GOVERNMENT: "同一户前面已经有一行。",
}


def _place(found: Difference) -> tuple[int, str, str]:
    return found.village_row or found.government_row, found.kind, found.field


def _pattern(pattern: Pattern) -> Difference:
    return Difference(
        kind=pattern.kind,
        field=pattern.field,
        village_value=pattern.village_value,
        government_value=pattern.government_value,
        note=pattern.note,
    )


def _one_sided(
    pairing: Pairing, ours: ComparedRows, theirs: ComparedRows
) -> Iterator[Difference]:
    """Rows that the other list has not, or that their own has twice."""
    for lines, rows, kind in (
        (pairing.only_village, ours, FindingKind.MISSING_IN_GOVERNMENT),
        (pairing.only_government, theirs, FindingKind.MISSING_IN_VILLAGE),
        (pairing.village_duplicates, ours, FindingKind.DUPLICATE_IN_VILLAGE),
        (pairing.government_duplicates, theirs, FindingKind.DUPLICATE_IN_GOVERNMENT),
    ):
        for line in lines:
            number = rows.numbers[line.row]
            yield Difference(
                kind=kind,
                name=rows.written[line.row],
                group=rows.groups[line.row],
                village_row=number if rows is ours else 0,
                government_row=number if rows is theirs else 0,
                note=NOTES[kind],
            )


def _ambiguous(
    pairing: Pairing, ours: ComparedRows, theirs: ComparedRows
) -> Iterator[Difference]:
    for line, candidates in pairing.ambiguous:
        row = ours[line.row]
        numbers = [theirs.numbers[c.row] for c in candidates]
        given = f"政府名单{rows_words(numbers, MAX_CANDIDATES)}"
        one, other = _names(line, ours), _names(candidates[0], theirs)
        note = f"{given}都像，请人来定。"
        if line.with_rows or is_of_several(theirs.names[candidates[0].row]):
            own = rows_words(_numbers(line, ours), MAX_CANDIDATES)
            note = f"{given}写的是“{other}”，村里{own}是{one}，请人来定。"
        elif is_of_several(ours.names[line.row]):
            note = f"村里这一行写的是“{one}”，{given}在里面，请人来定。"
        yield Difference(
            kind=FindingKind.AMBIGUOUS,
            name=row.name,
            group=row.group,
            village_row=row.row,
            government_row=numbers[0],
            note=note,
        )


def _numbers(line: AlignedRow, listed: ComparedRows) -> list[int]:
    """The rows in the source that a row stands for."""
    return [listed.numbers[place] for place in (line.row, *line.with_rows)]


def _names(line: AlignedRow, listed: ComparedRows) -> str:
    places = (line.row, *line.with_rows)
    return "、".join(dict.fromkeys(listed.written[place] for place in places))


def _of_matches(
    matches: Iterable[Match],
    fields: tuple[ListField, ...],
    explained: Set[FieldValue],
    ours: ComparedRows,
    theirs: ComparedRows,
) -> Iterator[Difference]:
    for match in matches:
        one, other, is_variant = match
        is_other_group = one.group != other.group and one.group and other.group
        if one.values == other.values and not is_variant and not is_other_group:
            continue
        if is_variant:
            yield _variant(ours[one.row], theirs[other.row])
        sides = (one, ours), (other, theirs)
        for place, (own, given) in enumerate(
            zip(one.values, other.values, strict=True)
        ):
            if own != given and (match, place) not in explained:
                yield _field_differs(fields[place].label, own, given, *sides)
        if is_other_group:
            yield _field_differs("组别", one.group, other.group, *sides)


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


ListedRow = tuple[AlignedRow, ComparedRows]


def _field_differs(
    label: str, one: str, other: str, own: ListedRow, given: ListedRow
) -> Difference:
    ours, theirs = own[1][own[0].row], given[1][given[0].row]
    return Difference(
        kind=FindingKind.FIELD_DIFFERS,
        field=label,
        name=_names(*own),
        group=ours.group,
        village_row=ours.row,
        government_row=theirs.row,
        village_value=one,
        government_value=other,
        note=f"{label}：村里{_said(one, *own)}，政府{_said(other, *given)}。",
    )


def _said(value: str, line: AlignedRow, listed: ComparedRows) -> str:
    if not line.with_rows:
        return f"写 {value or '空着'}"
    rows = rows_words(_numbers(line, listed), MAX_CANDIDATES)
    return f"{rows}合起来 {value or '空着'}"


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
