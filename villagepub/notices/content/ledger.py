"""逐笔榜: the quarter's ledger by months, its headline figures and its bars."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from villagepub import forms
from villagepub.content import Chart, Fact, Meta, Row, Section, Sheet
from villagepub.data_files import toml_of
from villagepub.forms.accounts.ledger import LedgerColumns
from villagepub.forms.entry import Entry, Part, Record
from villagepub.forms.form import Form, FormColumn, PeriodKind
from villagepub.forms.quantities import money
from villagepub.forms.sums import column_sum
from villagepub.forms.township.open_words import WITHHELD
from villagepub.notices.content import statement
from villagepub.notices.content.charts import ChartSide, ChartSides, Earlier, Way, drawn
from villagepub.notices.content.formatting import (
    Shown,
    Sums,
    show,
    sum_cells,
    sum_of,
    unit_note,
)
from villagepub.notices.content.names_in_words import web_words
from villagepub.notices.content.printed_columns import printed_column
from villagepub.period import Period
from villagepub.render.layouts import LAYOUTS

OPENING, INCOME, SPENDING, CLOSING = "上期结转", "收入", "支出", "结余"
# What the time of a notice is called in its figures, however many sheets it came in.
WORDS: Mapping[PeriodKind, str] = {"month": "本月", "quarter": "本季", "year": "本年"}


def sheet(form: Form, entry: Entry, shown: Shown) -> Sheet:
    """逐笔榜: a section a month, opening with 上月结转, closing with 合计."""
    if statement.is_one(form):
        return statement.sheet(form, entry, shown)
    columns = shown.columns
    if not columns:
        return Sheet()
    sections = tuple(
        replace(
            _month(form, part, shown),
            title=statement.part_title(entry, part),
        )
        for part in entry.parts
    )
    whole = (
        _words_in(columns, "本期合计", forms.totals(form, entry))
        if len(sections) > 1
        else ()
    )
    holds = adds_up(form, entry)
    return Sheet(
        columns=tuple(printed_column(c) for c in columns),
        sections=sections,
        total=_with_balance(form, whole, columns, entry.parts[-1:]),
        unit_note=unit_note(columns),
        note=form.wording.board_note if holds else "",
    )


def adds_up(form: Form, entry: Entry) -> bool:
    """Is opening + income − spending = closing, as stated? Only then may the notice say
    so.
    """
    found = balance_sheet(form, entry)
    if OPENING not in found or CLOSING not in found:
        return False
    return found[OPENING] + found[INCOME] - found[SPENDING] == found[CLOSING]


def balance_sheet(form: Form, entry: Entry) -> dict[str, Decimal]:
    """上期结转, 收入, 支出, 结余 of the whole ledger; without a balance nobody knows."""
    if not entry.parts:
        return {}
    if statement.is_one(form):
        opening, income, spending, closing = statement.balance_sheet(form, entry)
    else:
        keys = _columns(form)
        income = column_sum(entry.records, keys.income)
        spending = column_sum(entry.records, keys.spending)
        first = entry.parts[0].opening.get(keys.balance)
        last = closing_balance(entry.parts[-1], keys.balance)
        opening, closing = (Decimal(said) if said else None for said in (first, last))
    said = {OPENING: opening, INCOME: income, SPENDING: spending, CLOSING: closing}
    return {label: value for label, value in said.items() if value is not None}


def _month(form: Form, part: Part, shown: Shown) -> Section:
    columns = shown.columns
    rows = [shown.row(part, record) for record in part.records]
    if part.opening:
        rows.insert(0, _carry(columns, part))
    total = _words_in(columns, "合计", sum_of(form, part.records))
    return Section(
        title=part.name,
        note=f"{len(part.records)} {form.row_unit}",
        rows=tuple(rows),
        total=_with_balance(form, total, columns, (part,)),
    )


def _carry(columns: Sequence[FormColumn], part: Part) -> Row:
    cells = [
        show(c, part.opening.get(c.key, "")) if c.kind == "money" else ""
        for c in columns
    ]
    cells[_word_column(columns)] = "上月结转" if part.month else "上期结转"
    return Row(cells=tuple(cells), kind="carry")


def _words_in(
    columns: Sequence[FormColumn], word: str, values: Sums
) -> tuple[str, ...]:
    cells = sum_cells(columns, values)
    cells[_word_column(columns)] = word
    return tuple(cells)


def _with_balance(
    form: Form,
    cells: tuple[str, ...],
    columns: Sequence[FormColumn],
    parts: Sequence[Part],
) -> tuple[str, ...]:
    """The same total with the closing balance, which is no sum, in its column."""
    keys = LedgerColumns.of(form)
    if not cells or keys is None or not parts:
        return cells
    closing = closing_balance(parts[-1], keys.balance)
    return tuple(
        show(c, closing) if c.key == keys.balance else cell
        for c, cell in zip(columns, cells, strict=True)
    )


def closing_balance(part: Part, key: str) -> str:
    """What a month ends with: its last row's balance, or what it began with."""
    balances = [r.values[key] for r in part.records if r.values.get(key)]
    return balances[-1] if balances else part.opening.get(key, "")


