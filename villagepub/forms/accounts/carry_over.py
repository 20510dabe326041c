"""A ledger's part without the rows that carry a balance over (``carried_rows``)."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from villagepub.forms.accounts.carried_rows import (
    CLOSES,
    OPENS,
    RowValues,
    falls,
    is_said,
)
from villagepub.forms.accounts.ledger import LedgerColumns, balances_of_part, flow
from villagepub.forms.entry import Part, Record
from villagepub.forms.form import Form
from villagepub.forms.quantities.quantity import plain
from villagepub.forms.sums import column_sum

TURNED = "日期一笔比一笔早：这张表是从新到旧写的，已经倒过来"
BETWEEN = "中间的“结转下月”“上月结转”不是收支，没有算进去"
CLOSED = "最后一行“结转下期”不是支出，拿来核结余"


def without_carried(
    form: Form, part: Part, opening: Record | None, closing: Record | None
) -> Part:
    """The part without the rows that carry a balance over, whose sums come out of its
    stated totals too.

    ``opening`` and ``closing`` are the rows 上期结转 and 结转下期, which are not among the
    part's records. What ``closing`` says is left becomes the last record's balance, so
    that the rule of running balances checks it.
    """
    columns, subject = LedgerColumns.of(form), form.by_role("subject")
    if columns is None or subject is None:
        return part
    key = subject.key
    day = form.by_role("date")
    days = [v for r in part.records if day and (v := r.values.get(day.key))]
    if (opening or closing) and falls(days):
        part = replace(_turned(part), notes=(*part.notes, TURNED))
    part, first = _with_its_kinds(part, key, opening)
    part, rivals = _rivals(part, key, columns, first)
    turned, last = _with_its_kinds(_turned(part), key, closing)
    part = _turned(turned)
    if first[1:]:
        said = {**part.opening, columns.balance: _sum(first, columns)}
        part = replace(part, opening=said | {key: _without_note(said[key])})
    if rivals:
        told = (
            f"{r.values[key]} {_left(r.values, columns)}" for r in (*first[:1], *rivals)
        )
        part = replace(part, opening={key: "、".join(told)})
        first += rivals
    part, own = _without_between(part, key, columns)
    part = _without(part, columns, [*own, *first, *last])
    return _closed(part, columns, _sum(last, columns)) if last else part


def _turned(part: Part) -> Part:
    return replace(part, records=tuple(reversed(part.records)))


def _with_its_kinds(
    part: Part, key: str, carried: Record | None
) -> tuple[Part, list[Record]]:
    """The part without its first rows that carry the same balance by kind, and these with
    ``carried`` before them: 上期结转（现金）, then 上期结转（银行）.
    """
    found = [carried] if carried else []
    for record in part.records if carried else ():
        texts = {r.values.get(key, "") for r in (*found[:1], record)}
        if len(texts) == 1 or len({*map(_without_note, texts)}) > 1:
            break
        found.append(record)
    return replace(part, records=part.records[max(0, len(found) - 1) :]), found


def _rivals(
    part: Part, key: str, columns: LedgerColumns, first: Sequence[Record]
) -> tuple[Part, list[Record]]:
    """The part without further opening rows behind ``first``, and these rows.

    上月结转 1000 behind 上年结转 800 without a 结余: which of them the sheet begins with is
    unknown, so the opening is asked about.
    """
    found = []
    for record in part.records if first else ():
        if record.values.get(columns.balance) or not is_said(
            record.values.get(key, ""), OPENS
        ):
            break
        found.append(record)
    return replace(part, records=part.records[len(found) :]), found


def _without_note(text: str) -> str:
    """上期结转 of 上期结转（现金） and of 上期结转：现金."""
    return re.split("[（(:：]", text)[0]


def _sum(carried: Sequence[Record], columns: LedgerColumns) -> str:
    """What the carried rows come to, in 元; '' where none says a sum."""
    left = [_left(r.values, columns) for r in carried]
    return (
        plain(sum(map(Decimal, filter(None, left)), Decimal(0)), 2) if any(left) else ""
    )


def _without_between(
    part: Part, key: str, columns: LedgerColumns
) -> tuple[Part, list[Record]]:
    """The part without the rows 结转下月 and 上月结转 between its months, and these rows.

    One is taken out only where its sum is the running balance at that place; a row with
    another sum stays a record.
    """
    now = balances_of_part(part, columns).opening
    kept, own = list[Record](), list[Record]()
    for record in part.records:
        text, left = record.values.get(key, ""), _left(record.values, columns)
        closes = is_said(text, CLOSES)
        if left and kept and now is None and closes:  # the first that says so
            now = Decimal(left)
            kept[-1] = kept[-1].with_value(columns.balance, left)
        if left and now == Decimal(left) and (closes or is_said(text, OPENS)):
            own.append(record)
            continue
        kept.append(record)
        stated = record.values.get(columns.balance)
        if stated:
            now = Decimal(stated)
        elif now is not None:
            now += flow(record, columns)
    notes = (*part.notes, *([BETWEEN] if own else []))
    return replace(part, records=tuple(kept), notes=notes), own


def _left(values: RowValues, columns: LedgerColumns) -> str:
    """The balance that a carried row states, in whichever of the three columns it stands;
    '' where two of them have a sum.
    """
    income, spending, balance = (
        values.get(k) or "" for k in (columns.income, columns.spending, columns.balance)
    )
    sides = [s for s in (income, spending) if s and Decimal(s)]
    if len(sides) == 1 and not (balance and Decimal(balance)):
        return sides[0]
    return balance


def _closed(part: Part, columns: LedgerColumns, left: str) -> Part:
    """The part whose last record has the balance ``left`` (元, '' for unknown)."""
    if not left or not part.records:
        return part
    *before, last = part.records
    said = last.values.get(columns.balance)
    if said and Decimal(said) == Decimal(left):
        return part
    last = last.with_value(columns.balance, left)
    return replace(part, records=(*before, last), notes=(*part.notes, CLOSED))


def _without(part: Part, columns: LedgerColumns, apart: Sequence[Record]) -> Part:
    """The part whose stated sums of 收入 and 支出 leave out the carried rows ``apart``.

    A cash book that adds them on both sides states sums with them, with those right below
    the total too; only a sum that is exactly that is replaced by the sum of the records.
    """
    keys = (columns.income, columns.spending)

    def less(values: RowValues, rows: Collection[int]) -> dict[str, str]:
        own = [r for r in part.records if r.row in rows]
        more = [r for r in apart if r.row in rows]
        below = [r for r in apart if r.row > max(rows, default=0)][:1]

        def holds(key: str, value: str) -> bool:
            sums = (
                column_sum(own, key) + column_sum(m, key) for m in (more, more + below)
            )
            return Decimal(value) in sums

        return {
            key: plain(column_sum(own, key), 2)
            if key in keys and holds(key, value)
            else value
            for key, value in values.items()
        }

    every = {r.row for r in (*part.records, *apart)}
    some = (replace(s, values=less(s.values, s.rows)) for s in part.subtotals)
    return replace(part, stated=less(part.stated, every), subtotals=tuple(some))
