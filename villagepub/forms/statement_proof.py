"""What an account is of, where no word says it and the sum of its neighbours does."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from villagepub.forms.accounts import LABELS
from villagepub.forms.entry import Part, Record
from villagepub.forms.form import Form
from villagepub.forms.statement import StatementColumns, StatementLine, lines


def proven(form: Form, settled: Sequence[Record]) -> tuple[Record, ...]:
    """Accounts of which no word says what they are, and whose sum does: 收入合计.

    They stand above their sum, or below it as in an outline.
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
    return tuple(records)


def _accounts_from(
    found: Sequence[StatementLine], places: Iterable[int], total: StatementLine
) -> tuple[int, ...]:
    """The accounts next to a sum that may be its own."""
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
