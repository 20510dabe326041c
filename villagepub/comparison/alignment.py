"""Rows of two lists cut to what both show, so that what agrees is equal."""

from collections.abc import Sequence
from itertools import starmap
from typing import NamedTuple

from villagepub.comparison.comparable_list import (
    Cells,
    ComparableList,
    ListField,
    RowPlaces,
    Shape,
)
from villagepub.comparison.masked_ids import common_mask, reduce_masks
from villagepub.comparison.name_similarity import (
    NameMask,
    apply_mask,
    has_masked,
    is_masked,
    name_mask,
)
from villagepub.comparison.rows import AlignedRow, AlignedRows

# a row's name, then all else that both lists show
ShownRows = Sequence[tuple[str, ...]]


def shared_fields(one: ComparableList, other: ComparableList) -> tuple[ListField, ...]:
    """The fields that both lists have, in the order of the first."""
    theirs = {f.key for f in other.fields}
    return tuple(f for f in one.fields if f.key in theirs)


def unshared_fields(
    one: ComparableList, other: ComparableList
) -> tuple[tuple[ListField, ...], tuple[ListField, ...]]:
    """The fields that only the first list has, and those that only the other one has."""
    shared = {f.key for f in shared_fields(one, other)}
    ours, theirs = (
        tuple(f for f in side.fields if f.key not in shared) for side in (one, other)
    )
    return ours, theirs


def column_of(side: ComparableList, key: str) -> Cells:
    """The values of a field that the list has."""
    place = next(i for i, field in enumerate(side.fields) if field.key == key)
    return side.values[place]


def are_alike(one: ComparableList, other: ComparableList) -> bool:
    """Do equal rows look equal, and no others? The same fields, masks of one shape,
    groups on both, names that show as much, and no whole numbers behind the masks.
    """
    return (
        one.fields == other.fields
        and one.shape is not None
        and one.shape == other.shape
        and any(one.groups) == any(other.groups)
        and not _have_whole_numbers(one, other)
        and _show_names_alike(one.names, other.names)
    )


def _have_whole_numbers(one: ComparableList, other: ComparableList) -> bool:
    return all(one.identities) and all(other.identities)


def _show_names_alike(ours: Cells, theirs: Cells) -> bool:
    mask = _common_name_mask(ours, theirs)
    return mask is None or all(
        apply_mask(name, mask) == name for name in {*ours, *theirs}
    )


def shown_rows(
    one: ComparableList, other: ComparableList
) -> tuple[ShownRows, ShownRows]:
    """What both lists show of each of their rows, list by list."""
    if are_alike(one, other):
        return (
            list(zip(one.names, one.groups, one.masks, *one.values, strict=True)),
            list(
                zip(other.names, other.groups, other.masks, *other.values, strict=True)
            ),
        )
    ours, theirs = _shown(one, other, range(len(one)), range(len(other)))
    return (
        list(zip(ours.names, ours.groups, ours.identities, *ours.values, strict=True)),
        list(
            zip(
                theirs.names,
                theirs.groups,
                theirs.identities,
                *theirs.values,
                strict=True,
            )
        ),
    )


def align(
    one: ComparableList,
    other: ComparableList,
    places: RowPlaces,
    other_places: RowPlaces,
) -> tuple[list[AlignedRow], list[AlignedRow]]:
    """Rows of both lists cut to what both show, so that rows of one household compare
    equal. An aligned row's ``row`` is its place in its list, not its row in the sheet.

    What both show is the whole lists' matter, whichever rows are at these places.
    """
    ours, theirs = _shown(one, other, places, other_places)
    lines = _lines(ours, places), _lines(theirs, other_places)
    mask = _common_name_mask(one.names, other.names)
    if mask is None:
        return lines
    return _masked(lines[0], mask), _masked(lines[1], mask)


class _Shown(NamedTuple):
    """Some rows of a list in columns, cut to what the other list shows too. ``homes``:
    the groups where the other one has none; ``hashes`` of whole identity numbers.
    """

    names: Cells
    groups: Cells
    identities: Cells
    values: Sequence[Cells]
    homes: Cells
    hashes: Cells


def _shown(
    one: ComparableList,
    other: ComparableList,
    places: RowPlaces,
    other_places: RowPlaces,
) -> tuple[_Shown, _Shown]:
    sides = (one, places), (other, other_places)
    identities = [_picked(side.identities, own) for side, own in sides]
    if not _have_whole_numbers(one, other):
        shape = common_shape(one, other)
        identities = [
            reduce_masks(_picked(side.masks, own), *shape) for side, own in sides
        ]
    grouped = any(one.groups) and any(other.groups)
    keys = [field.key for field in shared_fields(one, other)]
    ours, theirs = (
        _cut(side, own, column, keys, grouped=grouped)
        for (side, own), column in zip(sides, identities, strict=True)
    )
    return ours, theirs


def common_shape(one: ComparableList, other: ComparableList) -> Shape:
    """What the numbers of both lists show; of lists whose own show alike nothing is
    counted.
    """
    if one.shape is None or other.shape is None:
        return common_mask(one.masks, other.masks)
    return min(one.shape[0], other.shape[0]), min(one.shape[1], other.shape[1])


def _cut(
    side: ComparableList,
    places: RowPlaces,
    identities: Cells,
    keys: Sequence[str],
    *,
    grouped: bool,
) -> _Shown:
    groups, nothing = _picked(side.groups, places), [""] * len(places)
    return _Shown(
        names=_picked(side.names, places),
        groups=groups if grouped else nothing,
        identities=identities,
        values=[_picked(column_of(side, key), places) for key in keys],
        homes=nothing if grouped else groups,
        hashes=_picked(side.identities, places),
    )


def _picked(column: Cells, places: RowPlaces) -> Cells:
    if len(places) == len(column):
        return column  # all of them, in their order
    return [column[place] for place in places]


def _lines(shown: _Shown, places: RowPlaces) -> list[AlignedRow]:
    names, groups, identities, columns, homes, hashes = shown
    values = zip(*columns, strict=True) if columns else [()] * len(places)
    rows = zip(names, groups, identities, values, places, homes, hashes, strict=True)
    return list(starmap(AlignedRow, rows))


def _common_name_mask(*lists: Cells) -> NameMask | None:
    """What names show in every list that masks them; None if none does."""
    found = (name_mask(names) for names in lists if has_masked(names))
    masks = [mask for mask in found if mask]
    if not masks:
        return None
    return NameMask(
        last=all(m.last for m in masks), length=all(m.length for m in masks)
    )


def _masked(lines: AlignedRows, mask: NameMask) -> list[AlignedRow]:
    """Names as both lists show them; two whole names stay two households (``home``)."""
    return [
        line._replace(
            name=apply_mask(line.name, mask),
            unshared=line.unshared + line.name,
            whole="" if is_masked(line.name) else line.name,
        )
        for line in lines
    ]
