"""A household that one list has in several rows and the other in one: it is added up.

Plots of one farmer, months of one pension. Only where the sums agree: rows that don't
add up to the other side's are repetitions or other people, and are shown as such.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal

from villagepub.comparison.duplicates import APART, Household, by_group, row_of
from villagepub.comparison.masked_ids import id_agreement
from villagepub.comparison.patterns import number
from villagepub.comparison.rows import AlignedRow, AlignedRows


def joined(own: AlignedRows, other: AlignedRows, adds: Sequence[int]) -> AlignedRows:
    """``own`` with such rows as one; it stands for the first of them.

    ``adds``: the places of the values that may be summed.
    """
    often = {h for h, n in Counter(map(by_group, own)).items() if n > 1}
    single = {h for h, n in Counter(map(by_group, other)).items() if n == 1}
    wanted = often & single
    if not wanted or not adds:
        return own
    totals = {h: row for row in other if (h := by_group(row)) in wanted}
    parts: dict[Household, list[AlignedRow]] = defaultdict(list)
    for row in sorted(own, key=row_of):
        if by_group(row) in wanted:
            parts[by_group(row)].append(row)
    sums = {h: _sum(rows, totals[h], adds) for h, rows in parts.items()}
    left = [row for row in own if sums.get(by_group(row)) is None]
    return [*left, *(row for row in sums.values() if row)]


def _sum(
    rows: AlignedRows, whole: AlignedRow, adds: Sequence[int]
) -> AlignedRow | None:
    """The rows as one, if they are surely what ``whole`` is; else None."""
    if any(row.values == whole.values for row in rows) or not _may_be_one(rows, whole):
        return None
    values = list(whole.values)
    for place in adds:
        numbers = [number(row.values[place] or "0") for row in rows]
        stated = number(whole.values[place] or "0")
        known = [n for n in numbers if n is not None]
        if len(known) < len(numbers) or sum(known, Decimal(0)) != stated:
            return None
    for place in set(range(len(values))) - set(adds):
        different = {row.values[place] for row in rows}
        values[place] = different.pop() if len(different) == 1 else values[place]
    return rows[0]._replace(values=tuple(values), identity=whole.identity)


def _may_be_one(rows: AlignedRows, whole: AlignedRow) -> bool:
    people = {row.identity_hash for row in rows if row.identity_hash}
    homes = {row.unshared for row in rows}
    identities = (row.identity for row in rows)
    apart = (id_agreement(one, whole.identity) in APART for one in identities)
    return len(people) < 2 and len(homes) == 1 and not any(apart)
