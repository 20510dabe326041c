"""What people should know of the units of a column."""

from collections.abc import Iterator, Sequence

from villagepub.tables import unit_parser
from villagepub.tables.table import TableColumn, TableRow, row_words

TOLD = 5  # places that a note names


def unit_notes(found: Sequence[TableColumn], rows: Sequence[TableRow]) -> Iterator[str]:
    """Columns whose cells say several units: nobody may add them up."""
    for i, column in enumerate(found):
        if not column.other_units:
            continue
        cells = ((row.row, row.cells[i]) for row in rows)
        other = [
            (r, c) for r, c in cells if unit_parser.in_cell(c) in column.other_units
        ]
        places = "、".join(f"{row_words(row)}“{cell}”" for row, cell in other[:TOLD])
        told = places or f"表头写的是“{'、'.join(column.other_units)}”"
        usual = f"，这一列是“{column.unit}”" if column.unit else ""
        yield f"“{column.label}”里单位不一样：{told}{usual}。"
