"""财务公开榜: its accounts by kind with their sums, its balance, its figures and bars."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from villagepub.content import Fact, Row, Section, Sheet
from villagepub.forms.accounts.accounts import LABELS, AccountClass
from villagepub.forms.accounts.statement import (
    PART,
    StatementColumns,
    StatementLine,
    StatementSums,
    lines,
    sum_of_class,
    sums_of,
)
from villagepub.forms.entry import Entry, Part
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.quantities import money
from villagepub.notices.content.charts import ChartSide, ChartSides
from villagepub.notices.content.formatting import Shown, unit_note
from villagepub.notices.content.printed_columns import printed_column

_UNNAMED = re.compile(r"(?:Sheet|工作表|粘贴的表|表|第 )\s*[0-9]*(?: 个表)?")


def sheet(form: Form, entry: Entry, shown: Shown) -> Sheet:
    """A section a kind; 结余 says how one balance comes from the other."""
    keys, columns = StatementColumns.of(form), shown.columns
    if keys is None or not columns:
        return Sheet()
    sections = (
        section
        for part in entry.parts
        for section in _sections(part, shown, keys, title=part_title(entry, part))
    )
    return Sheet(
        columns=tuple(printed_column(c) for c in columns),
        sections=tuple(sections),
        unit_note=unit_note(columns),
        note=form.wording.board_note if adds_up(form, entry) else "",
    )


def part_title(entry: Entry, part: Part) -> str:
    """7月; 本期 where a single sheet names no month: Sheet1 means nothing to anybody."""
    is_named = len(entry.parts) > 1 and not _UNNAMED.fullmatch(part.name)
    return part.name if is_named or "月" in part.name else "本期"


def balance_sheet(
    form: Form, entry: Entry
) -> tuple[Decimal | None, Decimal, Decimal, Decimal | None]:
    """What there was, came in, went out and is left; None where nobody knows."""
    keys = StatementColumns.of(form)
    found = [sums_of(part, keys) for part in entry.parts] if keys else []
    if not found:
        return None, Decimal(0), Decimal(0), None
    income = sum((one.income for one in found), Decimal(0))
    spending = sum((one.spending for one in found), Decimal(0))
    return found[0].opening, income, spending, found[-1].closing


def adds_up(form: Form, entry: Entry) -> bool:
    opening, income, spending, closing = balance_sheet(form, entry)
    if opening is None or closing is None:
        return False
    return opening + income - spending == closing


def _sections(
    part: Part, shown: Shown, keys: StatementColumns, *, title: str
) -> Iterator[Section]:
    """收入, 支出, what the year comes to so far, and 结余 of one sheet."""
    found, columns = lines(part, keys), shown.columns

    def section(
        label: str, own: Sequence[StatementLine], total: tuple[str, ...] = ()
    ) -> Section:
        rows = tuple(
            Row(
                cells=tuple(shown.how(c, _said(x, c, keys)) for c in columns),
                mark=shown.mark(part, x.record),
            )
            for x in own
        )
        items = sum(x.sort != "part" for x in own)
        note = f"{items} 项" if own else ""
        return Section(title=f"{title}{label}", note=note, rows=rows, total=total)

    for kind, label in LABELS.items():
        told = [x for x in found if x.kind == kind and x.sort in ("account", "part")]
        told = told or [x for x in found if x.kind == kind and x.sort == "sum"]
        if told:
            yield section(label, told, _total(label, told, kind, columns, keys))
    rest = [x for x in found if x.sort == "year"]
    if rest:
        yield section("本年累计", rest)
    yield Section(
        title=f"{title}结余",
        rows=tuple(_balance(sums_of(part, keys), columns, keys)),
    )


def _said(line: StatementLine, column: FormColumn, keys: StatementColumns) -> str:
    """A cell of a line; who reads 其中 and 减 sees what is added and what is not."""
    said = line.record.values.get(column.key, "")
    if column.key != keys.item:
        return said
    if line.less:
        return said if said.startswith("减") else f"减：{said}"
    is_named = PART in said or said.endswith(("净值", "净额"))
    return f"{PART}：{said}" if line.sort == "part" and not is_named else said


def _total(
    label: str,
    own: Sequence[StatementLine],
    kind: AccountClass,
    columns: Sequence[FormColumn],
    keys: StatementColumns,
) -> tuple[str, ...]:
    """Computed, never copied: what the sheet states was held against it."""
    said = {
        key: money.show(sum_of_class(own, kind, key))
        for key in (keys.amount, keys.year)
        if _is_told(own, key, is_required=key == keys.year)
    }
    said[keys.item] = f"{label}合计"
    return tuple(said.get(c.key, "") for c in columns)


def _is_told(own: Sequence[StatementLine], key: str, *, is_required: bool) -> bool:
    """Whether the lines may be added in this column: 本年累计 only if each says one."""
    said = [x.value(key) is not None for x in own if x.sort != "part"]
    return all(said) if is_required else any(said)


def _balance(
    sums: StatementSums, columns: Sequence[FormColumn], keys: StatementColumns
) -> Iterator[Row]:
    said: list[tuple[str, Decimal | None]] = [
        ("上期结余", sums.opening),
        ("加：收入", sums.income),
        ("减：支出", sums.spending),
        ("本期结余", sums.closing)
        if sums.closing is not None
        else ("收支差额", sums.difference),
    ]
    if sums.opening is None and sums.closing not in (None, sums.difference):
        said = said[-1:]  # it does not follow from what came in and went out alone
    for item, value in said:
        if value is not None:
            cells = {keys.item: item, keys.amount: money.show(value)}
            yield Row(cells=tuple(cells.get(c.key, "") for c in columns), kind="carry")


def facts(form: Form, entry: Entry) -> tuple[Fact, ...]:
    """结余 large (收支差额 where no balance is written), then what it comes from."""
    keys = StatementColumns.of(form)
    if keys is None or not entry.parts:
        return ()
    opening, income, spending, closing = balance_sheet(form, entry)
    label, left = "收支差额", income - spending
    if closing is not None:
        label, left = "本期结余", closing
    begun = [("上期结余", opening)] if opening is not None else []
    figures = [*begun, ("收入", income), ("支出", spending)]
    big = Fact(
        label=label, value=money.show(left), unit="元", note=money.words(left), big=True
    )
    return (
        big,
        *(Fact(label=name, value=money.show(v), unit="元") for name, v in figures),
    )


def sides(form: Form, entry: Entry) -> ChartSides:
    keys = StatementColumns.of(form)
    found = [x for part in entry.parts for x in lines(part, keys)] if keys else []
    amount = keys.amount if keys else ""
    return {
        "in": _side("income", found, amount),
        "out": _side("spending", found, amount),
    }


def _side(kind: AccountClass, found: Sequence[StatementLine], amount: str) -> ChartSide:
    kinds: dict[str, Decimal] = {}
    for line in found:
        value = line.value(amount)
        if line.kind == kind and line.sort == "account" and value:
            kinds[line.item] = kinds.get(line.item, Decimal(0)) + value
    return ChartSide(counted=f"{len(kinds)} 项", kinds=kinds)


def is_one(form: Form) -> bool:
    return StatementColumns.of(form) is not None
