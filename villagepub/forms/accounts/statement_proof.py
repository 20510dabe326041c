"""The class of accounts that no word tells, proven by a stated sum that they come to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from villagepub.forms.accounts import outlines
from villagepub.forms.accounts.accounts import LABELS
from villagepub.forms.accounts.statement import (
    PART,
    StatementColumns,
    StatementLine,
    lines,
    possible_parts,
    sum_of_class,
)
from villagepub.forms.entry import Part, Record
from villagepub.forms.form import Form

_INSIDE = re.compile(rf"{PART}[:：、，,]?")


def classify_by_sums(form: Form, settled: Sequence[Record]) -> tuple[Record, ...]:
    """The records with the class of such a sum (收入合计) given to the accounts right above
    it, or right below it as in an outline, if these come to exactly what it states.
    """
    keys = StatementColumns.of(form)
    if keys is None:
        return tuple(settled)
    records = outlines.with_parts(_as_accounts(settled, keys), keys)
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


def _as_accounts(settled: Sequence[Record], keys: StatementColumns) -> list[Record]:
    """The records with 其中 taken off what stands right below a sum that is written above
    its accounts (本期收入, 其中：经营收入, 其他收入): it is an account as those after it are.

    Lines that all say 其中 and don't come to the sum are not all that is in it.
    """
    records = list(settled)
    found = lines(Part(records=tuple(settled)), keys)
    for place, total in enumerate(found):
        for n, line in enumerate(_first_parts(found, place, keys), place + 1):
            item = _INSIDE.sub("", line.item)
            records[n] = line.record.with_value(keys.item, item).with_value(
                keys.kind, LABELS[total.kind] if total.kind else ""
            )
    return records


def _first_parts(
    found: Sequence[StatementLine], place: int, keys: StatementColumns
) -> Sequence[StatementLine]:
    """The parts right below the line there, if it is a sum above its accounts and they
    are some of these.
    """
    total = found[place]
    before = found[place - 1] if place else None
    is_below = before and before.sort == "account" and before.kind == total.kind
    if total.sort != "sum" or is_below:
        return ()
    below = range(place + 1, len(found))
    run = [found[i] for i in takewhile(lambda i: _may_be_in(found[i], total), below)]
    first = list(takewhile(lambda line: line.sort == "part", run))
    is_all = len(first) == len(run)
    if is_all and _added(first, keys) != total.value(keys.amount):
        return ()
    return first


def _may_be_in(line: StatementLine, total: StatementLine) -> bool:
    return line.sort in ("part", "account") and line.kind in ("", total.kind)


def _added(found: Sequence[StatementLine], keys: StatementColumns) -> Decimal:
    return sum((line.value(keys.amount) or Decimal(0) for line in found), Decimal(0))


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
        less = _added(own, keys)
        whole = sum_of_class(
            [x for x in found if x.sort == "account"], total.kind, keys.amount
        )
        if own and total.value(keys.amount) == whole - less:
            parts |= {id(x.record) for x in own}
    return tuple(
        r.with_value(keys.kind, PART) if id(r) in parts else r for r in records
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
    return _added([found[i] for i in places], keys)
