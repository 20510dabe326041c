"""What is kept of a government's file: the cells that were read, where they stood.

Never the file itself: a hidden column, a comment, a run of rich text or a picture in it
may hold what nobody looked at.
"""

import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from villagepub import forms, privacy, tables
from villagepub.forms.form import Form
from villagepub.tables import TableError
from villagepub.tables.rows.village_names import named_rows
from villagepub.tables.table import Table, TableColumn, TableRow, columns_of

SLICE = 2_000  # rows
PACKING = 4  # of zlib: as the texts of the database
VILLAGE = "行政村"  # the head of the column that says whose a row is
WORKBOOK = b"PK"  # how the copies begin that were kept as workbooks


def kept_copy(
    found: Sequence[Table],
    form: Form,
    known: Mapping[str, Sequence[str]],
    villages_known: Collection[str] = (),
) -> bytes:
    """The columns that have a meaning as they were read, packed; identity numbers as
    masks. Nobody opens it: it is taken again when a person says what a column means.
    ``villages_known``: keys of villages (``village_names.named_rows``).
    """
    packer = zlib.compressobj(PACKING)
    packed = [packer.compress(b"[")]
    for number, table in enumerate(found):
        packed.append(packer.compress(b"," if number else b""))
        pieces = _json(table, form, known, villages_known)
        packed += map(packer.compress, pieces)
    return b"".join((*packed, packer.compress(b"]"), packer.flush()))


def _json(
    table: Table,
    form: Form,
    known: Mapping[str, Sequence[str]],
    villages_known: Collection[str],
) -> Iterator[bytes]:
    """Some rows at a time: a copy of a township's sheet takes as much as the sheet."""
    bare, villages = named_rows(table, villages_known)
    mapping = known.get(privacy.layout_key(bare)) or forms.recognise_columns(form, bare)
    kinds = forms.gate_kinds(form, bare, mapping)
    bare = forms.with_off_rows(form, bare, mapping)
    for n in range(0, max(len(bare.rows), 1), SLICE):
        part = replace(bare, rows=bare.rows[n : n + SLICE], totals=(), ignored=())
        kept = _bare(part, kinds, villages[n : n + SLICE])
        rows = _form(tuple[TableRow, ...]).dump_json(kept.rows, exclude_defaults=True)
        if n == 0:
            head = replace(kept, rows=())
            yield _form(Table).dump_json(head, exclude_defaults=True)[:-1]
            yield b',"rows":['
        yield (b"," if n else b"") + rows[1:-1]
    yield b"]}"


def tables_of(data: bytes, filename: str) -> tuple[Table, ...]:
    """What ``kept_copy`` kept."""
    if data.startswith(WORKBOOK):
        return tables.read(data, filename)
    try:
        found: tuple[Table, ...] = _form(tuple[Table, ...]).validate_json(
            zlib.decompress(data)
        )
    except (zlib.error, ValueError):
        raise TableError(
            f"“{filename}”存下来的那一份坏了，读不出来。请把原表再传一次。"
        ) from None
    return found


@cache
def _form(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _bare(table: Table, kinds: Sequence[str], villages: Sequence[str]) -> Table:
    """Masks in the emptied columns of identity numbers, a column that says whose a row
    is; of the lines around the rows the title alone.
    """
    kept = privacy.cut(table, kinds, None).table
    masks: dict[int, Sequence[str]] = {
        i: [privacy.mask_identity(row.cells[i]) for row in table.rows]
        for i, kind in enumerate(kinds)
        if kind == "identity"
    }
    said = {name: privacy.scrub(name) for name in set(villages)}
    columns = [masks.get(i, column) for i, column in enumerate(columns_of(kept.rows))]
    if villages:
        columns.append([said[name] for name in villages])
    rows = [
        TableRow(row.row, cells, row.section, "", row.is_off, row.parts)
        for row, cells in zip(kept.rows, zip(*columns, strict=True), strict=True)
    ]
    named = (TableColumn(label=VILLAGE, path=(VILLAGE,)),) if villages else ()
    return replace(
        kept,
        lead=(kept.title,) if kept.title else (),
        columns=(*kept.columns, *named),
        rows=tuple(rows),
        notes=(),
    )
