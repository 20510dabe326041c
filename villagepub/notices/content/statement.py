"""财务公开榜: its accounts by kind with their sums, its balance, its figures and bars."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from villagepub.content import Chart, Fact, Row, Section, Sheet
from villagepub.forms import money
from villagepub.forms.entry import Entry, Part
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.statement import (
    LABELS,
    Keys,
    Kind,
    Line,
    Sums,
    added,
    lines,
    sums_of,
)
from villagepub.notices.content.bars import bars
from villagepub.notices.content.formatting import Marks, Show, unit_note
from villagepub.notices.content.printed_columns import printed_column


def sheet(
    form: Form, entry: Entry, columns: Sequence[FormColumn], how: Show, marks: Marks
) -> Sheet:
    """A section a kind; 结余 says how one balance comes from the other."""
    keys = Keys.of(form)
    if keys is None or not columns:
        return Sheet()
    sections = (
        section
        for part in entry.parts
        for section in _sections(part, columns, how, marks, keys)
    )
    return Sheet(
        columns=tuple(printed_column(c) for c in columns),
        sections=tuple(sections),
        unit_note=unit_note(columns),
        note=form.wording.board_note,
    )


def _sections(
    part: Part, columns: Sequence[FormColumn], how: Show, marks: Marks, keys: Keys
) -> Iterator[Section]:
    found = lines(part, keys)

    def section(
        title: str, own: Sequence[Line], total: tuple[str, ...] = ()
    ) -> Section:
        rows = tuple(
            Row(
                cells=tuple(how(c, x.record.values.get(c.key, "")) for c in columns),
                mark=marks.get((part.name, x.record.row), ""),
            )
            for x in own
        )
        note = f"{len(own)} 项" if own else ""
        return Section(title=f"{part.name}{title}", note=note, rows=rows, total=total)

    for kind, label in LABELS.items():
        own = [x for x in found if x.kind == kind and x.sort == "account"]
        own = own or [x for x in found if x.kind == kind and x.sort == "sum"]
        if own:
            yield section(label, own, _total(label, own, kind, columns, keys))
    rest = [x for x in found if x.sort == "year"]
    if rest:
        yield section("本年累计", rest)
    yield Section(
        title=f"{part.name}结余",
        rows=tuple(_balance(sums_of(part, keys), columns, keys)),
    )


def _total(
    label: str,
    own: Sequence[Line],
    kind: Kind,
    columns: Sequence[FormColumn],
    keys: Keys,
) -> tuple[str, ...]:
    """Computed, never copied: what the sheet states was held against it."""
    said = {
        key: money.show(added(own, kind, key))
        for key in (keys.amount, keys.year)
        if any(x.value(key) is not None for x in own)
    }
    said[keys.item] = f"{label}合计"
    return tuple(said.get(c.key, "") for c in columns)


def _balance(sums: Sums, columns: Sequence[FormColumn], keys: Keys) -> Iterator[Row]:
    said: list[tuple[str, Decimal | None]] = [
        ("上期结余", sums.opening),
        ("加：收入", sums.income),
        ("减：支出", sums.spending),
        ("本期结余", sums.closing)
        if sums.closing is not None
        else ("收支差额", sums.difference),
    ]
    for item, value in said:
        if value is not None:
            cells = {keys.item: item, keys.amount: money.show(value)}
            yield Row(cells=tuple(cells.get(c.key, "") for c in columns), kind="carry")


def facts(form: Form, entry: Entry) -> tuple[Fact, ...]:
    """结余 large (收支差额 where no balance is written), then what it comes from."""
    keys = Keys.of(form)
    if keys is None or not entry.parts:
        return ()
    all_sums = [sums_of(part, keys) for part in entry.parts]
    income = sum((s.income for s in all_sums), Decimal(0))
    spending = sum((s.spending for s in all_sums), Decimal(0))
    first, last = all_sums[0], all_sums[-1]
    label, left = "收支差额", income - spending
    if last.closing is not None:
        label, left = "本期结余", last.closing
    opening = [("上期结余", first.opening)] if first.opening is not None else []
    figures = [*opening, ("收入", income), ("支出", spending)]
    big = Fact(
        label=label, value=money.show(left), unit="元", note=money.words(left), big=True
    )
    return (
        big,
        *(Fact(label=name, value=money.show(v), unit="元") for name, v in figures),
    )


def charts(form: Form, entry: Entry) -> tuple[Chart, ...]:
    keys = Keys.of(form)
    if keys is None:
        return ()
    found = [x for part in entry.parts for x in lines(part, keys)]
    drawn = (
        _chart("收入从哪来", "income", found, keys),
        _chart("支出到哪去", "spending", found, keys),
    )
    return tuple(chart for chart in drawn if chart is not None)


def _chart(title: str, kind: Kind, found: Sequence[Line], keys: Keys) -> Chart | None:
    by_item: dict[str, Decimal] = {}
    for line in found:
        value = line.value(keys.amount)
        if line.kind == kind and line.sort == "account" and value:
            by_item[line.item] = by_item.get(line.item, Decimal(0)) + value
    if not by_item:
        return None
    total = sum(by_item.values(), Decimal(0))
    return Chart(
        title=title,
        total=f"{len(by_item)} 项，共 {money.show(total)} 元",
        kind="in" if kind == "income" else "out",
        bars=bars(by_item),
    )


def is_one(form: Form) -> bool:
    return Keys.of(form) is not None
