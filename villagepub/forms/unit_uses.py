"""Which unit each column of numbers has, where it stands, and what was converted."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from villagepub.forms.entry import Entry, Part
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.heads.dynamic_columns import is_part
from villagepub.forms.quantities import money
from villagepub.forms.quantities.unit_resolution import BY_FORM, dimension_of
from villagepub.tables.table import row_words


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversion:
    """One number as the sheet has it, and in the form's unit."""

    row: int
    written: str  # 18.6 万元
    value: str  # 186,000.00 元


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitUse:
    """The unit of one column. ``unit`` is the sheet's, ``own`` the form's."""

    label: str
    unit: str
    own: str
    where: str
    conversions: tuple[Conversion, ...] = ()
    part: str = ""

    @property
    def said(self) -> str:
        """补贴面积 亩."""
        return f"{self.part}{self.label} {self.unit}"

    @property
    def sentence(self) -> str:
        """预算 单位 万元（列名上写的），已换成元：18.6 万元 → 186,000.00 元.

        Of a column of which some number was converted.
        """
        said = f"{self.part}{self.label} 单位 {self.unit}（{self.where}）"
        first, count = self.conversions[0], len(self.conversions)
        said += f"，{count:,} 个数换成了{self.own}"
        return f"{said}：{row_words(first.row)} {first.written} → {first.value}"


def unit_uses(form: Form, entry: Entry) -> tuple[UnitUse, ...]:
    """One line a column of money, land or a rate that some row says."""
    return tuple(use for part in entry.parts for use in _of_part(form, part))


def _of_part(form: Form, part: Part) -> Iterator[UnitUse]:
    asked = {question.key for question in part.unit_questions}
    for column in form.columns:
        if dimension_of(column) is None or column.key in asked or is_part(column.key):
            continue
        if any(record.values.get(column.key) for record in part.records):
            unit = part.units.get(column.key, BY_FORM)
            yield UnitUse(
                label=column.label,
                unit=unit.name or column.unit,
                own=column.unit,
                where=unit.where,
                conversions=tuple(_conversions(column, part)),
                part=part.name,
            )


def _conversions(column: FormColumn, part: Part) -> Iterator[Conversion]:
    for record in part.records:
        written = record.written.get(column.key)
        if written:
            value = money.show(Decimal(record.values[column.key]))
            yield Conversion(
                row=record.row, written=written, value=f"{value} {column.unit}"
            )
