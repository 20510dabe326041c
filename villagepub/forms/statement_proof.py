"""The class of accounts that no word tells, proven by a stated sum that they come to."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from villagepub.forms.accounts import LABELS
from villagepub.forms.entry import Part, Record
from villagepub.forms.form import Form
from villagepub.forms.statement import (
    PART,
    StatementColumns,
    StatementLine,
    lines,
    possible_parts,
    sum_of_class,
)


def classify_by_sums(form: Form, settled: Sequence[Record]) -> tuple[Record, ...]:
    """The records with the class of such a sum (收入合计) given to the accounts right above
    it, or right below it as in an outline, if these come to exactly what it states.
    """
    keys, records = StatementColumns.of(form), list(settled)
    if keys is None:
        return tuple(records)
    found = lines(Part(records=tuple(records)), keys)
    for place, line in enumerate(found):
        if line.sort != "sum" or not line.kind:
            continue
        above = _accounts_from(found, range(place - 1, -1, -1), line)
        below = _accounts_from(found, range(place + 1, len(found)), line)
        stated = line.value(keys.amount)
        own = next(
            (o for o in (above, below) if _comes_to(found, o, keys) == stated), ()
        )
        for i in own:
            values = {**records[i].values, keys.kind: LABELS[line.kind]}
            records[i] = replace(records[i], values=values)
    return _with_parts(tuple(records), keys)


def _with_parts(
    records: tuple[Record, ...], keys: StatementColumns
) -> tuple[Record, ...]:
    """The records with possible parts (办公费 below 管理费用) marked as parts where the
    stated sum is right only without them.
    """
    found = lines(Part(records=records), keys)
    inside = [line for _, line in possible_parts(found, keys)]
    parts = set[int]()
    for total in found:
        own = [x for x in inside if total.sort == "sum" and x.kind == total.kind]
        less = sum((x.value(keys.amount) or Decimal(0) for x in own), Decimal(0))
        whole = sum_of_class(
            [x for x in found if x.sort == "account"], total.kind, keys.amount
        )
        if own and total.value(keys.amount) == whole - less:
            parts |= {id(x.record) for x in own}
    return tuple(
        replace(r, values={**r.values, keys.kind: PART}) if id(r) in parts else r
        for r in records
    )


def _accounts_from(
    found: Sequence[StatementLine], places: Iterable[int], total: StatementLine
) -> tuple[int, ...]:
    """The unbroken run of accounts in ``places`` whose class is unknown or the sum's."""
    may_be = takewhile(
        lambda i: found[i].sort == "account" and found[i].kind in ("", total.kind),
        places,
    )
    return tuple(may_be)


def _comes_to(
    found: Sequence[StatementLine], places: Sequence[int], keys: StatementColumns
) -> Decimal | None:
    if not places:
        return None
    return sum((found[i].value(keys.amount) or Decimal(0) for i in places), Decimal(0))
