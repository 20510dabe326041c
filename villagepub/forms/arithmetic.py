"""The rules that tie the figures of a row, and rows to one another. All in hundredths."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from villagepub.forms import money
from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.form import Form, FormColumn, Rule
from villagepub.forms.row_labels import who
from villagepub.forms.sums import cents
from villagepub.tables.table import row_words

EXPLAIN = Choice(id="explain", label="表上没错，我来说明")


def check_rules(form: Form, entry: Entry) -> Iterator[Problem]:
    for rule in form.rules:
        checker = CHECKERS.get(rule.kind)
        if checker:
            yield from checker(form, entry, rule)


def product(a: str, b: str) -> int:
    """a × b in hundredths, rounded half up: 14.71 亩 × 60 元."""
    return (cents(a) * cents(b) + 50) // 100


def _product(form: Form, entry: Entry, rule: Rule) -> Iterator[Problem]:
    a, b, result = (form.column(key) for key in rule.columns)
    for part in entry.parts:
        for record in part.records:
            x, y, z = map(record.values.get, rule.columns)
            if x and y and z and product(x, y) != cents(z):
                yield _product_wrong(form, part, record, (a, b, result))


def _product_wrong(
    form: Form, part: Part, record: Record, columns: tuple[FormColumn, ...]
) -> Problem:
    a, b, result = columns
    right = product(record.values[a.key], record.values[b.key])
    stated = cents(record.values[result.key])
    message = (
        f"{row_words(record.row)}：{say(a, record)} × {say(b, record)} = {_show(right)} "
        f"{result.unit}，表上写的是 {_show(stated)}，差 {_show(abs(right - stated))} {result.unit}。"
    )
    return Problem(
        code=f"arithmetic:{part.name}:{record.row}:{result.key}",
        kind="arithmetic",
        title=f"{who(form, record)}的钱，乘出来不对",
        message=message,
        part=part.name,
        row=record.row,
        column=result.key,
        choices=(
            Choice(
                id="set_value",
                label=f"改成 {_show(right)} {result.unit}",
                value=_canonical(right),
                default=True,
            ),
            EXPLAIN,
        ),
    )


def say(column: FormColumn, record: Record) -> str:
    """14.71 亩, 60 元: the value with the first part of its unit."""
    value = record.values[column.key].removesuffix(".00")
    return f"{value} {column.unit.split('/')[0]}".strip()


def _running(form: Form, entry: Entry, rule: Rule) -> Iterator[Problem]:
    """结存 = the 结存 before + 收入 − 支出; goes on from what the sheet says."""
    income, spending, balance = rule.columns
    for part in entry.parts:
        before = part.opening.get(balance, "")
        for record in part.records:
            values = record.values
            stated = values.get(balance, "")
            if before and stated:
                right = cents(before) + cents(values.get(income, ""))
                right -= cents(values.get(spending, ""))
                if right != cents(stated):
                    yield _balance_wrong(form, part, record, before, right, balance)
            before = stated or before


def _balance_wrong(
    form: Form, part: Part, record: Record, before: str, right: int, key: str
) -> Problem:
    stated = cents(record.values[key])
    return Problem(
        code=f"arithmetic:{part.name}:{record.row}:{key}",
        kind="arithmetic",
        title=f"{part.name}“{who(form, record)}”的结存不对".lstrip(),
        message=(
            f"{row_words(record.row)}：上一行剩 {_show(cents(before))}，加收入、减支出，应该剩 "
            f"{_show(right)} 元，表上写的是 {_show(stated)}，差 {_show(abs(right - stated))} 元。"
        ),
        part=part.name,
        row=record.row,
        column=key,
        choices=(
            Choice(
                id="set_value",
                label=f"改成 {_show(right)} 元",
                value=_canonical(right),
                default=True,
            ),
            EXPLAIN,
        ),
    )


def _chain(_form: Form, entry: Entry, rule: Rule) -> Iterator[Problem]:
    """What one month closes with, the next opens with."""
    (key,) = rule.columns
    for earlier, later in zip(entry.parts, entry.parts[1:], strict=False):
        closing = _closing(earlier, key)
        opening = later.opening.get(key, "")
        if closing and opening and cents(closing) != cents(opening):
            yield Problem(
                code=f"chain:{later.name}:{later.opening_row}",
                kind="chain",
                title=f"{later.name}的上月结转接不上{earlier.name}",
                message=(
                    f"{earlier.name}最后剩 {_show(cents(closing))} 元，{later.name}第 "
                    f"{later.opening_row} 行写上月结转 {_show(cents(opening))} 元，"
                    f"差 {_show(abs(cents(closing) - cents(opening)))} 元。"
                ),
                part=later.name,
                row=later.opening_row,
                column=key,
                choices=(EXPLAIN,),
            )


def _closing(part: Part, key: str) -> str:
    balances = [r.values[key] for r in part.records if r.values.get(key)]
    return balances[-1] if balances else part.opening.get(key, "")


def _at_most(form: Form, entry: Entry, rule: Rule) -> Iterator[Problem]:
    small, large = (form.column(key) for key in rule.columns)
    for part in entry.parts:
        for record in part.records:
            x, y = record.values.get(small.key, ""), record.values.get(large.key, "")
            if x and y and cents(x) > cents(y):
                yield _row_problem(
                    part,
                    record,
                    small,
                    title=f"{who(form, record)}的{small.label}比{large.label}还多",
                    message=f"{row_words(record.row)}：{small.label} {x}，{large.label} {y}。",
                    blocking=rule.blocking,
                )


def _adds(form: Form, entry: Entry, rule: Rule) -> Iterator[Problem]:
    *addends, result = (form.column(key) for key in rule.columns)
    for part in entry.parts:
        for record in part.records:
            stated = record.values.get(result.key, "")
            added = sum(cents(record.values.get(c.key, "")) for c in addends)
            if stated and added and added != cents(stated):
                labels = "、".join(c.label for c in addends)
                yield _row_problem(
                    part,
                    record,
                    result,
                    title=f"“{who(form, record)}”的人数对不上",
                    message=(
                        f"{row_words(record.row)}：{labels}加起来是 {added // 100}，"
                        f"{result.label}写的是 {stated}。"
                    ),
                )


def _row_problem(
    part: Part,
    record: Record,
    column: FormColumn,
    *,
    title: str,
    message: str,
    blocking: bool = True,
) -> Problem:
    return Problem(
        code=f"arithmetic:{part.name}:{record.row}:{column.key}",
        kind="arithmetic",
        title=title,
        message=message,
        part=part.name,
        row=record.row,
        column=column.key,
        choices=(Choice(id="type_in", label=f"{column.label}应该是"), EXPLAIN),
        blocking=blocking,
    )


def _canonical(value: int) -> str:
    return str(Decimal(value) / 100 + Decimal("0.00"))


def _show(value: int) -> str:
    return money.show(Decimal(value) / 100)


CHECKERS: dict[str, Callable[[Form, Entry, Rule], Iterator[Problem]]] = {
    "product": _product,
    "running": _running,
    "chain": _chain,
    "at_most": _at_most,
    "adds": _adds,
}
