"""The rules that tie the figures of one row. Products are rounded once, at their end."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from villagepub.forms import money
from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.evidence import CheckedRow, Evidence, skipped
from villagepub.forms.form import Form, FormColumn, Rule
from villagepub.forms.quantity import plain
from villagepub.forms.roundings import CUTS, ROUNDINGS, Rounding
from villagepub.forms.row_labels import row_label, who

EXPLAIN = Choice(id="explain", label="表上没错，我来说明")

Placed = tuple[Part, Record]
Found = tuple[Evidence, list[Problem]]


@dataclass(frozen=True, slots=True)
class _Product:
    part: Part
    record: Record
    exact: Decimal
    stated: Decimal

    def fits(self, way: Rounding) -> bool:
        """Rounded so; an amount that is not rounded at all passes as the finest."""
        unrounded = way == ROUNDINGS[0] and self.stated == self.exact
        return unrounded or self.stated == way.of(self.exact)


def rounded(value: Decimal, place: Decimal) -> Decimal:
    return value.quantize(place, ROUND_HALF_UP)


def product(form: Form, entry: Entry, rule: Rule) -> Found:
    """columns[0] × columns[1] = columns[2], in the way of rounding that most rows fit."""
    a, b, result = columns = [form.column(key) for key in rule.columns]
    whole, left = _split(entry, columns)
    lines = [_multiplied(part, record, columns) for part, record in whole]
    way = _usual(lines)
    problems, rows = [], []
    for line in lines:
        fault = "" if line.fits(way) else code_of(line.part, line.record, result)
        if fault:
            problems.append(_product_wrong(form, line, way, columns))
        values = line.record.values
        rows.append(
            CheckedRow(
                part=line.part.name,
                row=line.record.row,
                who=who(form, line.record),
                working=f"{short(values[a.key])} × {short(values[b.key])}",
                computed=money.show(way.of(line.exact)),
                stated=money.show(line.stated),
                fault=fault,
            )
        )
    evidence = Evidence(
        rule="product",
        claim=f"{a.label} × {b.label} = {result.label}",
        counted=form.row_unit,
        columns=rule.columns,
        rows=tuple(rows),
        skipped=skipped(left),
        note=way.said if any(x.stated != x.exact for x in lines) else "",
    )
    return evidence, problems


def _split(
    entry: Entry, columns: Sequence[FormColumn]
) -> tuple[list[Placed], list[tuple[int, str]]]:
    """The rows that say all of the columns, and why the others can't be checked."""
    absent = [
        c.label for c in columns if not any(r.values.get(c.key) for r in entry.records)
    ]
    if absent:
        return [], [(0, f"表上没有{'、'.join(absent)}")]
    whole, left = [], []
    for part, record in entry.placed:
        missing = [c.label for c in columns if not record.values.get(c.key)]
        if missing:
            left.append((record.row, f"没有写{'、'.join(missing)}"))
        else:
            whole.append((part, record))
    return whole, left


def _multiplied(part: Part, record: Record, columns: Sequence[FormColumn]) -> _Product:
    a, b, stated = (Decimal(record.values[c.key]) for c in columns)
    return _Product(part, record, a * b, stated)


def _usual(lines: Sequence[_Product]) -> Rounding:
    """The rounding that fits most rows, 分 where two fit as many; cutting only where
    that, and no rounding, fits every row.
    """
    best = max(ROUNDINGS, key=lambda w: (sum(x.fits(w) for x in lines), -w.place))
    if all(x.fits(best) for x in lines):
        return best
    return next((cut for cut in CUTS if all(x.fits(cut) for x in lines)), best)


def code_of(part: Part, record: Record, column: FormColumn) -> str:
    return f"arithmetic:{part.name}:{record.row}:{column.key}"


def _product_wrong(
    form: Form, line: _Product, way: Rounding, columns: Sequence[FormColumn]
) -> Problem:
    a, b, result = columns
    record, right = line.record, way.of(line.exact)
    is_exact = right == line.exact
    message = (
        f"{row_label(form, record)}：{say(a, record)} × {say(b, record)} = "
        f"{money.show(line.exact)} {result.unit}，"
        f"{'' if is_exact else f'{way.said}是 {money.show(right)} {result.unit}，'}表上写的是 {money.show(line.stated)}，"
        f"差 {money.show(abs(right - line.stated))} {result.unit}。"
    )
    return Problem(
        code=code_of(line.part, record, result),
        kind="arithmetic",
        title=f"{who(form, record)}的钱，乘出来不对",
        message=message,
        part=line.part.name,
        row=record.row,
        column=result.key,
        choices=(
            Choice(
                id="set_value",
                label=f"改成 {money.show(right)} {result.unit}",
                value=plain(right, 2),
            ),
            EXPLAIN,
        ),
    )


