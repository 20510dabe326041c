"""A factor that no row says and most rows agree on: 60 a month and 180 paid are three months.

Where nearly all rows come to the same number, the row that alone comes to another is held
against it. Rows that share another number have another standard, and are not checked.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from villagepub.forms.entry import Entry, Problem, Record
from villagepub.forms.form import FormColumn
from villagepub.forms.quantities.quantity import plain
from villagepub.forms.rules.arithmetic import short

MIN_ROWS = 3  # that agree, and two of three rows with them
FINEST = Decimal("0.0001")  # of a ratio: two thirds of a month are no number of months


@dataclass(frozen=True, slots=True)
class UnsaidFactor:
    """``entry`` has the factor in each row that is held against it; ``words`` say it."""

    entry: Entry
    words: str  # 表上没写月数，多数行是 3 个月

    def told(self, problem: Problem) -> Problem:
        """The problem of a row that comes to another number."""
        return replace(problem, message=f"{problem.message}{self.words}。")


def of(
    entry: Entry, rates: Sequence[FormColumn], many: FormColumn, result: FormColumn
) -> UnsaidFactor | None:
    """None where each factor is said, or where the rows do not agree on the other."""
    records = entry.records
    lacking = [
        c for c in (*rates, many) if not any(r.values.get(c.key) for r in records)
    ]
    if many in lacking and lacking != [many] or len(rates) > 1 and many not in lacking:
        return None
    others = rates if many in lacking else [many]
    if len(lacking) != 1 or not _is_uniform(lacking[0], result):
        return None
    ratios = {id(r): ratio for r in records if (ratio := _ratio(r, others, result))}
    return _filled(entry, lacking[0], ratios)


def _is_uniform(column: FormColumn, result: FormColumn) -> bool:
    """The months of one list, and what is paid for a 亩."""
    is_of_land = column.unit == "元/亩" and result.role == "amount"
    return column.role == "months" or column.role == "rate" and is_of_land


def _ratio(
    record: Record, others: Sequence[FormColumn], result: FormColumn
) -> Decimal | None:
    by = sum((Decimal(record.values.get(c.key) or 0) for c in others), Decimal(0))
    paid = record.values.get(result.key)
    return (Decimal(paid) / by).quantize(FINEST) if by and paid else None


def _filled(
    entry: Entry, column: FormColumn, ratios: Mapping[int, Decimal]
) -> UnsaidFactor | None:
    times = Counter(ratios.values())
    usual, many = max(times.items(), key=lambda item: item[1], default=(Decimal(0), 0))
    is_whole = column.role != "months" or usual == usual.to_integral_value()
    if many < MIN_ROWS or 3 * many < 2 * len(ratios) or not usual or not is_whole:
        return None
    value = plain(usual, 0 if column.role == "months" else 2)
    held = {i for i, ratio in ratios.items() if ratio == usual or times[ratio] == 1}
    parts = (
        replace(
            part,
            records=tuple(
                r.with_value(column.key, value) if id(r) in held else r
                for r in part.records
            ),
        )
        for part in entry.parts
    )
    words = f"表上没写{column.label}，多数行是 {short(value)} {column.unit}"
    return UnsaidFactor(Entry(parts=tuple(parts)), words)
