"""How much speaks for two lines being one household's, in whole numbers.

The weights order the cases; only their sums against ``ENOUGH`` matter:
the same name in the same group is enough unless the identities contradict; the same
name in another group needs the identity or the amounts; a similar name needs both the
group and the amounts, or the identity.
"""

from collections.abc import Sequence

from villagepub.consistency.identities import Agreement, agreement
from villagepub.consistency.lines import Line, Lines
from villagepub.consistency.names import Likeness, likeness

ENOUGH = 10
FEW = 6  # lines: with fewer, equal values are no sign of a constant

NAME = {Likeness.SAME: 10, Likeness.SOUND: 5, Likeness.SLIP: 4, Likeness.NONE: 0}
IDENTITY = {
    Agreement.FULL: 10,
    Agreement.SHOWN: 6,
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

    def __init__(self, village: Lines, government: Lines) -> None:
        both = (*village, *government)
        columns = range(len(both[0].values)) if both else ()
        self._telling = [i for i in columns if _tells_apart(both, i)]

    def weigh(self, line: Line, other: Line) -> int:
        if _is_out_of_question(line, other):
            return 0
        name = likeness(line.name, other.name)
        same = agreement(line.identity, other.identity)
        if name is Likeness.NONE and same not in NAMELESS:
            return 0  # nothing but amounts: many households have the same
        return (
            NAME[name]
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


def _tells_apart(lines: Lines, column: int) -> bool:
    """False for a column that says the same of everybody (每亩 60 元)."""
    first = lines[0].values[column]
    return len(lines) < FEW or any(line.values[column] != first for line in lines)


def _group(ours: str, theirs: str) -> int:
    if not ours or not theirs:
        return GROUP_UNKNOWN
    return GROUP_SAME if ours == theirs else GROUP_OTHER


def _is_out_of_question(line: Line, other: Line) -> bool:
    """Another name in another group can't reach ``ENOUGH`` without the full number."""
    return (
        line.group != other.group
        and bool(line.group and other.group)
        and line.name != other.name
        and line.identity != other.identity
    )
