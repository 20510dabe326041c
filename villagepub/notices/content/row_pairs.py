"""Pairs the rows of a corrected version with those of the version before.

Lists of households are paired as ``comparison`` does; other rows by what they say, the
best matches first, so that an inserted line moves none of the others.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from villagepub.comparison.alignment import ShownRows
from villagepub.comparison.comparable_list import comparable_list
from villagepub.comparison.list_pairing import pair_lists
from villagepub.forms.entry import Entry, Record
from villagepub.forms.form import ColumnRole, Form, FormColumn

NamedRecord = tuple[str, Record]  # part name, row
RowPair = tuple[NamedRecord | None, NamedRecord | None]  # before, after
RowKey = Callable[[NamedRecord], Hashable]
FLOWS: tuple[ColumnRole, ...] = ("income", "spending")  # a row has one of them
# What a row that is not a household's is known by, the surest first.
KNOWN_BY: tuple[tuple[ColumnRole, ...], ...] = (
    ("voucher", "date", "subject"),
    ("voucher", "subject"),
    ("date", "subject"),
    ("voucher", *FLOWS),
    ("date", *FLOWS),
    ("voucher", "date"),
    ("subject",),
)


def row_pairs(form: Form, before: Entry, after: Entry) -> list[RowPair]:
    """Every row of both versions once: in the order of ``after``, then what is gone."""
    old, new = list(_placed(before)), list(_placed(after))
    if form.by_role("name"):
        found = _households(form, before, after)
    else:
        found = _by_keys(old, new, _keys(form))
    earlier = {place: old[origin] for origin, place in found.items()}
    pairs: list[RowPair] = [(earlier.get(n), placed) for n, placed in enumerate(new)]
    return [*pairs, *((row, None) for n, row in enumerate(old) if n not in found)]


def _placed(entry: Entry) -> Iterator[NamedRecord]:
    return ((part.name, record) for part in entry.parts for record in part.records)


PairedPlaces = dict[int, int]  # place before → place after


def _households(form: Form, before: Entry, after: Entry) -> PairedPlaces:
    one, other = comparable_list(form, before), comparable_list(form, after)
    _, facts, places, pairing = pair_lists(one, other, add_up=False)
    found = _equal(*facts, *map(set, places))
    found |= {m.village.row: m.government.row for m in pairing.matches}
    taken = set(found.values())
    return found | _in_order(
        [(n, (one.names[n], one.groups[n])) for n in range(len(one)) if n not in found],
        [
            (n, (other.names[n], other.groups[n]))
            for n in range(len(other))
            if n not in taken
        ],
    )


def _equal(
    one: ShownRows, other: ShownRows, ours: set[int], theirs: set[int]
) -> PairedPlaces:
    """The rows that are the same in both lists: all that need no weighing."""
    where = {said: n for n, said in enumerate(other) if n not in theirs}
    return {n: where[said] for n, said in enumerate(one) if n not in ours}


KeyedRows = Iterable[tuple[int, Hashable]]


def _in_order(old: KeyedRows, new: KeyedRows) -> PairedPlaces:
    """Rows of one key with one another, the first with the first."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for n, key in old:
        waiting[key].append(n)
    found: PairedPlaces = {}
    for n, key in new:
        if waiting[key]:
            found[waiting[key].pop(0)] = n
    return found


def _keys(form: Form) -> Iterator[RowKey]:
    """All that a row says; then its parts by role; then the columns that match."""
    every = [c.key for c in form.columns if c.kind != "index"]
    yield lambda placed: (placed[0], *map(placed[1].values.get, every))
    for roles in KNOWN_BY:
        columns = [c for role in roles if (c := form.by_role(role))]
        if len(columns) == len(roles):
            yield _key_of(columns)
    match = [c for c in form.columns if c.match]
    if match:
        yield _key_of(match)


def _key_of(columns: Sequence[FormColumn]) -> RowKey:
    """Of a row that says all of the columns, or one of its flows."""

    def key(placed: NamedRecord) -> Hashable:
        values = [placed[1].values.get(c.key, "") for c in columns]
        said = [
            bool(v) for v, c in zip(values, columns, strict=True) if c.role not in FLOWS
        ]
        flows = [
            bool(v) for v, c in zip(values, columns, strict=True) if c.role in FLOWS
        ]
        is_whole = all(said) and (any(flows) or not flows)
        return (placed[0], *values) if is_whole else None

    return key


def _by_keys(
    old: Sequence[NamedRecord], new: Sequence[NamedRecord], keys: Iterable[RowKey]
) -> PairedPlaces:
    found: PairedPlaces = {}
    for key in keys:
        taken = set(found.values())
        found |= _in_order(_keyed(key, old, found.keys()), _keyed(key, new, taken))
    return found


def _keyed(key: RowKey, rows: Sequence[NamedRecord], taken: Iterable[int]) -> KeyedRows:
    done = set(taken)
    each = ((n, key(row)) for n, row in enumerate(rows) if n not in done)
    return [(n, said) for n, said in each if said is not None]
