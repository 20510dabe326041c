"""A list's stated totals held against its rows: sums, and how many rows there are."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

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
from villagepub.forms.problems import of_sum
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
    spot = f"{unread.column}:{unread.row}"
    said = f"{row_words(unread.row)}合计里的“{label}”写的{unread.fault}"
    return of_sum(part.name, spot, unread.row, unread.column).problem(
        title=f"{label}的合计认不出",
        said=said,
        message=f"{said}，没有核。",
        choices=(use_sum("用加出来的数"), EXPLAIN),
    )


def _has_total(part: Part) -> bool:
    return bool(
        part.stated or part.subtotals or part.unread_totals or part.untold_totals
    )


def _no_total(part: Part) -> str:
    where = f"{part.name}的" if part.name else ""
    return f"{where}合计用加出来的数" if part.stated_row else f"{where}表上没有写合计"


class _Claim(NamedTuple):
    """What the sheet states in one place, and the rows that it speaks of."""

    part: Part
    row: int  # 0: the title
    spot: str  # in the code of its problem
    rows: Sequence[Record]
    where: str  # in the title of a problem; '' of what the whole list comes to


Total = tuple[CheckedRow, Problem | None]


def _stated(form: Form, entry: Entry, part: Part) -> Iterator[Total]:
    for key, value in part.stated.items():
        claim = _Claim(part, part.stated_row, key, part.records, "")
        yield _total(form, claim, form.column(key), value)
    for some in part.subtotals:
        rows = [r for r in part.records if r.row in some.rows]
        for key, value in some.values.items():
            is_of_all = _may_be_of_all(some) and not _is_sum(rows, key, value)
            is_of_all = is_of_all and _is_sum(entry.records, key, value)
            claim = _claim(part, some, key, entry.records if is_of_all else rows)
            yield _total(form, claim, form.column(key), value)
        if some.count:
            is_of_all = _may_be_of_all(some) and not _is_count(form, rows, some)
            is_of_all = is_of_all and _is_count(form, entry.records, some)
            claim = _claim(part, some, "#", entry.records if is_of_all else rows)
            yield _counted(form, claim, some)


def _claim(part: Part, some: Subtotal, key: str, rows: Sequence[Record]) -> _Claim:
    where = row_words(some.row) if some.row else "标题"
    return _Claim(part, some.row, some.spot(key), rows, where)


def _may_be_of_all(some: Subtotal) -> bool:
    """What a title says may be of all sheets, but for that of a kind of their rows."""
    return not some.row and (not some.of or some.of.isdecimal())


def _is_sum(rows: Sequence[Record], key: str, value: str) -> bool:
    added = column_sum(rows, key)
    return Decimal(value) in (added, arithmetic.rounded(added, money.CENT))


def _is_count(form: Form, rows: Sequence[Record], some: Subtotal) -> bool:
    return Decimal(some.count) in (len(rows), units(form, rows))


def _total(form: Form, claim: _Claim, column: FormColumn, value: str) -> Total:
    """One stated sum beside that of its rows, with the problem where they differ."""
    part, rows = claim.part, claim.rows
    added, told = column_sum(rows, column.key), Decimal(value)
    line = CheckedRow(
        part=part.name,
        row=claim.row,
        working=f"{column.label}，{len(rows):,} {row_word(form, rows)}加起来",
        computed=f"{show_sum(column, added)} {column.unit}".strip(),
        stated=f"{show_sum(column, told)} {column.unit}".strip(),
    )
    if _is_sum(rows, column.key, value):
        return line, None
    where = "".join(f"{place}的" for place in (part.name, claim.where) if place)
    difference = f"{show_sum(column, abs(told - added))} {column.unit}".strip()
    subject = of_sum(part.name, claim.spot, claim.row, column.key)
    said = f"表上写 {line.stated}"
    return line, subject.problem(
        title=f"{where}{column.label}合计不对",
        said=said,
        message=f"{said}，一行行加起来是 {line.computed}，差 {difference}。",
        choices=(use_sum("用加出来的数"), EXPLAIN),
    )


def show_sum(column: FormColumn, value: Decimal) -> str:
    """A sum as people read it: 1,760.00 of money and land, 9 of people."""
    if column.kind in ("money", "area", "rate"):
        return money.show(value)
    return quantity.plain(value)


def _counted(form: Form, claim: _Claim, some: Subtotal) -> Total:
    """One stated number of rows beside how many there are."""
    line = CheckedRow(
        part=claim.part.name,
        row=claim.row,
        working=f"{form.row_unit}数",
        computed=f"{units(form, claim.rows):,} {form.row_unit}",
        stated=f"{some.count} {form.row_unit}",
    )
    if _is_count(form, claim.rows, some):
        return line, None
    said = f"{claim.where}写 {line.stated}"
    return line, of_sum(claim.part.name, claim.spot, claim.row).problem(
        title=f"{claim.where}写的{form.row_unit}数不对",
        said=said,
        message=f"{said}，数出来是 {line.computed}。",
        choices=(use_sum("用数出来的数"), EXPLAIN),
    )
