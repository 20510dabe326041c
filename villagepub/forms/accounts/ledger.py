"""Running balances of a ledger. They are always computed; stated ones are compared with
them.

After a stated balance that differs the computation goes on from the stated one, so that
one slip is reported once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from villagepub.forms.entry import Entry, Part, Record
from villagepub.forms.form import Form
from villagepub.forms.quantities.quantity import plain
from villagepub.tables.table import BLOCK

BACKWARDS = "结存从下往上才接得上：这张表是从新到旧写的，已经倒过来"
BY_DAY = "收入和支出两边合在一起，照日期排了"
SWAPPED = "结存证明贷方是收入、借方是支出，已照结存认"
UNSWAPPED = "结存证明借方是收入、贷方是支出，已照结存认"


@dataclass(frozen=True, kw_only=True, slots=True)
class Balances:
    """One part's balances. ``opening`` None: nobody has said what there was before.

    ``derived``: the opening follows from the first stated balance. ``computed`` goes by
    row; ``before`` says what a row began with.
    """

    opening: Decimal | None = None
    derived: bool = False
    before: dict[int, Decimal] = field(default_factory=dict)
    computed: dict[int, Decimal] = field(default_factory=dict)
    closing: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LedgerColumns:
    """The three columns of a ledger by key."""

    income: str
    spending: str
    balance: str

    @classmethod
    def of(cls, form: Form) -> "LedgerColumns | None":
        rule = next((r for r in form.rules if r.kind == "running"), None)
        return cls(*rule.columns) if rule else None


def flow(record: Record, columns: LedgerColumns) -> Decimal:
    """收入 − 支出 of one row; a red-letter sum is negative and counts as such."""
    return value_of(record, columns.income) - value_of(record, columns.spending)


def value_of(record: Record, key: str) -> Decimal:
    return Decimal(record.values.get(key) or 0)


def balances(form: Form, entry: Entry) -> dict[str, Balances]:
    """The balances of each part by its name; a part without a stated opening starts
    from the closing balance of the part before.
    """
    columns = LedgerColumns.of(form)
    if columns is None:
        return {}
    found: dict[str, Balances] = {}
    carried: Decimal | None = None
    for part in entry.parts:
        found[part.name] = balances_of_part(part, columns, carried)
        carried = found[part.name].closing
    return found


def balances_of_part(
    part: Part, columns: LedgerColumns, carried: Decimal | None = None
) -> Balances:
    """``carried``: the closing balance of the part before, used where this part states
    no opening.
    """
    said = part.opening.get(columns.balance, "")
    opening = Decimal(said) if said else carried
    derived = opening is None
    if opening is None:
        opening = _derived(part.records, columns)
    if opening is None:
        return Balances()
    before, computed, now = {}, {}, opening
    for record in part.records:
        before[record.row] = now
        computed[record.row] = now + flow(record, columns)
        stated = record.values.get(columns.balance)
        now = Decimal(stated) if stated else computed[record.row]
    return Balances(
        opening=opening, derived=derived, before=before, computed=computed, closing=now
    )


def _derived(records: Sequence[Record], columns: LedgerColumns) -> Decimal | None:
    """What there was before the first row, from the first balance that is stated."""
    flown = Decimal(0)
    for record in records:
        flown += flow(record, columns)
        stated = record.values.get(columns.balance)
        if stated:
            return Decimal(stated) - flown
    return None


def oriented(form: Form, part: Part, *, by_side: bool) -> Part:
    """The part with its records oldest first and 借/贷 assigned to 收入/支出.

    ``by_side``: the heads say 借方 and 贷方, which banks and cash books use in opposite
    senses. An order and an assignment are taken only if every stated balance follows from
    the one before; if none is, the sides are asked about (``asks_sides``).
    """
    columns = LedgerColumns.of(form)
    if columns is None or not part.records:
        return part
    turned = replace(part, records=tuple(reversed(part.records)))
    sides = (False, True) if by_side else (False,)
    for swap in sides:
        for tried, notes in ((part, ()), (turned, (BACKWARDS,))):
            tried = swapped(tried, columns) if swap else tried
            if holds(tried, columns):
                side = (UNSWAPPED if swap else SWAPPED,) if by_side else ()
                return replace(tried, notes=(*part.notes, *notes, *side))
    return replace(part, asks_sides=by_side)


def by_day(form: Form, part: Part) -> Part:
    """Two lists side by side (收入, 支出) as one list in the order of days, so that running
    balances mean something. Only where every row has its day and none but the last a
    balance.
    """
    columns, day = LedgerColumns.of(form), form.by_role("date")
    days = [r.values.get(day.key, "") for r in part.records] if day else []
    is_beside = any(record.row >= BLOCK for record in part.records)
    if columns is None or not (is_beside and all(days)):
        return part
    if any(record.values.get(columns.balance) for record in part.records[:-1]):
        return part
    if days == sorted(days):
        return part
    left = part.records[-1].values.get(columns.balance, "")
    records = [r.with_value(columns.balance, "") for r in part.records]
    records.sort(key=lambda record: record.values[day.key] if day else "")
    records[-1] = records[-1].with_value(columns.balance, left)
    return replace(part, records=tuple(records), notes=(*part.notes, BY_DAY))


def swapped(part: Part, columns: LedgerColumns) -> Part:
    """The part with its two sides exchanged, in rows and in what it states of them."""
    sides = {columns.income: columns.spending, columns.spending: columns.income}

    def other(values: Mapping[str, str]) -> dict[str, str]:
        return {sides.get(key, key): value for key, value in values.items()}

    return replace(
        part,
        records=tuple(swapped_row(r, columns) for r in part.records),
        stated=other(part.stated),
        subtotals=tuple(replace(s, values=other(s.values)) for s in part.subtotals),
    )


def swapped_row(record: Record, columns: LedgerColumns) -> Record:
    values = dict(record.values)
    values[columns.income] = record.values.get(columns.spending, "")
    values[columns.spending] = record.values.get(columns.income, "")
    return replace(record, values=values)


def holds(part: Part, columns: LedgerColumns) -> bool:
    """Are there two stated balances or more, and does each follow from the one before?"""
    known = balances_of_part(part, columns)
    stated = [r for r in part.records if r.values.get(columns.balance)]
    if known.opening is None or len(stated) + (not known.derived) < 2:
        return False
    return all(value_of(r, columns.balance) == known.computed[r.row] for r in stated)


def completed(form: Form, entry: Entry) -> Entry:
    """The entry with computed balances where the sheet states none."""
    columns = LedgerColumns.of(form)
    if columns is None:
        return entry
    known = balances(form, entry)
    return Entry(
        parts=tuple(_completed(p, known[p.name], columns) for p in entry.parts)
    )


def _completed(part: Part, own: Balances, columns: LedgerColumns) -> Part:
    if own.opening is None:
        return part
    key = columns.balance
    computed = {
        r.row: plain(own.computed[r.row], 2)
        for r in part.records
        if not r.values.get(key)
    }
    opening = {**part.opening, key: plain(own.opening, 2)}
    return replace(part.with_values(key, computed), opening=opening)
