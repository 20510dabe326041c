"""A listed name by another character of the same sound, or in Latin letters: 王健国 and
Wang Jianguo for 王建国. How characters are said stands in ``data/sounds.toml``: the library
that knows it would be a fourth of a web process.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice, product

from villagepub.privacy.words import words

MAX_SYLLABLES = 4
MAX_READINGS = 16  # ways to say one name: 单于, 解
# In letters that stand alone a given name of so many is one; shorter ones are words.
MIN_GIVEN = 6
MIN_LETTERS = 5  # of a whole name in the middle of other letters
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"(?>[a-z]+(?:[\W\d_]{1,2}[a-z]+)*)")


class HeardNames:
    """Of one notice's list; ``names``: each with the length of its surname."""

    def __init__(self, names: Mapping[str, int]) -> None:
        self._by_sound: defaultdict[str, set[str]] = defaultdict(set)
        self._characters: set[str] = set()
        self._spelled: set[str] = set()
        self._given: set[str] = set()
        for name, surname in names.items():
            if 2 <= len(name) <= MAX_SYLLABLES and _HAN.fullmatch(name):
                self._add(name, surname)

    def _add(self, name: str, surname: int) -> None:
        self._characters.update(name)
        for sounds in _ways(name):
            self._by_sound["".join(sounds)].add(name)
            given = "".join(sounds[surname:])
            self._spelled |= {"".join(sounds), given + "".join(sounds[:surname])}
            self._given.add(given)

    def is_in(self, text: str) -> bool:
        """``text`` in half width, without invisible signs."""
        return bool(self._by_sound) and (self._is_heard(text) or self._is_spelled(text))

    def _is_heard(self, text: str) -> bool:
        for found in _HAN.finditer(re.sub(r"[\W_]", "", text)):
            run = found[0]
            if self._characters.isdisjoint(run):
                continue
            for at in range(len(run) - 1):
                for size in range(2, min(MAX_SYLLABLES, len(run) - at) + 1):
                    if self._is_another(run[at : at + size], run[at + size :][:1]):
                        return True
        return False

    def _is_another(self, said: str, behind: str) -> bool:
        """As a listed name sounds, of its characters one at least; of two the surname."""
        if self._characters.isdisjoint(said):
            return False
        names = set().union(
            *(self._by_sound.get("".join(way), ()) for way in _ways(said))
        )
        if len(said) > 2:
            return any(_is_like(name, said) for name in names)
        is_word = said in _everyday() or said[1] == "家" or behind in _places()
        return not is_word and any(
            name[0] == said[0] and name != said for name in names
        )

    def _is_spelled(self, text: str) -> bool:
        for run in _LATIN.findall(_plain_letters(text)):
            joined = re.sub(r"[^a-z]", "", run)
            if joined in self._spelled:
                return True
            if len(joined) >= MIN_GIVEN and joined in self._given:
                return True
            if any(s in joined for s in self._spelled if len(s) >= MIN_LETTERS):
                return True
        return False


def _is_like(name: str, said: str) -> bool:
    return name != said and any(a == b for a, b in zip(name, said, strict=True))


def _plain_letters(text: str) -> str:
    """Small, without tones: Lǚ Jiànguó → lv jianguo."""
    small = text.lower().replace("ü", "v")
    letters = unicodedata.normalize("NFD", small).replace("u\u0308", "v")
    return "".join(c for c in letters if unicodedata.category(c) != "Mn")


def _ways(said: str) -> Iterator[tuple[str, ...]]:
    """Every way to say it, as far as it is known how its characters are said."""
    return islice(product(*map(_readings, said)), MAX_READINGS)


def _readings(character: str) -> tuple[str, ...]:
    return _sounds().get(character, ())


@cache
def _sounds() -> Mapping[str, tuple[str, ...]]:
    text = files("villagepub.privacy").joinpath("data/sounds.toml").read_text("utf-8")
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for sound, characters in tomllib.loads(text).items():
        for character in characters:
            found[character] += (sound,)
    return dict(found)


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    return frozenset((*words("names", "everyday"), *words("names", "common")))


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(words("names", "places"))
