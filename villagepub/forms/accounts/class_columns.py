"""A list with a column of money for each class (应收, 应付) instead of one and a 类别.

Each of a row's sums becomes a row of its own, whose class is that of its column: what is
owed to the village and what it owes are never added.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, chain

from villagepub.forms.accounts.statement_sides import own_unit
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.heads.dynamic_columns import part_key
from villagepub.forms.heads.sheet_heads import Head, Recognition
from villagepub.forms.values import NOTHING
from villagepub.forms.words.classes import class_of
from villagepub.tables.table import Table, TableColumn, TableRow, with_cells

_REST = re.compile(
    "(?:账?款|[余数金总]额|合计|小计|现有|期末|年末|[本]期|方|情况|数|额|未收|未付)*"
)


def recognise_classes(sheet: Recognition) -> None:
    """Give the one column of each class the key of a part of the sum; where a class has
    none or several, or their units differ, nothing is done.
    """
    heads = sheet.heads
    for amount, kinds in _sums(sheet.form):
        if any(h.word in (amount.label, *amount.words) for h in heads):
            continue
        own = {
            words[0]: [*_of_class(kinds, words[0], heads)] for words in kinds.classes
        }
        units = {own_unit(h) for one in own.values() for h in one}
        if all(len(one) == 1 for one in own.values()) and len(units) == 1:
            for said, (head,) in own.items():
                sheet.found[head.place] = part_key(amount, said)
                heads.remove(head)


def split_classes(
    form: Form, table: Table, mapping: Sequence[str]
) -> tuple[Table, tuple[str, ...]]:
    """The table with a row a sum, and its mapping: 类别 in a new last column, all money in
    the column of the first class. As it is where its columns are no such ones.
    """
    for amount, kinds in _sums(form):
        names = [words[0] for words in kinds.classes]
        keys = [part_key(amount, name) for name in names]
        if not set(keys) <= set(mapping):
            continue
        places = dict(zip(names, map(list(mapping).index, keys), strict=True))
        rows = [[*_lines(row, places)] for row in table.rows]
        starts = [0, *accumulate(map(len, rows))]
        totals = (
            replace(line, covers=tuple((starts[a], starts[b]) for a, b in line.covers))
            for row in table.totals
            for line in _lines(row, places)
        )
        own = ["" if key in (*keys, kinds.key) else key for key in mapping]
        own[places[names[0]]] = amount.key
        table = replace(
            table,
            columns=(*table.columns, TableColumn(label=kinds.label)),
            rows=tuple(chain.from_iterable(rows)),
            totals=tuple(totals),
        )
        return table, (*own, kinds.key)
    return table, tuple(mapping)


def _sums(form: Form) -> Iterator[tuple[FormColumn, FormColumn]]:
    """The columns whose kinds are never added, each with the column of these kinds."""
    for column in form.columns:
        kinds = form.column(column.sum_by) if column.sum_by else None
        if kinds is not None and len(kinds.classes) > 1:
            yield column, kinds


def _of_class(kinds: FormColumn, name: str, heads: Sequence[Head]) -> Iterator[Head]:
    """应收, 应收款, 债权余额 of numbers; 债权人 is no sum."""
    words = next(words for words in kinds.classes if words[0] == name)
    for head in heads:
        is_said = class_of(kinds, head.word) == name
        rest = re.sub("|".join(words), "", head.word, count=1)
        if (
            is_said
            and _REST.fullmatch(rest)
            and head.column.kind in ("money", "number")
        ):
            yield head


def _lines(row: TableRow, places: dict[str, int]) -> Iterator[TableRow]:
    """A row for each class that has a sum; the row itself, of no class, where none has."""
    said = {name: row.cells[i] for name, i in places.items() if _is_said(row.cells[i])}
    first = next(iter(places.values()))
    for name, cell in said.items() or [("", "")]:
        cells = list(row.cells)
        cells[first] = cell
        yield with_cells(row, (*cells, name))


def _is_said(cell: str) -> bool:
    return cell not in NOTHING and bool(cell.strip("0."))
