"""数量 2 beside 单位 袋 is 2袋, 预算 19.8 beside 单位 万元 is 19.8万元: a unit that stands in a
column of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from villagepub.forms.form import Form
from villagepub.forms.heads.head_words import bare
from villagepub.forms.quantities.quantity import MONEY
from villagepub.tables.table import Table, TableRow, with_cells

PIECES, RATE = "pieces", "piece_rate"  # keys of a form that pays by the piece
UNIT_HEADS = ("单位", "计量单位", "数量单位")


def joined(form: Form, table: Table, mapping: Sequence[str]) -> Table:
    """The table with each number of things in the unit that stands beside it, and what is
    paid for each of them by it; with each sum in that unit, where all are of money.
    """
    units = [
        i
        for i, (key, column) in enumerate(zip(mapping, table.columns, strict=True))
        if not key and bare(column.label) in UNIT_HEADS
    ]
    if len(units) != 1:
        return table
    said = {row.cells[units[0]] for row in table.rows} - {""}
    is_money = bool(said) and said <= set(MONEY)
    joined_keys = [
        c.key
        for c in form.columns
        if (c.kind == "money" if is_money else c.kind == "goods" and not c.unit)
    ]
    places = [i for i, key in enumerate(mapping) if key in joined_keys]

    def with_units(rows: Iterable[TableRow], usual: str = "") -> Iterator[TableRow]:
        for row in rows:
            cells = list(row.cells)
            unit = cells[units[0]] or usual
            for place in places:
                if unit and cells[place][-1:].isdigit():
                    cells[place] += f"元/{unit}" if mapping[place] == RATE else unit
            yield with_cells(row, tuple(cells))

    one = said.pop() if is_money and len(said) == 1 else ""  # that of their sum too
    return replace(
        table,
        rows=tuple(with_units(table.rows)),
        totals=tuple(with_units(table.totals, one)) if one else table.totals,
    )
