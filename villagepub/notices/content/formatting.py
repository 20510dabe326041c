"""Values as people read them, and the columns that they stand in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from villagepub import forms
from villagepub.clock import say_day, say_short_day
from villagepub.content import Row
from villagepub.forms.entry import Entry, Part, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.quantities import money
from villagepub.forms.quantities.quantity import plain
from villagepub.memory import remembers
from villagepub.privacy import mask_name

Sums = Mapping[str, Decimal]
Marks = Mapping[tuple[str, int], str]  # (part, row) → 改 or 补
Show = Callable[[FormColumn, str], str]


def show(column: FormColumn, value: str) -> str:
    """A canonical value as people read it: 1,099.80, 18.33, 2026年7月8日, 60.

    The day of a ledger's line, which has its month above it, goes without the year.
    """
    if not value:
        return ""
    if column.kind in ("money", "area"):
        return _money(value)
    if column.kind == "goods":
        return plain(Decimal(value)) if column.unit else value
    if column.kind == "rate":
        return _money(value).removesuffix(".00")
    if column.kind == "count":
        number = Decimal(value)
        is_whole = number == number.to_integral_value()
        return f"{int(number):,}" if is_whole else plain(number)  # 2.5 个月
    if column.kind == "date":
        if len(value) < len("2026-09-01"):  # a month or a year is enough
            return _say_month(value)
        say = say_short_day if column.role == "date" else say_day
        return say(date.fromisoformat(value))
    return value


def _say_month(value: str) -> str:
    """1998年3月 of 1998-03, 1998年 of 1998: a debt is older than any notice's period."""
    year, _, month = value.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年"


@remembers(16_384)  # wall and web say the same, page after page
def _money(value: str) -> str:
    return money.show(Decimal(value))


def show_masked(column: FormColumn, value: str) -> str:
    return mask_name(value) if column.web == "mask" and value else show(column, value)


@dataclass(frozen=True, slots=True)
class Shown:
    """How the rows of a table are shown: in these columns, with whole names or masked
    ones (``how``), marked where a correction changed them.
    """

    columns: Sequence[FormColumn]
    how: Show
    marks: Marks

    def row(self, part: Part, record: Record, *before: str) -> Row:
        """``before``: the cells of columns that no form has, the running number."""
        cells = (self.how(c, record.values.get(c.key, "")) for c in self.columns)
        return Row(cells=(*before, *cells), mark=self.mark(part, record))

    def mark(self, part: Part, record: Record) -> str:
        return self.marks.get((part.name, record.row), "")


def sum_of(form: Form, records: Sequence[Record]) -> Sums:
    return forms.totals(form, Entry(parts=(Part(records=tuple(records)),)))


def shown_sums(
    columns: Iterable[FormColumn], form: Form, records: Sequence[Record]
) -> tuple[str, ...]:
    return tuple(sum_cells(columns, sum_of(form, records)))


def sum_cells(columns: Iterable[FormColumn], values: Sums) -> list[str]:
    """Each sum under its column."""
    return [show(c, str(values[c.key])) if c.key in values else "" for c in columns]


def total_line(columns: Sequence[FormColumn], values: Sums) -> tuple[str, ...]:
    """合计 under the number of the row, then the sums; () if nothing adds up."""
    cells = sum_cells(columns, values)
    return ("合计", *cells) if any(cells) else ()


def unit_note(columns: Sequence[FormColumn]) -> str:
    areas = dict.fromkeys(f"面积单位：{c.unit}" for c in columns if c.kind == "area")
    sums_ = any(c.kind == "money" for c in columns)
    return "　".join([*areas, *["金额单位：元"] * sums_])
