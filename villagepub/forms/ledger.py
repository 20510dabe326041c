"""Balances of a ledger: always computed, what the sheet states is held against them.

Where a stated balance differs the next rows go on from the stated one, so that one slip
is named once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from villagepub.forms.entry import Entry, Part, Record
from villagepub.forms.form import Form
from villagepub.forms.quantity import plain
from villagepub.forms.sums import column_sum

BACKWARDS = "结存从下往上才接得上：这张表是从新到旧写的，已经倒过来"
SWAPPED = "结存证明贷方是收入、借方是支出，已照结存认"
CLOSED = "最后一行“结转下期”不是支出，拿来核结余"
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

    @property
    def keys(self) -> tuple[str, str, str]:
        return self.income, self.spending, self.balance

    @classmethod
    def of(cls, form: Form) -> "LedgerColumns | None":
        rule = next((r for r in form.rules if r.kind == "running"), None)
        return cls(*rule.columns) if rule else None


def flow(record: Record, columns: LedgerColumns) -> Decimal:
    """收入 − 支出 of one row; a red-letter sum is negative and counts as such."""
    return value_of(record, columns.income) - value_of(record, columns.spending)


def opening_of(form: Form, values: Mapping[str, str]) -> Mapping[str, str]:
    """What a row 上期结转 says there was: 1000 under 收入 too, where no 结余 is beside it."""
    columns = LedgerColumns.of(form)
    if columns is None or values.get(columns.balance):
        return values
    said = values.get(columns.income, "")
    if not said or values.get(columns.spending):
        return values
    return {**values, columns.income: "", columns.balance: said}


def closed(form: Form, part: Part, said: Mapping[str, str] | None = None) -> Part:
    """The part whose last row ends with what 结转下期 says is left, wherever it stands."""
    columns = LedgerColumns.of(form)
    if columns is None or not said or not part.records:
        return part
    *before, last = part.records
    left = next((v for k in reversed(columns.keys) if (v := said.get(k))), "")
    if not left or last.values.get(columns.balance):
        return part
    last = replace(last, values={**last.values, columns.balance: left})
    return replace(part, records=(*before, last), notes=(*part.notes, CLOSED))


def without_carried(
    form: Form, part: Part, carried: Sequence[Mapping[str, str]]
) -> Part:
    """The stated sums of 收入 and 支出 without 上期结转 and 结转下期, where they hold these:
    then both sides of an account come to the same.
    """
    columns = LedgerColumns.of(form)
    if columns is None:
        return part
    own = {
        key: sum((Decimal(said.get(key) or 0) for said in carried), Decimal(0))
        for key in (columns.income, columns.spending)
    }

    def less(values: Mapping[str, str], records: Sequence[Record]) -> dict[str, str]:
        return {
            key: plain(Decimal(value) - own[key], 2)
            if own.get(key) and Decimal(value) == column_sum(records, key) + own[key]
            else value
            for key, value in values.items()
        }

    some = (
        replace(s, values=less(s.values, [r for r in part.records if r.row in s.rows]))
        for s in part.subtotals
    )
    return replace(part, stated=less(part.stated, part.records), subtotals=tuple(some))


def value_of(record: Record, key: str) -> Decimal:
    return Decimal(record.values.get(key) or 0)


def balances(form: Form, entry: Entry) -> dict[str, Balances]:
    """By part name, each going on from the one before where it states no opening."""
    columns = LedgerColumns.of(form)
    if columns is None:
        return {}
    found: dict[str, Balances] = {}
    carried: Decimal | None = None
    for part in entry.parts:
        found[part.name] = _part_balances(part, columns, carried)
        carried = found[part.name].closing
    return found


def _part_balances(
    part: Part, columns: LedgerColumns, carried: Decimal | None
) -> Balances:
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
    """The part oldest first, and with 借 and 贷 as its balances prove them.

    ``by_side``: the heads say 借方 and 贷方, which banks and cash books mean the opposite
    way. Only an order and a side in which every balance follows are taken.
    """
    columns = LedgerColumns.of(form)
    if columns is None or not part.records:
        return part
    turned = replace(part, records=tuple(reversed(part.records)))
    sides = (False, True) if by_side else (False,)
    for swap in sides:
        for tried, notes in ((part, ()), (turned, (BACKWARDS,))):
            tried = swapped(tried, columns) if swap else tried
            if _holds(tried, columns):
                side = (UNSWAPPED if swap else SWAPPED,) if by_side else ()
                return replace(tried, notes=(*part.notes, *notes, *side))
    return replace(part, asks_sides=by_side)


def swapped(part: Part, columns: LedgerColumns) -> Part:
    return replace(part, records=tuple(swapped_row(r, columns) for r in part.records))


def swapped_row(record: Record, columns: LedgerColumns) -> Record:
    values = dict(record.values)
    values[columns.income] = record.values.get(columns.spending, "")
    values[columns.spending] = record.values.get(columns.income, "")
    return replace(record, values=values)


def _holds(part: Part, columns: LedgerColumns) -> bool:
    """Two stated balances or more, and each follows from the one before."""
    known = _part_balances(part, columns, None)
    stated = [r for r in part.records if r.values.get(columns.balance)]
    if known.opening is None or len(stated) + (not known.derived) < 2:
        return False
    return all(value_of(r, columns.balance) == known.computed[r.row] for r in stated)


def completed(form: Form, entry: Entry) -> Entry:
    """The entry with the balances that the sheet does not state, as they come out."""
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
    records = tuple(
        r
        if r.values.get(key)
        else replace(r, values={**r.values, key: plain(own.computed[r.row], 2)})
        for r in part.records
    )
    opening = {**part.opening, key: plain(own.opening, 2)}
    return replace(part, records=records, opening=opening)
