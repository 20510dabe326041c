"""What a sheet states as its totals: in numbers, in words, in sentences, for a group."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from villagepub.forms import quantity
from villagepub.forms.entry import Part, Subtotal, UnreadTotal
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.sums import column_sum
from villagepub.forms.unit_resolution import dimension_of
from villagepub.forms.values import group
from villagepub.tables import totals
from villagepub.tables.table import Table, TableRow, row_ids

_OF_GROUP = re.compile(r"(.{1,8}?)(?:小计|合计|共计|总计)[:：]?")
_OF_SOME = re.compile("[小页]计|[组社队户页]合计|本页")
PEOPLE = ("人", "口", "名")


ReadTotal = Callable[[TableRow], tuple[Mapping[str, str], Mapping[str, str]]]


def with_totals(form: Form, part: Part, table: Table, read: ReadTotal) -> Part:
    """The part with what its sheet states as totals: ``stated`` for all rows,
    ``subtotals`` for some.

    ``read`` gives a total row's values by column key, and the faults of unreadable
    ones.
    """
    ids = row_ids(table.rows)
    whole = tuple(sorted(ids))
    stated: dict[str, str] = {}
    row, some, unread = 0, list[Subtotal](), list[UnreadTotal]()
    for total in table.totals:
        rows = tuple(sorted({i for a, b in total.covers for i in ids[a:b]}))
        said, faults = read(total)
        own = _of_group(form, part, total, said)
        rows = own or rows
        values, count = _stated(form, total, said)
        unread += _unread(form, total, faults)
        if not rows:
            continue
        is_some = own or any(map(_OF_SOME.search, total.cells))
        if rows != whole and not is_some and _is_of_all(part, values):
            rows = whole
        if rows == whole and not count and not set(values) & set(stated):
            stated |= values
            row = total.row
        elif values or count:
            some.append(Subtotal(row=total.row, values=values, count=count, rows=rows))
    return replace(
        part,
        stated=stated,
        stated_row=row,
        subtotals=tuple(some),
        unread_totals=tuple(unread),
    )


def _of_group(
    form: Form, part: Part, total: TableRow, said: Mapping[str, str]
) -> tuple[int, ...]:
    """The rows of the group that a total names, wherever it stands: 1组小计, 2组小计
    below the whole list; () where it names none of the list.
    """
    column = form.by_role("group")
    if column is None:
        return ()
    names = (_OF_GROUP.fullmatch("".join(cell.split())) for cell in total.cells)
    named = {group(name[1]) for name in names if name} | {said.get(column.key, "")}
    return tuple(
        sorted(r.row for r in part.records if r.values.get(column.key) in named - {""})
    )


def _unread(
    form: Form, total: TableRow, faults: Mapping[str, str]
) -> Iterator[UnreadTotal]:
    """A sum that can't be read is asked about: nobody may say that none is written."""
    summed = {c.key for c in form.columns if c.sum and c.kind != "text"}
    for key, fault in faults.items():
        if key in summed:
            yield UnreadTotal(row=total.row, column=key, fault=fault)


def _is_of_all(part: Part, values: Mapping[str, str]) -> bool:
    """Lists that stand side by side have one total, under the first of them."""
    sums = {key: column_sum(part.records, key) for key in values}
    return bool(values) and all(sums[key] == Decimal(values[key]) for key in values)


def _stated(
    form: Form, total: TableRow, values: Mapping[str, str]
) -> tuple[dict[str, str], str]:
    """By column key, and how many rows it says there are."""
    summed = {c.key for c in form.columns if c.sum}
    found = {key: value for key, value in values.items() if key in summed and value}
    count = ""
    for text in totals.stated(total):
        try:
            said = quantity.parse(text, "money")
        except quantity.NumberError:
            continue
        column = _column_of(form, said.unit)
        if column is not None:
            dimension = dimension_of(column)
            value = said.converted(dimension) if dimension else said.value
            places = 2 if dimension else 0
            found.setdefault(column.key, quantity.plain(value, places))
        elif (
            said.unit == form.row_unit or form.row_unit == "人" and said.unit in PEOPLE
        ):
            count = quantity.plain(said.value)
    return found, count


def _column_of(form: Form, unit: str) -> FormColumn | None:
    """The column that a total with this unit must mean, where only one can."""
    if unit in PEOPLE:
        return form.by_role("people")
    dimension = next((d for d in ("money", "area") if unit in quantity.UNITS[d]), None)
    own = [c for c in form.columns if c.sum and c.kind == dimension]
    return own[0] if unit and dimension and len(own) == 1 else None
