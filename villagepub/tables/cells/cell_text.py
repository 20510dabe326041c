"""Values of a sheet as text, a column at a time: most hold values of one type."""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from villagepub.tables.cells.private_use import PUBLIC

# Marks without width that come along when cells are copied from pages and chats: soft
# hyphens, joiners, directions of writing, byte order marks, places of lost objects.
INVISIBLE = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffc"
)
_SEEN = re.compile(rf"[{INVISIBLE}]+")
_PRIVATE = "\ue000-\uf8ff"
_ODD = re.compile(rf"[{INVISIBLE}{_PRIVATE}]|_x000|^=\"|^'|\n=\"|\n'")
# What programs put before digits so that Excel leaves them alone: ="001", '001.
_GUARDED = re.compile(r"=\"([^\"\n]*)\"|'(?=[-+=@\d])(.+)", re.DOTALL)
_ESCAPED = re.compile(r"_x000([9AaDd])_")  # a control character in the XML of a sheet
STRUCK = "〔划掉〕"  # before what is struck through, in whole or in part
_MAY_BE_CUT = re.compile(r"[0-9]{1,2}\.[123]")
_WITH_PLACES = re.compile(r"-?[0-9]+\.[0-9]*[1-9]")
DIGITS = 15  # that Excel keeps of a number
_MANY = 10**DIGITS
MAX_KNOWN = 8_000  # values of a column: a column of numbers in order has no other twice
_PLAIN = frozenset({str, float, int})


def texts_of(values: Sequence[Any], known: dict[Any, str] | None = None) -> list[str]:
    """A column's values as text: 1099.8, 60, 2026-06-18; a whole float without its .0.

    A long list has half a million cells, so strings are told by their column, and every
    value is kept once, however often it stands there. ``known``: texts of the column's
    values above.
    """
    types = set(map(type, values))
    if types == {str}:
        texts = list(map(str.strip, values))
        once = dict(zip(texts, texts, strict=True))
        return visible(list(map(once.__getitem__, texts)))
    if types <= _PLAIN:
        known = {} if known is None or len(known) > MAX_KNOWN else known
        for v in set(values).difference(known):
            known[v] = number_text(v) if type(v) is float else _text(v)
        return list(map(known.__getitem__, values))
    return [_text(value) for value in values]


def visible(texts: list[str]) -> list[str]:
    """The texts as a person sees them; nearly every column has nothing else in it.

    Marks without width, guards before digits and escapes go; private code points of
    older Chinese software become the characters that they stand for.
    """
    together = "\n".join(texts)
    is_plain = together.isascii() and not any(sign in together for sign in "'=_")
    if is_plain or not _ODD.search(together):  # plain: numbers and codes, told quickly
        return texts
    return list(map(_seen, texts))


def without_invisible(text: str) -> str:
    """The text without marks of no width: a direction of writing turns figures round."""
    return _SEEN.sub("", text)


def _seen(text: str) -> str:
    text = _SEEN.sub("", _ESCAPED.sub(_control, text)).translate(PUBLIC).strip()
    guarded = _GUARDED.fullmatch(text)
    return (guarded[1] or guarded[2] or "").strip() if guarded else text


def _control(match: re.Match[str]) -> str:
    return "\n" if match[1] in "Aa" else " " if match[1] == "9" else ""


def _text(value: object) -> str:
    if isinstance(value, str):
        return visible([value.strip()])[0]
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


def is_typed(texts: Sequence[str], values: Sequence[object]) -> bool:
    """Whether no number of the column shows as 7.1: typed as 7.10 it would show so too."""
    if float not in set(map(type, values)):
        return True
    short = {text for text in texts if len(text) <= len("12.1")}
    if not any(map(_MAY_BE_CUT.fullmatch, short)):
        return True
    return not any(
        isinstance(value, float) and _MAY_BE_CUT.fullmatch(text)
        for text, value in zip(texts, values, strict=True)
    )


def number_text(value: float) -> str:
    """Plain decimal digits, never an exponent, as exact as Excel keeps a number.

    610603190512120000 and not the …120064 that its binary form stands for; 8.78 and not
    8.780000000000001. A number too large for a cell's digits stays as it is.
    """
    if value % 1 == 0 and -_MANY < value < _MANY:
        return str(int(value))
    if len(plain := repr(value)) <= DIGITS and _WITH_PLACES.fullmatch(plain):
        return plain  # quick: as nearly all are
    if not math.isfinite(value) or abs(value) >= 10**18:
        return repr(value)
    short = repr(value) if abs(value) >= _MANY else f"{value:.{DIGITS}g}"
    plain = f"{Decimal(short):f}" if "e" in short else short
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
