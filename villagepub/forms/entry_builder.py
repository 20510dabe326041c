"""Builds an entry from a recognised sheet: typed records, opening balance, stated
totals.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import repeat

from villagepub.forms import sheet_columns
from villagepub.forms.accounts import (
    carried_rows,
    carry_over,
    class_columns,
    ledger,
    ledger_signs,
    statement_proof,
    statement_sides,
)
from villagepub.forms.accounts.statement import (
    StatementColumns,
    classify_lines,
    rows_with_totals,
)
from villagepub.forms.days import day_order, years_of_days
from villagepub.forms.days.months import as_named_months, named_year, part_name
from villagepub.forms.entry import DoubtedDay, Entry, Part, Record
from villagepub.forms.form import Form
from villagepub.forms.heads import open_heads, unit_column
from villagepub.forms.heads.dynamic_columns import (
    expanded,
    fill_sums_of_parts,
    is_part,
    part_of,
)
from villagepub.forms.quantities.unit_resolution import (
    ResolvedUnit,
    UnitQuestion,
    dimension_of,
)
from villagepub.forms.read_rows import ReadRows
from villagepub.forms.recognition import rates_of_months, title_rates
from villagepub.forms.sheet_columns import SheetColumn
from villagepub.forms.stated import totals_stated, values_elsewhere
from villagepub.forms.values import reader
from villagepub.forms.words import classes, reasons, remarks
from villagepub.gc_pause import paused
from villagepub.tables.table import Table, TableRow, row_ids

Identities = Mapping[tuple[str, int], tuple[str, str]]  # (sheet, row id) → (hash, mask)
Units = Mapping[tuple[str, str], str]  # (part name, key) → unit said by the clerk
NOBODY = ("", "")  # hash and mask of a row without an identity number


@paused
def fill(
    form: Form,
    tables: Sequence[Table],
    mappings: Sequence[Sequence[str]],
    *,
    identities: Identities | None = None,
    units: Units | None = None,
    year: int = 0,
) -> Entry:
    """Never raises: a cell that can't be read is kept as text in ``Record.unread``.
    ``units``: said by the clerk; ``year`` completes days of a sheet that names none.
    """
    form = expanded(form, (key for mapping in mappings for key in mapping))
    several = len(tables) > 1
    sheets = [
        _Sheet(form, table, mapping, units or {}, year, several=several)
        for table, mapping in zip(tables, mappings, strict=True)
    ]
    said = {key: unit for sheet in sheets for key, unit in sheet.other_units()}
    for sheet in sheets:
        sheet.doubt_units(said)
    return Entry(parts=tuple(sheet.part(identities or {}) for sheet in sheets))


class _Sheet:
    """One table on its way to a part."""

    def __init__(
        self,
        form: Form,
        table: Table,
        mapping: Sequence[str],
        units: Units,
        year: int,
        *,
        several: bool,
    ) -> None:
        table = unit_column.joined(form, table, mapping)
        table = rates_of_months.with_named_months(form, table, mapping)
        table, mapping = statement_sides.split_sides(form, table, mapping)
        table, mapping = class_columns.split_classes(form, table, mapping)
        self._form, self._table, self._mapping = form, table, mapping
        self.name = part_name(form, table) if several or form.parts else ""
        self._year = named_year(table) or year
        month = re.fullmatch(r"([0-9]{1,2})月", self.name)
        self._month = int(month[1]) if month and form.parts == "month" else 0
        self._units: dict[str, ResolvedUnit] = {}
        self._questions: list[UnitQuestion] = []
        self._doubted: list[DoubtedDay] = []
        self._yearless: list[tuple[int, str]] = []
        known = {c.key for c in form.columns}
        self._columns = [
            self._column(place, key, units)
            for place, key in enumerate(mapping)
            if key in known or is_part(key)
        ]

    def _column(self, place: int, key: str, units: Units) -> SheetColumn:
        own = self._form.column(part_of(key) if is_part(key) else key)
        said = units.get((self.name, key), "")
        found = sheet_columns.unit_of_column(own, self._table, place, said)
        if isinstance(found, UnitQuestion):
            self._questions += [] if is_part(key) else [found]
            found = ResolvedUnit()
        if found.is_said:
            self._units[key] = found
        own = as_named_months(own, self._table.columns[place].label)
        if is_part(key):
            own = replace(own, signed=True)  # the sum says whether it is right
        read = reader(own, unit=found, year=self._year, month=self._month)
        if own.kind in sheet_columns.COUNTED and self._table.columns[place].scale != 1:
            read = sheet_columns.refuse_scaled(self._table.columns[place].scale)
        return SheetColumn(place, key, read)

    def other_units(self) -> Iterator[tuple[str, str]]:
        """The columns whose unit is said and is not the form's, with that unit."""
        for key, unit in self._units.items():
            own = self._form.column(part_of(key) or key)
            is_measure = own.kind != "rate" and dimension_of(own) is not None
            if (
                unit.name
                and is_measure
                and unit.name not in (own.unit, *own.same_units)
            ):
                yield key, unit.name

    def doubt_units(self, others: Mapping[str, str]) -> None:
        """Ask where this sheet says no unit and another of the same notice says 万元."""
        asked = {question.key for question in self._questions}
        for column in self._columns:
            other, key = others.get(column.key), column.key
            if not other or is_part(key) or key in asked or key in self._units:
                continue
            cells = (row.cells[column.place] for row in self._table.rows)
            if example := next((cell for cell in cells if cell), ""):
                units = (self._form.column(key).unit, other)
                why = f"别的表上写着{other}，这张没写"
                self._questions.append(
                    UnitQuestion(key=key, why=why, units=units, example=example)
                )

    def part(self, identities: Identities) -> Part:
        """The rows as records, without those that only carry a balance over."""
        form, is_statement = self._form, StatementColumns.of(self._form) is not None
        rows = rows_with_totals(self._table) if is_statement else self._table.rows
        ends = carried_rows.find_carried(form, self._mapping, rows)
        numbered = [*zip(row_ids(rows), rows, strict=True)]
        places = {id(end) for end in ends if end}
        carried = [one for one in numbered if id(one[1]) in places] if places else []
        if carried:
            numbered = [one for one in numbered if one not in carried]
        part = self._listed(numbered, ends[0], identities)
        if is_statement:
            records = classify_lines(form, part.records)
            part = totals_stated.of_statement(form, part, self._table)
            return replace(
                part, records=statement_proof.classify_by_sums(form, records)
            )
        part = totals_stated.with_totals(form, part, self._table, self._total)
        said = dict(
            zip((row for _, row in carried), self._records(carried, {}), strict=True)
        )
        balances = (said[end] if end else None for end in ends)
        return self._ordered(carry_over.without_carried(form, part, *balances))

    def _listed(
        self,
        listed: Sequence[tuple[int, TableRow]],
        opening: TableRow | None,
        identities: Identities,
    ) -> Part:
        return Part(
            name=self.name,
            records=self._records(listed, identities),
            open_heads=open_heads.heads_of(self._form, self._table, self._mapping),
            has_other_money=sheet_columns.has_other_money(self._table, self._mapping),
            doubted_days=tuple(self._doubted),  # while the records were made
            yearless=tuple(self._yearless),
            opening=self._opened(opening) if opening else {},
            opening_row=opening.row if opening else 0,
            units=self._units,
            unit_questions=tuple(self._questions),
            year=self._year,
            month=self._month,
        )

    def _ordered(self, part: Part) -> Part:
        part = ledger.by_day(self._form, part)
        part = ledger.oriented(self._form, part, by_side=self._has_sides())
        if columns := ledger.LedgerColumns.of(self._form):
            places = [c.place for c in self._columns if c.key == columns.spending]
            bracketed = ledger_signs.bracketed(self._table, places)
            part = replace(part, bracketed=bracketed)
            part = ledger_signs.settled(
                part, columns, is_one=self._is_one_column(columns)
            )
        return classes.without_ended(self._form, part)

    def _total(self, row: TableRow) -> tuple[dict[str, str], dict[str, str]]:
        (values,), (unread,), _ = self._values((row,))
        return values, unread

    def _has_sides(self) -> bool:
        roles = {c.key for c in self._form.columns if c.role in ("income", "spending")}
        heads = [
            self._table.columns[c.place].label for c in self._columns if c.key in roles
        ]
        return len(heads) == 2 and all(re.search("[借贷]", head) for head in heads)

    def _is_one_column(self, columns: ledger.LedgerColumns) -> bool:
        """金额 alone, taken for 收入: its head says of no side that it is it."""
        own = {c.key: self._table.columns[c.place].label for c in self._columns}
        head = own.get(columns.income, "收入")
        return columns.spending not in own and not re.search("[收入进贷借]", head)

    def _opened(self, row: TableRow) -> Mapping[str, str]:
        said = self._values((row,))[0][0]
        return said if self._has_sides() else carried_rows.opening_of(self._form, said)

    def _records(
        self, listed: Sequence[tuple[int, TableRow]], identities: Identities
    ) -> tuple[Record, ...]:
        read = self._read(listed)
        values_elsewhere.fill_groups(read)
        values_elsewhere.pair_goods(read)
        fill_sums_of_parts(read)
        title_rates.fill_from_title(read)
        values_elsewhere.fill_kinds(read, self._columns)
        reasons.fill(read)
        self._doubted += day_order.doubt_days(read)
        self._yearless += years_of_days.without_year(read)
        remarks.mark_rows(read)
        persons = [identities.get((self._table.name, i), NOBODY) for i in read.ids]
        return tuple(
            Record(number, said, key, mask, faults, units)
            for number, said, (key, mask), faults, units in zip(
                read.ids, read.values, persons, read.unread, read.written, strict=True
            )
        )

    def _read(self, listed: Sequence[tuple[int, TableRow]]) -> ReadRows:
        rows = [row for _, row in listed]
        values, unread, written = self._values(rows)
        return ReadRows(
            form=self._form,
            table=self._table,
            mapping=self._mapping,
            ids=[number for number, _ in listed],
            rows=rows,
            values=values,
            unread=unread,
            written=written,
        )

    def _values(
        self, rows: Sequence[TableRow]
    ) -> tuple[list[dict[str, str]], list[dict[str, str]], list[dict[str, str]]]:
        """What the rows say by column key, what can't be read, what had another unit.

        A column at a time: each different text is read once, however often it stands there.
        """
        unread: list[dict[str, str]] = [{} for _ in rows]
        written: list[dict[str, str]] = [{} for _ in rows]
        values = [c.values(rows, unread, written) for c in self._columns]
        if not values:
            return [{} for _ in rows], unread, written
        keys = [c.key for c in self._columns]
        said = map(zip, repeat(keys), zip(*values, strict=True))
        return list(map(dict, said)), unread, written
