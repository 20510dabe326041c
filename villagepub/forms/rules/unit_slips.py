"""A sum in 元 that was meant in 万元, seen from the sums beside it: 预算 50,000, 中标价 4.90."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from villagepub.forms.entry import Entry, Part, Problem, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.quantities import money
from villagepub.forms.rules.arithmetic import row_problem
from villagepub.forms.words.row_labels import row_label, who

WAN, SPREAD = 10_000, 2  # a budget and its price are hardly further apart than twice


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    """One for each row in which two of the sums whose unit is asked about (those of one
    thing: 预算, 中标价, 决算) are about ten thousand times apart.
    """
    columns = [c for c in form.columns if c.kind == "money" and c.asks_unit]
    for part, record in entry.placed if len(columns) > 1 else ():
        yield from _of_row(form, part, record, columns)


def _of_row(
    form: Form, part: Part, record: Record, columns: list[FormColumn]
) -> Iterator[Problem]:
    said = [(Decimal(record.values.get(c.key) or 0), c) for c in columns]
    sums = sorted((pair for pair in said if pair[0] > 0), key=lambda pair: pair[0])
    for (low, small), (high, large) in combinations(sums, 2):
        if WAN <= high * SPREAD / low <= WAN * SPREAD**2:
            yield row_problem(
                part,
                record,
                small,
                title=f"{who(form, record)}的{small.label}，是不是万元写成了元？",
                message=(
                    f"{row_label(form, record)}：{small.label} {money.show(low)} 元，"
                    f"{large.label} {money.show(high)} 元，差了一万倍上下。"
                ),
            )
            return
