"""What is kept of a government's file: the cells that were read, where they stood.

Never the file itself: a hidden column, a comment, a run of rich text or a picture in it
may hold what nobody looked at.
"""

import json
import zlib
from collections.abc import Mapping, Sequence

from villagepub import forms, privacy, tables
from villagepub.comparison.source_sheet import Source
from villagepub.comparison.village_names import named_rows
from villagepub.tables import Grid, TableError, layout_key
from villagepub.tables.table import Table, own_row, table_of

VILLAGE = "行政村"  # the head of the column that says whose a row is
WORKBOOK = b"PK"  # how the copies begin that were kept as workbooks


def kept_copy(
    found: Sequence[Table],
    source: Source,
    key: bytes,
    known: Mapping[str, Sequence[str]],
) -> bytes:
    """The columns that have a meaning as packed JSON, [[sheet, rows]]; identity numbers
    as masks. Nobody opens it: it is read again when a person says what a column means.
    """
    sheets = []
    for table in found:
        bare, villages = named_rows(table)
        mapping = known.get(layout_key(bare)) or forms.recognise(source.form, bare)
        kinds = forms.gate_kinds(source.form, bare, mapping)
        kept = privacy.cut(bare, kinds, key).table
        identities = [i for i, kind in enumerate(kinds) if kind == "identity"]
        masks = {
            i: [privacy.mask_identity(row.cells[i]) for row in bare.rows]
            for i in identities
        }
        sheets.append(_sheet(kept, masks, villages))
    text = json.dumps(sheets, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode())


def tables_of(data: bytes, filename: str) -> tuple[Table, ...]:
    """What ``kept_copy`` kept, read as the file was."""
    if data.startswith(WORKBOOK):
        return tables.read(data, filename)
    try:
        sheets = json.loads(zlib.decompress(data))
    except (zlib.error, ValueError):
        raise TableError(
            f"“{filename}”存下来的那一份坏了，读不出来。请把原表再传一次。"
        ) from None
    grids = [Grid(name=name, rows=rows) for name, rows in sheets]
    return tables.read_cells(grids, filename)


def _sheet(
    kept: Table, masks: Mapping[int, Sequence[str]], villages: Sequence[str]
) -> tuple[str, list[list[str]]]:
    """Masks in the emptied columns of identity numbers; rows where they stood; a section's name in the row above its first one."""
    places = _places(kept)
    height = max(places, default=1)
    first = max(kept.header_rows, default=1)
    grid: list[list[str]] = [[] for _ in range(max(height, first))]
    if kept.title and first > 1:
        grid[0] = [kept.title]
    named = [VILLAGE] if villages else []
    grid[first - 1] = [c.label for c in kept.columns] + named
    section, said = "", {name: privacy.scrub(name) for name in set(villages)}
    for n, row in enumerate(kept.rows):
        own = [said[villages[n]]] if villages else []
        place = places[n]
        cells = [*row.cells, *own]
        for i, column in masks.items():
            cells[i] = column[n]
        grid[place - 1] = cells
        if row.section != section and not grid[place - 2]:
            grid[place - 2] = [row.section]
        section = row.section
    return kept.name, grid


def _places(kept: Table) -> list[int]:
    """Where each row stood; those of a later table below the ones before it."""
    places: list[int] = []
    begun, below = 0, 0
    for row in kept.rows:
        if (table := table_of(row.row)) != begun:
            begun, below = table, places[-1] + 1 if places else 0
        places.append(below + own_row(row.row))
    return places
