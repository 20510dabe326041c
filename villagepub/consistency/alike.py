"""What two lists say in the same words, taken out before anything is weighed.

Most rows of two lists are the same, and telling so by one look-up is what makes the
check of a village quick. A row is left to be weighed if anybody else of either list
could be meant: if its name is that of a row which is not the same on both sides.
"""

from collections import Counter
from collections.abc import Callable
from itertools import compress, count
from operator import itemgetter

from villagepub.consistency.listed import Facts, Listed, Places, has_groups

_facts = itemgetter(3)
_name: Callable[[Facts], str] = itemgetter(0)


def same(one: Listed, other: Listed) -> tuple[int, Places, Places]:
    """How many rows are equal, and the places in each list that are left."""
    if not _comparable(one, other):
        return 0, range(len(one.rows)), range(len(other.rows))
    ours, theirs = list(map(_facts, one.rows)), list(map(_facts, other.rows))
    own, others = set(ours), set(theirs)
    different = own ^ others
    if len(own) < len(ours) or len(others) < len(theirs):
        different |= _repeated(ours) | _repeated(theirs)
    open_names = set(map(_name, different))
    left = _places_of(open_names, ours)
    return len(ours) - len(left), left, _places_of(open_names, theirs)


def _places_of(names: set[str], facts: list[Facts]) -> list[int]:
    """Where these names stand; without a line of Python for each row."""
    return list(compress(count(), map(names.__contains__, map(_name, facts))))


def _comparable(one: Listed, other: Listed) -> bool:
    """Do equal rows look equal? The same fields, masks of one shape, groups on both."""
    return (
        one.fields == other.fields
        and one.shape is not None
        and one.shape == other.shape
        and has_groups(one) == has_groups(other)
    )


def _repeated(facts: list[Facts]) -> set[Facts]:
    return {one for one, times in Counter(facts).items() if times > 1}
