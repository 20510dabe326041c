"""Which cells of a photographed list a person is asked about, and which are looked over.

First what the reader was unsure of, where the sheet itself does not prove it. Only when
all of that is told and a sum still does not hold, every figure that the sum needs is
asked about, sure or not. What nothing can prove is looked over with the paper in hand.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from villagepub.forms.form import Form
from villagepub.photo.cells import PhotoCell
from villagepub.photo.proof import number, prove
from villagepub.photo.spots import (
    HEAD,
    LINE,
    UNSEEN,
    Spot,
    figure_columns,
    text_at,
    word_columns,
)
from villagepub.tables.table import Table

SURE = 0.9  # of the least sure character of a figure that nothing proves
SURE_HEAD = 0.8  # a head that is read wrong fits no column
# Nothing on the sheet proves a name. Of 59 lists photographed badly four names stood
# wrong with 0.90 to 0.98; right ones below this are one or two a list.
SURE_WORD = 0.985
# 640.00 read as 64000 in every row adds up and multiplies too: from these on the figures
# of a column without any point may be such
POINTLESS = {"money": Decimal(1000), "area": Decimal(50)}
_LOST = re.compile(r"0\d+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubts:
    """``heads``, ``figures``, ``words``: to be told one by one. ``unproven``: to be looked
    over. A head says what its column is and in which unit: it is told first.

    ``uncounted``: the tables of which nothing proves that every row was read.
    """

    heads: tuple[Spot, ...] = ()
    figures: tuple[Spot, ...] = ()
    words: tuple[Spot, ...] = ()
    unproven: tuple[Spot, ...] = ()
    uncounted: tuple[int, ...] = ()

    @property
    def is_told_by_one(self) -> bool:
        return bool(self.heads or self.figures or self.words)


def find(
    form: Form,
    tables: Sequence[Table],
    mappings: Sequence[Sequence[str]],
    seen: Mapping[Spot, PhotoCell],
    told: Collection[Spot] = (),
) -> Doubts:
    """``told``: the cells that a person has said, as they now stand in the tables."""
    proof = prove(form, tables, mappings)
    figures = _figures(form, tables, mappings)
    open_ = [s for s in figures if s not in proof.proven and s not in told]
    unsure = [s for s in open_ if _is_unsure(tables, seen, s)]
    broken = [s for s in open_ if s in proof.broken]
    words = [
        Spot(t, r, c)
        for t, (table, mapping) in enumerate(zip(tables, mappings, strict=True))
        for r, row in enumerate(table.rows)
        for c in word_columns(form, table, mapping)
        if row.cells[c] and seen.get(Spot(t, r, c), UNSEEN).confidence < SURE_WORD
    ]
    asked = unsure or broken
    pointless = {*_pointless(form, tables, mappings)} - {*told}
    unproven = {*open_, *pointless} - {*asked}
    return Doubts(
        heads=tuple(s for s in _heads(mappings, seen) if s not in told),
        figures=tuple(sorted(asked, key=Spot.in_order)),
        words=tuple(spot for spot in words if spot not in told),
        unproven=tuple(s for s in figures if s in unproven),
        uncounted=tuple(t for t in range(len(tables)) if t not in proof.complete),
    )


def _heads(
    mappings: Sequence[Sequence[str]], seen: Mapping[Spot, PhotoCell]
) -> Iterator[Spot]:
    """Heads, and the line with the unit, that may have been misread."""
    for t, mapping in enumerate(mappings):
        own = [c for c, key in enumerate(mapping) if not key.startswith("!")]
        for spot in (Spot(t, HEAD, c) for c in (LINE, *own)):
            sure = SURE if spot.column == LINE else SURE_HEAD
            if spot in seen and seen[spot].confidence < sure:
                yield spot


def _figures(
    form: Form, tables: Sequence[Table], mappings: Sequence[Sequence[str]]
) -> list[Spot]:
    """Every cell that holds a figure or should: an empty one in a filled column too."""
    found = []
    for t, (table, mapping) in enumerate(zip(tables, mappings, strict=True)):
        for place in figure_columns(form, table, mapping):
            filled = sum(bool(row.cells[place]) for row in table.rows)
            is_full = filled > len(table.rows) / 2
            found += [
                Spot(t, r, place)
                for r, row in enumerate(table.rows)
                if row.cells[place] or is_full
            ]
            found += [
                Spot(t, r, place, is_total=True)
                for r, row in enumerate(table.totals)
                if row.cells[place]
            ]
    return found


def _pointless(
    form: Form, tables: Sequence[Table], mappings: Sequence[Sequence[str]]
) -> Iterator[Spot]:
    """The total of each column whose points may all have been lost."""
    kinds = {c.key: c.kind for c in form.columns}
    for t, (table, mapping) in enumerate(zip(tables, mappings, strict=True)):
        for place in figure_columns(form, table, mapping):
            kind = kinds.get(mapping[place]) or table.columns[place].kind
            lines = (*table.rows, *table.totals)
            cells = [row.cells[place] for row in lines if row.cells[place]]
            least = POINTLESS.get(kind)
            if least is None or any("." in cell for cell in cells):
                continue
            figures = [f for cell in cells if (f := number(cell))]
            if min(figures, default=0) >= least or any(map(_LOST.fullmatch, cells)):
                yield from (
                    Spot(t, r, place, is_total=True)
                    for r, row in enumerate(table.totals)
                    if row.cells[place]
                )


def _is_unsure(
    tables: Sequence[Table], seen: Mapping[Spot, PhotoCell], spot: Spot
) -> bool:
    text = text_at(tables, spot)
    return number(text) is None or seen.get(spot, UNSEEN).confidence < SURE
