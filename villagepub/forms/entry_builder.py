"""A recognised sheet becomes an entry: typed rows, the carry-over, stated totals."""

import re
from collections.abc import Mapping, Sequence

from villagepub.forms.entry import Entry, Part, Record
from villagepub.forms.form import Form
from villagepub.forms.values import Reader, UnreadableError, group, reader
from villagepub.gc_pause import paused
from villagepub.tables.table import Table, TableColumn, TableRow, row_ids

CARRY = re.compile(r"上[月季年期]?(结转|转来|结存|余额|年结转)|承上[月季]?|期初余额")
Identities = Mapping[tuple[str, int], tuple[str, str]]  # (sheet, row id) → (hash, mask)
NOBODY = ("", "")  # hash and mask of a row without an identity number


@paused
def fill(
    form: Form,
    tables: Sequence[Table],
    mappings: Sequence[Sequence[str]],
    *,
    identities: Identities | None = None,
) -> Entry:
    """Never raises: a cell that can't be read is kept as text in ``Record.unread``."""
    parts = [
        _part(form, table, mapping, identities or {}, several=len(tables) > 1)
        for table, mapping in zip(tables, mappings, strict=True)
    ]
    return Entry(parts=tuple(parts))


def _part(
    form: Form,
    table: Table,
    mapping: Sequence[str],
    identities: Identities,
    *,
    several: bool,
) -> Part:
    name = part_name(form, table) if several or form.parts else ""
    readers = _readers(form, table, mapping)
    opening, rows = _opening(form, table.rows, mapping)
    address = _address_column(form, mapping)
    total = table.totals[-1] if table.totals else None
    return Part(
        name=name,
        records=_records(
            table.name, rows, readers, identities, address, _group_key(form)
        ),
        opening=_values((opening,), readers)[0][0] if opening else {},
        opening_row=opening.row if opening else 0,
        stated=_stated(form, total, readers) if total else {},
        stated_row=total.row if total else 0,
    )


def part_name(form: Form, table: Table) -> str:
    """7月 from the sheet's name or from a title like 2026年07月财务公开榜."""
    if form.parts == "month":
        for text in (table.name, *table.lead):
            month = re.search(r"(\d{1,2})\s*月", text)
            if month:
                return f"{int(month[1])}月"
    return table.name


def _readers(
    form: Form, table: Table, mapping: Sequence[str]
) -> list[tuple[int, str, Reader]]:
    year, month = _when(table)
    columns = {c.key: c for c in form.columns}
    return [
        (i, key, reader(columns[key], _head(table.columns[i]), year=year, month=month))
        for i, key in enumerate(mapping)
        if key in columns
    ]


def _head(column: TableColumn) -> str:
    """The head with its unit, though that stands in a line above the table."""
    if not column.unit or column.unit in column.label:
        return column.label
    return f"{column.label}（{column.unit}）"


def _when(table: Table) -> tuple[int, int]:
    text = " ".join((table.name, *table.lead))
    year = re.search(r"(20\d\d)", text)
    month = re.search(r"(\d{1,2})\s*月", text)
    return int(year[1]) if year else 2000, int(month[1]) if month else 0


def _opening(
    form: Form, rows: Sequence[TableRow], mapping: Sequence[str]
) -> tuple[TableRow | None, Sequence[TableRow]]:
    """上月结转 in the first rows is what the part begins with, not one of its rows."""
    if not any(rule.kind == "running" for rule in form.rules):
        return None, rows
    subject = form.by_role("subject")
    texts = [i for i, key in enumerate(mapping) if subject and key == subject.key]
    for place, row in enumerate(rows[:2]):
        if any(CARRY.search(row.cells[i]) for i in texts):
            return row, [*rows[:place], *rows[place + 1 :]]
    return None, rows


def _group_key(form: Form) -> str:
    return next((c.key for c in form.columns if c.kind == "group"), "")


def _address_column(form: Form, mapping: Sequence[str]) -> int | None:
    """Where a sheet has no group column, its address column still says the group."""
    if not _group_key(form) or _group_key(form) in mapping:
        return None
    return mapping.index("!address") if "!address" in mapping else None


def _records(
    sheet: str,
    rows: Sequence[TableRow],
    readers: Sequence[tuple[int, str, Reader]],
    identities: Identities,
    address: int | None,
    grouped: str,
) -> tuple[Record, ...]:
    """``grouped`` is the key of the column of groups, '' if the form has none."""
    values, unread = _values(rows, readers)
    for row, said in zip(rows, values, strict=True):
        if address is not None and row.cells[address]:
            said[grouped] = row.cells[address]
        elif row.section and grouped and not said.get(grouped):
            said[grouped] = group(row.section)
    ids = row_ids(rows)
    found = [identities.get((sheet, number), NOBODY) for number in ids]
    return tuple(
        Record(row=number, values=said, identity=key, mask=mask, unread=faults)
        for number, said, faults, (key, mask) in zip(
            ids, values, unread, found, strict=True
        )
    )


def _values(
    rows: Sequence[TableRow], readers: Sequence[tuple[int, str, Reader]]
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """What the rows say by column key, and what can't be read in them.

    A column at a time: each different text is read once, however often it stands there.
    """
    keys = [key for _, key, _ in readers]
    unread: list[dict[str, str]] = [{} for _ in rows]
    columns = [
        _column([row.cells[i] for row in rows], key, read, unread)
        for i, key, read in readers
    ]
    if not columns:
        return [{} for _ in rows], unread
    said = zip(*columns, strict=True)
    return [dict(zip(keys, cells, strict=True)) for cells in said], unread


def _column(
    cells: Sequence[str], key: str, read: Reader, unread: Sequence[dict[str, str]]
) -> list[str]:
    known: dict[str, str] = {}
    faults: dict[str, str] = {}
    for cell in set(cells):
        try:
            known[cell] = read(cell)
        except UnreadableError as error:
            known[cell], faults[cell] = "", str(error)
    if faults:
        for cell, row in zip(cells, unread, strict=True):
            if cell in faults:
                row[key] = faults[cell]
    return list(map(known.__getitem__, cells))


def _stated(
    form: Form, row: TableRow, readers: Sequence[tuple[int, str, Reader]]
) -> dict[str, str]:
    values, _ = _values((row,), readers)
    summed = {c.key for c in form.columns if c.sum}
    return {key: value for key, value in values[0].items() if key in summed and value}
