"""One village's list of one side, as it is compared and as it is kept.

Kept as JSON of plain arrays, because a county's check reads hundreds of them.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from villagepub.consistency.identities import common_mask, reduced
from villagepub.consistency.lines import Line
from villagepub.consistency.names import plain
from villagepub.forms.entry import Entry, Record
from villagepub.forms.form import Form
from villagepub.tables.table import BLOCK

COMPARED = ("money", "area", "rate", "count")


class ListedField(NamedTuple):
    """A column that can be compared. ``label`` is the form's, whatever the sheet says."""

    key: str
    label: str


class ListedRow(NamedTuple):
    """``name`` as it is written; ``identity`` a keyed hash, ``mask`` what is shown of
    the number, '' where there is none; ``values`` in the order of the fields."""

    row: int
    name: str
    group: str
    identity: str
    mask: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    fields: tuple[ListedField, ...]
    rows: tuple[ListedRow, ...]

    def to_json(self) -> str:
        plain_rows = [[*row[:5], *row.values] for row in self.rows]
        return json.dumps(
            {"fields": self.fields, "rows": plain_rows},
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> "Listed":
        stored = json.loads(text)
        return cls(
            fields=tuple(ListedField(*f) for f in stored["fields"]),
            rows=tuple(
                [
                    ListedRow(row, name, group, identity, mask, tuple(values))
                    for row, name, group, identity, mask, *values in stored["rows"]
                ]
            ),
        )


def digest_of(text: str) -> str:
    """SHA-256 of a list's JSON: equal digests need no comparison."""
    return hashlib.sha256(text.encode()).hexdigest()


def listed(form: Form, entry: Entry) -> Listed:
    """The comparable part of a filled form: the name column, groups, numbers."""
    records = entry.records
    name = next((c.key for c in form.columns if c.kind == "name"), "")
    group = next((c.key for c in form.columns if c.kind == "group"), "")
    columns = [
        c
        for c in form.columns
        if c.kind in COMPARED and any(r.values.get(c.key) for r in records)
    ]
    name = name or next((c.key for c in form.columns if c.match), "")
    keys = [c.key for c in columns]
    return Listed(
        fields=tuple(ListedField(c.key, c.label) for c in columns),
        rows=tuple(_row(r, name, group, keys) for r in records),
    )


def _row(record: Record, name: str, group: str, keys: Sequence[str]) -> ListedRow:
    values = record.values
    return ListedRow(
        record.row % BLOCK,
        values.get(name, ""),
        values.get(group, ""),
        record.identity,
        record.mask,
        tuple([values.get(key, "") for key in keys]),
    )


def shared_fields(one: Listed, other: Listed) -> tuple[ListedField, ...]:
    """The fields that both lists have, in the order of the first."""
    theirs = {f.key for f in other.fields}
    return tuple(f for f in one.fields if f.key in theirs)


def aligned(one: Listed, other: Listed) -> tuple[list[Line], list[Line]]:
    """Both lists as lines that are equal where the lists agree in all they both show.

    A line's ``row`` is its place in its list: several may stand in one row of a sheet.
    """
    keys = [f.key for f in shared_fields(one, other)]
    both = (one.rows, other.rows)
    if all(row.identity for rows in both for row in rows):
        identities = [[row.identity for row in rows] for rows in both]
    else:
        head, tail = common_mask(row.mask for rows in both for row in rows)
        identities = [[reduced(row.mask, head, tail) for row in rows] for rows in both]
    has_groups = all(any(row.group for row in rows) for rows in both)
    first, second = (
        _lines(side, numbers, keys, has_groups)
        for side, numbers in zip((one, other), identities, strict=True)
    )
    return first, second


def _lines(
    side: Listed, identities: Iterable[str], keys: Sequence[str], has_groups: bool
) -> list[Line]:
    places = [i for key in keys for i, f in enumerate(side.fields) if f.key == key]
    straight = places == list(range(len(side.fields)))
    return [
        Line(
            plain(row.name),
            row.group if has_groups else "",
            number,
            row.values if straight else tuple([row.values[i] for i in places]),
            place,
        )
        for place, (row, number) in enumerate(zip(side.rows, identities, strict=True))
    ]
