"""Ledgers that say by a sign which money came in: one column 金额 with 500 and -200, or a
column 支出 in which all is written below 0.

Stated balances that follow prove one reading; where none does a person says which it is.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from villagepub.forms.accounts.ledger import (
    LedgerColumns,
    holds,
    swapped,
    swapped_row,
    value_of,
)
from villagepub.forms.entry import Choice, Part, Problem, Record, UnclearSign
from villagepub.forms.problems import of_part
from villagepub.forms.quantities.quantity import plain
from villagepub.forms.sums import column_sum
from villagepub.tables.table import Table, row_ids

BY_SIGN, ALL_IN, ALL_OUT, UNSIGNED = "by_sign", "all_in", "all_out", "unsigned"
BY_BALANCE = "by_balance"
BRACKETS_OUT, MINUS_OUT = "brackets_out", "minus_out"
PROVED = {
    BRACKETS_OUT: "结存证明括号里的是支出、负数是冲回来的，已照结存认",
    MINUS_OUT: "结存证明负数是支出、括号里的是冲回来的，已照结存认",
    UNSIGNED: "结存证明负数是支出，已照结存认",
    BY_BALANCE: "一笔是收还是支，照结存认的",
}


def by_sign(part: Part, columns: LedgerColumns) -> Part:
    """What is below 0 in 收入 becomes 支出."""
    return _each(part, columns, lambda r: _signed(r, columns))


def unsigned(part: Part, columns: LedgerColumns) -> Part:
    """支出 -200 becomes 支出 200."""
    key = columns.spending
    return _each(part, columns, lambda r: _with(r, key, abs(value_of(r, key))))


def bracketed(table: Table, places: Sequence[int]) -> tuple[int, ...]:
    """The rows in which the one column says (200), where others say it as -200."""
    said = {
        number: row.cells[place]
        for number, row in zip(row_ids(table.rows), table.rows, strict=True)
        for place in places
    }
    if not any(cell.startswith(("-", "−", "－")) for cell in said.values()):
        return ()
    return tuple(n for n, cell in said.items() if cell.startswith(("(", "（")))


def brackets_out(part: Part, columns: LedgerColumns) -> Part:
    """支出 (200) becomes 200; -300 beside it stays what came back."""
    return _paid(part, columns, part.bracketed)


def minus_out(part: Part, columns: LedgerColumns) -> Part:
    """支出 -300 becomes 300; (200) beside it stays what came back."""
    return _paid(part, columns, {r.row for r in part.records} - {*part.bracketed})


def _paid(part: Part, columns: LedgerColumns, rows: Collection[int]) -> Part:
    key = columns.spending
    return _each(
        part,
        columns,
        lambda r: _with(r, key, abs(value_of(r, key))) if r.row in rows else r,
    )


def by_balance(part: Part, columns: LedgerColumns) -> Part:
    """Each sum of the one column goes to the side that its balance says; where one says
    neither, or the first has none before it, the part is as it was.
    """
    before, records = part.opening.get(columns.balance, ""), list[Record]()
    for record in part.records:
        value = value_of(record, columns.income)
        left = record.values.get(columns.balance)
        if not before or not left:
            return part
        moved = Decimal(left) - Decimal(before)
        if moved not in (value, -value):
            return part
        is_out = moved != value
        records.append(swapped_row(record, columns) if is_out else record)
        before = left
    return replace(part, records=tuple(records))


# By the choice that a person makes; ``swap_all`` is that of 借方 and 贷方.
SIDES: Mapping[str, Callable[[Part, LedgerColumns], Part]] = {
    "swap_all": swapped,
    ALL_OUT: swapped,
    BY_SIGN: by_sign,
    UNSIGNED: unsigned,
    BRACKETS_OUT: brackets_out,
    MINUS_OUT: minus_out,
}
SAID = {
    "accept": "贷方是收入，借方是支出",
    "swap_all": "借方是收入，贷方是支出",
    BY_SIGN: "负数是支出，别的是收入",
    ALL_IN: "都是收入",
    ALL_OUT: "都是支出",
    UNSIGNED: "支出写的负数就是花出去的钱",
    BRACKETS_OUT: "支出写在括号里的是花出去的钱，写负号的是冲回来的钱",
    MINUS_OUT: "支出写负号的是花出去的钱，写在括号里的是冲回来的钱",
    "keep": "支出写的负数是冲回来的钱",
}


def settled(part: Part, columns: LedgerColumns, *, is_one: bool) -> Part:
    """The part as its balances prove it, else asked about. ``is_one``: the sheet has one
    column of money, read as 收入, and says nowhere which side it is.
    """
    sign: UnclearSign = "one" if is_one else _of_spending(part, columns)
    if not sign or not part.records:
        return part
    is_signed = any(value_of(r, columns.income) < 0 for r in part.records)
    if holds(part, columns) and not (is_one and is_signed):
        return part
    ways = [BY_BALANCE] if is_one else [UNSIGNED, *_mixed(part)]
    for way in ways if not (is_one and is_signed) else ():
        tried = by_balance(part, columns) if is_one else SIDES[way](part, columns)
        if holds(tried, columns):
            return replace(tried, notes=(*part.notes, PROVED[way]))
    return replace(part, asks_sign=sign)


def _mixed(part: Part) -> Sequence[str]:
    """The ways of a column that has brackets in some rows and a minus in others."""
    return (BRACKETS_OUT, MINUS_OUT) if part.bracketed else ()


def _of_spending(part: Part, columns: LedgerColumns) -> UnclearSign:
    """Red-letter lines are few: where every one is below 0, the sign may say 支出 again."""
    said = [value_of(r, columns.spending) for r in part.records]
    filled = [value for value in said if value]
    return "spending" if filled and all(value < 0 for value in filled) else ""


def question(part: Part) -> Problem:
    if part.asks_sign == "one":
        title = "哪些是收入，哪些是支出？"
        message = "表上只有一列金额，没有写哪一笔是收、哪一笔是支。"
        choices = {
            BY_SIGN: "写负数的是支出，别的是收入",
            ALL_IN: "都是收入，负数是冲回去的",
            ALL_OUT: "都是支出，负数是冲回来的",
        }
    else:
        title = "支出写的是负数，是花出去的吗？"
        message = "支出那一列都写着负数。照样贴，就是冲回来的钱，越减越多。"
        mixed = _mixed(part)
        choices = {
            UNSIGNED: "都是花出去的钱，负号不要" if mixed else "是花出去的钱，负号不要",
            **{way: SAID[way].removeprefix("支出") for way in mixed},
            "keep": "是冲回来的钱，照样写负数",
        }
        if mixed:
            message += "有的写在括号里，有的写负号。"
    return of_part("sides", part.name).problem(
        title=title,
        message=message,
        choices=tuple(Choice(id=id_, label=label) for id_, label in choices.items()),
    )


def _each(
    part: Part, columns: LedgerColumns, change: Callable[[Record], Record]
) -> Part:
    """A stated sum that was right counts no more: it was that of other figures."""
    keys = (columns.income, columns.spending)
    stated = {
        key: value
        for key, value in part.stated.items()
        if key not in keys or column_sum(part.records, key) != Decimal(value)
    }
    return replace(part, records=tuple(map(change, part.records)), stated=stated)


def _signed(record: Record, columns: LedgerColumns) -> Record:
    value = value_of(record, columns.income)
    if value >= 0:
        return record
    values = {**record.values, columns.income: "", columns.spending: plain(-value, 2)}
    return replace(record, values=values)


def _with(record: Record, key: str, value: Decimal) -> Record:
    if not record.values.get(key):
        return record
    return record.with_value(key, plain(value, 2))
