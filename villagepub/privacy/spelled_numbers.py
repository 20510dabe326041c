"""Numbers spelled a digit at a time in letters: yi san qi si …, one three seven four …

Whoever writes a number so has seven digits or more to hide; words do not come in such rows.
"""

import re
import unicodedata
from collections.abc import Iterator

from villagepub.memory import remembers
from villagepub.privacy.kinds import PrivateKind

_PINYIN = (
    "ling", "dong", "yi", "yao", "er", "liang", "san", "si", "wu", "liu", "qi", "guai", "ba",
    "jiu", "gou",
)  # fmt: skip
_ENGLISH = (
    "zero", "nought", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight",
    "nine",
)  # fmt: skip
MIN_LETTERS = 14  # seven digits of two letters each, as yi is
MIN_SPELLED = 3  # of its digits: a few words among figures are none
_DIGIT = "|".join(sorted((*_PINYIN, *_ENGLISH), key=len, reverse=True))
# Atomic: nothing that was read is read again. yi1 san1: the figure is its tone.
_RUN = re.compile(
    rf"(?<![a-z])(?>(?:(?>(?:{_DIGIT})[1-5]?|[0-9])[^\w\n]{{0,3}}+){{7,}})(?![a-z])"
)

_BEHIND = re.compile(r"\W+$")


def spelled(text: str) -> Iterator[tuple[PrivateKind, int, int]]:
    """Kind, begin and end in a text in half width (``digits.plain``)."""
    if not may_be_spelled(text):
        return
    for found in _RUN.finditer("".join(map(_small, text))):
        if len(re.findall(_DIGIT, found[0])) >= MIN_SPELLED:
            end = found.start() + len(_BEHIND.sub("", found[0]))
            yield "number", found.start(), end


def may_be_spelled(text: str) -> bool:
    """Roughly and at once: most cells have no letter of ours."""
    return len(text) >= MIN_LETTERS and sum(map(str.isalpha, text)) >= MIN_SPELLED * 2


@remembers(4096)
def _small(letter: str) -> str:
    """Without tone and in one sign: Ī → i."""
    first = unicodedata.normalize("NFD", letter)[:1].lower()
    return first if len(first) == 1 else letter
