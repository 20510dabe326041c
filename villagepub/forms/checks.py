"""What a form's rules find in an entry: faults with a way out, and evidence for the rest."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from villagepub.forms.accounts import carried_rows, ledger_rules, statement_rules
from villagepub.forms.choices import EXPLAIN
from villagepub.forms.days import day_order
from villagepub.forms.entry import (
    Choice,
    Entry,
    Part,
    Problem,
)
from villagepub.forms.evidence import Evidence, Found
from villagepub.forms.form import Form, FormColumn, Rule
from villagepub.forms.heads import open_heads
from villagepub.forms.heads.dynamic_columns import GOODS, expanded_for
from villagepub.forms.problems import of_column, of_part
from villagepub.forms.quantities import money, quantity
from villagepub.forms.quantities.unit_resolution import UnitQuestion, dimension_of
from villagepub.forms.rules import (
    absent_sums,
    arithmetic,
    blank_bands,
    cell_faults,
    duplicates,
    elections,
    head_parts,
    product_addends,
    products,
    share_rules,
    total_rules,
    unit_slips,
    votes,
    whole_rows,
)
from villagepub.forms.stated import title_figures
from villagepub.forms.sums import row_word
from villagepub.forms.values import in_unit
from villagepub.forms.words import name_digits, private_words, reasons, row_marks
from villagepub.forms.words.row_labels import row_label
from villagepub.gc_pause import paused


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """All faults of an entry, in the order of its rows, and what each rule looked at."""

    problems: tuple[Problem, ...] = ()
    evidence: tuple[Evidence, ...] = ()


HOUSEHOLDS = ("unique", "total")  # rules that speak of 户 and of rows
EMPTY = Problem(
    code="empty",
    kind="empty",
    title="还没有名单",
    message="表里一行也没有读到。换一张表，或者自己加一行。",
)


@paused
def examine(form: Form, entry: Entry) -> Report:
    """All problems of an entry, cells first, then rule by rule, totals last, with the
    evidence.

    While the unit of a column is open, its numbers and whatever depends on them are not
    checked.
    """
    if not entry.records:
        return Report(problems=(EMPTY,))
    form = expanded_for(form, entry)
    open_units = {q.key for part in entry.parts for q in part.unit_questions}
    found = _by_rules(form, entry, open_units)
    problems = [p for asked in QUESTIONS for p in asked(form, entry)]
    problems += [p for _, faults in found for p in faults]
    if open_units:
        problems = [
            p for p in problems if p.kind == "unit" or p.column not in open_units
        ]
    return Report(problems=tuple(problems), evidence=tuple(e for e, _ in found))


def _by_rules(form: Form, entry: Entry, open_units: Collection[str]) -> list[Found]:
    by_row = replace(form, row_unit=row_word(form, entry.records))
    records = entry.records
    filled = {key for key in entry.keys if any(r.values.get(key) for r in records)}
    found = [
        CHECKERS[rule.kind](form if rule.kind in HOUSEHOLDS else by_row, entry, rule)
        for rule in _in_order(product_addends.joined(form.rules, filled))
        if not set(open_units) & {*rule.columns, *rule.plus}
        and rule.lacking not in filled
        and not (rule.kind == "adds" and head_parts.has_parts(entry, rule.columns[-1]))
    ]
    found[-1:-1] = head_parts.parts(form, entry)  # before the totals
    found += title_figures.titled(form, entry)
    if not any(rule.kind == "total" for rule in form.rules):
        found += _stated_anyway(form, entry)
    return found


def _stated_anyway(form: Form, entry: Entry) -> Iterator[Found]:
    """共计3人 below a list whose form adds nothing up is held against its rows too."""
    found = total_rules.totals(form, entry, Rule(kind="total"))
    if found[0].rows:
        yield found


def check(form: Form, entry: Entry) -> tuple[Problem, ...]:
    """The faults alone."""
    return examine(form, entry).problems


def _in_order(rules: Sequence[Rule]) -> list[Rule]:
    order = list(CHECKERS)
    return sorted(rules, key=lambda rule: order.index(rule.kind))


def _unit_questions(form: Form, entry: Entry) -> Iterator[Problem]:
    for part in entry.parts:
        for question in part.unit_questions:
            yield _unit_unknown(form.column(question.key), part, question)


def _unit_unknown(column: FormColumn, part: Part, question: UnitQuestion) -> Problem:
    where = f"“{part.name}”" if part.name else ""
    return of_column("unit", part.name, column.key).problem(
        title=f"{where}{column.label}是哪个单位？",
        message=f"{question.why}，“{column.label}”这一列认不准是什么单位。",
        choices=(
            *(_as_unit(column, u, question.example) for u in question.units),
            *(() if column.required else (cell_faults.leave(column.label),)),
        ),
    )


def _as_unit(column: FormColumn, unit: str, example: str) -> Choice:
    """是万元：18.6 万元 = 186,000.00 元."""
    label = f"是{unit}"
    value = in_unit(column, unit, example)
    if dimension_of(column) and value:
        right = f"{money.show(Decimal(value))} {column.unit}"
        is_same = unit == column.unit or unit in column.same_units
        written = _written(example, unit, dimension_of(column))
        label += f"：{right}" if is_same else f"：{written} = {right}"
    return Choice(id=f"unit-{unit}", label=label, value=unit)


def _written(cell: str, unit: str, dimension: quantity.Dimension | None) -> str:
    """A cell that says its own unit, 3亩5分, keeps it."""
    found = quantity.parse(cell, dimension)
    return str(found) if found.unit else f"{found} {unit}"


def _given(form: Form, entry: Entry) -> Iterator[Problem]:
    """Households of which nothing was read that they got: 大米 50 without a unit."""
    if not form.goods:
        return
    keys = [GOODS, *(c.key for c in form.columns if c.kind in ("goods", "money"))]
    for part in entry.parts:
        rows = [record for record in part.records if not any(map(record.says, keys))]
        if rows:
            yield of_part("column", part.name, asks="given").problem(
                title=f"有 {len(rows)} {form.row_unit}没有写领到什么",
                message=f"{row_label(form, rows[0])}没有钱数，也没有读出物资。列名上写明单位，像“大米（袋）”，改好再传一次。",
                choices=(EXPLAIN,),
            )


# What no rule of a form says: units, rows, cells.
QUESTIONS: tuple[Callable[[Form, Entry], Iterable[Problem]], ...] = (
    _unit_questions,
    row_marks.questions,
    row_marks.not_one_questions,
    name_digits.questions,
    day_order.questions,
    whole_rows.questions,
    private_words.questions,
    open_heads.questions,
    absent_sums.questions,
    reasons.questions,
    blank_bands.questions,
    cell_faults.questions,
    _given,
    product_addends.questions,
    unit_slips.questions,
    ledger_rules.questions,
    carried_rows.questions,
    elections.questions,
    votes.questions,
)
# In the order in which people read them: who, then row by row, totals last.
CHECKERS = {
    "unique": duplicates.unique,
    "running": ledger_rules.running,
    "chain": ledger_rules.chain,
    "product": products.product,
    "at_most": arithmetic.at_most,
    "adds": arithmetic.adds,
    "shares": share_rules.shares,
    "statement": statement_rules.statement,
    "total": total_rules.totals,
}