def _word_column(columns: Sequence[FormColumn]) -> int:
    """The column that takes 合计 and 上月结转: the first long or plain text one."""
    for wanted in ("long", "text", "name"):
        for i, c in enumerate(columns):
            if c.print == wanted and c.kind == "text":
                return i
    return 0


def facts(form: Form, entry: Entry, period: Period) -> tuple[Fact, ...]:
    """结余 large, then 上期结转, 收入, 支出: the sum a villager can add up alone."""
    if statement.is_one(form):
        return statement.facts(form, entry)
    keys = _columns(form)
    if not entry.parts:
        return ()
    word = WORDS.get(period.kind, "本期")
    return (
        *_balance_facts(entry, keys.balance, word),
        Fact(
            label=f"{word}收入",
            value=money.show(column_sum(entry.records, keys.income)),
            unit="元",
        ),
        Fact(
            label=f"{word}支出",
            value=money.show(column_sum(entry.records, keys.spending)),
            unit="元",
        ),
    )


def _balance_facts(entry: Entry, key: str, word: str) -> tuple[Fact, ...]:
    """What is left and what there was; nothing where nobody knows."""
    opening = entry.parts[0].opening.get(key, "")
    closing = closing_balance(entry.parts[-1], key)
    if not opening or not closing:
        return ()
    left = Decimal(closing)
    return (
        Fact(
            label=f"{word}结余",
            value=money.show(left),
            unit="元",
            note=money.words(left),
            big=True,
        ),
        Fact(label="上期结转", value=money.show(Decimal(opening)), unit="元"),
    )


def charts(
    form: Form, entry: Entry, period: Period, earlier: Sequence[Earlier] = ()
) -> tuple[Chart, ...]:
    """收入从哪来, 支出到哪去, against the earlier notices that there are."""
    if not LAYOUTS[form.layout].is_ledger:
        return ()
    now = Meta(label=WORDS.get(period.kind, "本期"), value=period.label)
    own = _sides(form, entry)
    before = [
        (Meta(label=e.word, value=e.period), _masked_for_chart(form, e.entry, own))
        for e in earlier
    ]
    return drawn((now, own), before)


def _masked_for_chart(form: Form, entry: Entry, own: ChartSides) -> ChartSides:
    """An earlier notice's money by kind. What only it had, and kept from the web for
    somebody on its list, is told without its words: this one's list does not know them.
    """
    words = web_words(form, entry)
    told: dict[Way, ChartSide] = {}
    for way, side in _sides(form, entry).items():
        kinds: dict[str, Decimal] = {}
        for name, value in side.kinds.items():
            is_open = name in own[way].kinds or not words.ground(name)
            called = name if is_open else WITHHELD
            kinds[called] = kinds.get(called, Decimal(0)) + value
        told[way] = replace(side, kinds=kinds)
    return told


def _sides(form: Form, entry: Entry) -> ChartSides:
    if statement.is_one(form):
        return statement.sides(form, entry)
    keys = _columns(form)
    subject = form.by_role("subject")
    text = subject.key if subject else ""
    return {
        "in": _side(entry.records, keys.income, text),
        "out": _side(entry.records, keys.spending, text),
    }


def _side(records: Sequence[Record], key: str, text: str) -> ChartSide:
    chosen = [r for r in records if Decimal(r.values.get(key) or 0)]
    kinds: dict[str, Decimal] = {}
    for record in chosen:
        name = _kind_of(record.values.get(text, ""))
        kinds[name] = kinds.get(name, Decimal(0)) + Decimal(record.values[key])
    return ChartSide(counted=f"{len(chosen)} 笔", kinds=kinds)


def _kind_of(text: str) -> str:
    for kind, words in _kinds().items():
        if any(word in text for word in words):
            return kind
    return text.split("（")[0] or "没有写内容"


def _columns(form: Form) -> LedgerColumns:
    keys = LedgerColumns.of(form)
    if keys is None:
        raise ValueError(f"{form.id} has no running balance")
    return keys


@cache
def _kinds() -> dict[str, list[str]]:
    """开支种类 and the words in a 摘要 that mean them; the first that fits counts."""
    kinds: dict[str, list[str]] = toml_of("notices/content/ledger_kinds.toml")["kinds"]
    return kinds
