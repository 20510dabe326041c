"""What two lists say in the same words, taken out before anything is weighed.

Most rows of two lists are the same, and telling so by one look-up is what makes the
check of a village quick. A row is left to be weighed if anybody else of either list
could be meant: if its name is that of a row which is not the same on both sides.
"""

from collections import Counter
from operator import itemgetter

from villagepub.consistency.listed import Facts, Listed, Places, has_groups

_facts = itemgetter(3)


def same(one: Listed, other: Listed) -> tuple[int, Places, Places]:
    """How many rows are equal, and the places in each list that are left."""
    if not _comparable(one, other):
        return 0, range(len(one.rows)), range(len(other.rows))
    ours, theirs = list(map(_facts, one.rows)), list(map(_facts, other.rows))
    own, others = set(ours), set(theirs)
    different = own ^ others
    if len(own) < len(ours) or len(others) < len(theirs):
        different |= _repeated(ours) | _repeated(theirs)
    open_names = {facts[0] for facts in different}
    left = [place for place, facts in enumerate(ours) if facts[0] in open_names]
    other_left = [place for place, facts in enumerate(theirs) if facts[0] in open_names]
    return len(ours) - len(left), left, other_left


def _comparable(one: Listed, other: Listed) -> bool:
    """Do equal rows look equal? The same fields, masks of one shape, groups on both."""
    return (
        one.fields == other.fields
        and one.shape is not None
        and one.shape == other.shape
        and has_groups(one) == has_groups(other)
    )


def _repeated(facts: list[Facts]) -> set[Facts]:
    return {one for one, count in Counter(facts).items() if count > 1}
