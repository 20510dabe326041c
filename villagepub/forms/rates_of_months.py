"""生活补贴 60, 月数 3, 金额 180: what is paid for one month, whatever its head says."""

from collections.abc import Sequence
from decimal import Decimal

from villagepub.forms.form import Form
from villagepub.forms.months import named
from villagepub.forms.quantity import NumberError, parse
from villagepub.forms.values import NOTHING
from villagepub.tables.table import Table


def tell(form: Form, table: Table, found: list[str]) -> None:
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


def drop_bare(form: Form, table: Table, found: list[str]) -> None:
    """享受月份 9 is September or nine months: it counts where the amount says so."""
    months = form.by_role("months")
    if months is None or months.key not in found:
        return
    place = found.index(months.key)
    is_named = named(months, table.columns[place].label).by_month
    if not (is_named and any(row.cells[place].isdecimal() for row in table.rows)):
        return
    for rule in form.rules:
        if rule.kind == "product" and {months.key, *rule.columns} <= set(found):
            places = [found.index(key) for key in rule.columns]
            if _is_by_month(table, places[:-2], *places[-2:]):
                return
    found[place] = ""


def drop_whole(form: Form, table: Table, found: list[str]) -> None:
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
