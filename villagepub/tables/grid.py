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


def text_of(value: object) -> str:
    """A cell's value as text: 1099.8, 60, 2026-06-18; a whole float without its .0."""
    if type(value) is str:
        return value.strip() if value else ""
    if type(value) is float:
        return number_text(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return _other_text(value)


def number_text(value: float) -> str:
    if value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    if not math.isfinite(value) or abs(value) >= 1e16:
        return repr(value)
    text = repr(value)
    return f"{value:.10f}".rstrip("0") if "e" in text else text


def _other_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value).strip()
