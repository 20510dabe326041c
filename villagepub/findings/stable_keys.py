"""Which stored finding a difference belongs to, where one person has several of one
field.

Keys end in a count (…|1, …|2) in the order of rows. Two households of one name in one
group would swap their decisions if the sheet is sorted otherwise, so they are told
apart by their values, then by their source rows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from villagepub.comparison.differences import Difference
from villagepub.models import Finding

MAX_KEY = 200

# What tells two of one person and field apart, the surest first.
_SIGNS: tuple[Callable[[Difference | Finding], object], ...] = (
    lambda one: (one.village_value, one.government_value, _rows(one)),
    lambda one: (one.village_value, one.government_value),
    lambda one: _rows(one),
    lambda one: one.key[:MAX_KEY],
)


def _rows(one: Difference | Finding) -> tuple[int, int]:
    return one.village_row, one.government_row


def base(key: str) -> str:
    """The key without its count."""
    head, _, count = key[:MAX_KEY].rpartition("|")
    return head if head and count.isdecimal() else key[:MAX_KEY]


def paired(
    stored: Mapping[str, Finding], found: Iterable[Difference]
) -> Iterator[tuple[Difference, str]]:
    """Each difference with the key that it is kept under."""
    groups: dict[str, list[Difference]] = defaultdict(list)
    kept: dict[str, dict[str, Finding]] = defaultdict(dict)
    for difference in found:
        groups[base(difference.key)].append(difference)
    for key, finding in stored.items():
        kept[base(key)][key] = finding
    for head, differences in groups.items():
        yield from _pair(head, differences, kept[head])


def _pair(
    head: str, differences: list[Difference], kept: dict[str, Finding]
) -> Iterator[tuple[Difference, str]]:
    if len(differences) == 1 and not kept:
        yield differences[0], differences[0].key[:MAX_KEY]
        return
    taken, waiting = set[str](), list(differences)
    for sign in _SIGNS:
        rest = []
        for difference in waiting:
            same = (
                key
                for key, finding in kept.items()
                if key not in taken and sign(finding) == sign(difference)
            )
            key = next(same, "")
            if key:
                taken.add(key)
                yield difference, key
            else:
                rest.append(difference)
        waiting = rest
    for difference in waiting:
        key = _free(head, difference, {*taken, *kept})
        taken.add(key)
        yield difference, key


def _free(head: str, difference: Difference, known: set[str]) -> str:
    """Its own key, or the first count that no other one has."""
    if (own := difference.key[:MAX_KEY]) not in known:
        return own
    counts = (f"{head[: MAX_KEY - 5]}|{n}" for n in range(1, len(known) + 2))
    return next(key for key in counts if key not in known)
