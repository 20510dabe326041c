"""What a ledger carries over: 上期结转 in its first rows, 结转下期 in its last, both between
two months of one sheet. None of them moves money.

What such a row says is all that it says: 上年结余款上缴镇里 and 结转下季度的电费 are rows.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from villagepub.forms.entry import Part, Record
from villagepub.forms.form import Form
from villagepub.forms.ledger import LedgerColumns, balances_of_part, flow
from villagepub.forms.quantity import plain
from villagepub.forms.sums import column_sum
from villagepub.tables.table import TableRow

TURNED = "上期结转写在最后：这张表是从新到旧写的，已经倒过来"
BETWEEN = "中间的“结转下月”“上月结转”不是收支，没有算进去"
CLOSED = "最后一行“结转下期”不是支出，拿来核结余"
_SPAN = r"(?:[月期年]|季度?|年度)"
_END = (
    r"(?:账面|银行|现金|存款)?(?:余额|结余|结存|金额|资金|款项?|数)?(?:转入|转来|结转)?"
    rf"(?:[到至入]?本{_SPAN})?(?:[（(].*[)）]|[:：].*)?$"
)
_NO_ACT = r"^(?!.*[付缴交还退发购买])"  # 支付上年结余款 moves money
_OPENS = re.compile(
    rf"{_NO_ACT}(?:.{{0,8}}上{_SPAN}?[末底份]?.{{0,6}}?(?:结转|转来|转入|结存|结余|余额)"
    rf"|承上{_SPAN}?(?:结转)?|.{{0,8}}(?:{_SPAN}|期)初){_END}"
)
# 结转下期 below the last row is what is left, and nothing that was spent.
_CLOSES = re.compile(
    rf"{_NO_ACT}(?:.{{0,8}}(?:转下{_SPAN}|下{_SPAN}结转)"
    rf"|(?:本{_SPAN}末?|{_SPAN}末|\d{{1,2}}月末?|截[止至].{{1,12}})?(?:账面|银行)?(?:结存|结余|余额)){_END}"
)
Said = Mapping[str, str]  # what a row says by column key


def of(
    form: Form, mapping: Sequence[str], rows: Sequence[TableRow]
) -> tuple[TableRow | None, TableRow | None]:
    """What a ledger begins with and what it says is left, at the other ends of a sheet
    that is written from new to old; None where it does not say so.
    """
    if form.by_role("subject") is None or LedgerColumns.of(form) is None:
        return None, None
    places = sorted(rows, key=lambda row: row.row)  # of two lists side by side
    ends = (*rows[:2], *places[:2], *rows[2:][-2:])
    opens = next((row for row in ends if _says(form, mapping, row, _OPENS)), None)
    ends = (*rows[-1:], *places[-1:], *(() if opens in rows[:2] else rows[:1]))
    closes = (r for r in ends if r is not opens and _says(form, mapping, r, _CLOSES))
    return opens, next(closes, None)


def _says(
    form: Form, mapping: Sequence[str], row: TableRow, words: re.Pattern[str]
) -> bool:
    """In its text; where that is empty where its day should stand."""
    keys = [c.key for role in ("subject", "date") if (c := form.by_role(role))]
    told = (row.cells[i] for k in keys for i, key in enumerate(mapping) if k == key)
    return _is_said(next(filter(None, told), ""), words)


def _is_said(text: str, words: re.Pattern[str]) -> bool:
    return bool(words.search(re.sub(r"\s", "", text)))


def opening_of(form: Form, values: Said) -> Said:
    """What a row 上期结转 says there was: 1000 under 收入 too, where no 结余 is beside it."""
    columns = LedgerColumns.of(form)
    if columns is None or values.get(columns.balance):
        return values
    said = values.get(columns.income, "")
    if not said or values.get(columns.spending):
        return values
    return {**values, columns.income: "", columns.balance: said}


def settled(
    form: Form, part: Part, opening: Record | None, closing: Record | None
) -> Part:
    """The part without what is carried between its rows and in its stated sums; its last
    row ends with what 结转下期 says is left.
    """
    columns = LedgerColumns.of(form)
    if columns is None:
        return part
    if opening and _is_turned(form, part, opening):
        records = tuple(reversed(part.records))
        part = replace(part, records=records, notes=(*part.notes, TURNED))
    own = [*_between(form, part, columns)]
    records = tuple(r for r in part.records if r not in own)
    apart = [*own, *filter(None, (opening, closing))]
    notes = (*part.notes, *([BETWEEN] if own else []))
    part = _without(replace(part, records=records, notes=notes), columns, apart)
    return _closed(part, columns, closing.values) if closing else part


def _is_turned(form: Form, part: Part, opening: Record) -> bool:
    """From new to old: what there was stands last, and the days fall."""
    day = form.by_role("date")
    days = [v for r in part.records if day and (v := r.values.get(day.key))]
    is_last = bool(days) and opening.row > part.records[-1].row
    return is_last and days[0] > days[-1]


def _between(form: Form, part: Part, columns: LedgerColumns) -> Iterator[Record]:
    """结转下月 and 上月结转 of one sheet, which say what is left there."""
    subject = form.by_role("subject")
    now = balances_of_part(part, columns).opening
    if subject is None or now is None:
        return
    for record in part.records:
        text = record.values.get(subject.key, "")
        is_carried = _is_said(text, _OPENS) or _is_said(text, _CLOSES)
        if is_carried and Decimal(_left(record.values, columns) or -1) == now:
            yield record
            continue
        stated = record.values.get(columns.balance)
        now = Decimal(stated) if stated else now + flow(record, columns)


def _left(said: Said, columns: LedgerColumns) -> str:
    """What is left by a row's own words, wherever it stands; '' where it is not clear."""
    income, spending, balance = (
        said.get(k) or "" for k in (columns.income, columns.spending, columns.balance)
    )
    sides = [s for s in (income, spending) if s and Decimal(s)]
    if len(sides) == 1 and not (balance and Decimal(balance)):
        return sides[0]
    return balance


def _closed(part: Part, columns: LedgerColumns, closing: Said) -> Part:
    left = _left(closing, columns)
    if not left or not part.records:
        return part
    *before, last = part.records
    said = last.values.get(columns.balance)
    if said and Decimal(said) == Decimal(left):
        return part
    last = replace(last, values={**last.values, columns.balance: left})
    return replace(part, records=(*before, last), notes=(*part.notes, CLOSED))


def _without(part: Part, columns: LedgerColumns, apart: Sequence[Record]) -> Part:
    """Both sides of an account come to the same where its sums hold what is carried."""
    keys = (columns.income, columns.spending)

    def less(values: Said, rows: Collection[int]) -> dict[str, str]:
        own = [r for r in part.records if r.row in rows]
        more = [r for r in apart if r.row in rows]
        return {
            key: plain(column_sum(own, key), 2)
            if key in keys
            and Decimal(value) == column_sum(own, key) + column_sum(more, key)
            else value
            for key, value in values.items()
        }

    every = {r.row for r in (*part.records, *apart)}
    some = (replace(s, values=less(s.values, s.rows)) for s in part.subtotals)
    return replace(part, stated=less(part.stated, every), subtotals=tuple(some))
