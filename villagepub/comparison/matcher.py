"""Which row of one list is which row of the other: exact, then normal, then similar.

Only within one village: names repeat between villages, and a village's leftovers are
few enough to look at every pair. Where two candidates fit equally well nothing is
guessed; the row is handed to a person as ``ambiguous``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from villagepub.comparison.duplicates import (
    Household,
    by_group,
    facts_of,
    row_of,
    split_duplicates,
)
from villagepub.comparison.masked_ids import is_distinguishing
from villagepub.comparison.match_scoring import (
    MIN_SCORE,
    MatchScorer,
    distinguishing_columns,
)
from villagepub.comparison.rows import AlignedRow, AlignedRows, Match, Pairing
from villagepub.comparison.shared_cells import NO_CELLS, shared_cells
from villagepub.comparison.split_households import joined
from villagepub.comparison.ties import Pair, Tie


def match_rows(
    village: AlignedRows,
    government: AlignedRows,
    *,
    distinguishing: Sequence[int] | None = None,
    adds: Sequence[int] | None = None,
) -> Pairing:
    """Pair two lists of one village; the order of rows never matters.

    ``distinguishing``: the columns that differ between households, where the rows are
    what is left of longer lists. ``adds``: those that may be summed where one row is
    several of the other list; None: each row is held against one.
    """
    if adds is not None:
        village, government = (
            joined(village, government, adds),
            joined(government, village, adds),
        )
    if distinguishing is None:
        distinguishing = distinguishing_columns(village, government)
    ours, doubled_ours = split_duplicates(village, government)
    theirs, doubled_theirs = split_duplicates(government, village)
    exact, left, right = _exact(ours, theirs)
    shared = NO_CELLS if adds is None else shared_cells(left, right, adds)
    left, right = shared.rest(left, right)
    matches, ambiguous, left, right = _similar(left, right, distinguishing)
    return Pairing(
        matches=(*exact, *shared.matches, *matches),
        only_village=tuple(sorted(left, key=row_of)),
        only_government=tuple(sorted(right, key=row_of)),
        ambiguous=(*shared.asked, *ambiguous),
        village_duplicates=tuple(sorted(doubled_ours, key=row_of)),
        government_duplicates=tuple(sorted(doubled_theirs, key=row_of)),
    )


def _exact(
    village: AlignedRows, government: AlignedRows
) -> tuple[list[Match], list[AlignedRow], list[AlignedRow]]:
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
    village: AlignedRows, government: AlignedRows
) -> tuple[list[Match], list[AlignedRow], list[AlignedRow]]:
    ours, theirs = _by_facts(village), _by_facts(government)
    matches: list[Match] = []
    left: list[AlignedRow] = []
    right: list[AlignedRow] = []
    for key in dict.fromkeys((*ours, *theirs)):
        own, given = ours.get(key, []), theirs.get(key, [])
        paired = 0 if _is_any_of(own, given) else min(len(own), len(given))
        matches += map(Match, own[:paired], given[:paired], [False] * paired)
        left += own[paired:]
        right += given[paired:]
    return matches, left, right


def _by_facts(lines: AlignedRows) -> dict[tuple[object, ...], list[AlignedRow]]:
    found: dict[tuple[object, ...], list[AlignedRow]] = defaultdict(list)
    for line in sorted(lines, key=row_of):
        found[facts_of(line)].append(line)
    return found


def _is_any_of(own: AlignedRows, given: AlignedRows) -> bool:
    """Are there fewer of one side, who may be any of those whose whole names differ, or
    whose groups, which the other list does not have?
    """
    more = own if len(own) > len(given) else given
    told = {(line.whole, line.unshared) for line in more}
    return len(own) != len(given) and len(told) > 1


Ambiguous = tuple[tuple[AlignedRow, tuple[AlignedRow, ...]], ...]


def _similar(
    left: list[AlignedRow], right: list[AlignedRow], distinguishing: Sequence[int]
) -> tuple[list[Match], Ambiguous, list[AlignedRow], list[AlignedRow]]:
    """Pair the leftovers by weight of evidence, the surest first."""
    scorer = MatchScorer(distinguishing)
    matches, left, right = _by_name(left, right, scorer)
    scores = _scores(left, right, scorer)
    ambiguous: list[tuple[AlignedRow, tuple[AlignedRow, ...]]] = []
    open_left, open_right = set(left), set(right)
    while scores:
        best = max(scores.values())
        top = [p for p, score in scores.items() if score == best]
        for clear in _clear(top):
            matches.append(_match(*clear))
            open_left.discard(clear[0])
            open_right.discard(clear[1])
        contested = [p for p in top if p[0] in open_left and p[1] in open_right]
        for tie in _ties(contested):
            if tie.is_indifferent():
                found = tie.in_order()
                matches += [_match(*p) for p in found]
            else:
                found = tie.pairs
                ambiguous += tie.by_row()
            open_left -= {line for line, _ in found}
            open_right -= {other for _, other in found}
        scores = {
            p: s for p, s in scores.items() if p[0] in open_left and p[1] in open_right
        }
    return matches, tuple(ambiguous), list(open_left), list(open_right)


def _by_name(
    left: list[AlignedRow], right: list[AlignedRow], scorer: MatchScorer
) -> tuple[list[Match], list[AlignedRow], list[AlignedRow]]:
    """Pair what has one line of its name and group on each side, and no contradiction."""
    ours, theirs = _single(left), _single(right)
    pairs = [
        (line, theirs[key])
        for key, line in ours.items()
        if key in theirs and scorer.score(line, theirs[key]) >= MIN_SCORE
    ]
    ours_taken = {line.row for line, _ in pairs}
    theirs_taken = {other.row for _, other in pairs}
    return (
        [_match(*p) for p in pairs],
        [line for line in left if line.row not in ours_taken],
        [line for line in right if line.row not in theirs_taken],
    )


def _single(lines: Iterable[AlignedRow]) -> dict[Household, AlignedRow]:
    found: dict[Household, list[AlignedRow]] = defaultdict(list)
    for line in lines:
        found[by_group(line)].append(line)
    return {key: same[0] for key, same in found.items() if len(same) == 1}


def _scores(
    left: Iterable[AlignedRow], right: Iterable[AlignedRow], scorer: MatchScorer
) -> dict[Pair, int]:
    candidates = _Candidates(right)
    scores: dict[Pair, int] = {}
    for line in left:
        for other in candidates.of(line):
            score = scorer.score(line, other)
            if score >= MIN_SCORE:
                scores[line, other] = score
    return scores


class _Candidates:
    """Lines by what a pair must share at least one of: group, name or identity.

    Another name in another group can't reach ``MIN_SCORE`` without the number.
    """

    def __init__(self, lines: Iterable[AlignedRow]) -> None:
        self._all = list(lines)
        self._by: tuple[dict[str, list[AlignedRow]], ...] = ({}, {}, {})
        for line in self._all:
            for part, found in zip(line[:3], self._by, strict=True):
                found.setdefault(part, []).append(line)

    def of(self, line: AlignedRow) -> Iterable[AlignedRow]:
        if not line.group:
            return self._all
        names, groups, identities = self._by
        found = dict.fromkeys(groups.get(line.group, ()))
        found |= dict.fromkeys(groups.get("", ()))
        found |= dict.fromkeys(names.get(line.name, ()))
        if line.identity and is_distinguishing(line.identity):
            found |= dict.fromkeys(identities.get(line.identity, ()))
        return found


def _clear(top: list[Pair]) -> list[Pair]:
    """The top pairs neither of whose lines fits anything else equally well."""
    left_count: dict[AlignedRow, int] = defaultdict(int)
    right_count: dict[AlignedRow, int] = defaultdict(int)
    for line, other in top:
        left_count[line] += 1
        right_count[other] += 1
    return [p for p in top if left_count[p[0]] == 1 and right_count[p[1]] == 1]


def _ties(pairs: Iterable[Pair]) -> list[Tie]:
    """The pairs that fit equally well, by who competes with whom."""
    ties: list[set[Pair]] = []
    for pair in pairs:
        with_it = [
            t for t in ties if any(p[0] == pair[0] or p[1] == pair[1] for p in t)
        ]
        ties = [t for t in ties if t not in with_it]
        ties.append({pair}.union(*with_it))
    return [Tie(tuple(sorted(tie, key=_rows_of))) for tie in ties]


def _rows_of(pair: Pair) -> tuple[int, int]:
    return pair[0].row, pair[1].row


def _match(line: AlignedRow, other: AlignedRow) -> Match:
    return Match(line, other, line.name != other.name)