def say(column: FormColumn, record: Record) -> str:
    """14.71 亩, 60 元: the value with the first part of its unit."""
    return f"{short(record.values[column.key])} {column.unit.split('/')[0]}".strip()


def short(value: str) -> str:
    return value.removesuffix(".00")


def at_most(form: Form, entry: Entry, rule: Rule) -> Found:
    small, large = columns = [form.column(key) for key in rule.columns]
    whole, left = _split(entry, columns)
    problems, rows = [], []
    for part, record in whole:
        x, y = record.values[small.key], record.values[large.key]
        numbers = _numbers((x, y))
        if numbers is None:
            left.append((record.row, "单位不一样"))
            continue
        fault = code_of(part, record, small) if numbers[0] > numbers[1] else ""
        if fault:
            problems.append(
                row_problem(
                    part,
                    record,
                    small,
                    title=f"{who(form, record)}的{small.label}比{large.label}还多",
                    message=f"{row_label(form, record)}：{small.label} {x}，{large.label} {y}。",
                    blocking=rule.blocking,
                )
            )
        rows.append(
            CheckedRow(
                part=part.name,
                row=record.row,
                who=who(form, record),
                working=x,
                stated=y,
                fault=fault,
            )
        )
    evidence = Evidence(
        rule="at_most",
        claim=f"{small.label}不比{large.label}多",
        counted=form.row_unit,
        columns=rule.columns,
        rows=tuple(rows),
        skipped=skipped(left),
    )
    return evidence, problems


def adds(form: Form, entry: Entry, rule: Rule) -> Found:
    """columns[0] + … = the last one; an addend that is not written counts as none."""
    *addends, result = (form.column(key) for key in rule.columns)
    problems, rows, left = [], [], []
    names = "、".join(c.label for c in addends)
    for part, record in entry.placed:
        said = [v for c in addends if (v := record.values.get(c.key))]
        stated = record.values.get(result.key, "")
        enough = len(addends) if rule.whole else 1
        numbers = _numbers((*said, stated)) if len(said) >= enough and stated else ()
        if not numbers:
            absent = f"没有写{names if stated else result.label}"
            left.append((record.row, absent if numbers == () else "单位不一样"))
            continue
        added = sum(numbers[:-1], Decimal(0))
        fault = code_of(part, record, result) if added != numbers[-1] else ""
        if fault:
            problems.append(_sum_wrong(form, part, record, addends, result, added))
        rows.append(
            CheckedRow(
                part=part.name,
                row=record.row,
                who=who(form, record),
                working=" + ".join(said),
                computed=plain(added),
                stated=stated,
                fault=fault,
            )
        )
    evidence = Evidence(
        rule="adds",
        claim=f"{' + '.join(c.label for c in addends)} = {result.label}",
        counted=form.row_unit,
        columns=rule.columns,
        rows=tuple(rows),
        skipped=skipped(left),
    )
    return evidence, problems


def _numbers(values: Sequence[str]) -> list[Decimal] | None:
    """5, 5袋: the numbers of canonical values; None where their units differ."""
    found = [re.fullmatch(r"(-?[0-9.]+)(.*)", value) for value in values]
    matches = [match for match in found if match]
    if len(matches) < len(values) or len({m[2] for m in matches}) > 1:
        return None
    return [Decimal(m[1]) for m in matches]


def _sum_wrong(
    form: Form,
    part: Part,
    record: Record,
    addends: Sequence[FormColumn],
    result: FormColumn,
    added: Decimal,
) -> Problem:
    labels = "、".join(c.label for c in addends)
    return row_problem(
        part,
        record,
        result,
        title=f"“{who(form, record)}”的{result.label}，加起来对不上",
        message=(
            f"{row_label(form, record)}：{labels}加起来是 {plain(added)}，"
            f"{result.label}写的是 {record.values[result.key]}。"
        ),
    )


def row_problem(
    part: Part,
    record: Record,
    column: FormColumn,
    *,
    title: str,
    message: str,
    blocking: bool = True,
) -> Problem:
    return Problem(
        code=code_of(part, record, column),
        kind="arithmetic",
        title=title,
        message=message,
        part=part.name,
        row=record.row,
        column=column.key,
        choices=(Choice(id="type_in", label=f"{column.label}应该是"), EXPLAIN),
        blocking=blocking,
    )


CHECKERS: dict[str, Callable[[Form, Entry, Rule], Found]] = {
    "product": product,
    "at_most": at_most,
    "adds": adds,
}
