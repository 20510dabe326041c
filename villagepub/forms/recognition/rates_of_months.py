"""Money a month, a day or for the whole time: told apart by what multiplies to the amount.

生活补贴 60, 月数 3, 金额 180: 60 is a rate a month, whatever its head says. Each function
corrects what was recognised in place.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from villagepub.forms.days.months import as_named_months, named_months
from villagepub.forms.form import Form
from villagepub.forms.heads.dynamic_columns import is_part
from villagepub.forms.heads.sheet_heads import Recognition
from villagepub.forms.quantities.quantity import NumberError, parse
from villagepub.forms.quantities.spans import own_span
from villagepub.forms.values import NOTHING
from villagepub.tables.table import Table, with_cell

_PEOPLE = re.compile("人数|几人|人员数")
_DAYS = re.compile("天|工数|工日|日数|出工|误工$")


def take_monthly_rates(sheet: Recognition) -> None:
    """Give columns of money the key of a rate where they are paid for one month.

    They are where their unit is 元/月, or where in most rows their sum × 月数 = amount.
    """
    form, table, found = sheet.form, sheet.table, sheet.found
    for rule in form.rules:
        *rates, months, amount = rule.columns if rule.kind == "product" else ("", "")
        added = next(
            (
                r.columns
                for r in form.rules
                if r.kind == "adds" and r.columns[-1] == amount
            ),
            (),
        )[:-1]
        if len(rates) != len(added) or not {months, amount} <= set(found):
            continue
        of = {a: r for a, r in zip(added, rates, strict=True) if a in found}
        places = [found.index(key) for key in of]
        units = {table.columns[place].unit.partition("/")[2] for place in places}
        pays = (found.index(months), found.index(amount))
        if units == {"月"} or (places and _is_by_month(table, places, *pays)):
            found[:] = [of.get(key, key) for key in found]


def drop_ambiguous_months(sheet: Recognition) -> None:
    """Drop 享受月份 unless each row's amount says whether 9 is September or nine months."""
    form, table, found = sheet.form, sheet.table, sheet.found
    place = _named_months(form, table, found)
    if place >= 0 and None in _bare_months(form, table, found, place):
        found[place] = ""


def with_named_months(form: Form, table: Table, mapping: Sequence[str]) -> Table:
    """The table with 9月 in place of 9 wherever the amount shows that one month is meant."""
    place = _named_months(form, table, mapping)
    if place < 0:
        return table
    known = _bare_months(form, table, mapping, place)
    rows = (
        with_cell(row, place, cell)
        for row, cell in zip(table.rows, known, strict=True)
        if cell is not None
    )
    return table if None in known else replace(table, rows=tuple(rows))


def _named_months(form: Form, table: Table, found: Sequence[str]) -> int:
    """The place of a column 月份 that has a bare number in a cell; -1 if there is none."""
    months = form.by_role("months")
    if months is None or months.key not in found:
        return -1
    place = list(found).index(months.key)
    is_named = as_named_months(months, table.columns[place].label).by_month
    is_bare = is_named and any(row.cells[place].isdecimal() for row in table.rows)
    return place if is_bare else -1


def _bare_months(
    form: Form, table: Table, found: Sequence[str], place: int
) -> list[str | None]:
    """The column's cells, 9 as 9月 where one month was paid; None where rate × months =
    amount holds for neither one month nor nine.
    """
    rules = [rule for rule in form.rules if rule.kind == "product"]
    key, own = found[place], list(found)
    rule = next((r for r in rules if {key} < {*r.columns} <= {*found}), None)
    if rule is None:
        return [None for _ in table.rows]
    *rates, paid = [own.index(k) for k in rule.columns if k != key]
    return [_month_of(row.cells, rates, place, paid) for row in table.rows]


def _month_of(
    cells: Sequence[str], rates: Sequence[int], place: int, paid: int
) -> str | None:
    cell = cells[place]
    if not cell.isdecimal():
        return cell
    try:
        rate = sum((_number(cells[i]) for i in rates), Decimal(0))
        amount = _number(cells[paid])
    except NumberError:
        return None
    if amount == rate * int(cell):
        return cell
    return f"{cell}月" if amount == rate else None


