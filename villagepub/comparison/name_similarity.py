"""Are two written names the same person's? Widths, variants, homophones, one slip."""

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import cache
from typing import Any, NamedTuple

from villagepub.memory import remembers

# 王**, 王*国, 王某某, 王××; a star behind a whole name is a footnote's.
_MASKED = re.compile(r"([\u3400-\u9fff]{1,2}?)([*某XxＸ×○◯●■□]{1,3})([\u3400-\u9fff]?)")
BETWEEN = "、"  # several people in one cell, in the normal form
_BETWEEN = re.compile(r"[、,;/&+]")
# 王建国等3户, 王建国（3户）: whose names nobody knows
_COUNT = re.compile(
    r"(?:等|(?=[(]))[(]?等?[\d一二三四五六七八九十两几]+[余多]?[个位]?[人户家名][)]?$"
)


class NameMask(NamedTuple):
    """What masked names show besides the first character.

    ``length``: whether the stars are as many as the characters.
    """

    last: bool
    length: bool


class Similarity(IntEnum):
    """How like two names are, the stronger the larger."""

    NONE = 0
    SLIP = 1  # one character typed wrong, left out or added, of at least three
    SOUND = 2  # a homophone or a variant character
    SAME = 3  # after spaces and widths


@remembers(65536)
def normal_name(name: str) -> str:
    """The name without spaces and marks, in half width: what is compared first.

    Of a masked one the mask stays, as stars: 王某某 → 王**, 王×国 → 王*国. Several in one
    cell stay apart, in whatever order: 王建国/李燕 → 李燕、王建国.
    """
    folded = unicodedata.normalize("NFKC", name)
    bare = "".join(c for c in folded if not c.isspace() and c not in "·•.．")
    people = _BETWEEN.split(bare)
    return (
        BETWEEN.join(sorted(filter(None, map(_of_one, people))))
        if people[1:]
        else _of_one(bare)
    )


def _of_one(bare: str) -> str:
    masked = _MASKED.fullmatch(bare)
    if masked:
        return f"{masked[1]}{'*' * len(masked[2])}{masked[3]}"
    return bare.replace("*", "")


def without_count(name: str) -> str:
    """王建国 of 王建国等3户, in the normal form; a name that says no more stays."""
    found = _COUNT.search(name)
    return name[: found.start()] if found and found.start() > 1 else name


def is_of_several(name: str) -> bool:
    """王建国、李燕, 王建国等3户, in the normal form."""
    return BETWEEN in name or without_count(name) != name


def is_masked(name: str) -> bool:
    """Whether a name in its normal form (``normal_name``) is masked."""
    return "*" in name


def has_masked(names: Iterable[str]) -> bool:
    """Whether any of thousands of such names is."""
    return is_masked("".join(names))


def name_mask(names: Iterable[str]) -> NameMask | None:
    """What the masked names of a list leave to see; None if none is masked."""
    masked = [n for name in names if "*" in name for n in name.split(BETWEEN)]
    masked = [name for name in masked if "*" in name]
    if not masked:
        return None
    hidden = {name: name[name.index("*") :] for name in masked}  # 欧阳**: after 欧阳
    longer = [rest for rest in hidden.values() if len(rest) > 1]
    return NameMask(
        last=bool(longer) and all(rest[-1] != "*" for rest in longer),
        length=len({rest.count("*") for rest in hidden.values()}) > 1,
    )


def apply_mask(name: str, mask: NameMask) -> str:
    """The name as lists with this mask would write it: 王建国 → 王*国, or 王**."""
    if BETWEEN in name:
        return BETWEEN.join(apply_mask(one, mask) for one in name.split(BETWEEN))
    if len(name) < 2:
        return name
    last = name[-1] if mask.last and len(name) > 2 else ""
    stars = len(name) - 1 - len(last) if mask.length else 1
    return f"{name[0]}{'*' * stars}{last}"


@remembers(65536)
def simplified(name: str) -> str:
    """Traditional and variant characters as the standard ones (溫 → 温)."""
    return str(_simplifier().convert(name))


@cache
def _simplifier() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


@remembers(65536)
def pronunciation(name: str) -> str:
    """Pinyin without tones: 锋 and 峰 are both feng. Only where a character can be said in
    several ways does its word have to be looked up.
    """
    from pypinyin import lazy_pinyin

    standard = simplified(name)
    ways = [_sounds(character) - {character} for character in standard]
    if all(len(way) == 1 for way in ways):
        return " ".join(sound for way in ways for sound in way)
    return " ".join(lazy_pinyin(standard))


@cache
def _sounds(character: str) -> frozenset[str]:
    """Every way to say it: looked up once for all names that have it."""
    from pypinyin import Style, pinyin

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def _may_sound_alike(one: str, other: str) -> bool:
    """False for most pairs, by their characters; a whole name may be said in one way."""
    return len(one) == len(other) and all(
        a == b or not _sounds(a).isdisjoint(_sounds(b))
        for a, b in zip(one, other, strict=True)
    )


def similarity(one: str, other: str) -> Similarity:
    """Compare two names in their normal form."""
    if one == other:
        return Similarity.SAME
    a, b = simplified(one), simplified(other)
    if a == b:
        return Similarity.SOUND
    if set(a).isdisjoint(b):
        return Similarity.NONE  # nobody writes every character of a name wrong
    if _may_sound_alike(a, b) and pronunciation(one) == pronunciation(other):
        return Similarity.SOUND
    if min(len(a), len(b)) < 2 or max(len(a), len(b)) < 3:
        return Similarity.NONE  # of two characters one is half the name
    from rapidfuzz.distance import DamerauLevenshtein

    one_slip = DamerauLevenshtein.distance(a, b, score_cutoff=1) <= 1
    return Similarity.SLIP if one_slip else Similarity.NONE
