"""What a ledger carries over: 上期结转 in its first rows, 结转下期 in its last, both between
two months of one sheet. None of them moves money.

What such a row says is all that it says: 上年结余款上缴镇里 and 结转下季度的电费 are rows.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

from villagepub.forms import dates
from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.form import Form
from villagepub.forms.ledger import LedgerColumns, balances_of_part, flow
from villagepub.forms.quantity import plain
from villagepub.forms.sums import column_sum
from villagepub.tables.table import TableRow, row_words

TURNED = "日期一笔比一笔早：这张表是从新到旧写的，已经倒过来"
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
# 结余资金转入: nobody knows what came in from where.
_DOUBTFUL = re.compile(
    r"^(?:账面|银行|现金|存款)?(?:结转|结余|余额|结存).{0,2}(?:转入|转来)$"
)
# In the first row of all: 结余, 账面余额, 2025年结余, 6月底结余, 二季度结转.
_OPENS_FIRST = re.compile(
    rf"^(?!{_DOUBTFUL.pattern})(?:20\d\d年度?|第?[一二三四1-4]季度?|\d{{1,2}}月份?)?[末底]?"
    rf"(?:账面|银行|现金|存款)?(?:结转|结余|余额|结存){_END}"
)
Said = Mapping[str, str]  # what a row says by column key


def find_carried(
    form: Form, mapping: Sequence[str], rows: Sequence[TableRow]
) -> tuple[TableRow | None, TableRow | None]:
    """What a ledger begins with and what it says is left, at the other ends of a sheet
    that is written from new to old; None where it does not say so.
    """
    if form.by_role("subject") is None or LedgerColumns.of(form) is None:
        return None, None
    if _falls(_days(form, mapping, rows)):
        rows = rows[::-1]
    places = sorted(rows, key=lambda row: row.row)  # of two lists side by side
    ends = (*rows[:2], *places[:2], *rows[2:][-2:])
    opens = next((row for row in ends if _says(form, mapping, row, _OPENS)), None)
    if opens is None and rows[1:] and _says(form, mapping, rows[0], _OPENS_FIRST):
        opens = rows[0]
    ends = (*rows[-1:], *places[-1:])
    closes = (r for r in ends if r is not opens and _says(form, mapping, r, _CLOSES))
    return opens, next(closes, None)


def _days(form: Form, mapping: Sequence[str], rows: Sequence[TableRow]) -> list[str]:
    """Those that can be read, as of one year."""
    found, day = [], form.by_role("date")
    for text in (
        r.cells[i] for r in rows for i, k in enumerate(mapping) if day and k == day.key
    ):
        with suppress(dates.DateError):
            found.append(dates.parse(text, year=1, month=1).isoformat())
    return found


def _falls(days: Sequence[str]) -> bool:
    """From new to old."""
    return (
        bool(days) and days[0] > days[-1] and list(days) == sorted(days, reverse=True)
    )


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


def without_carried(
    form: Form, part: Part, opening: Record | None, closing: Record | None
) -> Part:
    """The part without what is carried between its rows and in its stated sums; its last
    row ends with what 结转下期 says is left.
    """
    columns, subject = LedgerColumns.of(form), form.by_role("subject")
    if columns is None or subject is None:
        return part
    key = subject.key
    day = form.by_role("date")
    days = [v for r in part.records if day and (v := r.values.get(day.key))]
    if (opening or closing) and _falls(days):
        part = replace(_turned(part), notes=(*part.notes, TURNED))
    part, first = _with_its_kinds(part, key, opening)
    part, rivals = _rivals(part, key, columns, first)
    turned, last = _with_its_kinds(_turned(part), key, closing)
    part = _turned(turned)
    if first[1:]:
        said = {**part.opening, columns.balance: _sum(first, columns)}
        part = replace(part, opening=said | {key: _plain(said[key])})
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
    """上期结转（银行） right behind 上期结转（现金） is carried too."""
    found = [carried] if carried else []
    for record in part.records if carried else ():
        texts = {r.values.get(key, "") for r in (*found[:1], record)}
        if len(texts) == 1 or len({*map(_plain, texts)}) > 1:
            break
        found.append(record)
    return replace(part, records=part.records[max(0, len(found) - 1) :]), found


def _rivals(
    part: Part, key: str, columns: LedgerColumns, first: Sequence[Record]
) -> tuple[Part, list[Record]]:
    """上月结转 1000 right behind 上年结转 800: nobody knows which this sheet begins with,
    where no balance says it.
    """
    found = []
    for record in part.records if first else ():
        if record.values.get(columns.balance) or not _is_said(
            record.values.get(key, ""), _OPENS
        ):
            break
        found.append(record)
    return replace(part, records=part.records[len(found) :]), found


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    """A row that says 结转 or 结余, moves money and has no balance that proves it."""
    columns, subject = LedgerColumns.of(form), form.by_role("subject")
    if columns is None or subject is None:
        return
    words = (_OPENS, _CLOSES, _OPENS_FIRST, _DOUBTFUL)
    for part, record in entry.placed:
        text = record.values.get(subject.key, "")
        is_proven = record.values.get(columns.balance) or not flow(record, columns)
        if not is_proven and any(_is_said(text, one) for one in words):
            yield _question(part, record, text, columns)


def _question(part: Part, record: Record, text: str, columns: LedgerColumns) -> Problem:
    return Problem(
        code=f"carried:{part.name}:{record.row}",
        kind="carried",
        title=f"“{text[:16]}”是不是这一期的收支？",
        message=f"{row_words(record.row)}像是结转，不像收了、花了钱。算成收支，总数就变了。",
        part=part.name,
        row=record.row,
        column=columns.income,
        choices=(
            Choice(id="drop_row", label="是结转，不算收支"),
            Choice(id="accept", label="是这一期的收支，要算"),
        ),
    )


def _plain(text: str) -> str:
    return re.split("[（(:：]", text)[0]


def _sum(carried: Sequence[Record], columns: LedgerColumns) -> str:
    left = [_left(r.values, columns) for r in carried]
    return (
        plain(sum(map(Decimal, filter(None, left)), Decimal(0)), 2) if any(left) else ""
    )


def _without_between(
    part: Part, key: str, columns: LedgerColumns
) -> tuple[Part, list[Record]]:
    """结转下月 and 上月结转 of one sheet say what is left there, where that is so."""
    now = balances_of_part(part, columns).opening
    kept, own = list[Record](), list[Record]()
    for record in part.records:
        text, left = record.values.get(key, ""), _left(record.values, columns)
        closes = _is_said(text, _CLOSES)
        if left and kept and now is None and closes:  # the first that says so
            now = Decimal(left)
            kept[-1] = replace(
                kept[-1], values={**kept[-1].values, columns.balance: left}
            )
        if left and now == Decimal(left) and (closes or _is_said(text, _OPENS)):
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


def _left(said: Said, columns: LedgerColumns) -> str:
    """What is left by a row's own words, wherever it stands; '' where it is not clear."""
    income, spending, balance = (
        said.get(k) or "" for k in (columns.income, columns.spending, columns.balance)
    )
    sides = [s for s in (income, spending) if s and Decimal(s)]
    if len(sides) == 1 and not (balance and Decimal(balance)):
        return sides[0]
    return balance


def _closed(part: Part, columns: LedgerColumns, left: str) -> Part:
    if not left or not part.records:
        return part
    *before, last = part.records
    said = last.values.get(columns.balance)
    if said and Decimal(said) == Decimal(left):
        return part
    last = replace(last, values={**last.values, columns.balance: left})
    return replace(part, records=(*before, last), notes=(*part.notes, CLOSED))


def _without(part: Part, columns: LedgerColumns, apart: Sequence[Record]) -> Part:
    """Both sides of an account come to the same where its sums hold what is carried, be
    it that 转下月 stands right below them.
    """
    keys = (columns.income, columns.spending)

    def less(values: Said, rows: Collection[int]) -> dict[str, str]:
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
