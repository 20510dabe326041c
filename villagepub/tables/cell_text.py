"""Values of a sheet as text, a column at a time: most hold values of one type."""

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

# Marks without width that come along when cells are copied from pages and chats.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_WITHOUT = dict.fromkeys(map(ord, INVISIBLE))
_PLAIN = frozenset({str, float, int})


def texts_of(values: Sequence[object]) -> list[str]:
    """A column's values as text: 1099.8, 60, 2026-06-18; a whole float without its .0.

    A long list has half a million cells, so strings are told by their column and every
    other value is written once, however often it stands there.
    """
    types = set(map(type, values))
    if types == {str}:
        return visible(list(map(str.strip, values)))  # type: ignore[arg-type]
    if types <= _PLAIN:
        known = {
            v: number_text(v) if type(v) is float else _text(v) for v in set(values)
        }
        return list(map(known.__getitem__, values))
    return [_text(value) for value in values]


def visible(texts: list[str]) -> list[str]:
    """The texts without marks that nobody sees; nearly every column has none."""
    together = "".join(texts)
    if not any(mark in together for mark in INVISIBLE):
        return texts
    return [text.translate(_WITHOUT).strip() for text in texts]


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.translate(_WITHOUT).strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value).strip()


def number_text(value: float) -> str:
    """Plain decimal digits, never an exponent; a number too large for that as it is."""
    if value % 1 == 0 and -1e18 < value < 1e18:
        return str(int(value))
    text = repr(value)
    if "e" in text and math.isfinite(value) and abs(value) < 1:
        return f"{value:.12f}".rstrip("0")
    return text
