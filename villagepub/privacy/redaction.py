"""The privacy gate for tables: private columns emptied, numbers masked, identity
numbers hashed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, get_args

from villagepub.gc_pause import paused
from villagepub.privacy import split_heads
from villagepub.privacy.detectors import MIN_DIGITS, find, scrub
from villagepub.privacy.gate import general_words, without_health
from villagepub.privacy.groups import group_of
from villagepub.privacy.kinds import REASONS, PrivateKind
from villagepub.privacy.masks import identity_hasher, mask_identity
from villagepub.privacy.names import is_organisation
from villagepub.privacy.number_kinds import (
    KINDS,
    NumberKind,
    fits,
    has_unit,
    is_figure,
    without_tail,
)
from villagepub.tables.heads.head_key import head_key
from villagepub.tables.rows.off_words import says_off
from villagepub.tables.table import Table, TableRow, row_ids

NAME = "name"  # the kind of a column of people
MIN_PIECE = 3  # digits at a cell's end: 王建国2 is the second of that name
MAX_OF_NAME = 6  # and from so many on they are no part of one
_NOTE = re.compile(r"[（(\[【〔][^）)\]】〕]*[）)\]】〕]?")
_OPENS, _GOES_ON = re.compile(r"[（(\[【〔]"), re.compile(r"[\dXx]")
_MASKED = re.compile(r"\d*\*{3,}[\dXx]*")
_START, _END = re.compile(r"^[0-9]+[Xx]?"), re.compile(r"[0-9]+[Xx]?$")


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
def cut(table: Table, kinds: Sequence[str], key: bytes | None) -> CutTable:
    """Empty what is private or unknown, hash identity numbers, mask numbers elsewhere.

    ``kinds``, one a column: a PrivateKind ("unknown" for a column that nobody named), a
    NumberKind for one of amounts, days, codes or offices' phones, NAME, '' for words. Of
    an address column the 组 stays. Every other text of the table goes through ``scrub``.
    ``key`` None: no hash or mask of a number is asked for.
    """
    private = {i: kind for i, kind in enumerate(kinds) if kind in get_args(PrivateKind)}
    cells: list[CutCell] = []
    table = split_heads.without_split_numbers(table, private)
    rows = _cut_rows(table, table.rows, kinds, cells)
    totals = _cut_rows(table, table.totals, kinds, cells)
    scrubbed: Table = _scrubbed(
        replace(
            table,
            rows=(),
            totals=(),
            columns=tuple(
                replace(c, label=general_words(c.label)) if i in private else c
                for i, c in enumerate(table.columns)
            ),
            # what stands above a list is read and never shown
            name=without_health(table.name),
            title=without_health(table.title),
            lead=tuple(map(without_health, table.lead)),
        )
    )
    return CutTable(
        table=replace(split_heads.said_once(table, scrubbed), rows=rows, totals=totals),
        cut=tuple(_told(table, i, kind) for i, kind in private.items()),
        cells=tuple(cells),
        identities=_identities(table, private, key),
    )


def layout_key(table: Table) -> str:
    """``head_key`` of the table as it is kept and as it came, which is the same one."""
    bare = split_heads.without_split_numbers(table, range(len(table.columns)))
    said = (scrub(general_words(c.label)) for c in bare.columns)
    columns = zip(bare.columns, said, strict=True)
    return head_key(
        replace(bare, columns=tuple(replace(c, label=s) for c, s in columns))
    )


def _scrubbed(value: Any) -> Any:
    """The same value with every text in it scrubbed, however deep it stands."""
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, tuple):
        return tuple(map(_scrubbed, value))
    if is_dataclass(value) and not isinstance(value, type):
        texts = {f.name: _scrubbed(getattr(value, f.name)) for f in fields(value)}
        return replace(value, **texts)
    return value


def _cut_rows(
    table: Table,
    rows: Sequence[TableRow],
    kinds: Sequence[str],
    cells: list[CutCell],
) -> tuple[TableRow, ...]:
    """The same rows, cut a column at a time; what is masked in a cell goes to ``cells``."""
    whole = [*zip(*[row.cells for row in rows], strict=True)]
    columns = [
        _whole_cells(whole, i, kinds, rows, table.columns[i].label, cells)
        for i in range(len(whole))
    ]
    cut = [
        _cut_column(column, kinds[i], rows, table.columns[i].label, cells)
        for i, column in enumerate(columns)
    ]
    cells.sort(key=lambda cell: cell.row)
    heads = {text for row in rows for text in (row.section, row.village)}
    said = {text: scrub(text) for text in heads}
    return tuple(
        TableRow(
            row.row,
            kept,
            said[row.section],
            said[row.village],
            row.is_off,
            row.parts,
            row.covers,
        )
        for row, kept in zip(rows, zip(*cut, strict=True), strict=True)
    )


def _whole_cells(
    columns: Sequence[Sequence[str]],
    i: int,
    kinds: Sequence[str],
    rows: Sequence[TableRow],
    label: str,
    cells: list[CutCell],
) -> Sequence[str]:
    """The cells of a column of words without pieces of a number that is split over
    neighbouring cells: 王建国610603 | 19010203 | 0017.
    """
    if kinds[i] not in ("", NAME):
        return columns[i]
    kept, together = list(columns[i]), "\n".join(columns[i])
    if kinds[i] == NAME and _OPENS.search(together):
        kept = [_NOTE.sub(_harmless, cell) for cell in kept]
    pieces = set(filter(_has_piece, set(kept))) if _GOES_ON.search(together) else ()
    if not pieces:
        return kept  # as nearly every column
    beside = [
        columns[j] if 0 <= j < len(kinds) and kinds[j] not in KINDS else None
        for j in (i - 1, i + 1)
    ]
    for place in [n for n, cell in enumerate(kept) if cell in pieces]:
        left, right = (column[place] if column else "" for column in beside)
        found = _without_pieces(kept[place], left, right, is_name=kinds[i] == NAME)
        if found != kept[place]:
            cells.append(CutCell(rows[place].row, scrub(label), "number"))
            kept[place] = found
    return kept


def _has_piece(cell: str) -> bool:
    """Whether a number may begin or end in the cell and go on beside it."""
    runs = (_unexplained(piece, cell) for piece in (_END, _START))
    return any(len(run) >= MIN_PIECE for run in runs)


def _without_pieces(cell: str, left: str, right: str, *, is_name: bool) -> str:
    mark = "" if is_name else "*"
    for piece, beside in (
        (_END, _unexplained(_START, right)),
        (_START, _unexplained(_END, left)),
    ):
        run = _unexplained(piece, cell)
        if len(run) < MIN_PIECE:
            continue
        is_alone = is_name and len(run) >= MAX_OF_NAME and not is_organisation(cell)
        goes_on = beside and len(run + beside) >= MIN_DIGITS
        if is_alone or (goes_on and not fits("date", f"{run} {beside}")):
            cell = piece.sub(mark * len(run), cell)
    return cell


def _unexplained(piece: re.Pattern[str], cell: str) -> str:
    """The digits at one end of a cell, '' where a unit behind them says what they are."""
    run = piece.search(cell)
    return run[0] if run and not has_unit(cell, run.end()) else ""


def _cut_column(
    column: Sequence[str],
    kind: str,
    rows: Sequence[TableRow],
    label: str,
    cells: list[CutCell],
) -> Sequence[str]:
    """Empty if it is private (of an address the 组 stays); else numbers in it masked."""
    if kind == "address":
        return [group_of(cell) for cell in column]
    if kind in REASONS:
        if kind == "unknown":
            cells += _numbers(column, rows, label)
        return [""] * len(column)
    number = next((known for known in KINDS if known == kind), None)
    long = set(_long(column))
    if number == "quantity" and long:
        column = [without_tail(cell) if cell in long else cell for cell in column]
        long = {cell for cell in _long(column) if not is_figure(cell)}
    private = {cell: hits[0].kind for cell in long if (hits := find(cell, number))}
    if not private:
        return column
    for row, cell in zip(rows, column, strict=True):
        if cell in private:
            cells.append(CutCell(row.row, scrub(label), private[cell]))
    said = {cell: _kept(cell, kind, number) for cell in private}
    return [said.get(cell, cell) for cell in column]


def _harmless(note: re.Match[str]) -> str:
    """白玉（残疾） → 白玉（**）; that somebody is no longer there stays said: （已故）."""
    kept = without_health(note[0])
    return "（已故）" if says_off(note[0]) and not says_off(kept) else kept


def _kept(cell: str, kind: str, number: NumberKind | None) -> str:
    """The cell with its numbers masked; of one beside a name nothing stays."""
    said = scrub(cell, number)
    return _MASKED.sub("", said) if kind == NAME else said


def _long(column: Sequence[str]) -> Iterator[str]:
    """The cells that are long enough to hold a number; in most columns there is none."""
    if max(map(len, column), default=0) < MIN_DIGITS:
        return iter(())
    return (cell for cell in column if len(cell) >= MIN_DIGITS)


def _numbers(
    column: Sequence[str], rows: Sequence[TableRow], label: str
) -> Iterator[CutCell]:
    """People's numbers in a column that nobody named: it is told where they stand."""
    found = {cell: _persons(cell) for cell in set(_long(column))}
    for row, cell in zip(rows, column, strict=True) if any(found.values()) else ():
        if kind := found.get(cell):
            yield CutCell(row.row, general_words(scrub(label)), kind)


def _persons(cell: str) -> PrivateKind | None:
    return next((hit.kind for hit in find(cell) if hit.kind != "number"), None)


def _told(table: Table, column: int, kind: str) -> CutColumn:
    private = next(k for k in REASONS if k == kind)
    count = sum(1 for row in table.rows if row.cells[column])
    label = general_words(scrub(table.columns[column].label))
    return CutColumn(label, private, REASONS[private], count)


def _identities(
    table: Table, private: Mapping[int, str], key: bytes | None
) -> dict[int, tuple[str, str]]:
    column = next((i for i, kind in private.items() if kind == "identity"), None)
    if column is None or key is None:
        return {}
    hashed = identity_hasher(key)
    return {
        place: (hashed(number), mask_identity(number))
        for place, row in zip(row_ids(table.rows), table.rows, strict=True)
        if (number := row.cells[column])
    }
