"""Applies the clerk's decisions and manual changes to an entry; the stored sheet stays
as it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from villagepub.forms.accounts.ledger import LedgerColumns, swapped_row
from villagepub.forms.accounts.ledger_signs import SIDES
from villagepub.forms.days import years_of_days
from villagepub.forms.decided import OF_COLUMN, Changes, RowSpot
from villagepub.forms.entry import Decision, Edit, Entry, Part, Record, Subtotal
from villagepub.forms.form import Form
from villagepub.forms.heads import open_heads
from villagepub.forms.quantities.measures import EMPTY, Reader, UnreadableError
from villagepub.forms.rules import absent_sums
from villagepub.forms.sums import column_sum
from villagepub.forms.values import reader
from villagepub.forms.words import reasons, row_marks
from villagepub.forms.words.classes import without_ended


def amend(
    form: Form, entry: Entry, decisions: Iterable[Decision], edits: Iterable[Edit]
) -> Entry:
    """The entry with rows dropped, values set and rows added.

    A total that was right before stays right: it follows its rows. One that was wrong
    stays a problem until the clerk says which number counts.
    """
    changes = Changes(decisions)
    added: list[Edit] = []
    for edit in edits:
        if edit.row < 0:
            added.append(edit)
        elif edit.column:
            own = changes.values.setdefault((edit.part, edit.row), {})
            own[edit.column] = edit.value
        elif edit.value == "keep":
            changes.dropped.discard((edit.part, edit.row))
        else:
            changes.dropped.add((edit.part, edit.row))
    parts = tuple(_part(form, part, changes) for part in entry.parts)
    parts = _with_added(form, parts, added)
    parts = tuple(_in_years(form, part, changes, added) for part in parts)
    return Entry(parts=tuple(without_ended(form, part) for part in parts))


def chosen_units(decisions: Iterable[Decision]) -> dict[tuple[str, str], str]:
    """(part, column key) → the unit that the clerk has said for it."""
    return {
        (part, key): decision.value
        for decision in decisions
        if decision.code.startswith("unit:") and decision.value
        for _, part, key in [decision.code.split(":", 2)]
    }


class _Readers:
    """A reader a column for values typed by hand, made when first needed."""

    def __init__(self, form: Form, part: Part) -> None:
        self._columns = {c.key: c for c in form.columns}
        self._part = part
        self._readers: dict[str, Reader] = {}

    def read(self, key: str) -> Reader:
        if key not in self._readers:
            year, month = self._part.year, self._part.month
            self._readers[key] = reader(self._columns[key], year=year, month=month)
        return self._readers[key]

    def knows(self, key: str) -> bool:
        return key in self._columns


def _part(form: Form, part: Part, changes: Changes) -> Part:
    readers = _Readers(form, part)
    part = _by_column(form, part, changes)
    records = _records(form, part, changes, readers)
    return _with_open_heads(form, _settled(part, records, changes, readers), changes)


def _with_open_heads(form: Form, part: Part, changes: Changes) -> Part:
    """What was typed into a column before its meaning was said goes with it."""
    for key, choice in changes.whole.get(part.name, ()):
        if choice == open_heads.OTHER:
            part = open_heads.as_other(form, part, key)
    return part


def _settled(
    part: Part, records: tuple[Record, ...], changes: Changes, readers: _Readers
) -> Part:
    """The part with its rows as they are now, and the stated figures that still count."""
    return replace(
        part,
        records=records,
        stated=_stated(part, records, changes),
        subtotals=tuple(_subtotals(part, records, changes)),
        said_above={
            key: value
            for key, value in part.said_above.items()
            if (part.name, f"{key}:0") not in changes.use_sum
        },
        unread_totals=tuple(
            unread
            for unread in part.unread_totals
            if (part.name, f"{unread.column}:{unread.row}") not in changes.use_sum
        ),
        opening=_opened(part, changes.values.get((part.name, 0)), readers),
        asks_sides=part.asks_sides and part.name not in changes.sides,
        bracketed=() if part.name in changes.sides else part.bracketed,
        asks_sign="" if part.name in changes.sides else part.asks_sign,
    )


def _by_column(form: Form, part: Part, changes: Changes) -> Part:
    """The part with what was decided for whole columns and for equal words: words left
    out, sides changed, reasons named.
    """
    for key, row, name in changes.reasons.get(part.name, ()):
        part = reasons.settle(part, key, row, name)
    for key, choice in changes.whole.get(part.name, ()):
        if choice == absent_sums.ADD_UP:
            part = absent_sums.add_up(form, part, key)
        elif choice == open_heads.OTHER:
            part = open_heads.as_other(form, part, key)
        else:
            part = OF_COLUMN[choice](part, key)
    columns, way = LedgerColumns.of(form), SIDES.get(changes.sides.get(part.name, ""))
    return way(part, columns) if columns and way else part


def _in_years(form: Form, part: Part, changes: Changes, added: Iterable[Edit]) -> Part:
    """The part with its days without a year, the typed ones too, in the year decided."""
    texts = {
        row: {**own} for (at, row), own in changes.values.items() if at == part.name
    }
    for edit in added:
        if edit.part == part.name and edit.column:
            texts.setdefault(edit.row, {})[edit.column] = edit.value
    part = years_of_days.typed(form, part, texts) if texts else part
    for key, day in changes.years.get(part.name, ()):
        part = years_of_days.in_latest_years(part, key, day)
    return part


def _records(
    form: Form, part: Part, changes: Changes, readers: _Readers
) -> tuple[Record, ...]:
    """The rows that are left, with their new values, joined where they are one."""
    columns, kept = LedgerColumns.of(form), list[Record]()
    for record in part.records:
        spot = part.name, record.row
        if spot in changes.dropped:
            continue
        if columns and spot in changes.swapped:
            record = swapped_row(record, columns)
        kept.append(_changed(record, changes.values.get(spot), readers))
    records = row_marks.join_households(form, part.name, kept, changes.joined)
    part = replace(part, records=records)
    for key, choice in changes.marked.get(part.name, ()):
        part = row_marks.apply_choice(form, part, key, choice)
    return part.records


def _stated(
    part: Part, records: tuple[Record, ...], changes: Changes
) -> dict[str, str]:
    """The stated totals that still count: one that was right and is not any more follows
    its rows, as one does for which 用加出来的数 was chosen.
    """
    return {
        key: value
        for key, value in part.stated.items()
        if (part.name, key) not in changes.use_sum
        and (
            records == part.records
            or not _is_sum(part.records, key, value)
            or _is_sum(records, key, value)
        )
    }


def _subtotals(
    part: Part, records: tuple[Record, ...], changes: Changes
) -> Iterator[Subtotal]:
    """The stated subtotals that still count: one that was right follows its rows."""
    for some in part.subtotals:
        before = [r for r in part.records if r.row in some.rows]
        after = [r for r in records if r.row in some.rows]
        values = {
            key: value
            for key, value in some.values.items()
            if (part.name, some.spot(key)) not in changes.use_sum
            and (
                before == after
                or not _is_sum(before, key, value)
                or _is_sum(after, key, value)
            )
        }
        is_kept = len(before) == len(after) or len(before) != Decimal(some.count or 0)
        counted = (part.name, some.spot("#")) not in changes.use_sum and is_kept
        count = some.count if counted else ""
        if values or count:
            yield replace(some, values=values, count=count)


def _opened(
    part: Part, changes: Mapping[str, str] | None, readers: _Readers
) -> Mapping[str, str]:
    """上月结转 as the clerk says it; what can't be read stays asked."""
    if not changes:
        return part.opening
    record = _changed(Record(row=0, values=part.opening), changes, readers)
    return {key: value for key, value in record.values.items() if value}


