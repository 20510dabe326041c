"""A list's stated totals held against its rows: sums, and how many rows there are."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from villagepub.forms.choices import EXPLAIN, use_sum
from villagepub.forms.entry import (
    Entry,
    Part,
    Problem,
    Record,
    Subtotal,
    UnreadTotal,
)
from villagepub.forms.evidence import CheckedRow, Found, Tally
from villagepub.forms.form import Form, FormColumn, Rule
from villagepub.forms.quantities import money, quantity
from villagepub.forms.rules import arithmetic
from villagepub.forms.sums import column_sum, row_word, units
from villagepub.tables.table import row_words


def totals(form: Form, entry: Entry, rule: Rule) -> Found:
    """Every stated total held against the sum of its rows; no total, nothing checked."""
    tally = Tally()
    for part in entry.parts:
        tally.problems.extend(_total_unread(form, part, x) for x in part.unread_totals)
    for part in entry.parts:
        for row, problem in _stated(form, entry, part):
            if problem and any(problem.column in r.unread for r in part.records):
                tally.skip(row.row, arithmetic.UNREAD)
            else:
                tally.check(row, problem)
        for place in part.untold_totals:
            tally.skip(place, "合计里有的数，认不准是哪一列的")
        if not _has_total(part):
            tally.skip(0, _no_total(part))
    claim = f"表上写的合计 = 一{form.row_unit}{form.row_unit}加起来"
    return tally.found("total", claim, counted="个合计", columns=rule.columns)


def _total_unread(form: Form, part: Part, unread: UnreadTotal) -> Problem:
    label = form.label_of(unread.column)
    return Problem(
        code=f"total:{part.name}:{unread.column}:{unread.row}",
        kind="total",
        title=f"{label}的合计认不出",
        message=f"{row_words(unread.row)}合计里的“{label}”写的{unread.fault}，没有核。",
        part=part.name,
        row=unread.row,
        column=unread.column,
        choices=(use_sum("用加出来的数"), EXPLAIN),
    )


def _has_total(part: Part) -> bool:
    return bool(
        part.stated or part.subtotals or part.unread_totals or part.untold_totals
    )


def _no_total(part: Part) -> str:
    where = f"{part.name}的" if part.name else ""
    return f"{where}合计用加出来的数" if part.stated_row else f"{where}表上没有写合计"


Total = tuple[CheckedRow, Problem | None]


def _stated(form: Form, entry: Entry, part: Part) -> Iterator[Total]:
    for key, value in part.stated.items():
        code = f"total:{part.name}:{key}"
        column = form.column(key)
        yield _total(form, part, column, value, part.records, code, part.stated_row)
    for some in part.subtotals:
        rows = [r for r in part.records if r.row in some.rows]
        for key, value in some.values.items():
            code = f"total:{part.name}:{some.spot(key)}"
            is_of_all = _may_be_of_all(some) and not _is_sum(rows, key, value)
            is_of_all = is_of_all and _is_sum(entry.records, key, value)
            own = entry.records if is_of_all else rows
            yield _total(form, part, form.column(key), value, own, code, some.row)
        if some.count:
            is_of_all = _may_be_of_all(some) and not _is_count(form, rows, some)
            is_of_all = is_of_all and _is_count(form, entry.records, some)
            yield _counted(form, part, entry.records if is_of_all else rows, some)


def _may_be_of_all(some: Subtotal) -> bool:
    """What a title says may be of all sheets, but for that of a kind of their rows."""
    return not some.row and (not some.of or some.of.isdecimal())


def _is_sum(rows: Sequence[Record], key: str, value: str) -> bool:
    added = column_sum(rows, key)
    return Decimal(value) in (added, arithmetic.rounded(added, money.CENT))


def _is_count(form: Form, rows: Sequence[Record], some: Subtotal) -> bool:
    return Decimal(some.count) in (len(rows), units(form, rows))


def _total(
    form: Form,
    part: Part,
    column: FormColumn,
    value: str,
    rows: Sequence[Record],
    code: str,
    row: int,
) -> Total:
    """One stated sum beside that of its rows, with the problem where they differ."""
    added, told = column_sum(rows, column.key), Decimal(value)
    is_right = _is_sum(rows, column.key, value)
    line = CheckedRow(
        part=part.name,
        row=row,
        working=f"{column.label}，{len(rows):,} {row_word(form, rows)}加起来",
        computed=f"{show_sum(column, added)} {column.unit}".strip(),
        stated=f"{show_sum(column, told)} {column.unit}".strip(),
    )
    if is_right:
        return line, None
    where = f"{part.name}的" if part.name else ""
    where += f"{_row(row)}的" if code.count(":") > 2 else ""
    message = (
        f"表上写 {line.stated}，一行行加起来是 {line.computed}，"
        f"差 {show_sum(column, abs(told - added))} {column.unit}。"
    )
    return line, Problem(
        code=code,
        kind="total",
        title=f"{where}{column.label}合计不对",
        message=message.replace(" 。", "。"),
        part=part.name,
        row=row,
        column=column.key,
        choices=(use_sum("用加出来的数"), EXPLAIN),
    )


def _row(row: int) -> str:
    return row_words(row) if row else "标题"


def show_sum(column: FormColumn, value: Decimal) -> str:
    """A sum as people read it: 1,760.00 of money and land, 9 of people."""
    if column.kind in ("money", "area", "rate"):
        return money.show(value)
    return quantity.plain(value)


def _counted(form: Form, part: Part, rows: Sequence[Record], some: Subtotal) -> Total:
    code = f"total:{part.name}:{some.spot('#')}"
    is_right = _is_count(form, rows, some)
    line = CheckedRow(
        part=part.name,
        row=some.row,
        working=f"{form.row_unit}数",
        computed=f"{units(form, rows):,} {form.row_unit}",
        stated=f"{some.count} {form.row_unit}",
    )
    if is_right:
        return line, None
    return line, Problem(
        code=code,
        kind="total",
        title=f"{_row(some.row)}写的{form.row_unit}数不对",
        message=f"{_row(some.row)}写 {line.stated}，数出来是 {line.computed}。",
        part=part.name,
        row=some.row,
        choices=(use_sum("用数出来的数"), EXPLAIN),
    )
