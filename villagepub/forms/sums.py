"""Sums and groups of an entry, exactly as the values are written."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from villagepub.forms.accounts.statement import StatementColumns, is_account
from villagepub.forms.entry import Entry, Record
from villagepub.forms.form import Form, FormColumn

PEOPLE = ("户", "人")


def totals(form: Form, entry: Entry) -> dict[str, Decimal]:
    """The sum of every column that adds up and that some row says; in the form's units.

    Sums of different kinds (债权, 债务) are not added to one another.
    """
    return {
        c.key: column_sum(entry.records, c.key)
        for c in form.columns
        if c.sum
        and any(record.values.get(c.key) for record in entry.records)
        and _is_one(form, c, entry.records)
    }


def _is_one(form: Form, column: FormColumn, records: Iterable[Record]) -> bool:
    """Whether its rows may be added: all of one kind, and of a known one where each has
    to be one of a few (债权, 债务).
    """
    found = kinds(column, records)
    is_told = column.sum_by and form.column(column.sum_by).classes
    return len(found) < 2 and not (is_told and "" in found)


def kinds(column: FormColumn, records: Iterable[Record]) -> dict[str, list[Record]]:
    """The rows by the kind that another column says; all in one where none does."""
    found: dict[str, list[Record]] = {}
    for record in records:
        kind = record.values.get(column.sum_by, "") if column.sum_by else ""
        found.setdefault(kind, []).append(record)
    return found


def column_sum(records: Iterable[Record], key: str) -> Decimal:
    return sum((Decimal(v) for r in records if (v := r.values.get(key))), Decimal(0))


def units(form: Form, records: Iterable[Record]) -> int:
    """The number of households or persons. A household with a row for each of its goods
    counts once; rows with the same name and goods, or with different identity numbers,
    count each. Where the unit is 笔, 项 or the like, the number of rows; of a statement
    that of its accounts.
    """
    is_statement = StatementColumns.of(form) is not None
    rows = [r for r in records if not is_statement or is_account(form, r)]
    told = [c.key for c in form.columns if c.match]
    own = [c.key for c in form.columns if c.match and c.role in ("name", "group")]
    if form.row_unit not in PEOPLE or form.by_role("name") is None or own == told:
        return len(rows)
    things: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
    identities: dict[tuple[str, ...], set[str]] = {}
    for r in rows:
        key = tuple(r.values.get(k, "") for k in own)
        thing = tuple(r.values.get(k, "") for k in told)
        things.setdefault(key, Counter())[thing] += 1
        identities.setdefault(key, set()).add(r.identity)
    return sum(
        max(*alike.values(), len(identities[key] - {""}))
        for key, alike in things.items()
    )


def row_word(form: Form, records: Sequence[Record]) -> str:
    """What a row is called: 户, or 行 where one of them has several."""
    is_one = form.row_unit not in PEOPLE or units(form, records) == len(records)
    return form.row_unit if is_one else "行"


def by_group(form: Form, entry: Entry) -> Mapping[str, list[Record]]:
    """Records by 村民小组, 1组 before 10组, those without one last."""
    column = form.by_role("group")
    groups: dict[str, list[Record]] = {}
    for record in entry.records:
        group = record.values.get(column.key, "") if column else ""
        groups.setdefault(group, []).append(record)
    return dict(sorted(groups.items(), key=lambda item: _group_order(item[0])))


def _group_order(group: str) -> tuple[int, int, str]:
    number = re.match(r"[0-9]+", group)
    if not group:
        return (2, 0, "")
    return (0, int(number[0]), "") if number else (1, 0, group)
