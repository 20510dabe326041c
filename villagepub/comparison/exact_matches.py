"""What two lists say in the same words, taken out before anything is weighed.

Most rows of two lists are the same, and finding them by one look-up is what makes the
check of a village quick. A row is left to be weighed if anybody else of either list
could be meant: if its name is that of a row which is not the same on both sides.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import compress, count

from villagepub.comparison.comparable_list import (
    SEPARATOR,
    ComparableList,
    Places,
    has_groups,
)


def equal_rows(
    one: ComparableList, other: ComparableList
) -> tuple[int, Places, Places]:
    """How many rows are equal, and the places in each list that are left."""
    if not _comparable(one, other):
        return 0, range(len(one.rows)), range(len(other.rows))
    own, others = set(one.keys), set(other.keys)
    different = own ^ others
    if len(own) < len(one.keys) or len(others) < len(other.keys):
        different |= _repeated(one.keys) | _repeated(other.keys)
    open_names = {key.partition(SEPARATOR)[0] for key in different}
    left = _places_of(open_names, one)
    return len(one.rows) - len(left), left, _places_of(open_names, other)


def _places_of(names: set[str], listed: ComparableList) -> list[int]:
    """Where these names stand; without a line of Python for each row."""
    return list(compress(count(), map(names.__contains__, listed.names)))


def _comparable(one: ComparableList, other: ComparableList) -> bool:
    """Do equal rows look equal? The same fields, masks of one shape, groups on both."""
    return (
        one.fields == other.fields
        and one.shape is not None
        and one.shape == other.shape
        and has_groups(one) == has_groups(other)
    )


def _repeated(keys: Iterable[str]) -> set[str]:
    return {key for key, times in Counter(keys).items() if times > 1}
