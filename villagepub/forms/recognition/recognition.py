"""Which column of a sheet is which column of a form: by words, then by content.

A head is taken only where one column can be meant. Where several could, none is: the
clerk is asked.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from villagepub.forms.accounts import class_columns, statement_sides
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.heads.dynamic_columns import part_key
from villagepub.forms.heads.head_words import bare
from villagepub.forms.heads.private_columns import (
    PrivateColumn,
    private_columns,
    private_marks,
)
from villagepub.forms.heads.sheet_heads import (
    OTHER_FIGURE,
    SUBTOTAL,
    Head,
    Recognition,
    heads_of,
    is_other,
    of_the_year,
    words_of,
)
from villagepub.forms.quantities.quantity import MONEY, NumberError, parse
from villagepub.forms.quantities.spans import is_other_money, own_span, span_of
from villagepub.forms.recognition import addends, piece_rates, rates_of_months
from villagepub.forms.recognition.content_columns import (
    by_content,
    by_figures,
    say_what_differs,
    take_goods,
)
from villagepub.forms.words import reasons
from villagepub.tables.table import Table

NO_NAMES = re.compile(r"关系|人数|户数|人口|证|号|签|银行|电话")
FIGURED = ("money", "area", "number")
NUMBERS = frozenset({"money", "area", "rate", "count", "goods"})
_MONEY_WORD = re.compile("[费款金补助资薪酬钱元]")
_MONEY = re.compile(rf"{_MONEY_WORD.pattern}|[0-9一二三四五六七八九十]月")
WORKED, DAYS = ("天", "个"), 31  # 出勤天数, 工数
_NO_MONEY = re.compile(r"面积|亩|[天日]数|工日|出勤|[人户口次件]数|[股份斤]")


def recognise_columns(
    form: Form,
    table: Table,
    *,
    year: int = 0,
    private: Sequence[PrivateColumn] | None = None,
) -> tuple[str, ...]:
    """One entry a column: a form key, "!identity" for a private kind, or ''.

    No key is given twice. Also "+amount|家庭补差" for the parts of a head and
    "goods|大米|袋" for a column of things. A hidden column is looked at for what is
    private in it, and is given no key: who hid it may not want it published. ``year`` is
    that of the notice, 0 if nobody knows: of 2025年面积 and 2026年面积 one is meant.
    ``private``: what is private in the table, where the caller has looked already.
    """
    marks = private_marks(form, private_columns(table) if private is None else private)
    heads = of_the_year(heads_of(table, marks), year)
    sheet = Recognition(form, table, heads, found=[*marks])
    class_columns.recognise_classes(sheet)
    _take_stacked(sheet, _heads_of_cut(table, marks))
    statement_sides.recognise_sides(sheet)
    _take_exact(sheet)
    _take_sum(sheet)
    _take_containing(sheet)
    reasons.take_others(sheet)
    by_content(sheet)
    by_figures(sheet)
    piece_rates.take_piece_rates(sheet)
    rates_of_months.take_monthly_rates(sheet)
    rates_of_months.drop_ambiguous_months(sheet)
    rates_of_months.drop_sums_as_daily_rates(sheet)
    rates_of_months.drop_daily_rates_as_monthly(sheet)
    rates_of_months.drop_sums_of_months(sheet)
    rates_of_months.drop_factors_of_several(sheet)
    _take_one_column(sheet)
    addends.take_sum_of_product(sheet)
    addends.take_addends(sheet)
    take_goods(sheet)
    say_what_differs(sheet)
    return tuple(sheet.found)


_ONE_COLUMN = re.compile("(?:发生|收支|交易)?(?:金)?额")


def _heads_of_cut(table: Table, found: Sequence[str]) -> frozenset[str]:
    """What the private columns stand under: its other parts no longer add up to it."""
    cut = (c for c, key in zip(table.columns, found, strict=True) if key)
    paths = (c.path or tuple(c.label.split(" ")) for c in cut)
    return frozenset(bare(path[-2]) for path in paths if len(path) > 1)


def _take_stacked(sheet: Recognition, cut: frozenset[str]) -> None:
    """领取金额 over 小计, 家庭补差 …: the subtotal is the amount, the others its parts.

    Without a subtotal the amount is the sum of its parts; where one of these is private
    it is asked about.
    """
    form, heads, found = sheet.form, sheet.heads, sheet.found
    for above in dict.fromkeys(h.above for h in heads if h.above):
        own = [h for h in heads if h.above == above]
        target = _meant_by(form, above)
        if target is None or sheet.has(target) or target.kind not in NUMBERS:
            continue
        totals = [h for h in own if SUBTOTAL.fullmatch(h.word)]
        totals = totals or _sums_of_the_others(own, sheet.table)
        if len(totals) > 1 or not totals and any(_knows(form, h.word) for h in own):
            continue
        if above in cut and not totals:
            continue
        for head in own:
            if head in totals:
                found[head.place] = target.key
            elif above not in cut and _is_sum_of(target, head):
                found[head.place] = part_key(target, head.word)
            heads.remove(head)


def _sums_of_the_others(
    own: Sequence[Head], table: Table, *, usual: Sequence[Head] = ()
) -> list[Head]:
    """A column that is the sum of those beside it in every row, whatever it is called; one
    of ``usual``, which are called so, in half of the rows.
    """
    if len(own) < 3 or any(h.column.kind not in FIGURED for h in own):
        return []
    try:
        rows = [
            [parse(row.cells[h.place] or "0").value for h in own] for row in table.rows
        ]
    except NumberError:
        return []
    worths = [MONEY.get(h.column.unit.partition("/")[0], Decimal(1)) for h in own]
    in_yuan = [
        [n * worth for n, worth in zip(row, worths, strict=True)] for row in rows
    ]
    fitting = [
        sum(
            2 * row[i] == sum(row) or 2 * own_unit[i] == sum(own_unit)
            for row, own_unit in zip(rows, in_yuan, strict=True)
        )
        for i in range(len(own))
    ]
    return [
        head
        for head, count in zip(own, fitting, strict=True)
        if (2 * count if head in usual else count) >= len(rows)
    ]


def _take_sum(sheet: Recognition) -> None:
    """合计 behind 7月, 8月, 9月 or 土地补偿费, 青苗费, which it is the sum of in every row."""
    amount = sheet.form.by_role("amount")
    own = [h for h in sheet.free if SUBTOTAL.fullmatch(h.word)]
    if amount is None or not amount.required or sheet.has(amount) or len(own) != 1:
        return
    if _meant_by(sheet.form, own[0].word) not in (None, amount):
        return  # 人口合计
    before = [h for h in sheet.heads if h.place <= own[0].place]
    windows = (before[-count:] for count in range(3, len(before) + 1))
    if any(
        _is_money(window)
        and own[0] in _sums_of_the_others(window, sheet.table, usual=own)
        and not _may_be_days(sheet, window)
        for window in windows
    ):
        sheet.found[own[0].place] = amount.key


def _take_one_column(sheet: Recognition) -> None:
    """金额 of a ledger without 收入 and 支出, of which a person says what is which."""
    sides = [c for c in sheet.form.columns if c.role in ("income", "spending")]
    own = [h for h in sheet.free if _ONE_COLUMN.fullmatch(h.word)]
    if len(sides) == 2 and len(own) == 1 and not any(map(sheet.has, sides)):
        sheet.found[own[0].place] = next(c.key for c in sides if c.role == "income")


def _is_money(own: Sequence[Head]) -> bool:
    """7月, 土地补偿费; no 水田 and 旱地, no days of work, whatever they add up to."""
    said = " ".join(h.column.label for h in own)
    units = {h.column.unit.partition("/")[0] for h in own} - {""}
    return bool(_MONEY.search(said) and not _NO_MONEY.search(said)) and units <= set(
        MONEY
    )


def _may_be_days(sheet: Recognition, own: Sequence[Head]) -> bool:
    """Of a list of people who work 7月, 8月, 合计 may be days, while no month has more."""
    said = " ".join(h.column.label for h in own)
    is_of_work = any(c.unit in WORKED for c in sheet.form.columns)
    if _MONEY_WORD.search(said) or not is_of_work:
        return False
    cells = (row.cells[h.place] for row in sheet.table.rows for h in own[:-1])
    return all(parse(cell).value <= DAYS for cell in cells if cell)


def _is_sum_of(target: FormColumn, part: Head) -> bool:
    """Money and land are the sum of their parts; 其中残疾人 is no part of people."""
    return target.kind in ("money", "area") and part.column.kind in FIGURED


def _is_meant(sheet: Recognition, target: FormColumn) -> bool:
    """分红标准 of a list without 股数 is no 每股金额."""
    beside = target.beside or target.reason_of
    is_alone = beside and not sheet.has(sheet.form.column(beside))
    return not is_alone and not sheet.has(target)


def _words(sheet: Recognition, target: FormColumn) -> tuple[str, ...]:
    """Of a list without 股数, 分红标准 is what each person has, 每股分红 is not; of one
    without 月数 only 月标准 is for a month; without 发放结果 退回原因 tells of whom.
    """
    form, is_meant = sheet.form, _is_meant(sheet, target)
    if target.reason_of and not is_meant:
        return tuple(w for w in words_of(target) if reasons.state_in(form, target, w))
    if not is_meant:
        span = own_span(target)
        return tuple(w for w in words_of(target) if span and span_of(w) == span)
    other = form.column(target.instead) if target.instead else target
    is_free = not (other is target or _is_meant(sheet, other))
    lent = (w for w in words_of(other) if is_free and not w.startswith("每"))
    return (*words_of(target), *lent)


def _meant_by(form: Form, head: str) -> FormColumn | None:
    exact = [c for c in form.columns if head in words_of(c)]
    near = [c for c in form.columns if _closeness(form, c, head) > (0, 0)]
    return next(
        iter(exact or sorted(near, key=lambda c: _closeness(form, c, head))[-1:]), None
    )


def _knows(form: Form, head: str) -> bool:
    return any(head in words_of(c) for c in form.columns)


def _take_exact(sheet: Recognition) -> None:
    """Heads that are one of a form's words; of two words the one that stands first."""
    for target in sheet.form.columns:
        if sheet.has(target):
            continue
        for word in _words(sheet, target):
            own = [h for h in sheet.free if h.word == word]
            whole = [h for h in own if SUBTOTAL.fullmatch(h.above)]
            if len(own) > 1 and target.kind in NUMBERS and len(whole) != 1:
                break  # 水田 面积 and 旱地 面积
            if own:
                sheet.found[(whole or own)[0].place] = target.key
                break


