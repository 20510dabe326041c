"""What may be left to see of an identity number."""

import hmac
import re
import unicodedata
from collections.abc import Callable

from villagepub.privacy.numbers import check_digit, is_identity

# What hides digits in published lists: stars of any width, XXXX, ××××, ●●●●, ____ .
_HIDING = re.compile(r"[*×✕✖✱∗●○◯■□▇█#_.\-—X]{2,}")
# As nearly all are written, whole or masked.
_USUAL = re.compile(r"[1-9][0-9]{3}(?:[0-9]{10}|\*{10})[0-9]{3}[0-9X]")
_WRITTEN = re.compile(r"[1-9][0-9*]{13,16}[0-9X*]")


def mask_identity(number: str) -> str:
    """6106**********0395: built from the digits at both ends, four at most of each.

    Whatever else stands in such a column, a phone or half a number, shows less still;
    what its sheet hides stays hidden.
    """
    if _USUAL.fullmatch(number):
        return f"{number[:4]}**********{number[-4:]}"
    written = _bare(number)
    found = _WRITTEN.search(written)
    plain = found[0] if found else written[:18]
    keep = 4 if len(plain) >= 15 else len(plain) // 4
    head = _shown(plain[:keep])
    tail = _shown(plain[len(plain) - keep :])
    return head + "*" * (len(plain) - 2 * keep) + tail


def _shown(end: str) -> str:
    return "".join(c if c.isdecimal() or c == "X" else "*" for c in end)


def identity_hasher(key: bytes) -> Callable[[str], str]:
    """Makes keyed hashes (HMAC-SHA-256, 32 hex digits) of eighteen-digit numbers.

    '' of what is no identity number: a masked one can't be told from others.
    """
    keyed = hmac.new(key, digestmod="sha256")

    def hashed(number: str) -> str:
        if "*" in number:
            return ""
        plain = _bare(number)
        if len(plain) == 15 and is_identity(plain):
            first = plain[:6] + "19" + plain[6:]
            plain = first + check_digit(first)
        if not is_identity(plain):
            return ""
        one = keyed.copy()
        one.update(plain.encode())
        return one.hexdigest()[:32]

    return hashed


def _bare(number: str) -> str:
    if number.isascii() and number[:-1].replace("*", "").isdecimal():
        return number.upper()  # quick: as most sheets have it
    folded = unicodedata.normalize("NFKC", number).upper()
    starred = _HIDING.sub(lambda run: "*" * len(run[0]), folded)
    return "".join(c for c in starred if c.isalnum() or c == "*")
