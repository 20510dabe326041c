"""What two lists say in the same words, taken out before anything is weighed.

Most rows of two lists are the same, and finding them by one look-up is what makes the
check of a village quick. A row is left to be weighed if anybody else of either list
could be meant: if its name is that of a row which is not the same on both sides.
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
    """The ``facts`` of all rows of either list, and the places of the rows that are
    ``left``: every other row has one with the same facts on the other side.
    """

    facts: tuple[ShownRows, ShownRows]
    left: tuple[RowPlaces, RowPlaces]


def equal_rows(one: ComparableList, other: ComparableList) -> EqualRows:
    is_like = are_alike(one, other)
    if not is_like and (has_masked(one.names) or has_masked(other.names)):
        return EqualRows(((), ()), (range(len(one)), range(len(other))))
    facts = shown_rows(one, other)
    own, others = map(set, facts)
    different = own ^ others
    if len(own) < len(one) or len(others) < len(other):
        different |= _repeated(facts[0]) | _repeated(facts[1])
    names = {name for name, *_ in different}
    if not is_like:  # what one list hides may tell two of a name apart
        names |= _repeated(one.names) | _repeated(other.names)
    return EqualRows(facts, (_places_of(names, one), _places_of(names, other)))


def _places_of(names: set[str], listed: ComparableList) -> list[int]:
    """Where these names stand; without a line of Python for each row."""
    return list(compress(count(), map(names.__contains__, listed.names)))


def _repeated(said: Iterable[H]) -> set[H]:
    return {one for one, times in Counter(said).items() if times > 1}
