"""Several households that one list has in one cell of names, 王建国、李燕, and the other
in rows of their own: one row is held against all of theirs, added up.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from typing import NamedTuple

from villagepub.comparison.duplicates import row_of
from villagepub.comparison.name_similarity import BETWEEN, without_count
from villagepub.comparison.patterns import number
from villagepub.comparison.rows import AlignedRow, AlignedRows, Match

MAX_WAYS = 64  # to choose among people of one name
AND = "和与及"
MIN_NAME = 2  # characters of a name that is looked for within a longer one


class SharedCells(NamedTuple):
    """``matches``: a cell's row with all rows of the people in it as one. ``asked``: a
    village row with those of the government, where somebody of the cell is not found or
    there are two of a name.
    """

    matches: tuple[Match, ...] = ()
    asked: tuple[tuple[AlignedRow, tuple[AlignedRow, ...]], ...] = ()

    def rest(
        self, village: Sequence[AlignedRow], government: Sequence[AlignedRow]
    ) -> tuple[list[AlignedRow], list[AlignedRow]]:
        """Both lists without what is paired or asked about here."""
        ours = _places(
            [*(m.village for m in self.matches), *(a for a, _ in self.asked)]
        )
        theirs = _places([m.government for m in self.matches])
        theirs |= _places([row for _, rows in self.asked for row in rows])
        return (
            [row for row in village if row.row not in ours],
            [row for row in government if row.row not in theirs],
        )


NO_CELLS = SharedCells()


def shared_cells(
    village: AlignedRows, government: AlignedRows, adds: Sequence[int]
) -> SharedCells:
    """Cells of either list that name several people of the other, among what is left.

    ``adds``: the places of the values that may be summed.
    """
    given, given_open = _found(village, government, adds)
    said, said_open = _found(government, village, adds)
    return SharedCells(
        matches=(
            *(Match(rows, cell, False) for rows, cell in given),
            *(Match(cell, rows, False) for rows, cell in said),
        ),
        asked=(
            *((_as_one(rows), (cell,)) for rows, cell in given_open),
            *((cell, tuple(rows)) for rows, cell in said_open),
        ),
    )


Added = list[tuple[AlignedRow, AlignedRow]]
Open = list[tuple[AlignedRows, AlignedRow]]


def _found(
    own: AlignedRows, other: AlignedRows, adds: Sequence[int]
) -> tuple[Added, Open]:
    """Cells of ``other`` with their people's rows in ``own`` as one, and with those of
    some of them. Cells are taken by what they say, so that the rows' order never matters.
    """
    named: dict[str, list[AlignedRow]] = defaultdict(list)
    for row in own:
        named[row.name].append(row)
    taken: set[int] = set()
    added: Added = []
    questions: Open = []
    for whole in sorted(other):
        people = _people(whole.name, named)
        found = [
            [row for row in named.get(name, ()) if _may_be_in(row, whole, taken)]
            for name in people
        ]
        if len(people) < 2 or not any(found):
            continue
        rows = _fitting(found, whole, adds)
        if rows:
            added.append((_sum(sorted(rows, key=row_of), whole, adds), whole))
        else:
            rows = sorted({row for each in found for row in each}, key=row_of)
            questions.append((rows, whole))
        taken |= _places(rows)
    return added, questions


def _fitting(
    found: Sequence[AlignedRows], whole: AlignedRow, adds: Sequence[int]
) -> AlignedRows:
    """A row of each person: the only ones, or those that come to what the cell says;
    none where that is not clear.
    """
    if prod(map(len, found)) > MAX_WAYS:
        return ()
    ways = list(product(*found))
    if len(ways) > 1:
        ways = [way for way in ways if _sum(way, whole, adds).values == whole.values]
    return ways[0] if len(ways) == 1 else ()


def _places(rows: AlignedRows) -> set[int]:
    return {place for row in rows for place in (row.row, *row.with_rows)}


def _as_one(rows: AlignedRows) -> AlignedRow:
    return rows[0]._replace(with_rows=tuple(row.row for row in rows[1:]))


def _may_be_in(row: AlignedRow, whole: AlignedRow, taken: Collection[int]) -> bool:
    is_elsewhere = row.group != whole.group and row.group and whole.group
    return row.row not in taken and not is_elsewhere


def _people(name: str, known: Collection[str]) -> list[str]:
    """Who is in a cell, each once; nobody knows the others of 王建国等3户: ''."""
    people: list[str] = []
    for one in name.split(BETWEEN):
        plain = without_count(one)
        people += _written_together(plain, known) or [plain]
        people += [""] if plain != one else []
    return list(dict.fromkeys(people))


def _written_together(name: str, known: Collection[str]) -> list[str]:
    """王建国李燕, 王建国和李燕, as names known from the other list; none if anything is left of it."""
    if name in known:
        return []
    for end in range(MIN_NAME, len(name) - MIN_NAME + 1):
        first, rest = name[:end], name[end:]
        if first in known:
            rest = rest.lstrip(AND)
            others = [rest] if rest in known else _written_together(rest, known)
            if others:
                return [first, *others]
    return []


def _sum(rows: AlignedRows, whole: AlignedRow, adds: Sequence[int]) -> AlignedRow:
    """The rows as one, which stands for the first of them."""
    columns = zip(*(row.values for row in rows), strict=True)
    values = [
        _together(column, stated, may_add=place in adds)
        for place, (column, stated) in enumerate(
            zip(columns, whole.values, strict=True)
        )
    ]
    return whole._replace(
        row=rows[0].row,
        values=tuple(values),
        with_rows=tuple(row.row for row in rows[1:]),
    )


def _together(column: Sequence[str], stated: str, *, may_add: bool) -> str:
    """What rows have in a column, as the cell would say it; ``stated``: what it says."""
    numbers = [number(value) for value in column if value]
    known = [n for n in numbers if n is not None]
    if not may_add or not known or len(known) < len(numbers):
        return "、".join(dict.fromkeys(filter(None, column)))
    total = sum(known, Decimal(0))
    return stated if total == number(stated) else str(total)
