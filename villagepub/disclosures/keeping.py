"""What is kept of a government's file: all of it, unless it holds private numbers."""

from collections.abc import Sequence

from villagepub import forms, privacy, tables
from villagepub.forms.form import Form
from villagepub.tables.table import Table

FOLDER = "kept"  # in the instance


def keepable(found: Sequence[Table], data: bytes, form: Form, key: bytes) -> bytes:
    """The file itself, or, where it holds private numbers, a copy without them."""
    cleaned = []
    is_clean = True
    for table in found:
        mapping = forms.recognise(form, table)
        kinds = [m[1:] if m.startswith("!") else "" for m in mapping]
        cut = privacy.cut(table, kinds, key)
        columns = [i for i, kind in enumerate(kinds) if kind == "identity"]
        is_clean &= not cut.cells and not any(
            privacy.find(row.cells[i])
            for row in table.rows
            for i, kind in enumerate(kinds)
            if kind
        )
        cleaned.append((cut.table, columns, table))
    if is_clean:
        return data
    return tables.write_xlsx([_sheet(*one) for one in cleaned])


def _sheet(kept: Table, identities: Sequence[int], whole: Table) -> tables.OutSheet:
    """Rows where they stood, identity numbers behind their masks."""
    height = max((r.row for r in kept.rows), default=1)
    width = len(kept.columns)
    grid: list[list[str]] = [[""] * width for _ in range(height)]
    first = max(kept.header_rows, default=1)
    if kept.title and first > 1:
        grid[0][0] = kept.title
    grid[first - 1] = [c.label for c in kept.columns]
    for row, source in zip(kept.rows, whole.rows, strict=True):
        cells = list(row.cells)
        for i in identities:
            cells[i] = privacy.mask_identity(source.cells[i])
        grid[row.row - 1] = cells
    return kept.name, grid[0], grid[1:]
