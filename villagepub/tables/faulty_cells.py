"""Formulas that have gone wrong (#REF!) or have no result: what is read, what is said.

They are empty, but for those of a total: what it says can't be read, and nobody may say
that there is none.
"""

import re
import sys
from collections.abc import Iterator, Sequence

from villagepub.tables.grid import column_number
from villagepub.tables.totals import is_total
from villagepub.tables.xlsx_metadata import TOLD

Errors = Sequence[tuple[str, str]]  # C9, #REF!
TextRows = Sequence[Sequence[str]]
_PLACE = re.compile("([A-Z]+)([0-9]+)")


def in_totals(rows: TextRows, errors: Errors) -> tuple[TextRows, Errors]:
    """The rows with the errors of their totals written in them, and the other errors."""
    others: list[tuple[str, str]] = []
    filled: dict[int, list[str]] = {}
    totals: dict[int, bool] = {}
    for place, fault in errors:
        row, column = _at(place)
        if row not in totals:
            totals[row] = row < len(rows) and is_total(rows[row])
        if totals[row] and column < len(rows[row]):
            filled.setdefault(row, [*rows[row]])[column] = fault
        else:
            others.append((place, fault))
    if filled:
        rows = [tuple(filled.get(r, row)) for r, row in enumerate(rows)]
    return rows, others


def _at(place: str) -> tuple[int, int]:
    """Row and column of C9, 0-based; a place that is none lies beyond every sheet."""
    match = _PLACE.fullmatch(place)
    if match is None:
        return sys.maxsize, 0
    return int(match[2]) - 1, column_number(match[1]) - 1


def notes(unvalued: Sequence[str], errors: Errors) -> Iterator[str]:
    """Of cells without a value that people see one in; they are read as empty."""
    for place in unvalued[:TOLD]:
        yield f"{place} 的公式没有算出来的数，当成空的。"
    if len(unvalued) > TOLD:
        yield f"还有 {len(unvalued) - TOLD} 格公式也没有算出来的数。"
    for place, fault in errors[:TOLD]:
        yield f"{place} 是算错的公式（{fault}），当成空的。"
    if len(errors) > TOLD:
        yield f"还有 {len(errors) - TOLD} 格也是算错的公式。"
