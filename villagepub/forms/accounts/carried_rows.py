"""Rows of a ledger that carry a balance over and are neither income nor spending.

上期结转 opens a sheet, 结转下期 closes it, and both stand between two months of one sheet.
A row counts as one only where its text says nothing else: 上年结余款上缴镇里 and
结转下季度的电费 move money, so they stay among the records.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from villagepub.forms.accounts.ledger import LedgerColumns, flow
from villagepub.forms.choices import accept, drop_row
from villagepub.forms.days import dates
from villagepub.forms.entry import Entry, Part, Problem, Record
from villagepub.forms.form import Form
from villagepub.forms.problems import of_row
from villagepub.tables.table import TableRow, row_words

_SPAN = r"(?:[月期年]|季度?|年度)"
_END = (
    r"(?:账面|银行|现金|存款)?(?:余额|结余|结存|金额|资金|款项?|数)?(?:转入|转来|结转)?"
    rf"(?:[到至入]?本{_SPAN})?(?:[（(].*[)）]|[:：].*)?$"
)
_NO_ACT = r"^(?!.*[付缴交还退发购买])"  # 支付上年结余款 moves money
OPENS = re.compile(  # 上期结转, 期初余额
    rf"{_NO_ACT}(?:.{{0,8}}上{_SPAN}?[末底份]?.{{0,6}}?(?:结转|转来|转入|结存|结余|余额)"
    rf"|承上{_SPAN}?(?:结转)?|.{{0,8}}(?:{_SPAN}|期)初){_END}"
)
CLOSES = re.compile(  # 结转下期, 本月结余
    rf"{_NO_ACT}(?:.{{0,8}}(?:转下{_SPAN}|下{_SPAN}结转)"
    rf"|(?:本{_SPAN}末?|{_SPAN}末|\d{{1,2}}月末?|截[止至].{{1,12}})?(?:账面|银行)?(?:结存|结余|余额)){_END}"
)
# 结余资金转入 may carry a balance over or be income: asked about.
_DOUBTFUL = re.compile(
    r"^(?:账面|银行|现金|存款)?(?:结转|结余|余额|结存).{0,2}(?:转入|转来)$"
)
# Only in a sheet's first row: 结余, 账面余额, 2025年结余, 6月底结余, 二季度结转.
_OPENS_FIRST = re.compile(
    rf"^(?!{_DOUBTFUL.pattern})(?:20\d\d年度?|第?[一二三四1-4]季度?|\d{{1,2}}月份?)?[末底]?"
    rf"(?:账面|银行|现金|存款)?(?:结转|结余|余额|结存){_END}"
)
RowValues = Mapping[str, str]  # canonical values of one row by column key


def find_carried(
    form: Form, mapping: Sequence[str], rows: Sequence[TableRow]
) -> tuple[TableRow | None, TableRow | None]:
    """(the row 上期结转, the row 结转下期) of a ledger's sheet, None for one it lacks.

    The first is looked for among the first and last rows, since a sheet may run from the
    newest day to the oldest; the second in the last row of that order.
    """
    if form.by_role("subject") is None or LedgerColumns.of(form) is None:
        return None, None
    if falls(_days(form, mapping, rows)):
        rows = rows[::-1]
    places = sorted(rows, key=lambda row: row.row)  # of two lists side by side
    ends = (*rows[:2], *places[:2], *rows[2:][-2:])
    opens = next((row for row in ends if _says(form, mapping, row, OPENS)), None)
    if opens is None and rows[1:] and _says(form, mapping, rows[0], _OPENS_FIRST):
        opens = rows[0]
    ends = (*rows[-1:], *places[-1:])
    closes = (r for r in ends if r is not opens and _says(form, mapping, r, CLOSES))
    return opens, next(closes, None)


def _days(form: Form, mapping: Sequence[str], rows: Sequence[TableRow]) -> list[str]:
    """The readable days in ISO form, all given year 1: only their order is asked for."""
    found, day = [], form.by_role("date")
    for text in (
        r.cells[i] for r in rows for i, k in enumerate(mapping) if day and k == day.key
    ):
        with suppress(dates.DateError):
            found.append(dates.parse(text, year=1, month=1).isoformat())
    return found


def falls(days: Sequence[str]) -> bool:
    """Do the days run from the newest to the oldest?"""
    return (
        bool(days) and days[0] > days[-1] and list(days) == sorted(days, reverse=True)
    )


def _says(
    form: Form, mapping: Sequence[str], row: TableRow, words: re.Pattern[str]
) -> bool:
    """Does the row's 摘要, or where that is empty its date cell, match ``words``?"""
    keys = [c.key for role in ("subject", "date") if (c := form.by_role(role))]
    told = (row.cells[i] for k in keys for i, key in enumerate(mapping) if k == key)
    return is_said(next(filter(None, told), ""), words)


def is_said(text: str, words: re.Pattern[str]) -> bool:
    return bool(words.search(re.sub(r"\s", "", text)))


def opening_of(form: Form, values: RowValues) -> RowValues:
    """The values of a row 上期结转 with its sum as the balance: without a 结余 of its own,
    what stands under 收入 is the balance.
    """
    columns = LedgerColumns.of(form)
    if columns is None or values.get(columns.balance):
        return values
    said = values.get(columns.income, "")
    if not said or values.get(columns.spending):
        return values
    return {**values, columns.income: "", columns.balance: said}


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    """One question for each record whose text may mean a carried balance, that has money
    under 收入 or 支出 and no 结余 that proves the money moved.
    """
    columns, subject = LedgerColumns.of(form), form.by_role("subject")
    if columns is None or subject is None:
        return
    words = (OPENS, CLOSES, _OPENS_FIRST, _DOUBTFUL)
    for part, record in entry.placed:
        text = record.values.get(subject.key, "")
        is_proven = record.values.get(columns.balance) or not flow(record, columns)
        if not is_proven and any(is_said(text, one) for one in words):
            yield _question(part, record, text, columns)


def _question(part: Part, record: Record, text: str, columns: LedgerColumns) -> Problem:
    said = f"“{text[:16]}”"
    return of_row("carried", part.name, record.row, columns.income).problem(
        said=said,
        title=f"{said}是不是这一期的收支？",
        message=f"{row_words(record.row)}像是结转，不像收了、花了钱。算成收支，总数就变了。",
        choices=(drop_row("是结转，不算收支"), accept("是这一期的收支，要算")),
    )
