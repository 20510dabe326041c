"""Rows that fit one another equally well: a person decides, unless nothing hangs on it."""

from collections import defaultdict
from dataclasses import dataclass

from villagepub.comparison.rows import AlignedRow

Pair = tuple[AlignedRow, AlignedRow]


@dataclass(frozen=True, slots=True)
class Tie:
    """``pairs`` by row; each shares a row with another one."""

    pairs: tuple[Pair, ...]

    @property
    def village(self) -> list[AlignedRow]:
        """By what they say, so that the order of the lists never matters."""
        return sorted({line for line, _ in self.pairs})

    @property
    def government(self) -> list[AlignedRow]:
        return sorted({other for _, other in self.pairs})

    def is_indifferent(self) -> bool:
        """Does every way to pair the rows find the same differences?

        So it is if all rows of one side, which are not fewer, say the same; or if no
        pair differs and nobody is left over.
        """
        ours, theirs = self.village, self.government
        if len(self.pairs) < len(ours) * len(theirs):
            return False
        if len(ours) >= len(theirs) and len(set(map(_content, ours))) == 1:
            return True
        if len(theirs) >= len(ours) and len(set(map(_content, theirs))) == 1:
            return True
        facts = {(row.name, row.group, row.values) for row in (*ours, *theirs)}
        return len(ours) == len(theirs) and len(facts) == 1

    def in_order(self) -> tuple[Pair, ...]:
        """Each row with one of the other side, by their places."""
        return tuple(zip(self.village, self.government, strict=False))

    def by_row(self) -> list[tuple[AlignedRow, tuple[AlignedRow, ...]]]:
        """A village row and all government rows that it may be."""
        found: dict[AlignedRow, list[AlignedRow]] = defaultdict(list)
        for line, other in self.pairs:
            found[line].append(other)
        return [(line, tuple(others)) for line, others in found.items()]


def _content(row: AlignedRow) -> tuple[object, ...]:
    """What a difference says of a row besides its number."""
    return row.name, row.group, row.values, row.unshared
