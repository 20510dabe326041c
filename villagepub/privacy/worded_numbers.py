"""Numbers told in pieces with words between them: 6222卡0212号2700尾7890再123.

A card's and an identity card's number prove themselves, whatever stands between; amounts
and years in a row do not come to one.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from villagepub.privacy.kinds import PrivateKind
from villagepub.privacy.numbers import is_card, is_identity, is_nearly_identity
from villagepub.privacy.words import words

CHINA_UNIONPAY = "62"  # how the cards begin that villagers are paid to
CARD_DIGITS = range(16, 20)
MIN_PIECES = 3
IDENTITY_DIGITS = 18
# Possessive: nothing that was read is read again.
_WORDED = re.compile(
    r"(?<![0-9])[0-9]++(?:[^0-9]{1,3}+[0-9]++){2,}+(?:[^0-9]{0,3}?[Xx])?"
)
_PIECE = re.compile(r"[0-9]+[Xx]?|[Xx]$")  # the last sign of an identity card's number


def worded(text: str) -> Iterator[tuple[PrivateKind, int, int]]:
    """Kind, begin and end in a text whose digits are plain (``digits.plain``)."""
    for found in _WORDED.finditer(text):
        yield from _in_pieces(text, found.start(), found.end())


def _in_pieces(
    text: str, start: int, end: int
) -> Iterator[tuple[PrivateKind, int, int]]:
    pieces = list(
        _PIECE.finditer(text, start, end)
    )  # $ is the end of what is looked at
    digits = "".join(piece[0] for piece in pieces).upper()
    begins = [0, *accumulate(len(piece[0]) for piece in pieces)]
    at = {place: n for n, place in enumerate(begins)}
    left = 0
    for n, begin in enumerate(begins[:-1]):
        if n < left:
            continue
        for size in reversed(CARD_DIGITS):
            last = at.get(begin + size, 0)
            if last < n + MIN_PIECES:
                continue
            kind = _kind_of(digits[begin : begin + size])
            if kind is None or kind == "card" and _are_amounts(text, pieces[n:last]):
                continue
            yield kind, pieces[n].start(), pieces[last - 1].end()
            left = last
            break


def _kind_of(number: str) -> PrivateKind | None:
    is_eighteen = len(number) == IDENTITY_DIGITS
    if is_eighteen and (is_identity(number) or is_nearly_identity(number)):
        return "identity"
    return "card" if number.startswith(CHINA_UNIONPAY) and is_card(number) else None


def _are_amounts(text: str, pieces: Sequence[re.Match[str]]) -> bool:
    """6222元1300元1400元1505元: each with its unit, and none that begins with a nought."""
    units = tuple(words("numbers", "units"))
    behind = (text[piece.end() : piece.end() + 3] for piece in pieces[:-1])
    return all(said.startswith(units) for said in behind) and not any(
        piece[0].startswith("0") for piece in pieces
    )