def _is_sum(records: Sequence[Record], key: str, value: str) -> bool:
    return column_sum(records, key) == Decimal(value)


def _changed(
    record: Record, changes: Mapping[str, str] | None, readers: _Readers
) -> Record:
    if not changes:
        return record
    values, unread = dict(record.values), dict(record.unread)
    written = dict(record.written)
    for key, text in changes.items():
        if not readers.knows(key):
            continue
        unread.pop(key, None)
        written.pop(key, None)
        try:
            found = readers.read(key)(text.strip())
        except UnreadableError as error:
            found, unread[key] = EMPTY, str(error)
        values[key] = found.value
        if found.written:
            written[key] = found.written
    return replace(record, values=values, unread=unread, written=written)


def _with_added(
    form: Form, parts: tuple[Part, ...], added: Iterable[Edit]
) -> tuple[Part, ...]:
    """Rows that the clerk wrote: all edits of one negative row number are one row."""
    rows: dict[RowSpot, dict[str, str]] = {}
    dropped: set[RowSpot] = set()
    for edit in added:
        spot = (edit.part, edit.row)
        if edit.column:
            rows.setdefault(spot, {})[edit.column] = edit.value
        elif edit.value != "keep":
            dropped.add(spot)
    kept = {
        spot: row
        for spot, row in rows.items()
        if spot not in dropped and any(row.values())
    }
    if kept and not parts:
        parts = (Part(),)
    return tuple(_appended(form, part, kept) for part in parts)


def _appended(
    form: Form, part: Part, rows: Mapping[RowSpot, Mapping[str, str]]
) -> Part:
    own = sorted((row for name, row in rows if name == part.name), reverse=True)
    if not own:
        return part
    readers = _Readers(form, part)
    new = tuple(
        _changed(Record(row=row, values={}), rows[part.name, row], readers)
        for row in own
    )
    kept = {k: v for k, v in part.stated.items() if not _is_sum(part.records, k, v)}
    return replace(part, records=(*part.records, *new), stated=kept)
