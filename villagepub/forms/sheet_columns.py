"""One column of a sheet on its way to values: which unit it has, how its cells are read."""

from collections.abc import Sequence
from dataclasses import dataclass

from villagepub.forms.form import FormColumn
from villagepub.forms.heads.head_words import bare
from villagepub.forms.heads.sheet_heads import SUBTOTAL
from villagepub.forms.quantities.measures import EMPTY, Reader, Reading, UnreadableError
from villagepub.forms.quantities.unit_resolution import (
    ResolvedUnit,
    UnitQuestion,
    unit_of,
)
from villagepub.forms.values import NOTHING, in_unit
from villagepub.tables.cells import scaled_cells
from villagepub.tables.table import Table, TableRow

COUNTED = frozenset(("area", "count", "goods"))


@dataclass(frozen=True, slots=True)
class SheetColumn:
    place: int
    key: str
    read: Reader

    def values(
        self,
        rows: Sequence[TableRow],
        unread: Sequence[dict[str, str]],
        written: Sequence[dict[str, str]],
    ) -> list[str]:
        """Canonical values; what can't be read, or had another unit, goes to the rows'
        ``unread`` and ``written``. Each different cell is read once.
        """
        cells = [row.cells[self.place] for row in rows]
        known: dict[str, Reading] = {}
        faults: dict[str, str] = {}
        for cell in set(cells):
            try:
                known[cell] = self.read(cell)
            except UnreadableError as error:
                known[cell], faults[cell] = EMPTY, str(error)
        if faults or any(reading.written for reading in known.values()):
            for cell, wrong, other in zip(cells, unread, written, strict=True):
                if cell in faults:
                    wrong[self.key] = faults[cell]
                elif known[cell].written:
                    other[self.key] = known[cell].written
        return [known[cell].value for cell in cells]


def refuse_scaled(scale: int) -> Reader:
    """Of areas and counts there is no other unit to ask about: each is typed in."""

    def read(cell: str) -> Reading:
        if cell in NOTHING:
            return EMPTY
        raise UnreadableError(f"“{scaled_cells.both(cell, scale)}”认不准是哪个数")

    return read


def has_other_money(table: Table, mapping: Sequence[str]) -> bool:
    """Whether a column of money or of sums stands there that no key was given to."""
    return any(
        not key and (column.kind == "money" or SUBTOTAL.fullmatch(bare(column.label)))
        for column, key in zip(table.columns, mapping, strict=True)
    )


def unit_of_column(
    column: FormColumn, table: Table, place: int, said: str
) -> ResolvedUnit | UnitQuestion:
    """What the clerk has ``said``, or the sheet; a head of another measure (元/斗 over a
    column of 元/亩) is asked about once, and not row by row.
    """
    if said:
        return ResolvedUnit(name=said, source="clerk")
    cells = [row.cells[place] for row in table.rows]
    found = unit_of(column, table.columns[place], table, cells)
    if (
        isinstance(found, UnitQuestion)
        or found.source != "head"
        or column.kind == "goods"
    ):
        return found
    if in_unit(column, found.name, "0"):
        return found
    return UnitQuestion(
        key=column.key,
        why=f"列名上写的是“{found.name}”",
        units=(column.unit,),
        example=next(filter(None, cells), ""),
    )
