"""What a doubtful figure must be if the other figures of its row or column are right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from villagepub.forms.form import Form
from villagepub.forms.quantities.money import CENT
from villagepub.forms.quantities.quantity import plain
from villagepub.photo.proof import number
from villagepub.photo.spots import Spot, row_at
from villagepub.tables.table import Table, TableRow


@dataclass(frozen=True, slots=True)
class Candidate:
    """``why``: 乘得出, 加得出, 合计减得出; '' for what was read and nothing proves."""

    text: str
    why: str = ""


def of(
    form: Form, tables: Sequence[Table], mapping: Sequence[str], spot: Spot
) -> tuple[Candidate, ...]:
    """What was read first, then what the sheet's arithmetic says; each value once."""
    read = row_at(tables, spot).cells[spot.column]
    table = tables[spot.table]
    told = list(_by_rules(form, mapping, row_at(tables, spot), spot))
    told += _by_sum(table, spot)
    found: dict[Decimal, Candidate] = {}
    for value, why in told:
        found.setdefault(value, Candidate(_like(table, spot.column, value), why))
    own = number(read)
    if own is None:
        return tuple(found.values())
    first = Candidate(read, found.pop(own, Candidate("")).why)
    return first, *found.values()


def _by_rules(
    form: Form, mapping: Sequence[str], row: TableRow, spot: Spot
) -> Iterator[tuple[Decimal, str]]:
    key = mapping[spot.column]
    for rule in form.rules:
        if rule.kind not in ("product", "adds") or key not in rule.columns or rule.less:
            continue
        if rule.kind == "product" and spot.is_total:
            continue
        values = {
            k: number(row.cells[mapping.index(k)]) for k in rule.columns if k in mapping
        }
        others = [values.get(k) for k in rule.columns if k != key]
        known = [v for v in others if v is not None]
        if len(known) < len(others):
            continue
        is_result = key == rule.columns[-1]
        if rule.kind == "product":
            yield from _multiplied(known, is_result=is_result)
        else:
            value = sum(known) if is_result else known[-1] - sum(known[:-1])
            yield Decimal(value), "加得出"


def _multiplied(
    known: Sequence[Decimal], *, is_result: bool
) -> Iterator[tuple[Decimal, str]]:
    a, b = known
    if is_result:
        yield (a * b).quantize(CENT, ROUND_HALF_UP), "乘得出"
    elif a:
        value = (b / a).quantize(CENT, ROUND_HALF_UP)
        if (value * a).quantize(CENT, ROUND_HALF_UP) == b:
            yield value, "乘得出"


def _by_sum(table: Table, spot: Spot) -> Iterator[tuple[Decimal, str]]:
    for n, total in enumerate(table.totals):
        rows = [r for a, b in total.covers for r in range(a, b)]
        cells = {r: table.rows[r].cells[spot.column] for r in rows}
        if spot.is_total and n == spot.row and rows:
            values = [number(cell) for cell in cells.values() if cell]
            if None not in values:
                yield sum((v for v in values if v is not None), Decimal(0)), "加得出"
        if not spot.is_total and spot.row in cells:
            stated = number(total.cells[spot.column])
            others = [number(c) for r, c in cells.items() if c and r != spot.row]
            known = [v for v in others if v is not None]
            if stated is None or len(known) < len(others):
                continue
            rest = stated - sum(known)
            if rest > 0:
                yield rest, "合计减得出"


def _like(table: Table, place: int, value: Decimal) -> str:
    """Written with as many places as the figures of its column."""
    cells = [row.cells[place] for row in table.rows if "." in row.cells[place]]
    places = max((len(cell.rpartition(".")[2]) for cell in cells), default=0)
    whole = value.normalize() if not places else value
    return plain(whole + 0, min(places, 2))
