"""Formulas that have gone wrong (#REF!) or have no result: what is read, what is said.

They stand in their rows as what they are: what such a cell says can't be read, and nobody
may say that nothing is written there. A row that says nothing else is none.
"""

import re
import sys
from collections.abc import Iterator, Sequence

from villagepub.tables.grid import column_number
from villagepub.tables.totals import is_total

Errors = Sequence[tuple[str, str]]  # C9, #REF!
TextRows = Sequence[Sequence[str]]
NO_RESULT = "#没有算出结果"  # what stands in place of a formula's missing value
TOLD = 5  # places that a note names; the rest is counted
_PLACE = re.compile("([A-Z]+)([0-9]+)")
_FAULT = re.compile(
    rf"#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!)|Err:\d{{3}}|{NO_RESULT}"
)


def is_fault(cell: str) -> bool:
    """#DIV/0!, also where a file of text says it, and Err:508 of LibreOffice."""
    return cell[:1] in ("#", "E") and _FAULT.fullmatch(cell) is not None


def written_in(
    rows: TextRows, errors: Errors, unvalued: Sequence[str]
) -> tuple[TextRows, Errors, Sequence[str]]:
    """The rows with their faults in them; the faults, and the cells without a value, of
    no total.
    """
    found = [*errors, *((place, NO_RESULT) for place in unvalued)]
    faults: dict[int, dict[int, str]] = {}
    for place, fault in found:
        row, column = _at(place)
        if row < len(rows) and column < len(rows[row]):
            faults.setdefault(row, {})[column] = fault
    filled, totals = dict[int, tuple[str, ...]](), set[int]()
    for at, own in faults.items():
        others = ["" if c in own else cell for c, cell in enumerate(rows[at])]
        if is_total(others):
            totals.add(at)
        if any(others):
            cells = enumerate(rows[at])
            filled[at] = tuple(own.get(c, cell) for c, cell in cells)
    if filled:
        rows = [filled.get(r, row) for r, row in enumerate(rows)]
    return (
        rows,
        [one for one in errors if _at(one[0])[0] not in totals],
        [place for place in unvalued if _at(place)[0] not in totals],
    )


def _at(place: str) -> tuple[int, int]:
    """Row and column of C9, 0-based; a place that is none lies beyond every sheet."""
    match = _PLACE.fullmatch(place)
    if match is None:
        return sys.maxsize, 0
    return int(match[2]) - 1, column_number(match[1]) - 1


def notes(unvalued: Sequence[str], errors: Errors) -> Iterator[str]:
    """Of cells without a value that people see one in."""
    for place in unvalued[:TOLD]:
        yield f"{place} 的公式没有算出来的数，认不出是多少。"
    if len(unvalued) > TOLD:
        yield f"还有 {len(unvalued) - TOLD} 格公式也没有算出来的数。"
    for place, fault in errors[:TOLD]:
        yield f"{place} 是算错的公式（{fault}），认不出是多少。"
    if len(errors) > TOLD:
        yield f"还有 {len(errors) - TOLD} 格也是算错的公式。"
