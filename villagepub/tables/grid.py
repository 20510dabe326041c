"""A sheet before it is understood: text in rows and columns, and what is merged."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Range = tuple[tuple[int, int], tuple[int, int]]  # 0-based, both ends included
ERRORS = frozenset(
    {
        "#REF!",
        "#DIV/0!",
        "#N/A",
        "#VALUE!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#GETTING_DATA",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """``rows`` are all rows from the first of the source on, cells as text.

    ``hidden_rows`` and ``hidden_columns`` are 0-based.
    """

    name: str
    rows: Sequence[Sequence[str]]
    merged: Sequence[Range] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


def texts_of(values: Sequence[object]) -> list[str]:
    """A row's values as text: 1099.8, 60, 2026-06-18; a whole float without its .0.

    Half a million cells go through here, so the two usual types are told first.
    """
    return [
        v.strip()
        if type(v) is str
        else number_text(v)
        if type(v) is float
        else _other_text(v)
        for v in values
    ]


def number_text(value: float) -> str:
    """Plain decimal digits, never an exponent; a number too large for that as it is."""
    if value.is_integer() and -1e18 < value < 1e18:
        return str(int(value))
    text = repr(value)
    if "e" in text and math.isfinite(value) and abs(value) < 1:
        return f"{value:.12f}".rstrip("0")
    return text


def _other_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value).strip()
