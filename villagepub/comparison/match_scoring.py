"""How much speaks for two lines being one household's, in whole numbers.

The weights order the cases; only their sums against ``ENOUGH`` matter:
the same name in the same group is enough unless the identities contradict; the same
name in another group needs the identity or the amounts; a similar name needs both the
group and the amounts, or the identity.
"""

from collections.abc import Iterable, Sequence

from villagepub.comparison.masked_ids import Agreement, agreement
from villagepub.comparison.name_similarity import Likeness, is_masked, likeness
from villagepub.comparison.rows import Line, Lines

ENOUGH = 10
FEW = 6  # lines: with fewer, equal values are no sign of a constant

NAME = {Likeness.SAME: 10, Likeness.SOUND: 5, Likeness.SLIP: 4, Likeness.NONE: 0}
# A surname and stars have many owners: the group or the amounts must be the same too.
MASKED = 7
IDENTITY = {
    Agreement.FULL: 10,
    Agreement.SHOWN: 6,
    Agreement.HINT: 2,
    Agreement.UNKNOWN: 0,
    Agreement.SLIP: -2,
    Agreement.CONFLICT: -8,
}
# With another name, a few visible digits are weak: thousands share them.
NAMELESS = {Agreement.FULL: 10, Agreement.SHOWN: 3}
GROUP_SAME, GROUP_UNKNOWN, GROUP_OTHER = 3, 0, -4
ALL_VALUES, SOME_VALUES = 5, 2


class Weigher:
    """Weighs pairs of one village's two lists; knows which columns tell lines apart."""

    def __init__(self, telling: Sequence[int]) -> None:
        self._telling = telling  # columns that differ between households

    def weigh(self, line: Line, other: Line) -> int:
        name = likeness(line.name, other.name)
        if name is Likeness.NONE and line.identity != other.identity:
            return 0  # cut to what both lists show, equal numbers are equal texts
        same = agreement(line.identity, other.identity)
        if name is Likeness.NONE and same not in NAMELESS:
            return 0  # nothing but amounts: many households have the same
        return (
            (MASKED if name is Likeness.SAME and is_masked(line.name) else NAME[name])
            + (NAMELESS[same] if name is Likeness.NONE else IDENTITY[same])
            + _group(line.group, other.group)
            + self._values(line.values, other.values)
        )

    def _values(self, ours: Sequence[str], theirs: Sequence[str]) -> int:
        """Only columns that differ between households and that both sides fill."""
        told = [i for i in self._telling if ours[i] and theirs[i]]
        equal = sum(1 for i in told if ours[i] == theirs[i])
        if not equal:
            return 0
        return ALL_VALUES if equal == len(told) else SOME_VALUES


def telling_columns(village: Lines, government: Lines) -> list[int]:
    both = (*village, *government)
    columns = range(len(both[0].values)) if both else ()
    return [
        i for i in columns if tells_apart((line.values[i] for line in both), len(both))
    ]


def tells_apart(values: Iterable[str], count: int) -> bool:
    """False for a column that says the same of everybody (每亩 60 元)."""
    if count < FEW:
        return True
    each = iter(values)
    first = next(each)
    return any(value != first for value in each)


def _group(ours: str, theirs: str) -> int:
    if not ours or not theirs:
        return GROUP_UNKNOWN
    return GROUP_SAME if ours == theirs else GROUP_OTHER
