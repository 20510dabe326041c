"""生活补贴 60, 月数 3, 金额 180: what is paid for one month, whatever its head says."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from villagepub.forms.dynamic_columns import is_part
from villagepub.forms.form import Form
from villagepub.forms.months import as_named_months, named_months
from villagepub.forms.quantity import NumberError, parse
from villagepub.forms.spans import own_span
from villagepub.forms.values import NOTHING
from villagepub.tables.table import Table, with_cells

_DAYS = re.compile("天|工数|工日|日数|出工|误工$")


def take_monthly_rates(form: Form, table: Table, found: list[str]) -> None:
    """Columns that add up to the amount are rates where they do so times the months, in
    every row; where their heads say 元/月 they are too.
    """
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


def drop_ambiguous_months(form: Form, table: Table, found: list[str]) -> None:
    """享受月份 9 is September or nine months: it counts where each amount says which."""
    place = _named_months(form, table, found)
    if place >= 0 and None in _bare_months(form, table, found, place):
        found[place] = ""


def with_named_months(form: Form, table: Table, mapping: Sequence[str]) -> Table:
    """The table with 9月 for the 9 of which the amount says that it is September."""
    place = _named_months(form, table, mapping)
    if place < 0:
        return table
    known = _bare_months(form, table, mapping, place)
    rows = (
        with_cells(row, (*row.cells[:place], cell, *row.cells[place + 1 :]))
        for row, cell in zip(table.rows, known, strict=True)
        if cell is not None
    )
    return table if None in known else replace(table, rows=tuple(rows))


def _named_months(form: Form, table: Table, found: Sequence[str]) -> int:
    """Where months are named and one is a mere number; -1 if nowhere."""
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
    """The cells, 9月 where 9 is September; None where nothing says which it is."""
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


def drop_sums_as_daily_rates(form: Form, table: Table, found: list[str]) -> None:
    """标准 600 beside 22 天 and 600 元 is for the month: no day's pay, where it never fits
    and is itself what somebody gets.
    """
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


def drop_daily_rates_as_monthly(form: Form, table: Table, found: list[str]) -> None:
    """标准 80 beside 误工天数 10 and 800 元 is for a day: no 月标准, whatever it is called."""
    paid = [found.index(c.key) for c in form.columns if c.kind == "money" and c.key in found]  # fmt: skip
    rates = [c.key for c in form.columns if c.kind == "rate" and own_span(c) == "月"]
    days = [i for i, c in enumerate(table.columns) if _DAYS.search(c.label)]
    for place in (found.index(key) for key in rates if key in found):
        if any(_is_by_month(table, [place], many, i) for many in days for i in paid):
            found[place] = ""


def drop_sums_of_months(form: Form, table: Table, found: list[str]) -> None:
    """合计 of 7月, 8月 and 9月 is what three months come to: no 月保障金额."""
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
    try:
        rows = [[_number(row.cells[i]) for i in (*parts, whole)] for row in table.rows]
    except NumberError:
        return False
    return all(sum(row) == 2 * row[-1] for row in rows)


def _is_by_month(table: Table, places: Sequence[int], months: int, amount: int) -> bool:
    try:
        rows = [
            [_number(row.cells[i]) for i in (*places, months, amount)]
            for row in table.rows
        ]
    except NumberError:
        return False
    return any(row[-2] != 1 for row in rows) and all(
        sum(parts) * many == paid for *parts, many, paid in rows
    )


def _number(cell: str) -> Decimal:
    return Decimal(0) if cell in NOTHING else parse(cell).value
