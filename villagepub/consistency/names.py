"""Are two written names the same person's? Widths, variants, homophones, one slip."""

import unicodedata
from enum import IntEnum
from functools import lru_cache

from opencc import OpenCC
from pypinyin import lazy_pinyin
from rapidfuzz.distance import DamerauLevenshtein

_SIMPLIFY = OpenCC("t2s")


class Likeness(IntEnum):
    """How like two names are, the stronger the larger."""

    NONE = 0
    SLIP = 1  # one character typed wrong, left out or added, of at least three
    SOUND = 2  # a homophone or a variant character
    SAME = 3  # after spaces and widths


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """The name without spaces and marks, in half width: what is compared first."""
    folded = unicodedata.normalize("NFKC", name)
    return "".join(c for c in folded if not c.isspace() and c not in "·•.．*")


@lru_cache(maxsize=65536)
def simplified(name: str) -> str:
    """Traditional and variant characters as the standard ones (溫 → 温)."""
    return str(_SIMPLIFY.convert(name))


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """Pinyin without tones: 锋 and 峰 are both feng."""
    return " ".join(lazy_pinyin(simplified(name)))


def likeness(one: str, other: str) -> Likeness:
    """Compare two plain names."""
    if one == other:
        return Likeness.SAME
    a, b = simplified(one), simplified(other)
    if a == b:
        return Likeness.SOUND
    if set(a).isdisjoint(b):
        return Likeness.NONE  # nobody writes every character of a name wrong
    if len(a) == len(b) and sound(one) == sound(other):
        return Likeness.SOUND
    if min(len(a), len(b)) < 2 or max(len(a), len(b)) < 3:
        return Likeness.NONE  # of two characters one is half the name
    one_slip = DamerauLevenshtein.distance(a, b, score_cutoff=1) <= 1
    return Likeness.SLIP if one_slip else Likeness.NONE
