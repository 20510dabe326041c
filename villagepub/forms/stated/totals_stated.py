"""What a sheet states as its totals: in numbers, in words, in sentences, for a group."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from villagepub.forms.entry import Part, Subtotal, UnreadTotal
from villagepub.forms.form import Form
from villagepub.forms.stated.sums_in_words import (
    COUNT,
    SaidSum,
    in_title,
    named_in_title,
    sums_said,
)
from villagepub.forms.stated.title_columns import titled_form
from villagepub.forms.sums import column_sum
from villagepub.forms.values import group
from villagepub.forms.words.classes import class_in_title
from villagepub.tables import totals
from villagepub.tables.table import Table, TableRow, row_ids

_OF_GROUP = re.compile(r"(.{1,8}?)(?:小计|合计|共计|总计)[:：]?")
_OF_SOME = re.compile("[小页]计|[组社队户页]合计|本页")
_PAUSE = re.compile(r"(?<=[\u4e00-\u9fff]{2})\s+(?=[\u4e00-\u9fff]{2})")
RowIds = tuple[int, ...]

ReadTotal = Callable[[TableRow], tuple[Mapping[str, str], Mapping[str, str]]]


@dataclass(slots=True)
class _Said:
    """What one row states: ``values`` of the summed columns by key, how many rows there
    are, and what it states of a kind of them (债权), or of one column a second time.
    """

    cells: Mapping[str, str]
    values: dict[str, str]
    count: str = ""
    more: list[SaidSum] = field(default_factory=list)
    is_told: bool = True  # of each sum it is known which column it is of


def with_totals(form: Form, part: Part, table: Table, read: ReadTotal) -> Part:
    """The part with what its sheet states as totals: ``stated`` for all rows,
    ``subtotals`` for some.

    ``read`` gives a total row's values by column key, and the faults of unreadable
    ones. What stands above the list may be a sum of other parts' rows too: row 0.
    """
    ids = row_ids(table.rows)
    whole = tuple(sorted(ids))
    stated: dict[str, str] = {}
    row, some, unread = 0, list[Subtotal](), list[UnreadTotal]()
    untold: list[int] = []
    for total in table.totals:
        cells, faults = read(total)
        unread += _unread(form, total, faults)
        said = _stated(form, total, cells)
        rows = _rows_meant(form, part, total, said, ids)
        if not rows:
            continue
        untold += [] if said.is_told else [total.row]
        some += _of_more(form, part, said.more, total.row, rows)
        if rows != whole or said.count or {*said.values} & {*stated}:
            some += _subtotal(total.row, said, rows)
        elif said.values:
            stated |= said.values
            row = total.row
    above = [*_above(form, table)]
    summed = {c.key for c in form.columns if c.sum}
    titled = [*_of_title(form, table)]
    titled += [one for one in above if one.key in summed and one not in titled]
    return replace(
        part,
        stated=stated,
        stated_row=row or (unread[-1].row if unread else 0),
        subtotals=(*some, *(_of_more(form, part, titled, 0, whole) if whole else ())),
        said_above={one.key: one.value for one in above if one.key not in summed},
        unread_totals=tuple(unread),
        untold_totals=tuple(untold),
    )


def _rows_meant(
    form: Form, part: Part, total: TableRow, said: _Said, ids: Sequence[int]
) -> RowIds:
    """Those that the total names, else those above it; all, where only all come to it."""
    if named := _of_named(form, part, total, said.cells):
        return named
    covered = tuple(sorted({i for a, b in total.covers for i in ids[a:b]}))
    is_some = not covered or any(map(_OF_SOME.search, total.cells))
    return (
        covered if is_some or not _is_of_all(part, said.values) else tuple(sorted(ids))
    )


def _subtotal(row: int, said: _Said, rows: RowIds) -> Iterator[Subtotal]:
    if said.values or said.count:
        yield Subtotal(row=row, values=said.values, count=said.count, rows=rows)


def _of_more(
    form: Form, part: Part, more: Sequence[SaidSum], row: int, rows: RowIds
) -> Iterator[Subtotal]:
    """One for each, told apart by the kind that it sums or by the place that it has."""
    for n, one in enumerate(more, 2):
        of = one.of or str(n)
        own = _of_kind(form, part, one.of, rows) if one.of else rows
        if one.key == COUNT:
            yield Subtotal(row=row, count=one.value, rows=own, of=of)
        else:
            yield Subtotal(row=row, values={one.key: one.value}, rows=own, of=of)


def _of_title(form: Form, table: Table) -> Iterator[SaidSum]:
    """（共3人，合计450元） above the list."""
    figures = [
        figure
        for line in _lines(table)
        for figure in in_title([*totals.figures_in(line)])
    ]
    return (one for one in sums_said(form, figures) if one.key)


def of_statement(form: Form, part: Part, table: Table) -> Part:
    """The part with what the lines above a statement say of its sums and balances."""
    said = {one.key: one.value for one in _above(form, table)}
    return replace(part, said_above=said)


def _above(form: Form, table: Table) -> Iterator[SaidSum]:
    """收回98张, 收500元，支200元: what the lines above say of a column by its name."""
    for line in _lines(table):
        figures, behind, at = [*totals.figures_in(line)], list[str](), 0
        for figure in figures:
            at += len(figure.words) + len(figure.figure)
            behind.append(line[at:])
        yield from named_in_title(titled_form(form), figures, behind)


def _lines(table: Table) -> Iterator[str]:
    """Without spaces; those between words stay a pause."""
    for line in dict.fromkeys(table.lead):
        yield re.sub(r"\s", "", _PAUSE.sub("，", line))


def _of_named(
    form: Form, part: Part, total: TableRow, cells: Mapping[str, str]
) -> RowIds:
    """The rows of the group or kind that a total names, wherever it stands: 1组小计 and
    2组小计 below the whole list, 债权合计; () where it names none of the list.
    """
    column = form.by_role("group")
    names = [m[1] for m in map(_OF_GROUP.fullmatch, _flat(total)) if m]
    if column is not None:
        named = {*map(group, names), cells.get(column.key, "")} - {""}
        if rows := _rows_with(part, column.key, named):
            return rows
    for kind in {c.sum_by for c in form.columns if c.sum_by}:
        told = {class_in_title(form.column(kind), name) for name in names}
        if rows := _rows_with(part, kind, (told | {cells.get(kind, "")}) - {""}):
            return rows
    return ()


def _flat(total: TableRow) -> Iterator[str]:
    return ("".join(cell.split()) for cell in total.cells)


def _rows_with(part: Part, key: str, values: set[str]) -> RowIds:
    return tuple(sorted(r.row for r in part.records if r.values.get(key) in values))


def _of_kind(form: Form, part: Part, kind: str, rows: RowIds) -> RowIds:
    keys = {c.sum_by for c in form.columns if c.sum_by}
    own = {row for key in keys for row in _rows_with(part, key, {kind})}
    return tuple(row for row in rows if row in own)


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


def _stated(form: Form, total: TableRow, cells: Mapping[str, str]) -> _Said:
    summed = {c.key for c in form.columns if c.sum}
    found = _Said(cells, {key: v for key, v in cells.items() if key in summed and v})
    for one in sums_said(form, totals.stated(total)):
        if not one.key:
            found.is_told = False
        elif one.of:
            found.more.append(one)
        elif one.key == COUNT:
            found.count = one.value
        elif found.values.setdefault(one.key, one.value) != one.value:
            found.more.append(one)
    return found
