"""A number that is split over the heads of columns that stand side by side."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from villagepub.privacy.detectors import MIN_DIGITS, find
from villagepub.privacy.number_kinds import fits, has_unit
from villagepub.tables.table import Table

_PIECE = re.compile(r"\d{3,}")


def without_split_numbers(table: Table, columns: Collection[int]) -> Table:
    """The table with stars in the heads of ``columns`` that together hold a person's
    number: 137 | 4921 | 9033. Years stay: 2024 | 2025 | 2026.

    What one head holds by itself is for ``scrub``.
    """
    labels = [c.label for c in table.columns]
    for is_among, places in groupby(range(len(labels)), columns.__contains__):
        own = list(places)
        if is_among and len(own) > 1:
            heads = _starred([labels[i] for i in own])
            labels[own[0] : own[-1] + 1] = heads
    named = zip(table.columns, labels, strict=True)
    starred = replace(table, columns=tuple(replace(c, label=s) for c, s in named))
    return said_once(table, starred)


def said_once(before: Table, after: Table) -> Table:
    """``after`` without the parts of heads that are not what they were: what was taken
    from the whole still stands in its parts.
    """
    columns = zip(before.columns, after.columns, strict=True)
    kept = (a if a.label == b.label else replace(a, path=()) for b, a in columns)
    return replace(after, columns=tuple(kept))


def _starred(heads: Sequence[str]) -> list[str]:
    together = "\n".join(head.replace("\n", " ") for head in heads)
    said = list(together)
    for start, end in (*_runs(together), *_pieces(together)):
        for place in range(start, end):
            said[place] = "*" if said[place].isalnum() else said[place]
    return "".join(said).split("\n") if "*" in said else list(heads)


def _runs(together: str) -> Iterator[tuple[int, int]]:
    """61 | 06 | 24 | 1907 | …, 电话13 | 中74 | 尾9219 | 033: whatever comes to a number
    over the columns' borders.
    """
    for hit in find(together.replace("\n", " ")):
        number = together[hit.start : hit.end]
        is_dates = hit.kind == "number" and fits("date", number)
        if "\n" in number and not is_dates:
            yield hit.start, hit.end


def _pieces(together: str) -> Iterator[tuple[int, int]]:
    """电话137 | 中4921 | 尾9033: words between, and no unit says what they are."""
    found = [m for m in _PIECE.finditer(together) if not has_unit(together, m.end())]
    digits = " ".join(m[0] for m in found)
    is_long = len(found) > 1 and sum(len(m[0]) for m in found) >= MIN_DIGITS
    if is_long and not fits("date", digits):
        yield from (m.span() for m in found)
