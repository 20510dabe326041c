"""Which line of one list is which line of the other: exact, then normal, then similar.

Only within one village: names repeat between villages, and a village's leftovers are
few enough to look at every pair. Where two candidates fit equally well nothing is
guessed; the line is handed to a person as ``ambiguous``.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

from villagepub.consistency.evidence import ENOUGH, Weigher, telling_columns
from villagepub.consistency.lines import Line, Lines, Match, Pairing


def pair(
    village: Lines, government: Lines, *, telling: Sequence[int] | None = None
) -> Pairing:
    """Pair two lists of one village; the order of rows never matters.

    ``telling``: the columns that tell households apart, where the lines are what is left
    of longer lists.
    """
    if telling is None:
        telling = telling_columns(village, government)
    ours, doubled_ours = _without_doubles(village, government)
    theirs, doubled_theirs = _without_doubles(government, village)
    exact, left, right = _exact(ours, theirs)
    matches, ambiguous, left, right = _similar(left, right, telling)
    return Pairing(
        matches=(*exact, *matches),
        only_village=tuple(sorted(left, key=_row)),
        only_government=tuple(sorted(right, key=_row)),
        ambiguous=ambiguous,
        doubled_village=tuple(sorted(doubled_ours, key=_row)),
        doubled_government=tuple(sorted(doubled_theirs, key=_row)),
    )


def _row(line: Line) -> int:
    return line.row


def _exact(
    village: Lines, government: Lines
) -> tuple[list[Match], list[Line], list[Line]]:
    """Lines equal in name, group, identity and values; equal ones by their rows."""
    ours = dict(zip(map(_facts, village), village, strict=True))
    theirs = dict(zip(map(_facts, government), government, strict=True))
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
    for line in sorted(government, key=_row, reverse=True):
        waiting[line[:4]].append(line)
    matches, left = [], []
    for line in sorted(village, key=_row):
        same = waiting.get(line[:4])
        if same:
            matches.append(Match(line, same.pop(), False))
        else:
            left.append(line)
    return matches, left, [line for same in waiting.values() for line in same]


_facts: Callable[[Line], tuple[object, ...]] = itemgetter(0, 1, 2, 3)
Household = tuple[str, str]
_by_group: Callable[[Line], Household] = itemgetter(0, 1)  # name and group
_by_identity: Callable[[Line], Household] = itemgetter(0, 2)  # name and identity


def _without_doubles(own: Lines, other: Lines) -> tuple[Lines, set[Line]]:
    """Take out lines that say a household of the same list again; the later row goes.

    The same name and group is the same household if the identities agree, or, where
    there are none, if the other list has fewer of them and the values are the same.
    The same name and identity is the same household in whatever group.
    """
    doubled: set[Line] = set()
    with_identity = [line for line in own if line[2]]
    for lines in _repeated(with_identity, _by_identity).values():
        kept = _kept(lines, other)
        doubled.update(line for line in lines if line is not kept)
    groups = _repeated(own, _by_group)
    if groups:
        theirs = Counter(key for key in map(_by_group, other) if key in groups)
        for household, lines in groups.items():
            single = [line for line in lines if line not in doubled]
            doubled.update(_again(single, len(single) - theirs[household]))
    return [line for line in own if line not in doubled] if doubled else own, doubled


def _kept(lines: Lines, other: Lines) -> Line:
    """The line of a household that stays: one that the other list has, else the first."""
    facts = set(map(_facts, other))
    agreeing = [line for line in lines if _facts(line) in facts]
    return min(agreeing, key=_facts) if agreeing else lines[0]


def _repeated(
    lines: Lines, household: Callable[[Line], Household]
) -> dict[Household, list[Line]]:
    """Households with more than one line, each by row."""
    keys = list(map(household, lines))
    if len(set(keys)) == len(keys):
        return {}  # the usual case, and quick
    often = {key for key, count in Counter(keys).items() if count > 1}
    found: dict[Household, list[Line]] = defaultdict(list)
    for key, line in zip(keys, lines, strict=True):
        if key in often:
            found[key].append(line)
    return {key: sorted(same, key=_row) for key, same in found.items()}


def _again(lines: Lines, spare: int) -> Iterator[Line]:
    """Lines that repeat an earlier one's values, where an identity doesn't forbid it.

    Lines with an identity come first, so that it is the nameless one that goes.
    """
    kept: list[Line] = []
    for line in sorted(lines, key=lambda line: (not line.identity, line.row)):
        if spare > 0 and any(_may_be_one(line, earlier) for earlier in kept):
            yield line
            spare -= 1
        else:
            kept.append(line)


def _may_be_one(line: Line, earlier: Line) -> bool:
    both_known = bool(line.identity and earlier.identity)
    return line.values == earlier.values and not both_known


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
            ambiguous.append((line, tuple(sorted(candidates, key=_row))))
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


def _single(lines: Iterable[Line]) -> dict[tuple[str, str], Line]:
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        found[_by_group(line)].append(line)
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
        if line.identity:
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
