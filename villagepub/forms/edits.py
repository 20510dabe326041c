"""Carries out what the clerk decided and changed by hand; the sheet itself stays."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from villagepub.forms.entry import Decision, Edit, Entry, Part, Record
from villagepub.forms.form import Form
from villagepub.forms.sums import cents
from villagepub.forms.values import Reader, UnreadableError, reader

Spot = tuple[str, int]  # part, row
SETTING = ("set_value", "type_in")


def amend(
    form: Form, entry: Entry, decisions: Iterable[Decision], edits: Iterable[Edit]
) -> Entry:
    """The entry with rows dropped, values set and rows added.

    A total that was right before stays right: it follows its rows. One that was wrong
    stays a problem until the clerk says which number counts.
    """
    dropped, values, use_sum = _decided(decisions)
    added: list[Edit] = []
    for edit in edits:
        if edit.row < 0:
            added.append(edit)
        elif not edit.column:
            (dropped.add if edit.value != "keep" else dropped.discard)(
                (edit.part, edit.row)
            )
        else:
            values.setdefault((edit.part, edit.row), {})[edit.column] = edit.value
    readers = _Readers(form)
    parts = tuple(
        _part(part, dropped, values, use_sum, readers) for part in entry.parts
    )
    return Entry(parts=_with_added(parts, added, readers))


def _decided(
    decisions: Iterable[Decision],
) -> tuple[set[Spot], dict[Spot, dict[str, str]], set[tuple[str, str]]]:
    dropped: set[Spot] = set()
    values: dict[Spot, dict[str, str]] = {}
    use_sum: set[tuple[str, str]] = set()
    for decision in decisions:
        _, part, *rest = decision.code.split(":")
        if decision.choice == "drop_row":
            dropped.add((part, int(rest[0])))
        elif decision.choice == "use_sum":
            use_sum.add((part, rest[0]))
        elif decision.choice in SETTING and len(rest) > 1 and decision.value.strip():
            values.setdefault((part, int(rest[0])), {})[rest[1]] = decision.value
    return dropped, values, use_sum


class _Readers:
    """A reader a column for values typed by hand, made when first needed."""

    def __init__(self, form: Form) -> None:
        self._columns = {c.key: c for c in form.columns}
        self._readers: dict[str, Reader] = {}

    def read(self, key: str) -> Reader:
        if key not in self._readers:
            column = self._columns[key]
            self._readers[key] = reader(column, column.label, year=2000, month=0)
        return self._readers[key]

    def knows(self, key: str) -> bool:
        return key in self._columns


def _part(
    part: Part,
    dropped: set[Spot],
    values: Mapping[Spot, Mapping[str, str]],
    use_sum: set[tuple[str, str]],
    readers: _Readers,
) -> Part:
    records = tuple(
        _changed(record, values.get((part.name, record.row)), readers)
        for record in part.records
        if (part.name, record.row) not in dropped
    )
    stated = {
        key: value
        for key, value in part.stated.items()
        if (part.name, key) not in use_sum
        and (records == part.records or _sum(part, key) != cents(value))
    }
    return replace(part, records=records, stated=stated)


def _sum(part: Part, key: str) -> int:
    return sum(cents(record.values.get(key, "")) for record in part.records)


def _changed(
    record: Record, changes: Mapping[str, str] | None, readers: _Readers
) -> Record:
    if not changes:
        return record
    values, unread = dict(record.values), dict(record.unread)
    for key, text in changes.items():
        if readers.knows(key):
            unread.pop(key, None)
            try:
                values[key] = readers.read(key)(text.strip())
            except UnreadableError as error:
                values[key], unread[key] = "", str(error)
    return replace(record, values=values, unread=unread)


def _with_added(
    parts: tuple[Part, ...], added: Iterable[Edit], readers: _Readers
) -> tuple[Part, ...]:
    """Rows that the clerk wrote: all edits of one negative row number are one row."""
    rows: dict[Spot, dict[str, str]] = {}
    dropped: set[Spot] = set()
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
    return tuple(_appended(part, kept, readers) for part in parts)


def _appended(
    part: Part, rows: Mapping[Spot, Mapping[str, str]], readers: _Readers
) -> Part:
    own = sorted((row for name, row in rows if name == part.name), reverse=True)
    if not own:
        return part
    new = tuple(
        _changed(Record(row=row, values={}), rows[part.name, row], readers)
        for row in own
    )
    kept = {k: v for k, v in part.stated.items() if _sum(part, k) != cents(v)}
    return replace(part, records=(*part.records, *new), stated=kept)
