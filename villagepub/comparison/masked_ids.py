"""Identity numbers seen through masks: what both sides show decides.

A mask has two ends. 6106**********0395 shows four digits of the head and four of the
tail; 61062419071113**** shows a head of fourteen and no tail. Ends are compared with
like ends only, and how much agreement is worth depends on which digits they are: the
whole county shares the first six.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from villagepub.memory import remembers

ID_LENGTH = 18
MIN_ID_LENGTH = 15  # digits of a number from before 1999
SHARED_HEAD = 8  # county and century: nearly everybody of a village has the same
MIN_DISTINGUISHING = 3  # digits that differ between people, to be evidence
# A mask on fewer than one row in ten is a slip, not the list's way of masking.
RARE = 10
_WHOLE = re.compile(r"[0-9A-Z]{8,}")  # a number, or the keyed hash of one
# Digits before the first mark and behind the last one.
_MASKED = re.compile(r"([0-9X]*)\W(?:[0-9X\W]*\W)?([0-9X]*)")


class IdAgreement(StrEnum):
    """What two identity numbers, each as far as it is shown, say of one another."""

    UNKNOWN = "unknown"  # nothing is shown by both, or only what everybody has
    CONFLICT = "conflict"
    SLIP = "slip"  # one visible digit differs
    HINT = "hint"  # what both show is the same, but a year of birth has many owners
    SHOWN = "shown"  # all digits that both show are the same
    FULL = "full"  # both show all eighteen


@remembers(65536)
def visible(number: str) -> tuple[str, str]:
    """The digits before and after the mask: 6106**********0395 → ("6106", "0395").

    A number without a mask is its own head and tail. What is no number at all (无)
    shows nothing: ("", "").
    """
    text = number.strip().upper().replace(" ", "")
    if masked := _MASKED.fullmatch(text):
        return masked[1], masked[2]
    return (text, text) if _WHOLE.fullmatch(text) else ("", "")


def is_masked(number: str) -> bool:
    return not number.isalnum()


def distinguishing_digits(head: int, tail: int) -> int:
    """How many of the digits shown differ between people of one village."""
    return tail + max(0, head - SHARED_HEAD)


@remembers(65536)
def is_distinguishing(number: str) -> bool:
    """Does it show enough to say of two equal ones that they are one person's?"""
    head, tail = visible(number)
    return (
        not is_masked(number)
        or distinguishing_digits(len(head), len(tail)) >= MIN_DISTINGUISHING
    )


def id_agreement(one: str, other: str) -> IdAgreement:
    """Compare two numbers in any masking, end by end."""
    if one == other:
        return _equal(one)
    ours, theirs = visible(one), visible(other)
    if not any(ours) or not any(theirs):
        return IdAgreement.UNKNOWN
    if not is_masked(one) and not is_masked(other):
        slips, shown = _slips(ours[0], theirs[0]), len(ours[0])
        same = IdAgreement.FULL if shown >= MIN_ID_LENGTH else _shown(shown)
    else:
        slips, shown = _ends(ours, theirs)
        same = _shown(shown)
    if not slips:
        return same
    return (
        IdAgreement.SLIP
        if slips == 1 and shown >= MIN_DISTINGUISHING
        else IdAgreement.CONFLICT
    )


@remembers(65536)
def _equal(number: str) -> IdAgreement:
    """Agreement of a number with itself: as much as it shows."""
    head, tail = visible(number)
    if not is_masked(number) and len(head) >= MIN_ID_LENGTH:
        return IdAgreement.FULL
    return _shown(
        len(head)
        if not is_masked(number)
        else distinguishing_digits(len(head), len(tail))
    )


def _ends(ours: tuple[str, str], theirs: tuple[str, str]) -> tuple[int, int]:
    """How many digits that both show are different, and how many tell people apart."""
    (a, x), (b, y) = ours, theirs
    head, tail = min(len(a), len(b)), min(len(x), len(y))
    slips = _slips(a[:head], b[:head])
    if tail:
        slips += _slips(x[-tail:], y[-tail:])
    return slips, distinguishing_digits(head, tail)


def _shown(digits: int) -> IdAgreement:
    if digits >= MIN_DISTINGUISHING:
        return IdAgreement.SHOWN
    return IdAgreement.HINT if digits else IdAgreement.UNKNOWN


def _slips(one: str, other: str) -> int:
    different = sum(1 for p, q in zip(one, other, strict=False) if p != q)
    return different + abs(len(one) - len(other))


def usual_mask(numbers: Iterable[str]) -> tuple[int, int]:
    """How many leading and trailing digits a list's numbers show, the odd one apart."""
    shapes = Counter(
        (len(head), len(tail)) for head, tail in map(visible, filter(None, numbers))
    )
    usual = [s for s, count in shapes.items() if count * RARE >= shapes.total()]
    return (
        min((head for head, _ in usual), default=0),
        min((tail for _, tail in usual), default=0),
    )


def common_mask(*lists: Sequence[str]) -> tuple[int, int]:
    """What the usual masks of all the lists show: nothing where one has no numbers."""
    if not all(map(any, lists)):
        return 0, 0
    heads, tails = zip(*map(usual_mask, lists), strict=True)
    return min(heads), min(tails)


def reduce_masks(numbers: Sequence[str], head: int, tail: int) -> Sequence[str]:
    """Numbers through a common mask; equal masks make lists comparable at once."""
    if not head + tail:
        return [""] * len(numbers)
    return [reduce_mask(number, head, tail) for number in numbers]


def reduce_mask(number: str, head: int, tail: int) -> str:
    """'' for a number that shows less than the mask, and where the mask shows nothing."""
    before, after = visible(number)
    if not number or not head + tail or len(before) < head or len(after) < tail:
        return ""
    if head + tail >= ID_LENGTH:
        return before
    return f"{before[:head]}{'*' * (ID_LENGTH - head - tail)}{after[-tail:] if tail else ''}"
