"""The gate itself: a table goes in, a table without anything private comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from villagepub.collector import paused
from villagepub.privacy.finding import find, scrub
from villagepub.privacy.kinds import REASONS, PrivateKind
from villagepub.privacy.masks import group_of, identity_key, mask_identity
from villagepub.tables.table import Table, TableRow, row_ids


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
    rows = tuple(_cut_row(table, row, private, cells) for row in table.rows)
    totals = tuple(_cut_row(table, row, private, cells) for row in table.totals)
    kept = replace(
        table,
        rows=rows,
        totals=totals,
        lead=tuple(scrub(line) for line in table.lead),
        title=scrub(table.title),
    )
    return CutTable(
        table=kept,
        cut=tuple(_told(table, i, kind) for i, kind in private.items()),
        cells=tuple(cells),
        identities=_identities(table, private, key),
    )


def _cut_row(
    table: Table, row: TableRow, private: Mapping[int, str], cells: list[CutCell]
) -> TableRow:
    kept = list(row.cells)
    for i, kind in private.items():
        kept[i] = group_of(kept[i]) if kind == "address" else ""
    for i, cell in enumerate(kept):
        if len(cell) > 10 and (hits := find(cell)):
            cells.append(CutCell(row.row, table.columns[i].label, hits[0].kind))
            kept[i] = scrub(cell)
    return TableRow(row=row.row, cells=tuple(kept), section=row.section)


def _told(table: Table, column: int, kind: str) -> CutColumn:
    private = next(k for k in REASONS if k == kind)
    count = sum(1 for row in table.rows if row.cells[column])
    return CutColumn(table.columns[column].label, private, REASONS[private], count)


def _identities(
    table: Table, private: Mapping[int, str], key: bytes
) -> dict[int, tuple[str, str]]:
    column = next((i for i, kind in private.items() if kind == "identity"), None)
    if column is None:
        return {}
    return {
        number: (
            identity_key(row.cells[column], key),
            mask_identity(row.cells[column]),
        )
        for number, row in zip(row_ids(table.rows), table.rows, strict=True)
        if row.cells[column]
    }