def _take_containing(sheet: Recognition) -> None:
    """耕地补贴面积 holds 补贴面积; the longest word at the end of a head counts most."""
    for target in sheet.form.columns:
        if not _is_meant(sheet, target):
            continue
        scored = [(_closeness(sheet.form, target, h.word), h) for h in sheet.free]
        best = max((score for score, _ in scored), default=(0, 0))
        own = [h for score, h in scored if score == best > (0, 0)]
        own = [h for h in own if _closest(sheet, h.word) == target.key]
        if len(own) == 1 or own and target.kind not in NUMBERS:
            sheet.found[own[0].place] = target.key


def _closest(sheet: Recognition, head: str) -> str:
    """The key of the form's free column that the head fits best."""
    free = [c for c in sheet.form.columns if _is_meant(sheet, c)]
    return max(free, key=lambda c: _closeness(sheet.form, c, head)).key


def _closeness(form: Form, target: FormColumn, head: str) -> tuple[int, int]:
    """(2, length of the word) at the end of the head, (1, …) within, (0, 0) nowhere."""
    words = [word for word in words_of(target) if len(word) > 1 and word in head]
    if not words or target.kind == "name" and NO_NAMES.search(head):
        return (0, 0)
    if target.kind in NUMBERS and OTHER_FIGURE.search(head):
        return (0, 0)
    if is_other(target, head) or is_other_money(form, target, head):
        return (0, 0)
    return max((2 if head.endswith(word) else 1, len(word)) for word in words)
