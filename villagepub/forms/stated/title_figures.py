"""What a title says of columns that are not added up: 收回98张 of an election, 余300元 of a
ledger, 收入 of a statement. It is held against the rows, or against the rules where no row
says it. Of several sheets it may be what all of them come to.
"""

from collections.abc import Iterator
from decimal import Decimal

from villagepub.forms.accounts.ledger import Balances, balances
from villagepub.forms.accounts.statement import StatementColumns, sums_of
from villagepub.forms.choices import EXPLAIN, use_sum
from villagepub.forms.entry import Entry, Part, Problem
from villagepub.forms.evidence import CheckedRow, Found, Tally
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.problems import of_sum
from villagepub.forms.quantities.quantity import plain
from villagepub.forms.stated.title_columns import OPENING, titled_form


def titled(form: Form, entry: Entry) -> Iterator[Found]:
    """One where a title says any; nothing of a notice whose titles say none."""
    tally = Tally()
    for part in entry.parts:
        for row, problem in _of_part(form, entry, part):
            tally.check(row, problem)
    if tally.rows:
        keys = tuple(key for part in entry.parts for key in part.said_above)
        claim = "标题上写的数和表里的对得上"
        yield tally.found("titled", claim, counted="个数", columns=keys)


def _of_part(
    form: Form, entry: Entry, part: Part
) -> Iterator[tuple[CheckedRow, Problem | None]]:
    for key, value in part.said_above.items():
        column, told = titled_form(form).column(key), Decimal(value)
        found = _in_table(form, entry, part, column)
        if found:
            right = told if told in found else found[0]
            yield _held(part, column, told, right, f"表里的{column.label}")
        else:
            yield from _by_limits(form, part, column, told)


def _in_table(
    form: Form, entry: Entry, part: Part, column: FormColumn
) -> list[Decimal]:
    """What the table says of it: its own, and what all sheets come to."""
    if keys := StatementColumns.of(form):
        return _of_statement(entry, part, column, keys)
    if column.role == "balance" or column == OPENING:
        every = balances(form, entry)
        own = [every[part.name], _joined([*every.values()])]
        said = [b.opening if column == OPENING else b.closing for b in own]
        return [one for one in said if one is not None]
    values = {r.values.get(column.key, "") for r in part.records} - {""}
    return [Decimal(values.pop())] if len(values) == 1 else []


def _joined(every: list[Balances]) -> Balances:
    return Balances(opening=every[0].opening, closing=every[-1].closing)


def _of_statement(
    entry: Entry, part: Part, column: FormColumn, keys: StatementColumns
) -> list[Decimal]:
    own, every = sums_of(part, keys), [sums_of(p, keys) for p in entry.parts]
    match column.key:
        case "income":
            said = [own.income, sum((s.income for s in every), Decimal(0))]
        case "spending":
            said = [own.spending, sum((s.spending for s in every), Decimal(0))]
        case "balance":
            return [c for c in (own.closing, every[-1].closing) if c is not None]
        case _:
            return [c for c in (own.opening, every[0].opening) if c is not None]
    return said


def _by_limits(
    form: Form, part: Part, column: FormColumn, told: Decimal
) -> Iterator[tuple[CheckedRow, Problem | None]]:
    """收回98张, and somebody has 99 votes."""
    if any(r.values.get(column.key) for r in part.records):
        return
    for rule in form.rules:
        if rule.kind == "at_most" and rule.columns[1:] == (column.key,):
            small = form.column(rule.columns[0])
            said = [Decimal(v) for r in part.records if (v := r.values.get(small.key))]
            if said:
                most = max(said)
                where = f"表里最多的{small.label}"
                yield _held(part, column, told, max(most, told), where)


def _held(
    part: Part, column: FormColumn, told: Decimal, right: Decimal, where: str
) -> tuple[CheckedRow, Problem | None]:
    unit = f" {column.unit}" if column.unit else ""
    line = CheckedRow(
        part=part.name,
        row=0,
        working=where,
        computed=f"{plain(right)}{unit}",
        stated=f"{plain(told)}{unit}",
    )
    if told == right:
        return line, None
    said = f"标题上写 {line.stated}"
    return line, of_sum(part.name, f"{column.key}:0", 0, column.key).problem(
        title=f"标题写的{column.label}和表里的不一样",
        said=said,
        message=f"{said}，{where}是 {line.computed}。",
        choices=(use_sum("用表里的数"), EXPLAIN),
    )
