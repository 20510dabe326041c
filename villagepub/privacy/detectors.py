"""Numbers that must not be shown, found inside any text by their own arithmetic."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from villagepub.privacy.kinds import PrivateKind
from villagepub.privacy.numbers import is_identity, is_nearly_identity, number_kind

_GAP = r"[\s\-－–—_.·]{0,2}"  # between the digits of one number
_RUN = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{10,}}(?:{_GAP}[Xx×])?(?!\d)")
# A space between any two digits would take "13.25 60 795.00" for a phone.
_PHONE = re.compile(
    rf"(?<!\d)(?:(?:00|\+)?86{_GAP}|0)?(?:1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}"
    rf"|1[3-9]\d{{2}}{_GAP}\d{{4}}{_GAP}\d{{3}}|1[3-9]\d{_GAP}\d{{3}}{_GAP}\d{{5}})(?!\d)"
)
# Fewer than six stars leave the birthday, or everything but a hundred people.
_HALF_MASKED = re.compile(
    r"(?<![*\d])(?=(?:\d*\*){1,5}[\dXx]*(?![*\d]))[1-8][\d*]{16}[\dXx*]"
)
_SAID = re.compile(
    rf"(?:身份证|证件号)[^\d\n]{{0,8}}(\d(?:{_GAP}\d){{13,17}}(?:{_GAP}[Xx×])?)"
)
# Marks without width that hide between two digits.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
FEWEST = 11  # digits of a phone number


@dataclass(frozen=True, slots=True)
class Hit:
    """``start`` and ``end`` in the text as it was given."""

    kind: PrivateKind
    start: int
    end: int


def find(text: str) -> tuple[Hit, ...]:
    """Every identity, disability, card and mobile phone number, in order.

    Other widths, gaps, letters before it and marks without width don't hide one; a
    number with a wrong check digit is no identity number (voucher numbers have eighteen
    digits too), unless the text says that it is one.
    """
    if sum(c.isdigit() or c == "*" for c in text) < FEWEST:
        return ()
    plain, places = _plain(text)
    hits = sorted(_hits(plain), key=lambda h: (h.start, -h.end))
    return tuple(
        Hit(h.kind, places[h.start], places[h.end - 1] + 1)
        for h in _without_overlaps(hits)
    )


def _plain(text: str) -> tuple[str, range | list[int]]:
    """Digits and letters in half width, without invisible marks; where each stood."""
    folded = text if text.isascii() else "".join(map(_half_width, text))
    if not _INVISIBLE.search(folded):
        return folded, range(len(folded))
    seen = [i for i, c in enumerate(folded) if not _INVISIBLE.match(c)]
    return "".join(folded[i] for i in seen), seen


def _half_width(c: str) -> str:
    if c.isascii():
        return c
    if c.isdecimal():
        return str(unicodedata.decimal(c))
    return unicodedata.normalize("NFKC", c) if "＊" <= c <= "ｚ" else c


def _hits(text: str) -> Iterator[Hit]:
    for match in _RUN.finditer(text):
        yield from _in_run(match.group(), match.start())
    for match in _PHONE.finditer(text):
        yield Hit("phone", match.start(), match.end())
    for match in _SAID.finditer(text):
        yield Hit("identity", match.start(1), match.end(1))
    for match in _HALF_MASKED.finditer(text):
        yield Hit("identity", match.start(), match.end())


def _in_run(run: str, offset: int) -> Iterator[Hit]:
    """Numbers in a run of digits with gaps, whatever stands before and behind them."""
    at = [i for i, c in enumerate(run) if c in "0123456789Xx×"]
    digits = "".join(run[i] for i in at).replace("×", "X")
    borders = [n for n, i in enumerate(at) if n == 0 or at[n - 1] < i - 1]
    first = 0
    while first < len(digits):
        end, kind = _from(digits, first, borders)
        if kind:
            yield Hit(kind, offset + at[first], offset + at[end - 1] + 1)
            first = end
        else:
            first += 1


def _from(
    digits: str, first: int, borders: list[int]
) -> tuple[int, PrivateKind | None]:
    """The number that begins at ``first``, if one does.

    Eighteen digits prove themselves anywhere. A card's or an old number's arithmetic is
    weak: they must stand by themselves, whole or in fours.
    """
    if is_identity(digits[first : first + 18]) and len(digits) >= first + 18:
        more = digits[first + 18 : first + 20]
        alone = first + 20 in (*borders, len(digits)) and first + 18 not in borders
        if len(more) == 2 and alone:
            return first + 20, "disability"
        return first + 18, "identity"
    if first not in borders:
        return first, None
    ends = [*borders, len(digits)]
    for length in (19, 18, 17, 16, 15):
        end = first + length
        inner = [b - first for b in borders if first < b < end]
        if end in ends and (
            first == 0 or inner == list(range(4, length, 4)) or not inner
        ):
            number = digits[first:end]
            kind: PrivateKind | None = number_kind(number)
            if kind or is_nearly_identity(number):
                return end, kind or "identity"
    return first, None


def _without_overlaps(hits: list[Hit]) -> Iterator[Hit]:
    end = -1
    for hit in hits:
        if hit.start >= end:
            yield hit
            end = hit.end


def scrub(text: str) -> str:
    """The same text with the middle of every found number starred."""
    while hits := find(text):  # what stood right behind one may now be seen
        for hit in reversed(hits):
            starred = _starred(text[hit.start : hit.end])
            text = text[: hit.start] + starred + text[hit.end :]
    return text


def _starred(number: str) -> str:
    digits = "".join(c for c in number if c.isdecimal() or c in "XxＸｘ×*＊")
    keep = 3 if len(digits) <= FEWEST else 4
    return digits[:keep] + "*" * (len(digits) - keep)
