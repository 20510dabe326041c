"""Which row of one list is which row of the other, for two lists of one village."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from villagepub.comparison.alignment import ShownRows, align, column_of, shared_fields
from villagepub.comparison.comparable_list import ComparableList, ListField, RowPlaces
from villagepub.comparison.exact_matches import equal_rows
from villagepub.comparison.match_scoring import distinguishes
from villagepub.comparison.matcher import match_rows
from villagepub.comparison.rows import Pairing


class ListPairing(NamedTuple):
    """``pairing`` pairs the rows at ``places`` of the two lists; every other row has
    one with the same ``shown`` values on the other side.
    """

    fields: tuple[ListField, ...]
    shown: tuple[ShownRows, ShownRows]
    places: tuple[RowPlaces, RowPlaces]
    pairing: Pairing


def pair_lists(
    one: ComparableList, other: ComparableList, *, add_up: bool = True
) -> ListPairing:
    """``add_up``: several rows of one list may be one of the other's, if they sum up."""
    fields = shared_fields(one, other)
    shown, places = equal_rows(one, other)
    pairing = match_rows(
        *align(one, other, *places),
        distinguishing=_distinguishing(one, other, fields),
        adds=[n for n, field in enumerate(fields) if field.adds] if add_up else None,
    )
    return ListPairing(fields, shown, places, pairing)


def _distinguishing(
    one: ComparableList, other: ComparableList, fields: Sequence[ListField]
) -> list[int]:
    """Places of the shared fields that differ between households."""
    rows = len(one) + len(other)
    return [
        place
        for place, field in enumerate(fields)
        if distinguishes(
            chain(column_of(one, field.key), column_of(other, field.key)), rows
        )
    ]
