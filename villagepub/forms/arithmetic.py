"""The rules that tie the figures of one row. Products are rounded once, at their end."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from villagepub.forms import money
from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.evidence import CheckedRow, Evidence, skipped
from villagepub.forms.form import Form, FormColumn, Rule
from villagepub.forms.quantity import plain
from villagepub.forms.roundings import CUTS, ROUNDINGS, Rounding
from villagepub.forms.row_labels import namer, row_label, who

EXPLAIN = Choice(id="explain", label="表上没错，我来说明")

Figures = tuple[str, ...]  # what a row says in the columns of a rule
Found = tuple[Evidence, list[Problem]]


@dataclass(frozen=True, slots=True)
class _Product:
    """Worked out once for all rows that say the same figures, ``times`` of them."""

    exact: Decimal
    stated: Decimal
    times: int

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
    times = Counter(figures for _, _, figures in whole)
    lines = {figures: _multiplied(figures, n) for figures, n in times.items()}
    way, named = _usual(list(lines.values())), namer(form)
    shown = {
        figures: CheckedRow(
            row=0,
            working=f"{short(figures[0])} × {short(figures[1])}",
            computed=money.show(way.of(line.exact)),
            stated=money.show(line.stated),
        )
        for figures, line in lines.items()
    }
    wrong = {figures for figures, line in lines.items() if not line.fits(way)}
    problems, rows = [], []
    for part, record, figures in whole:
        _, working, _, computed, stated, _, _ = shown[figures]
        fault = code_of(part, record, result) if figures in wrong else ""
        if fault:
            line = lines[figures]
            problems.append(_product_wrong(form, part, record, line, way, columns))
        rows.append(
            CheckedRow(
                record.row, working, named(record), computed, stated, part.name, fault
            )
        )
    evidence = Evidence(
        rule="product",
        claim=f"{a.label} × {b.label} = {result.label}",
        counted=form.row_unit,
        columns=rule.columns,
        rows=tuple(rows),
        skipped=skipped(left),
        note=way.said if any(x.stated != x.exact for x in lines.values()) else "",
    )
    return evidence, problems


def _split(
    entry: Entry, columns: Sequence[FormColumn]
) -> tuple[list[tuple[Part, Record, Figures]], list[tuple[int, str]]]:
    """The rows that say all of the columns, and why the others can't be checked."""
    rows = list(entry.placed)
    said = [[record.values.get(c.key, "") for _, record in rows] for c in columns]
    absent = [c.label for c, own in zip(columns, said, strict=True) if not any(own)]
    if absent:
        return [], [(0, f"表上没有{'、'.join(absent)}")]
    every = list(zip(*said, strict=True))
    lacking = {f: _lacking(f, columns) for f in set(every) if not all(f)}
    whole, left = [], []
    for (part, record), figures in zip(rows, every, strict=True):
        if figures in lacking:
            left.append((record.row, lacking[figures]))
        else:
            whole.append((part, record, figures))
    return whole, left


def _lacking(figures: Figures, columns: Sequence[FormColumn]) -> str:
    both = zip(columns, figures, strict=True)
    return f"没有写{'、'.join(c.label for c, said in both if not said)}"


def _multiplied(figures: Figures, times: int) -> _Product:
    a, b, stated = map(Decimal, figures)
    return _Product(a * b, stated, times)


def _usual(lines: Sequence[_Product]) -> Rounding:
    """The rounding that fits most rows, 分 where two fit as many; cutting only where
    that, and no rounding, fits every row.
    """
    best = max(
        ROUNDINGS, key=lambda w: (sum(x.times for x in lines if x.fits(w)), -w.place)
    )
    if all(x.fits(best) for x in lines):
        return best
    return next((cut for cut in CUTS if all(x.fits(cut) for x in lines)), best)


def code_of(part: Part, record: Record, column: FormColumn) -> str:
    return f"arithmetic:{part.name}:{record.row}:{column.key}"


def _product_wrong(
    form: Form,
    part: Part,
    record: Record,
    line: _Product,
    way: Rounding,
    columns: Sequence[FormColumn],
) -> Problem:
    a, b, result = columns
    right = way.of(line.exact)
    is_exact = right == line.exact
    message = (
        f"{row_label(form, record)}：{say(a, record)} × {say(b, record)} = "
        f"{money.show(line.exact)} {result.unit}，"
        f"{'' if is_exact else f'{way.said}是 {money.show(right)} {result.unit}，'}表上写的是 {money.show(line.stated)}，"
        f"差 {money.show(abs(right - line.stated))} {result.unit}。"
    )
    return Problem(
        code=code_of(part, record, result),
        kind="arithmetic",
        title=f"{who(form, record)}的钱，乘出来不对",
        message=message,
        part=part.name,
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
    known = {figures: _numbers(figures) for figures in {said for _, _, said in whole}}
    problems, rows, named = [], [], namer(form)
    for part, record, figures in whole:
        (x, y), numbers = figures, known[figures]
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
        rows.append(CheckedRow(record.row, x, named(record), "", y, part.name, fault))
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
    problems, rows, left, named = [], [], [], namer(form)
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
                who=named(record),
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
