"""Scores how likely two rows are one household.

Only sums against ``MIN_SCORE`` matter: the same name in the same group suffices unless
the identity numbers contradict; the same name in another group needs the number or the
amounts; a similar name needs group and amounts, or the number.
"""

from collections.abc import Iterable, Sequence

from villagepub.comparison.masked_ids import IdAgreement, id_agreement
from villagepub.comparison.name_similarity import Similarity, is_masked, similarity
from villagepub.comparison.rows import AlignedRow, AlignedRows

MIN_SCORE = 10
FEW_ROWS = 6  # rows: with fewer, equal values are no sign of a constant

NAME = {
    Similarity.SAME: 10,
    Similarity.SOUND: 5,
    Similarity.SLIP: 4,
    Similarity.NONE: 0,
}
# A surname and stars have many owners: the group or the amounts must be the same too.
MASKED = 7
IDENTITY = {
    IdAgreement.FULL: 10,
    IdAgreement.SHOWN: 6,
    IdAgreement.HINT: 2,
    IdAgreement.UNKNOWN: 0,
    IdAgreement.SLIP: -2,
    IdAgreement.CONFLICT: -8,
}
# With another name, a few visible digits are weak: thousands share them.
NAMELESS = {IdAgreement.FULL: 10, IdAgreement.SHOWN: 3}
GROUP_SAME, GROUP_UNKNOWN, GROUP_OTHER = 3, 0, -4
ALL_VALUES, SOME_VALUES = 5, 2
# What group and values must say where name and identity are written otherwise: at best
# the name is a variant, and another number adds nothing.
MIN_UNALIKE = MIN_SCORE - NAME[Similarity.SOUND]


class MatchScorer:
    """Scores pairs of rows of one village's two lists by the columns that differ."""

    def __init__(self, distinguishing: Sequence[int]) -> None:
        self._distinguishing = distinguishing  # columns that differ between households

    def score(self, line: AlignedRow, other: AlignedRow) -> int:
        """What is cheap to know comes first: most pairs are out of reach by it."""
        is_same_name = line.name == other.name
        is_same_identity = line.identity == other.identity
        told = _group(line.group, other.group) + self._values(line.values, other.values)
        if not is_same_name and not is_same_identity and told < MIN_UNALIKE:
            return 0
        name = similarity(line.name, other.name)
        if name is Similarity.NONE and not is_same_identity:
            return 0  # cut to what both lists show, equal numbers are equal texts
        same = id_agreement(line.identity, other.identity)
        if name is Similarity.NONE and same not in NAMELESS:
            return 0  # nothing but amounts: many households have the same
        return (
            (MASKED if is_same_name and is_masked(line.name) else NAME[name])
            + (NAMELESS[same] if name is Similarity.NONE else IDENTITY[same])
            + told
        )

    def _values(self, ours: Sequence[str], theirs: Sequence[str]) -> int:
        """Only columns that differ between households and that both sides fill."""
        compared = equal = 0
        for place in self._distinguishing:
            if ours[place] and theirs[place]:
                compared += 1
                equal += ours[place] == theirs[place]
        if not equal:
            return 0
        return ALL_VALUES if equal == compared else SOME_VALUES


def distinguishing_columns(village: AlignedRows, government: AlignedRows) -> list[int]:
    both = (*village, *government)
    columns = range(len(both[0].values)) if both else ()
    return [
        i
        for i in columns
        if distinguishes((line.values[i] for line in both), len(both))
    ]


def distinguishes(values: Iterable[str], count: int) -> bool:
    """False for a column that says the same of everybody (每亩 60 元)."""
    if count < FEW_ROWS:
        return True
    each = iter(values)
    first = next(each)
    return any(value != first for value in each)


def _group(ours: str, theirs: str) -> int:
    if not ours or not theirs:
        return GROUP_UNKNOWN
    return GROUP_SAME if ours == theirs else GROUP_OTHER
