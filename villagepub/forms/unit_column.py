"""数量 2 beside 单位 袋 is 2袋: a unit that stands in a column of its own."""

from collections.abc import Sequence
from dataclasses import replace

from villagepub.forms.form import Form
from villagepub.forms.head_words import bare
from villagepub.forms.piece_rates import RATE
from villagepub.tables.table import Table

UNIT_HEADS = ("单位", "计量单位", "数量单位")


def joined(form: Form, table: Table, mapping: Sequence[str]) -> Table:
    """The table with each number of things in the unit that stands beside it, and what is
    paid for each of them by it.
    """
    counted = [c.key for c in form.columns if c.kind == "goods" and not c.unit]
    places = [i for i, key in enumerate(mapping) if key in counted]
    units = [
        i
        for i, (key, column) in enumerate(zip(mapping, table.columns, strict=True))
        if not key and bare(column.label) in UNIT_HEADS
    ]
    if len(units) != 1 or not places:
        return table
    rows = []
    for row in table.rows:
        cells = list(row.cells)
        for place in places:
            unit = cells[units[0]]
            if unit and cells[place][-1:].isdigit():
                cells[place] += f"元/{unit}" if mapping[place] == RATE else unit
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))
