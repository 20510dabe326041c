"""Where a title may break, so that its type stays heavy."""

import re
import unicodedata
from collections.abc import Sequence

# places where a long title of a clerk's own may break without splitting a word
_WORD_END = re.compile(
    r"(?<=[年度月市县区镇乡村组会的、，：”》）])|(?=[“《（]|关于|情况|公示|公开|公告|公布|通知)"
)


def splits(title: str, parts: Sequence[str], most: int = 4) -> list[list[str]]:
    """The title in one line, in two, … ; each split is as even as its parts allow."""
    pieces = _pieces(title, parts)
    return [_even(pieces, lines) for lines in range(1, min(most, len(pieces)) + 1)]


class _Widths(dict[str, float]):
    """By character, as they are asked for: a list has thousands, of a few hundred kinds."""

    def __missing__(self, character: str) -> float:
        is_wide = unicodedata.east_asian_width(character) in "WFA"
        self[character] = em = 1.0 if is_wide else NARROW
        return em


NARROW = 0.56  # em of a letter or digit
_widths = _Widths()


def width(text: str) -> float:
    """Rough width in em: a Chinese character is one, a letter or digit a bit over half."""
    return sum(map(_widths.__getitem__, text))


def _pieces(title: str, parts: Sequence[str]) -> list[str]:
    """The given parts; a part longer than 14 em may also break after words."""
    kept = [p for p in parts if p] if "".join(parts) == title else [title]
    return [piece for part in kept for piece in _broken(part)]


def _broken(part: str) -> list[str]:
    if width(part) <= 14:
        return [part]
    words = [w for w in _WORD_END.split(part) if w]
    return [piece for word in words for piece in _chunks(word)]


def _chunks(word: str) -> list[str]:
    size = len(word) if width(word) <= 14 else 4
    return [word[i : i + size] for i in range(0, len(word), size)]


def _even(pieces: Sequence[str], lines: int) -> list[str]:
    """Greedy fill at the narrowest width that needs no more than ``lines``."""
    low = max(width(p) for p in pieces)
    limit = max(low, width("".join(pieces)) / lines)
    while len(filled := _fill(pieces, limit)) > lines:
        limit += 0.5
    return filled


def _fill(pieces: Sequence[str], limit: float) -> list[str]:
    out: list[str] = []
    for piece in pieces:
        if out and width(out[-1] + piece) <= limit + 0.01:
            out[-1] += piece
        else:
            out.append(piece)
    return out
