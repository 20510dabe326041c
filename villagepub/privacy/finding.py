"""Numbers that must not be shown, found inside any text by their own arithmetic."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import mul

from villagepub.privacy.kinds import PrivateKind

# GB 11643-1999: weights and check characters of the eighteen-digit number.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
_ZEROS = ord("0") * sum(WEIGHTS)
SEPARATOR = r"[ \t\u3000\-－—_.·]?"

# Digits with at most one separator between them, not part of a longer number.
_RUN = re.compile(rf"(?<![0-9A-Za-z*])(?:\d{SEPARATOR}){{10,20}}[\dXx](?![0-9A-Za-z*])")
_PHONE = re.compile(rf"(?<![0-9A-Za-z*])1[3-9](?:{SEPARATOR}\d){{9}}(?![0-9A-Za-z*])")


@dataclass(frozen=True, slots=True)
class Hit:
    """``start`` and ``end`` in the text as it was given."""

    kind: PrivateKind
    start: int
    end: int


def find(text: str) -> tuple[Hit, ...]:
    """Every identity, disability, card and mobile phone number, in order.

    Full-width digits and single separators don't hide one; a number with a wrong check
    digit is no identity number (voucher numbers have eighteen digits too).
    """
    if sum(c.isdigit() for c in text) < 11:
        return ()
    plain = _half_width(text)
    hits = [*_runs(plain), *_phones(plain)]
    return tuple(_without_overlaps(sorted(hits, key=lambda h: (h.start, -h.end))))


def _half_width(text: str) -> str:
    """Digits and letters in half width, character by character, so places stay."""
    return "".join(
        unicodedata.normalize("NFKC", c) if "０" <= c <= "ｚ" else c for c in text
    )


def _runs(text: str) -> Iterator[Hit]:
    for match in _RUN.finditer(text):
        digits = re.sub(r"[^0-9Xx]", "", match.group())
        kind = number_kind(digits)
        if kind:
            yield Hit(kind, match.start(), match.end())


def _phones(text: str) -> Iterator[Hit]:
    for match in _PHONE.finditer(text):
        yield Hit("phone", match.start(), match.end())


def _without_overlaps(hits: list[Hit]) -> Iterator[Hit]:
    end = -1
    for hit in hits:
        if hit.start >= end:
            yield hit
            end = hit.end


def number_kind(digits: str) -> PrivateKind | None:
    """What a bare number is: identity, disability, card, or nothing that we know."""
    tests: tuple[tuple[Callable[[str], bool], PrivateKind], ...] = (
        (is_identity, "identity"),
        (is_disability, "disability"),
        (is_card, "card"),
    )
    return next((kind for test, kind in tests if test(digits)), None)


def is_identity(number: str) -> bool:
    """Eighteen digits with a right check digit, or the old fifteen with a real day."""
    number = number.upper()
    if len(number) == 18 and number[:17].isdecimal():
        return _is_day(number[6:14]) and check_digit(number[:17]) == number[17]
    if len(number) == 15 and number.isdecimal():
        return number[0] in "12345678" and _is_day("19" + number[6:12])
    return False


def check_digit(first: str) -> str:
    """The eighteenth character for seventeen digits of any width."""
    if first.isascii():  # bytes are numbers already: half the time of int() a digit
        return CHECKS[(sum(map(mul, first.encode(), WEIGHTS)) - _ZEROS) % 11]
    return CHECKS[sum(map(mul, map(int, first), WEIGHTS)) % 11]


@lru_cache(maxsize=65536)
def _is_day(text: str) -> bool:
    try:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return 1880 <= day.year <= 2100


def is_disability(number: str) -> bool:
    """残疾人证: an identity number and two digits for kind and grade (and a B for 补办)."""
    return len(number) == 20 and is_identity(number[:18]) and number[18:].isdecimal()


def is_card(number: str) -> bool:
    """A bank card: 16 to 19 digits that pass Luhn's test and begin as cards do."""
    if not (number.isdecimal() and 16 <= len(number) <= 19 and number[0] in "3456"):
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def scrub(text: str) -> str:
    """The same text with the middle of every found number starred."""
    for hit in reversed(find(text)):
        text = text[: hit.start] + _starred(text[hit.start : hit.end]) + text[hit.end :]
    return text


def _starred(number: str) -> str:
    digits = re.sub(r"[^0-9０-９XxＸｘ]", "", number)
    keep = 3 if len(digits) <= 11 else 4
    return digits[:keep] + "*" * (len(digits) - keep)
