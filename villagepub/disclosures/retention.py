"""What is kept of a government's file: all of it, unless it holds private numbers."""

from collections.abc import Sequence

from villagepub import forms, privacy, tables
from villagepub.comparison.source_sheet import Source
from villagepub.disclosures.file_scan import hides_numbers
from villagepub.forms.form import Form
from villagepub.tables.table import Table


def keepable(found: Sequence[Table], data: bytes, source: Source, key: bytes) -> bytes:
    """The file itself, or, where it holds private numbers, a copy without them."""
    private = [_private(source.form, table) for table in found]
    has_cells = any(one.cells for one in source.lists.values())
    both = zip(found, private, strict=True)
    has_numbers = has_cells or any(_holds_numbers(*one) for one in both)
    if not has_numbers and not hides_numbers(data):
        return data
    sheets = []
    for table, kinds in zip(found, private, strict=True):
        kept = privacy.cut(table, kinds, key).table
        identities = [i for i, kind in enumerate(kinds) if kind == "identity"]
        sheets.append(_sheet(kept, identities, table))
    return tables.write_xlsx(sheets)


def _private(form: Form, table: Table) -> list[str]:
    mapping = forms.recognise(form, table)
    return [m[1:] if m.startswith("!") else "" for m in mapping]


def _holds_numbers(table: Table, kinds: Sequence[str]) -> bool:
    columns = [i for i, kind in enumerate(kinds) if kind]
    return any(privacy.find(row.cells[i]) for row in table.rows for i in columns)


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
