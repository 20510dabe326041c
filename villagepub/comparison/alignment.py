"""Rows of two lists cut to what both show, so that what agrees is equal."""

from collections.abc import Iterable, Sequence

from villagepub.comparison.comparable_list import (
    ComparableList,
    ListField,
    Places,
    has_groups,
)
from villagepub.comparison.masked_ids import common_mask, reduce_mask
from villagepub.comparison.name_similarity import NameMask, apply_mask, name_mask
from villagepub.comparison.rows import AlignedRow, AlignedRows


def shared_fields(one: ComparableList, other: ComparableList) -> tuple[ListField, ...]:
    """The fields that both lists have, in the order of the first."""
    theirs = {f.key for f in other.fields}
    return tuple(f for f in one.fields if f.key in theirs)


def align(
    one: ComparableList, other: ComparableList, places: Places, other_places: Places
) -> tuple[list[AlignedRow], list[AlignedRow]]:
    """Rows of both lists, aligned: equal where the lists agree in all they show.

    An aligned row's ``row`` is its place in its list: several may stand in one row of a sheet.
    """
    keys = [f.key for f in shared_fields(one, other)]
    both = (
        [one.rows[place] for place in places],
        [other.rows[place] for place in other_places],
    )
    if all(row.identity for rows in both for row in rows):
        identities = [[row.identity for row in rows] for rows in both]
    else:
        head, tail = common_mask(*([row.mask for row in rows] for rows in both))
        identities = [
            [reduce_mask(row.mask, head, tail) for row in rows] for rows in both
        ]
    grouped = has_groups(one) and has_groups(other)
    lines = (
        _lines(one, places, identities[0], keys, grouped),
        _lines(other, other_places, identities[1], keys, grouped),
    )
    mask = _common_name_mask(*lines)
    if mask is None:
        return lines
    return _masked(lines[0], mask), _masked(lines[1], mask)


def _common_name_mask(ours: AlignedRows, theirs: AlignedRows) -> NameMask | None:
    masks = [
        m for m in (name_mask(line[0] for line in side) for side in (ours, theirs)) if m
    ]
    if not masks:
        return None
    return NameMask(
        last=all(m.last for m in masks), length=all(m.length for m in masks)
    )


def _masked(lines: AlignedRows, mask: NameMask) -> list[AlignedRow]:
    """Names as both lists show them; two whole names stay two households (``home``)."""
    return [
        line._replace(
            name=apply_mask(line.name, mask), unshared=line.unshared + line.name
        )
        for line in lines
    ]


def _lines(
    side: ComparableList,
    places: Places,
    identities: Iterable[str],
    keys: Sequence[str],
    grouped: bool,
) -> list[AlignedRow]:
    order = [i for key in keys for i, f in enumerate(side.fields) if f.key == key]
    as_they_are = order == list(range(len(side.fields)))
    lines = []
    for place, identity in zip(places, identities, strict=True):
        _, _, own, (name, group, _, values) = side.rows[place]
        shown = values if as_they_are else tuple([values[i] for i in order])
        shared, home = (group, "") if grouped else ("", group)
        lines.append(AlignedRow(name, shared, identity, shown, place, home, own))
    return lines
