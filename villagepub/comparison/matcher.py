"""Which line of one list is which line of the other: exact, then normal, then similar.

Only within one village: names repeat between villages, and a village's leftovers are
few enough to look at every pair. Where two candidates fit equally well nothing is
guessed; the line is handed to a person as ``ambiguous``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from villagepub.comparison.duplicates import (
    Household,
    by_group,
    facts_of,
    row_of,
    without_doubles,
)
from villagepub.comparison.masked_ids import tells_apart
from villagepub.comparison.match_scoring import ENOUGH, Weigher, telling_columns
from villagepub.comparison.rows import Line, Lines, Match, Pairing


def pair(
    village: Lines, government: Lines, *, telling: Sequence[int] | None = None
) -> Pairing:
    """Pair two lists of one village; the order of rows never matters.

    ``telling``: the columns that tell households apart, where the lines are what is left
    of longer lists.
    """
    if telling is None:
        telling = telling_columns(village, government)
    ours, doubled_ours = without_doubles(village, government)
    theirs, doubled_theirs = without_doubles(government, village)
    exact, left, right = _exact(ours, theirs)
    matches, ambiguous, left, right = _similar(left, right, telling)
    return Pairing(
        matches=(*exact, *matches),
        only_village=tuple(sorted(left, key=row_of)),
        only_government=tuple(sorted(right, key=row_of)),
        ambiguous=ambiguous,
        doubled_village=tuple(sorted(doubled_ours, key=row_of)),
        doubled_government=tuple(sorted(doubled_theirs, key=row_of)),
    )


def _exact(
    village: Lines, government: Lines
) -> tuple[list[Match], list[Line], list[Line]]:
    """Lines equal in name, group, identity and values; equal ones by their rows."""
    ours = dict(zip(map(facts_of, village), village, strict=True))
    theirs = dict(zip(map(facts_of, government), government, strict=True))
    if len(ours) < len(village) or len(theirs) < len(government):
        return _exact_counted(village, government)
    common = ours.keys() & theirs.keys()
    return (
        [Match(ours[key], theirs[key], False) for key in common],
        [ours[key] for key in ours.keys() - common],
        [theirs[key] for key in theirs.keys() - common],
    )


def _exact_counted(
    village: Lines, government: Lines
) -> tuple[list[Match], list[Line], list[Line]]:
    waiting: dict[tuple[object, ...], list[Line]] = defaultdict(list)
    for line in sorted(government, key=row_of, reverse=True):
        waiting[line[:4]].append(line)
    matches, left = [], []
    for line in sorted(village, key=row_of):
        same = waiting.get(line[:4])
        if same:
            matches.append(Match(line, same.pop(), False))
        else:
            left.append(line)
    return matches, left, [line for same in waiting.values() for line in same]


Ambiguous = tuple[tuple[Line, tuple[Line, ...]], ...]


def _similar(
    left: list[Line], right: list[Line], telling: Sequence[int]
) -> tuple[list[Match], Ambiguous, list[Line], list[Line]]:
    """Pair the leftovers by weight of evidence, the surest first."""
    weigher = Weigher(telling)
    matches, left, right = _named(left, right, weigher)
    scores = _scores(left, right, weigher)
    ambiguous: list[tuple[Line, tuple[Line, ...]]] = []
    open_left, open_right = set(left), set(right)
    while scores:
        best = max(scores.values())
        top = [p for p, score in scores.items() if score == best]
        for clear in _clear(top):
            matches.append(_match(*clear))
            open_left.discard(clear[0])
            open_right.discard(clear[1])
        contested = [p for p in top if p[0] in open_left and p[1] in open_right]
        for line, candidates in _contested(contested).items():
            ambiguous.append((line, tuple(sorted(candidates, key=row_of))))
        for line, other in contested:
            open_left.discard(line)
            open_right.discard(other)
        scores = {
            p: s for p, s in scores.items() if p[0] in open_left and p[1] in open_right
        }
    return matches, tuple(ambiguous), list(open_left), list(open_right)


Pair = tuple[Line, Line]


def _named(
    left: list[Line], right: list[Line], weigher: Weigher
) -> tuple[list[Match], list[Line], list[Line]]:
    """Pair what has one line of its name and group on each side, and no contradiction."""
    ours, theirs = _single(left), _single(right)
    pairs = [
        (line, theirs[key])
        for key, line in ours.items()
        if key in theirs and weigher.weigh(line, theirs[key]) >= ENOUGH
    ]
    # Two sets: a line of one list may equal a line of the other, row and all.
    ours_taken = {line for line, _ in pairs}
    theirs_taken = {other for _, other in pairs}
    return (
        [_match(*p) for p in pairs],
        [line for line in left if line not in ours_taken],
        [line for line in right if line not in theirs_taken],
    )


def _single(lines: Iterable[Line]) -> dict[Household, Line]:
    found: dict[Household, list[Line]] = defaultdict(list)
    for line in lines:
        found[by_group(line)].append(line)
    return {key: same[0] for key, same in found.items() if len(same) == 1}


def _scores(
    left: Iterable[Line], right: Iterable[Line], weigher: Weigher
) -> dict[Pair, int]:
    candidates = _Candidates(right)
    scores: dict[Pair, int] = {}
    for line in left:
        for other in candidates.of(line):
            score = weigher.weigh(line, other)
            if score >= ENOUGH:
                scores[line, other] = score
    return scores


class _Candidates:
    """Lines by what a pair must share at least one of: group, name or identity.

    Another name in another group can't reach ``ENOUGH`` without the number.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self._all = list(lines)
        self._by: tuple[dict[str, list[Line]], ...] = ({}, {}, {})
        for line in self._all:
            for part, found in zip(line[:3], self._by, strict=True):
                found.setdefault(part, []).append(line)

    def of(self, line: Line) -> Iterable[Line]:
        if not line.group:
            return self._all
        names, groups, identities = self._by
        found = dict.fromkeys(groups.get(line.group, ()))
        found |= dict.fromkeys(groups.get("", ()))
        found |= dict.fromkeys(names.get(line.name, ()))
        if line.identity and tells_apart(line.identity):
            found |= dict.fromkeys(identities.get(line.identity, ()))
        return found


def _clear(top: list[Pair]) -> list[Pair]:
    """The top pairs neither of whose lines fits anything else equally well."""
    left_count: dict[Line, int] = defaultdict(int)
    right_count: dict[Line, int] = defaultdict(int)
    for line, other in top:
        left_count[line] += 1
        right_count[other] += 1
    return [p for p in top if left_count[p[0]] == 1 and right_count[p[1]] == 1]


def _contested(pairs: Iterable[Pair]) -> dict[Line, list[Line]]:
    found: dict[Line, list[Line]] = defaultdict(list)
    for line, other in pairs:
        found[line].append(other)
    return found


def _match(line: Line, other: Line) -> Match:
    return Match(line, other, line.name != other.name)
