"""Numbers told in pieces with words between them: 6222卡0212号2700尾7890再123.

A card's and an identity card's number prove themselves, whatever stands between; amounts
and years in a row do not come to one. A mobile's proves nothing but its length: of its
pieces none has a unit, none is a code's.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from villagepub.privacy import number_kinds
from villagepub.privacy.kinds import PrivateKind
from villagepub.privacy.numbers import is_card, is_identity, is_nearly_identity
from villagepub.privacy.words import words

CHINA_UNIONPAY = "62"  # how the cards begin that villagers are paid to
CARD_DIGITS = range(16, 20)
MIN_PIECES = 3
MAX_NEAR = 3  # characters between two pieces of a card's number
IDENTITY_DIGITS = 18
# Atomic: nothing that was read is read again.
_WORDED = re.compile(
    r"(?<![0-9])[0-9]++(?>(?:[^0-9]{1,8}+[0-9]++){2,})(?:[^0-9]{0,3}?[Xx])?"
)
_PIECE = re.compile(r"[0-9]+[Xx]?|[Xx]$")  # the last sign of an identity card's number
MOBILE_DIGITS = 11
_DIGITS = re.compile(r"[0-9]+")
# Between two pieces of one number: 137然后是4921，最后9033. A sentence ends it.
_GAP = re.compile(r"[^0-9。；;！？!?\n]{1,8}")
_FRACTION = re.compile(r"\.[0-9]{1,4}(?![0-9])")
_OF_CODES = re.compile(r"[号页条款第至到和与及、，,\s]+")


def worded(text: str) -> Iterator[tuple[PrivateKind, int, int]]:
    """Kind, begin and end in a text whose digits are plain (``digits.plain``)."""
    for found in _WORDED.finditer(text):
        yield from _in_pieces(text, found.start(), found.end())
    yield from _mobiles(text)


def _mobiles(text: str) -> Iterator[tuple[PrivateKind, int, int]]:
    """13转749又2190再33: eleven digits of a mobile, in whichever pieces."""
    pieces = list(_DIGITS.finditer(text))
    left = 0
    for n, first in enumerate(pieces):
        if n >= left and (size := _mobile_at(text, pieces[n : n + MOBILE_DIGITS])):
            left = n + size
            yield "phone", first.start(), pieces[left - 1].end()


def _mobile_at(text: str, pieces: Sequence[re.Match[str]]) -> int:
    """How many of the pieces come to a mobile's number; 0 where they do not."""
    told, gaps = "", list[str]()
    for n, piece in enumerate(pieces, 1):
        told += piece[0]
        fraction = _FRACTION.match(text, piece.end())
        end = fraction.end() if fraction else piece.end()
        if len(told) > MOBILE_DIGITS or number_kinds.has_unit(text, end):
            return 0
        if len(told) == MOBILE_DIGITS:
            return n if _is_told(text, pieces[0].start(), told, gaps) else 0
        if n < len(pieces):
            gaps.append(text[piece.end() : pieces[n].start()])
            if not _GAP.fullmatch(gaps[-1]):
                return 0
    return 0


def _is_told(text: str, start: int, told: str, gaps: Sequence[str]) -> bool:
    """Words stand between its pieces, and not those between the numbers of papers."""
    if not gaps or not re.fullmatch("1[3-9][0-9]{9}", told):
        return False
    if not any(c.isalpha() for gap in gaps for c in gap):
        return False
    is_code = number_kinds.kind_before(text, start) == "code"
    return not (is_code and all(map(_OF_CODES.fullmatch, gaps)))


def _in_pieces(
    text: str, start: int, end: int
) -> Iterator[tuple[PrivateKind, int, int]]:
    # $ is the end of what is looked at
    pieces = list(_PIECE.finditer(text, start, end))
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
    """6222元1300元1400元1505元: each with its unit, and none that begins with a nought.

    Far apart one unit among them is enough.
    """
    units = tuple(words("numbers", "units"))
    behind = [
        text[a.end() : b.start()] for a, b in zip(pieces, pieces[1:], strict=False)
    ]
    have = [said.startswith(units) for said in behind]
    if max(map(len, behind)) > MAX_NEAR and any(have):
        return True
    return all(have) and not any(piece[0].startswith("0") for piece in pieces)
