"""A recognised sheet becomes an entry: typed rows, the carry-over, stated totals."""

import re
from collections.abc import Mapping, Sequence

from villagepub.collector import paused
from villagepub.forms.entry import Entry, Part, Record
from villagepub.forms.form import Form
from villagepub.forms.values import Reader, UnreadableError, group, reader
from villagepub.tables.table import Table, TableRow, row_ids

CARRY = re.compile(r"上[月季年期]?(结转|转来|结存|余额|年结转)|承上[月季]?|期初余额")
Identities = Mapping[tuple[str, int], tuple[str, str]]  # (sheet, row id) → (hash, mask)


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
    records = tuple(
        _record(number, row, readers, identities.get((table.name, number)), address)
        for number, row in zip(row_ids(rows), rows, strict=True)
    )
    total = table.totals[-1] if table.totals else None
    return Part(
        name=name,
        records=records,
        opening=_values(opening, readers)[0] if opening else {},
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
        (i, key, reader(columns[key], table.columns[i].label, year=year, month=month))
        for i, key in enumerate(mapping)
        if key in columns
    ]


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
    texts = [i for i, key in enumerate(mapping) if key == "text"]
    for place, row in enumerate(rows[:2]):
        if any(CARRY.search(row.cells[i]) for i in texts):
            return row, [*rows[:place], *rows[place + 1 :]]
    return None, rows


def _address_column(form: Form, mapping: Sequence[str]) -> int | None:
    """Where a sheet has no group column, its address column still says the group."""
    if not any(c.key == "group" for c in form.columns) or "group" in mapping:
        return None
    return mapping.index("!address") if "!address" in mapping else None


def _record(
    number: int,
    row: TableRow,
    readers: Sequence[tuple[int, str, Reader]],
    identity: tuple[str, str] | None,
    address: int | None,
) -> Record:
    values, unread = _values(row, readers)
    if address is not None:
        values["group"] = row.cells[address]
    elif row.section and not values.get("group"):
        values["group"] = group(row.section)
    return Record(
        row=number,
        values=values,
        identity=identity[0] if identity else "",
        mask=identity[1] if identity else "",
        unread=unread,
    )


def _values(
    row: TableRow, readers: Sequence[tuple[int, str, Reader]]
) -> tuple[dict[str, str], dict[str, str]]:
    values: dict[str, str] = {}
    unread: dict[str, str] = {}
    cells = row.cells
    for i, key, read in readers:
        try:
            values[key] = read(cells[i])
        except UnreadableError as error:
            values[key] = ""
            unread[key] = str(error)
    return values, unread


def _stated(
    form: Form, row: TableRow, readers: Sequence[tuple[int, str, Reader]]
) -> dict[str, str]:
    values, _ = _values(row, readers)
    summed = {c.key for c in form.columns if c.sum}
    return {key: value for key, value in values.items() if key in summed and value}
