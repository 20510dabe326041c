"""The gate itself: a table goes in, a table without anything private comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from villagepub.gc_pause import paused
from villagepub.privacy.detectors import find, scrub
from villagepub.privacy.kinds import REASONS, PrivateKind
from villagepub.privacy.masks import group_of, identity_hasher, mask_identity
from villagepub.tables.table import Table, TableRow, row_ids

SHORTEST = 11  # characters of a phone number; nothing shorter is private by itself


@dataclass(frozen=True, slots=True)
class CutColumn:
    """A column that was emptied; ``count`` is how many cells held something."""

    label: str
    kind: PrivateKind
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class CutCell:
    """A number that was masked inside a column that stays (a phone in 备注)."""

    row: int
    label: str
    kind: PrivateKind


@dataclass(frozen=True, slots=True)
class CutTable:
    """``identities``: row id (``row_ids``) → (keyed hash, mask) of an identity number."""

    table: Table
    cut: tuple[CutColumn, ...] = ()
    cells: tuple[CutCell, ...] = ()
    identities: Mapping[int, tuple[str, str]] = field(default_factory=dict)


@paused
def cut(table: Table, kinds: Sequence[str], key: bytes) -> CutTable:
    """Empty the private columns, hash identity numbers, mask numbers everywhere else.

    ``kinds``: one PrivateKind or '' a column. Of an address column the 组 stays.
    """
    private = {i: kind for i, kind in enumerate(kinds) if kind in get_args(PrivateKind)}
    cells: list[CutCell] = []
    kept = replace(
        table,
        rows=_cut_rows(table, table.rows, private, cells),
        totals=_cut_rows(table, table.totals, private, cells),
        name=scrub(table.name),
        columns=tuple(replace(c, label=scrub(c.label)) for c in table.columns),
        lead=tuple(map(scrub, table.lead)),
        title=scrub(table.title),
        notes=tuple(map(scrub, table.notes)),
    )
    return CutTable(
        table=kept,
        cut=tuple(_told(table, i, kind) for i, kind in private.items()),
        cells=tuple(cells),
        identities=_identities(table, private, key),
    )


def _cut_rows(
    table: Table,
    rows: Sequence[TableRow],
    private: Mapping[int, str],
    cells: list[CutCell],
) -> tuple[TableRow, ...]:
    """The same rows, cut a column at a time; what is masked in a cell goes to ``cells``."""
    columns = zip(*[row.cells for row in rows], strict=True)
    cut = [
        _cut_column(column, private.get(i, ""), rows, table.columns[i].label, cells)
        for i, column in enumerate(columns)
    ]
    cells.sort(key=lambda cell: cell.row)
    sections = {row.section: scrub(row.section) for row in rows}
    return tuple(
        replace(row, cells=kept, section=sections[row.section])
        for row, kept in zip(rows, zip(*cut, strict=True), strict=True)
    )


def _cut_column(
    column: Sequence[str],
    kind: str,
    rows: Sequence[TableRow],
    label: str,
    cells: list[CutCell],
) -> Sequence[str]:
    """Empty if it is private (of an address the 组 stays); else numbers in it masked."""
    if kind:
        return (
            [group_of(c) for c in column] if kind == "address" else [""] * len(column)
        )
    if max(map(len, column)) < SHORTEST:
        return column  # as nearly every column: no cell is long enough for a number
    kept = list(column)
    for i, cell in enumerate(column):
        if len(cell) >= SHORTEST and (hits := find(cell)):
            cells.append(CutCell(rows[i].row, scrub(label), hits[0].kind))
            kept[i] = scrub(cell)
    return kept


def _told(table: Table, column: int, kind: str) -> CutColumn:
    private = next(k for k in REASONS if k == kind)
    count = sum(1 for row in table.rows if row.cells[column])
    label = scrub(table.columns[column].label)
    return CutColumn(label, private, REASONS[private], count)


def _identities(
    table: Table, private: Mapping[int, str], key: bytes
) -> dict[int, tuple[str, str]]:
    column = next((i for i, kind in private.items() if kind == "identity"), None)
    if column is None:
        return {}
    hashed = identity_hasher(key)
    return {
        place: (hashed(number), mask_identity(number))
        for place, row in zip(row_ids(table.rows), table.rows, strict=True)
        if (number := row.cells[column])
    }
