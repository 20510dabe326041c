"""Which row of one list is which row of the other, for two lists of one village."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from villagepub.comparison.alignment import align, shared_fields
from villagepub.comparison.comparable_list import ComparableList, ListField, Places
from villagepub.comparison.exact_matches import equal_rows
from villagepub.comparison.match_scoring import distinguishes
from villagepub.comparison.matcher import match_rows
from villagepub.comparison.rows import Pairing


class ListPairing(NamedTuple):
    """``pairing`` is of the rows at ``places`` of either list; all others are equal."""

    fields: tuple[ListField, ...]
    places: tuple[Places, Places]
    pairing: Pairing


def pair_lists(
    one: ComparableList, other: ComparableList, *, add_up: bool = True
) -> ListPairing:
    """``add_up``: several rows of one list may be one of the other's, if they sum up."""
    fields = shared_fields(one, other)
    _, *places = equal_rows(one, other)
    pairing = match_rows(
        *align(one, other, *places),
        distinguishing=_distinguishing(one, other, fields),
        adds=[place for place, field in enumerate(fields) if field.adds and add_up],
    )
    return ListPairing(fields, (places[0], places[1]), pairing)


def _distinguishing(
    one: ComparableList, other: ComparableList, fields: Sequence[ListField]
) -> list[int]:
    """Places of the shared fields that differ between households."""
    rows = len(one.rows) + len(other.rows)
    return [
        place
        for place, field in enumerate(fields)
        if distinguishes(chain(_column(one, field), _column(other, field)), rows)
    ]


def _column(one: ComparableList, wanted: ListField) -> Iterator[str]:
    place = next(i for i, f in enumerate(one.fields) if f.key == wanted.key)
    return (row.facts[3][place] for row in one.rows)
