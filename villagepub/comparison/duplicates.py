"""A household that one list has twice: the later row is the duplicate."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from itertools import islice
from operator import itemgetter

from villagepub.comparison.masked_ids import (
    IdAgreement,
    id_agreement,
    is_distinguishing,
    is_masked,
)
from villagepub.comparison.rows import AlignedRow, AlignedRows

Household = tuple[str, ...]
facts_of: Callable[[AlignedRow], tuple[object, ...]] = itemgetter(0, 1, 2, 3)
row_of: Callable[[AlignedRow], int] = itemgetter(4)
by_group: Callable[[AlignedRow], Household] = itemgetter(0, 1)  # name and group
# name, identity, and the hash of the whole number and the whole name that a list has
_by_identity: Callable[[AlignedRow], Household] = itemgetter(0, 2, 6, 8)
_as_shown: Callable[[AlignedRow], Household] = itemgetter(0, 2)
APART = (IdAgreement.CONFLICT, IdAgreement.SLIP)


def split_duplicates(
    own: AlignedRows, other: AlignedRows
) -> tuple[AlignedRows, set[AlignedRow]]:
    """Take out rows that repeat a household of the same list; the later row goes.

    The same name and group is the same household if the identities agree, or, where
    there are none, if the other list has fewer of them and the values are the same.
    The same name and identity is the same household in whatever group; lines of it that
    the other list has too are no repetitions unless their values are the same.
    """
    doubled: set[AlignedRow] = set()
    with_identity = [line for line in own if line[2] and is_distinguishing(line[2])]
    for lines in _repeated(with_identity, _by_identity).values():
        if _are_two_people(lines, other):
            continue
        kept = {line.row for line in _kept(lines, other)}
        doubled.update(line for line in lines if line.row not in kept)
    better: dict[AlignedRow, AlignedRow] = {}
    groups = _repeated(own, by_group)
    if groups:
        theirs = _counted(groups, own, other)
        for household, lines in groups.items():
            single = [line for line in lines if line not in doubled]
            again, completed = _repeats(single, len(single) - theirs[household])
            doubled.update(again)
            better |= completed
    if not doubled:
        return own, doubled
    return [better.get(line, line) for line in own if line not in doubled], doubled


def _counted(
    households: Collection[Household], own: AlignedRows, other: AlignedRows
) -> Counter[Household]:
    """How many rows of the other list each may be: a row without a group may be of any
    in which its name has none of its own there.
    """
    names = {name for name, _ in households}
    ours = {by_group(line) for line in own}
    theirs = Counter(by_group(line) for line in other if line.name in names)
    found: Counter[Household] = Counter()
    for name, group in households:
        found[name, group] = theirs[name, group]
        for (known, at), count in theirs.items():
            is_any = at == "" if group else at != "" and (name, at) not in ours
            found[name, group] += count if known == name and is_any else 0
    return found


def _are_two_people(lines: AlignedRows, other: AlignedRows) -> bool:
    """Lines equal in name and mask whom the other list has as often, and nothing else of
    which is the same: the four digits that are shown happen to be.
    """
    if lines[0].identity_hash or not is_masked(lines[0].identity):
        return False
    shown = _as_shown(lines[0])
    theirs = [line for line in other if _as_shown(line) == shown]
    if len(theirs) < len(lines):
        return False
    values = {line.values for line in lines}
    groups = {line.group + line.unshared for line in lines}
    return min(len(values), len(groups)) == len(lines)


def _kept(lines: AlignedRows, other: AlignedRows) -> Collection[AlignedRow]:
    """The lines of a household that stay: those that the other list has with the same
    values, each once, as plots stand line by line on both; else the first. As many stay
    as the other list has people behind the same stars and digits.
    """
    facts = set(map(facts_of, other))
    agreeing = sorted((x for x in lines if facts_of(x) in facts), key=facts_of)
    kept = {x.values: x for x in reversed(agreeing)}.values() or lines[:1]
    missed = _people_shown(lines[0], other) - len(kept)
    further = (x for x in (*agreeing, *lines) if x not in kept)
    return [*kept, *islice(dict.fromkeys(further), max(missed, 0))]


def _people_shown(line: AlignedRow, other: AlignedRows) -> int:
    """How many whole names the other list has for what this line shows; a row of it may
    lack its number.
    """
    if line.identity_hash or line.whole:
        return 1
    numbers = (line.identity, "")
    alike = (row for row in other if row.name == line.name and row.identity in numbers)
    return len({row.whole for row in alike} - {""})


def _repeated(
    lines: AlignedRows, household: Callable[[AlignedRow], Household]
) -> dict[Household, list[AlignedRow]]:
    """Households with more than one line, each by row."""
    keys = list(map(household, lines))
    if len(set(keys)) == len(keys):
        return {}  # the usual case, and quick
    often = {key for key, count in Counter(keys).items() if count > 1}
    found: dict[Household, list[AlignedRow]] = defaultdict(list)
    for key, line in zip(keys, lines, strict=True):
        if key in often:
            found[key].append(line)
    return {key: sorted(same, key=row_of) for key, same in found.items()}


def _repeats(
    lines: AlignedRows, spare: int
) -> tuple[list[AlignedRow], dict[AlignedRow, AlignedRow]]:
    """Lines that repeat an earlier one's values, where an identity doesn't forbid it.

    Beside them, an earlier line with the identity number that only its repetition has:
    so it doesn't matter which of the two stands first.
    """
    again: list[AlignedRow] = []
    better: dict[AlignedRow, AlignedRow] = {}
    for line in lines:
        known = [better.get(e, e) for e in lines if e.row < line.row and e not in again]
        first = next((e for e in known if _may_be_one(line, e)), None)
        if first is None or spare <= len(again):
            continue
        again.append(line)
        if line.identity and not first.identity:
            better |= {
                e: first._replace(identity=line.identity)
                for e in lines
                if e.row == first.row
            }
    return again, better


def _may_be_one(line: AlignedRow, earlier: AlignedRow) -> bool:
    if (
        line.identity_hash
        and earlier.identity_hash
        and line.identity_hash != earlier.identity_hash
    ):
        return False
    return (
        line.values == earlier.values
        and line.unshared == earlier.unshared
        and id_agreement(line.identity, earlier.identity) not in APART
    )
