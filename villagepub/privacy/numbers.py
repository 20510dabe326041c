"""What a bare number is, by its own arithmetic."""

from collections.abc import Callable
from datetime import date

from villagepub.memory import remembers
from villagepub.privacy.kinds import PrivateKind

CHECKS = "10X98765432"  # by the weighed sum of the seventeen digits before, modulo 11


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
    """The eighteenth character for seventeen digits of any width.

    GB 11643-1999 weighs each digit twice as much, modulo 11, as the one behind it. So does
    a number of base 13, since 13 is 2 modulo 11.
    """
    return CHECKS[2 * int(first, 13) % 11]


@remembers(65536)
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


def is_nearly_identity(number: str) -> bool:
    """Eighteen digits of which a sheet has kept fifteen: Excel's numbers end there."""
    return (
        len(number) == 18
        and number.isdecimal()
        and number.endswith("000")
        and number[6:8] in ("18", "19", "20")
        and _is_day(number[6:14])
    )
