"""What is kept of a government's file: the cells that were read, where they stood.

Never the file itself: a hidden column, a comment, a run of rich text or a picture in it
may hold what nobody looked at.
"""

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter

from villagepub import forms, privacy, tables
from villagepub.comparison.village_names import named_rows
from villagepub.forms.form import Form
from villagepub.tables import TableError, head_key
from villagepub.tables.table import Table, TableColumn, TableRow

VILLAGE = "行政村"  # the head of the column that says whose a row is
WORKBOOK = b"PK"  # how the copies begin that were kept as workbooks


def kept_copy(
    found: Sequence[Table],
    form: Form,
    key: bytes,
    known: Mapping[str, Sequence[str]],
    villages_known: Collection[str] = (),
) -> bytes:
    """The columns that have a meaning as they were read, packed; identity numbers as
    masks. Nobody opens it: it is taken again when a person says what a column means.
    ``villages_known``: keys of villages (``village_names.named_rows``).
    """
    sheets = []
    for table in found:
        bare, villages = named_rows(table, villages_known)
        mapping = known.get(head_key(bare)) or forms.recognise(form, bare)
        kinds = forms.gate_kinds(form, bare, mapping)
        bare = forms.with_off_rows(form, bare, mapping)
        kept = privacy.cut(bare, kinds, key).table
        identities = [i for i, kind in enumerate(kinds) if kind == "identity"]
        masks = {
            i: [privacy.mask_identity(row.cells[i]) for row in bare.rows]
            for i in identities
        }
        sheets.append(_bare(kept, masks, villages))
    return zlib.compress(_form().dump_json(tuple(sheets), exclude_defaults=True))


def tables_of(data: bytes, filename: str) -> tuple[Table, ...]:
    """What ``kept_copy`` kept."""
    if data.startswith(WORKBOOK):
        return tables.read(data, filename)
    try:
        return _form().validate_json(zlib.decompress(data))
    except (zlib.error, ValueError):
        raise TableError(
            f"“{filename}”存下来的那一份坏了，读不出来。请把原表再传一次。"
        ) from None


@cache
def _form() -> TypeAdapter[tuple[Table, ...]]:
    return TypeAdapter(tuple[Table, ...])


def _bare(
    kept: Table, masks: Mapping[int, Sequence[str]], villages: Sequence[str]
) -> Table:
    """Masks in the emptied columns of identity numbers, a column that says whose a row
    is; of the lines around the rows the title alone.
    """
    said = {name: privacy.scrub(name) for name in set(villages)}
    rows = []
    for n, row in enumerate(kept.rows):
        cells = [*row.cells, *([said[villages[n]]] if villages else [])]
        for i, column in masks.items():
            cells[i] = column[n]
        rows.append(
            TableRow(
                row=row.row,
                cells=tuple(cells),
                section=row.section,
                is_off=row.is_off,
                parts=row.parts,
            )
        )
    named = (TableColumn(label=VILLAGE, path=(VILLAGE,)),) if villages else ()
    return replace(
        kept,
        lead=(kept.title,) if kept.title else (),
        columns=(*kept.columns, *named),
        rows=tuple(rows),
        totals=(),
        ignored=(),
        notes=(),
    )
