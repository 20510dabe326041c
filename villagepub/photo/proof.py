"""Which figures of a read table the sheet itself proves: by its sums and its products.

A misread figure breaks its product and its sum. What holds needs no eyes; what does not
hold is asked about, however sure the reader is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from villagepub.forms.form import Form, Rule
from villagepub.forms.quantities.money import CENT
from villagepub.forms.quantities.quantity import NumberError, parse
from villagepub.photo.spots import Spot, figure_columns
from villagepub.tables.table import Table, TableRow

# 909.0C is 909.00 misread: of letters only those of measures stand behind a figure
_LETTERS = re.compile(r"(?!(?:kg|km|m[23]?)$)[A-Za-z]+")
MIN_ADDENDS = 2  # a sum of one figure is the same figure again, misread the same way


@dataclass(slots=True)
class Proof:
    """``proven`` and ``broken`` spots; a spot may be both: its sum holds, its product
    does not. ``complete``: the tables of which a sum proves that no row is missing.
    """

    proven: set[Spot] = field(default_factory=set)
    broken: set[Spot] = field(default_factory=set)
    complete: set[int] = field(default_factory=set)

    def note(self, spots: Iterable[Spot], *, holds: bool) -> None:
        (self.proven if holds else self.broken).update(spots)


def prove(
    form: Form, tables: Sequence[Table], mappings: Sequence[Sequence[str]]
) -> Proof:
    proof = Proof()
    for t, (table, mapping) in enumerate(zip(tables, mappings, strict=True)):
        for place in figure_columns(form, table, mapping):
            _sums(proof, t, table, place)
        _rows(proof, form, t, table, mapping)
    return proof


def number(cell: str) -> Decimal | None:
    """The figure of a cell without its unit; None for what is none."""
    try:
        found = parse(cell)
    except NumberError:
        return None
    return None if _LETTERS.fullmatch(found.unit) else found.value


def _sums(proof: Proof, t: int, table: Table, place: int) -> None:
    """Each stated total of a column held against the rows that it sums."""
    for n, total in enumerate(table.totals):
        if not total.cells[place] or not total.covers:
            continue
        rows = [r for a, b in total.covers for r in range(a, b)]
        cells = [table.rows[r].cells[place] for r in rows]
        spots = [Spot(t, r, place) for r in rows if table.rows[r].cells[place]]
        values = [number(cell) if cell else Decimal(0) for cell in cells]
        stated = number(total.cells[place])
        known = [value for value in values if value is not None]
        holds = len(known) == len(values) and sum(known) == stated
        spots.append(Spot(t, n, place, is_total=True))
        if not holds:
            proof.note(spots, holds=False)
        elif sum(value != 0 for value in known) >= MIN_ADDENDS:
            proof.note(spots, holds=True)
            if len(rows) == len(table.rows):
                proof.complete.add(t)


def _rows(
    proof: Proof, form: Form, t: int, table: Table, mapping: Sequence[str]
) -> None:
    """The rules that tie the figures of a row, its totals included where they add."""
    place = {key: n for n, key in enumerate(mapping) if key}
    for rule in form.rules:
        if not set(rule.columns) & set(place):
            continue
        for row, spots in _lines(t, table, len(mapping)):
            own = {
                key: spots[place[key]]
                for key in rule.columns
                if key in place and row.cells[place[key]]
            }
            values = {key: number(row.cells[place[key]]) for key in own}
            if rule.kind == "product" and not spots[0].is_total:
                _product(proof, rule, values, own)
            elif rule.kind == "adds":
                _adds(proof, rule, values, own)
        if rule.kind == "running":
            _running(proof, rule, t, table, place)


def _lines(t: int, table: Table, width: int) -> Iterator[tuple[TableRow, list[Spot]]]:
    for r, row in enumerate(table.rows):
        yield row, [Spot(t, r, c) for c in range(width)]
    for r, row in enumerate(table.totals):
        yield row, [Spot(t, r, c, is_total=True) for c in range(width)]


Values = Mapping[str, Decimal | None]


def _product(
    proof: Proof, rule: Rule, values: Values, spots: Mapping[str, Spot]
) -> None:
    """area × rate = amount, to the 分. 1 × 300 = 300 is copied: it proves its factors
    only where a sum has proven the product.
    """
    if len(values) < len(rule.columns):
        return
    own = [spots[key] for key in rule.columns]
    a, b, stated = (values[key] for key in rule.columns)
    if a is None or b is None or stated is None:
        proof.note(own, holds=False)
        return
    exact = a * b
    holds = stated in (exact, exact.quantize(CENT, ROUND_HALF_UP))
    if not holds:
        proof.note(own, holds=False)
    elif own[2] in proof.proven or not {a, b} & {Decimal(0), Decimal(1)}:
        proof.note([own[2]], holds=True)
        proof.note([own[0]] if _tells(a, b) else [], holds=True)
        proof.note([own[1]] if _tells(b, a) else [], holds=True)


def _tells(factor: Decimal, other: Decimal) -> bool:
    """Whether the smallest slip in the factor would be seen in the product's 分."""
    exponent = factor.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return step * other >= CENT


def _adds(proof: Proof, rule: Rule, values: Values, spots: Mapping[str, Spot]) -> None:
    *addends, result = rule.columns
    said = [key for key in addends if key in values]
    if result not in values or not said:
        return
    own = [spots[key] for key in (*said, result)]
    known = [
        -v if key in rule.less else v for key in said if (v := values[key]) is not None
    ]
    holds = len(known) == len(said) and sum(known) == values[result]
    if not holds:
        proof.note(own, holds=False)
    elif sum(value != 0 for value in known) >= MIN_ADDENDS:
        proof.note(own, holds=True)


def _running(
    proof: Proof, rule: Rule, t: int, table: Table, place: Mapping[str, int]
) -> None:
    """The balance before + income − spending = the balance, line by line."""
    income, spending, balance = rule.columns
    if balance not in place:
        return
    before: tuple[Spot, Decimal] | None = None
    for r, row in enumerate(table.rows):
        own = {
            key: Spot(t, r, place[key])
            for key in rule.columns
            if key in place and row.cells[place[key]]
        }
        values = {key: number(row.cells[spot.column]) for key, spot in own.items()}
        left = values.get(balance)
        if left is None:
            before = None
            continue
        moved = [values.get(income, Decimal(0)), values.get(spending, Decimal(0))]
        if before is not None and len(own) > 1:
            holds = (
                None not in moved
                and before[1] + (moved[0] or 0) - (moved[1] or 0) == left
            )
            proof.note([before[0], *own.values()], holds=holds)
        before = own[balance], left