def drop_sums_as_daily_rates(sheet: Recognition) -> None:
    """Drop a rate (or give it the key of its form's column for whole sums) that is no rate.

    标准 600 beside 22 天 and 600 元: in some row it is the amount itself, and in no row does
    it times the days come to the amount.
    """
    form, table, found = sheet.form, sheet.table, sheet.found
    for rule in form.rules:
        if rule.kind != "product" or not set(rule.columns) <= set(found):
            continue
        *factors, paid = rule.columns
        rate = next((key for key in factors if form.column(key).instead), "")
        if not rate or len(factors) != 2:
            continue
        many = factors[1 - factors.index(rate)]
        places = [found.index(key) for key in (rate, many, paid)]
        try:
            rows = [[_number(row.cells[i]) for i in places] for row in table.rows]
        except NumberError:
            continue
        if any(a == c for a, _, c in rows) and not any(a * b == c for a, b, c in rows):
            other = form.column(rate).instead
            found[places[0]] = "" if other in found else other


def drop_daily_rates_as_monthly(sheet: Recognition) -> None:
    """Drop a rate a month that is a rate a day: 标准 80 × 误工天数 10 = 800 元 in every row."""
    form, table, found = sheet.form, sheet.table, sheet.found
    paid = [found.index(c.key) for c in form.columns if c.kind == "money" and c.key in found]  # fmt: skip
    rates = [c.key for c in form.columns if c.kind == "rate" and own_span(c) == "月"]
    days = [i for i, c in enumerate(table.columns) if _DAYS.search(c.label)]
    for place in (found.index(key) for key in rates if key in found):
        if any(_is_by_month(table, [place], many, i) for many in days for i in paid):
            found[place] = ""


def drop_factors_of_several(sheet: Recognition) -> None:
    """Drop a number of days or months that is each one's of several people: 3 人 × 2 天 ×
    120 = 720 元 are no 2 days of work.
    """
    form, table, found = sheet.form, sheet.table, sheet.found
    for rule in form.rules:
        if rule.kind != "product" or not set(rule.columns) <= set(found):
            continue
        *factors, _ = rule.columns
        own = [key for key in factors if form.column(key).kind != "rate"]
        if len(own) != 1 or len(factors) != 2:
            continue
        places = [found.index(key) for key in rule.columns]
        others = (i for i, c in enumerate(table.columns) if not found[i])
        if any(
            _PEOPLE.search(table.columns[i].label) and _is_times(table, places, i)
            for i in others
        ):
            found[found.index(own[0])] = ""


def _is_times(table: Table, places: Sequence[int], people: int) -> bool:
    """Do half of the rows come to their amounts with the number of people, and more than
    come to it without? The others are slips.
    """
    try:
        rows = [
            [_number(row.cells[i]) for i in (*places, people)] for row in table.rows
        ]
    except NumberError:
        return False
    plain = sum(a * b == paid for a, b, paid, _ in rows)
    whole = sum(a * b * many == paid for a, b, paid, many in rows)
    return 2 * whole >= len(rows) and whole > plain


def drop_sums_of_months(sheet: Recognition) -> None:
    """Drop a sum a month, and its parts, where it is the sum of several columns each named
    for one month: 合计 of 7月, 8月 and 9月 is no 月保障金额.
    """
    form, table, found = sheet.form, sheet.table, sheet.found
    of_month = [
        c.key for c in form.columns if c.kind == "money" and own_span(c) == "月"
    ]
    months = [
        i
        for i, column in enumerate(table.columns)
        if len(named_months(column.label)) == 1 and (not found[i] or is_part(found[i]))
    ]
    for place in (found.index(key) for key in of_month if key in found):
        if len(months) > 1 and _is_sum(table, months, place):
            found[:] = [
                "" if i == place or i in months else key for i, key in enumerate(found)
            ]


def _is_sum(table: Table, parts: Sequence[int], whole: int) -> bool:
    """Is the column ``whole`` the sum of ``parts`` in every row?"""
    try:
        rows = [[_number(row.cells[i]) for i in (*parts, whole)] for row in table.rows]
    except NumberError:
        return False
    return all(sum(row) == 2 * row[-1] for row in rows)


def _is_by_month(table: Table, places: Sequence[int], months: int, amount: int) -> bool:
    """Is the sum of ``places`` × ``months`` = ``amount`` in half of the rows and more than
    have it without ``months``, and not always × 1? The others are slips.
    """
    try:
        rows = [
            [_number(row.cells[i]) for i in (*places, months, amount)]
            for row in table.rows
        ]
    except NumberError:
        return False
    fitting = [many for *parts, many, paid in rows if sum(parts) * many == paid]
    plain = sum(sum(parts) == paid for *parts, _, paid in rows)
    is_usual = 2 * len(fitting) >= len(rows) and len(fitting) > plain
    return is_usual and any(many != 1 for many in fitting)


def _number(cell: str) -> Decimal:
    """Raises NumberError for words."""
    return Decimal(0) if cell in NOTHING else parse(cell).value
