"""Remarks that a row gets nothing (off words): 备注 不予补贴, 死亡停发, 退回, or an amount 0.

They may stand in any column, most often in one that the form does not use and whose cells
are not kept. Only the fact is kept, as 享受状态, a column of the form; ``row_marks`` asks
about the rows.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from villagepub.forms import unit_column
from villagepub.forms.classes import class_of
from villagepub.forms.dynamic_columns import GOODS
from villagepub.forms.form import Form, FormColumn
from villagepub.tables.off_words import says_off
from villagepub.tables.table import Table, TableColumn, TableRow, with_cells

KEY = "standing"
_EMPTY = re.compile(r"[\s/／\\—–－-]*|[否无未没0×✗]|不是|没有")
_FIGURES = ("money", "area", "number", "index")
_INSIDE = re.compile(r"[（(](.*?)[)）]")


def map_remarks(form: Form, table: Table, mapping: Sequence[str]) -> tuple[str, ...]:
    """The mapping with 享受状态 for the first unused column that has such a remark."""
    found = list(mapping)
    if _column(form) is not None and KEY not in found:
        free = (i for i, key in enumerate(found) if not key)
        says = (
            i
            for i in free
            if any(map(_sayer(table.columns[i]), {row.cells[i] for row in table.rows}))
        )
        for place in says:
            found[place] = KEY
            break
    return tuple(found)


def remarks_as_marks(form: Form, table: Table, mapping: Sequence[str]) -> Table:
    """The table as it may be stored: in the column 享受状态 no words, only whether the row
    has such a remark anywhere.
    """
    table = unit_column.joined(form, table, mapping)
    column = _column(form)
    if column is None or KEY not in mapping:
        return table
    place = list(mapping).index(KEY)
    marks = [
        column.asks if is_marked else ""
        for is_marked in _marked(form, column, table, mapping, table.rows)
    ]
    rows = (
        with_cells(row, (*row.cells[:place], mark, *row.cells[place + 1 :]))
        for row, mark in zip(table.rows, marks, strict=True)
    )
    return replace(table, rows=tuple(rows))


def with_off_rows(form: Form, table: Table, mapping: Sequence[str]) -> Table:
    """The table whose rows with such a remark have ``is_off`` set."""
    column = _column(form)
    if column is None:
        return table
    marked = _marked(form, column, table, mapping, table.rows)
    rows = (
        replace(row, is_off=is_off) if is_off else row
        for row, is_off in zip(table.rows, marked, strict=True)
    )
    return replace(table, rows=tuple(rows))


def mark_rows(
    form: Form,
    table: Table,
    mapping: Sequence[str],
    rows: Sequence[TableRow],
    values: Sequence[dict[str, str]],
    unread: Sequence[dict[str, str]],
) -> None:
    """Set 享受状态 in ``values`` of rows with such a remark or with an amount of 0.

    Where the form has no such column, a row that is off (struck through) gets a fault for
    its first value in ``unread``, so that it is asked about.
    """
    column = _column(form)
    if column is None:
        for row, said, faults in zip(rows, values, unread, strict=True):
            key = next((key for key, value in said.items() if value), "")
            if row.is_off and key:
                faults[key] = f"“{said[key][:20]}”这一行划掉了，或者上面写着不算"
        return
    amount = form.by_role("amount")
    paid = [said.get(amount.key, "") if amount else "" for said in values]
    nothing = {value for value in set(paid) if value and not Decimal(value)}
    marked = _marked(form, column, table, mapping, rows)
    for said, value, is_marked in zip(values, paid, marked, strict=True):
        if is_marked or value in nothing and not _has_things(said):
            said[KEY] = column.asks


def _has_things(said: Mapping[str, str]) -> bool:
    return any(v for key, v in said.items() if key.startswith(f"{GOODS}|"))


def _column(form: Form) -> FormColumn | None:
    return next((c for c in form.columns if c.key == KEY and c.asks), None)


def _marked(
    form: Form,
    column: FormColumn,
    table: Table,
    mapping: Sequence[str],
    rows: Sequence[TableRow],
) -> list[bool]:
    """Whether each row is off. By column, so that equal cells are looked at once."""
    marked = [row.is_off for row in rows]
    standing = list(mapping).index(KEY) if KEY in mapping else None
    tests: list[tuple[int, Callable[[str], bool]]] = [
        *((i, _sayer(table.columns[i])) for i in _places(form, mapping)),
        *((i, _says_inside) for i in _names(form, mapping)),
    ]
    if standing is not None:
        tests.append((standing, lambda cell: class_of(column, cell) == column.asks))
    for place, says in tests:
        off = set(filter(says, {row.cells[place] for row in rows}))
        if off:
            for n, row in enumerate(rows):
                marked[n] = marked[n] or row.cells[place] in off
    return marked


def _says_inside(name: str) -> bool:
    return any(map(says_off, _INSIDE.findall(name)))


def _places(form: Form, mapping: Sequence[str]) -> Iterator[int]:
    """The places of unused columns, of 备注 and of 享受状态."""
    notes = {c.key for c in form.columns if "备注" in (c.label, *c.words)}
    return (i for i, key in enumerate(mapping) if not key or key in notes | {KEY})


def _names(form: Form, mapping: Sequence[str]) -> Iterator[int]:
    names = {c.key for c in form.columns if c.kind == "name"}
    return (i for i, key in enumerate(mapping) if key in names)


def _sayer(column: TableColumn) -> Callable[[str], bool]:
    """A test for cells of this column: 停发 in the cell, or anything but 否 under a head
    like 停发时间. Figures never match.
    """
    is_under = column.kind not in _FIGURES and says_off(column.label)

    def says(cell: str) -> bool:
        if not cell or cell.isascii() and not is_under:
            return False
        return _EMPTY.fullmatch(cell) is None and (is_under or says_off(cell))

    return says
