"""A text with every digit written as one: 〇, ①, １, O for 0, without invisible signs."""

import re
import unicodedata
from collections.abc import Sequence

from villagepub.memory import remembers

# Letters of other alphabets that look like those of ours: they stand for 0, 1 and X.
_TWINS = str.maketrans("ОоΟοІіІΙХхΧχ×✕", "OoOoIiIIXxXxXX")
# A piece of digits in which an O or an l stands for 0 or 1: 1374921O33.
_LOOKS = re.compile(r"(?<![A-Za-z])(?=[Ool|I]*[0-9])[0-9Ool|I]+(?=[Xx]?(?![A-Za-z]))")
LOOKALIKES = "OolI|"
_AS_DIGITS = str.maketrans(LOOKALIKES, "00111")
# Four marks that hide digits end a number: its two ends are told apart (6106****0395).
HIDING = "*＊✱∗●○◯■□▇█#"
_HIDDEN = re.compile(rf"[{re.escape(HIDING)}]{{4,}}")
_END = "\u3013"  # stands for hidden digits: neither a digit nor a gap
# 幺三拐四九两幺: as numbers are called out, a digit at a time.
_CALLED = re.compile(r"[0-9〇零一二三四五六七八九幺两洞拐勾]{7,}")
_TAGS, _TAG_ZERO = ("\U000e0020", "\U000e007e"), 0xE0000
_AS_CALLED = str.maketrans("洞拐勾两", "〇七九二")


def plain(text: str) -> tuple[str, Sequence[int]]:
    """The text in half width with plain digits, and where each character stood.

    What is not a digit keeps its place; ⑫ becomes two characters of one place.
    """
    if text.isascii():
        folded = text
        places: Sequence[int] = range(len(text))
    else:
        text = _CALLED.sub(lambda m: m[0].translate(_AS_CALLED), text)
        pieces = [_read(c) for c in text]
        folded = "".join(pieces)
        places = [i for i, piece in enumerate(pieces) for _ in piece]
    folded = _HIDDEN.sub(lambda m: _END * len(m[0]), folded).replace("○", "0")
    if any(c in folded for c in LOOKALIKES):
        folded = _LOOKS.sub(lambda m: m[0].translate(_AS_DIGITS), folded)
    return folded, places


@remembers(65536)
def _read(c: str) -> str:
    """'' for a mark without width; digits for whatever is a number; half width."""
    if c.isascii() or c in HIDING:
        return c
    if _TAGS[0] <= c <= _TAGS[1]:  # without a width, and read as ASCII by programs
        return chr(ord(c) - _TAG_ZERO)
    if unicodedata.category(c) in ("Cf", "Mn", "Me"):
        return ""
    value = unicodedata.numeric(c, -1)
    is_word = c == "两" or (value >= 10 and "\u3400" <= c <= "\u9fff")  # 十, but not ⑩
    if value == int(value) and 0 <= value <= 50 and not is_word:
        return str(int(value))
    folded = unicodedata.normalize("NFKC", c).translate(_TWINS)
    return folded if len(folded) == 1 else c.translate(_TWINS)


def count(text: str) -> int:
    """Characters that may be digits, roughly and at once: fewer than 7 hide nothing."""
    if text.isascii() and len(text) > 6:
        return sum(map(text.count, "0123456789")) + text.count("O") + text.count("o")
    return len(text)
