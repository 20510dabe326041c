"""Rows that are equal in both lists, found by one look-up before any scoring.

Most rows of two lists are equal. A row is left for scoring if its name also stands on a
row that is not equal on both sides, since that one could be meant, or on another of the
same number, since the two may be one household.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from itertools import compress, count
from typing import NamedTuple, TypeVar

from villagepub.comparison.alignment import ShownRows, are_alike, shown_rows
from villagepub.comparison.comparable_list import ComparableList, RowPlaces
from villagepub.comparison.name_similarity import has_masked

H = TypeVar("H", bound=Hashable)


class EqualRows(NamedTuple):
    """``shown`` of all rows of both lists, and the places of rows ``left`` for scoring;
    every other row has one that shows the same in the other list.
    """

    shown: tuple[ShownRows, ShownRows]
    left: tuple[RowPlaces, RowPlaces]


def equal_rows(one: ComparableList, other: ComparableList) -> EqualRows:
    is_like = are_alike(one, other)
    if not is_like and (has_masked(one.names) or has_masked(other.names)):
        return EqualRows(((), ()), (range(len(one)), range(len(other))))
    shown = shown_rows(one, other)
    different, others = map(set, shown)
    has_repeated = len(different) < len(one) or len(others) < len(other)
    different ^= others  # in place: a third quicker than a third set of thousands
    if has_repeated:
        different |= _repeated(shown[0]) | _repeated(shown[1])
    names = {row[0] for row in different}
    names |= _of_one_number(one) | _of_one_number(other)
    if not is_like:  # what one list hides may tell two of a name apart
        names |= _repeated(one.names) | _repeated(other.names)
    return EqualRows(shown, (_places_of(names, one), _places_of(names, other)))


def _places_of(names: set[str], listed: ComparableList) -> list[int]:
    """Where these names stand; without a line of Python for each row."""
    return list(compress(count(), map(names.__contains__, listed.names)))


def _of_one_number(listed: ComparableList) -> set[str]:
    """Names that stand on several rows with the same number shown."""
    if not any(listed.masks):
        return set()
    said = zip(listed.names, listed.masks, strict=True)
    return {name for name, mask in _repeated(said) if mask}


def _repeated(said: Iterable[H]) -> set[H]:
    every = tuple(said)
    if len(set(every)) == len(every):
        return set()  # the usual case, and quick
    return {one for one, times in Counter(every).items() if times > 1}
