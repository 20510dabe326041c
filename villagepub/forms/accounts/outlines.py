"""An outline with its sums: 1.上级拨款 500 over （1）办公经费 300 and （2）干部报酬 200.

Lines of a lower number, and those that 其中 begins, are parts of the line above them where
they come to exactly what it says: whatever class their own words are of, they are not
added a second time.
"""

from collections.abc import Sequence
from decimal import Decimal

from villagepub.forms.accounts.accounts import UNNUMBERED, level_of
from villagepub.forms.accounts.statement import (
    PART,
    StatementColumns,
    StatementLine,
    lines,
)
from villagepub.forms.entry import Part, Record


def with_parts(records: Sequence[Record], keys: StatementColumns) -> list[Record]:
    """The records with what comes to the line above it marked as its parts."""
    found = lines(Part(records=tuple(records)), keys)
    parts = {n for place in range(len(found)) for n in _parts(found, place, keys)}
    return [
        r.with_value(keys.kind, PART) if n in parts else r
        for n, r in enumerate(records)
    ]


def _parts(
    found: Sequence[StatementLine], place: int, keys: StatementColumns
) -> list[int]:
    """The places of the lines below ``place`` that come to it; [] where none do."""
    whole, level = found[place].value(keys.amount), level_of(found[place].item)
    if not whole or found[place].sort != "account":
        return []
    inside, own, added = list[int](), list[int](), Decimal(0)
    for n in range(place + 1, len(found)):
        line, value = found[n], found[n].value(keys.amount)
        if line.sort not in ("account", "part") or value is None:
            break
        if not _is_below(found[place + 1], line, level):
            break
        inside.append(n)
        if level_of(line.item) <= level_of(found[place + 1].item):
            own.append(n)
            added += value
        if level == UNNUMBERED and added == whole:
            break
    are_several = len(own) > 1 or own and level_of(found[own[0]].item) < UNNUMBERED
    return inside if are_several and added == whole else []


def _is_below(first: StatementLine, line: StatementLine, level: int) -> bool:
    """Of a lower number; below a line without one 其中 has to begin it."""
    if level < UNNUMBERED:
        return level_of(line.item) > level
    return first.sort == "part" and level_of(line.item) == UNNUMBERED
