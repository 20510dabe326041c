"""One village's list of one side, as it is compared and as it is kept.

Kept as JSON of plain arrays, because a county's check reads hundreds of them.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from villagepub.comparison.masked_ids import visible
from villagepub.comparison.name_similarity import (
    apply_mask,
    name_mask,
    normal_name,
)
from villagepub.forms.entry import Entry, Record
from villagepub.forms.form import ColumnRole, Form, FormColumn
from villagepub.forms.heads.dynamic_columns import expanded_for
from villagepub.forms.quantities import money
from villagepub.forms.quantities.quantity import plain
from villagepub.forms.rules.arithmetic import rounded
from villagepub.gc_pause import paused
from villagepub.tables.table import without_block

_QUOTED = re.compile(r"“(.+?)”")
COMPARED_KINDS = ("money", "area", "rate", "count", "goods")
RowPlaces = Sequence[int]
Shape = tuple[int, int]  # digits shown before and after the mask
Cells = Sequence[str]


class ListField(NamedTuple):
    """A column that can be compared. ``label`` is the form's, whatever the sheet says;
    ``role`` the part that it plays there, ``adds`` whether its values may be summed.
    """

    key: str
    label: str
    role: ColumnRole = ""
    adds: bool = False


class ListRow(NamedTuple):
    """``name`` as it is written, ``plain`` as it is compared (``normal_name``);
    ``identity`` a keyed hash, '' where there is none; ``values`` as the fields stand.
    """

    row: int
    name: str
    plain: str
    group: str
    identity: str
    mask: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparableList:
    """The parts of its rows (``ListRow``) a column at a time: nearly all rows of two
    lists are equal and never looked at one by one.

    ``shape``: what every mask of the list shows, None if they differ.
    """

    fields: tuple[ListField, ...]
    shape: Shape | None
    numbers: Sequence[int]
    written: Cells
    names: Cells
    groups: Cells
    identities: Cells
    masks: Cells
    values: Sequence[Cells]

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, place: int) -> ListRow:
        return ListRow(
            self.numbers[place],
            self.written[place],
            self.names[place],
            self.groups[place],
            self.identities[place],
            self.masks[place],
            tuple([column[place] for column in self.values]),
        )

    def place_of(self, role: ColumnRole) -> int | None:
        """Where the column with this role stands in ``values``."""
        return next((i for i, f in enumerate(self.fields) if f.role == role), None)

    def has_name(self, name: str) -> bool:
        """Is somebody of this name on the list, be it behind a mask?"""
        wanted, mask = normal_name(name), name_mask(self.names)
        if not wanted or mask is None:
            return bool(wanted) and wanted in self.names
        return apply_mask(wanted, mask) in {apply_mask(n, mask) for n in self.names}

    @paused
    def to_json(self) -> str:
        return json.dumps(
            {
                "fields": self.fields,
                "shape": self.shape,
                "rows": self.numbers,
                "names": self.written,
                "bare": self.names if self.names != self.written else None,
                "groups": self.groups,
                "identities": self.identities if any(self.identities) else None,
                "masks": self.masks,
                "values": self.values,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    @paused
    def from_json(cls, text: str) -> "ComparableList":
        stored = json.loads(text)
        names = stored["names"]
        return cls(
            fields=tuple(ListField(*f) for f in stored["fields"]),
            shape=tuple(stored["shape"]) if stored["shape"] else None,
            numbers=stored["rows"],
            written=names,
            names=stored["bare"] or names,
            groups=stored["groups"],
            identities=stored["identities"] or [""] * len(names),
            masks=stored["masks"],
            values=stored["values"],
        )


def identity_hashes(text: str) -> list[str]:
    """The keyed hashes of a kept list, in its order, without making its rows."""
    return list(json.loads(text)["identities"] or ())


def shape_of(masks: Iterable[str]) -> Shape | None:
    lengths = {(len(head), len(tail)) for head, tail in map(visible, set(masks) - {""})}
    return lengths.pop() if len(lengths) == 1 else None if lengths else (0, 0)


def digest_of_text(text: str) -> str:
    """SHA-256 of a list's JSON: equal digests need no comparison."""
    return hashlib.sha256(text.encode()).hexdigest()


def comparable_list(form: Form, entry: Entry) -> ComparableList:
    """The comparable part of a filled form: the name column, groups, numbers, goods by
    their names and units.
    """
    form, records = expanded_for(form, entry), entry.records
    named, grouped = form.by_role("name"), form.by_role("group")
    columns = [
        c
        for c in form.columns
        if c.kind in COMPARED_KINDS and any(r.says(c.key) for r in records)
    ]
    if named is None or not any(r.values.get(named.key) for r in records):
        named = next((c for c in form.columns if c.match), None)
    written = [r.values.get(named.key, "") if named else "" for r in records]
    masks = [r.mask for r in records]
    return ComparableList(
        fields=tuple(ListField(c.key, c.label, c.role, c.sum) for c in columns),
        shape=shape_of(masks),
        numbers=[without_block(r.row) for r in records],
        written=written,
        names=[normal_name(name) for name in written],
        groups=[r.values.get(grouped.key, "") if grouped else "" for r in records],
        identities=[r.identity for r in records],
        masks=masks,
        values=[_values(c, records) for c in columns],
    )


def _values(column: FormColumn, records: Sequence[Record]) -> list[str]:
    """Nothing is nothing, where a column need not be filled: 0 beside an empty cell."""
    key = column.key
    said = [
        value
        if (value := r.values.get(key, "")) and not r.written  # as nearly every one
        else _compared(column, r) or _unread(r, key)
        for r in records
    ]
    is_spare = not column.required and (column.sum or column.kind == "goods")
    return [value if value.strip("0.") else "" for value in said] if is_spare else said


def _compared(column: FormColumn, record: Record) -> str:
    """Land that was converted as 亩 are written: 2,001 ㎡ are 3.00, and no 3.0015."""
    value = record.values.get(column.key, "")
    if value and column.kind == "area" and column.key in record.written:
        return plain(rounded(Decimal(value), money.CENT), 2)
    return value


def _unread(record: Record, key: str) -> str:
    """约五亩 where a number should stand: as it is written, it differs from any number.

    What is wrong with a cell begins with the cell in quotes.
    """
    if key not in record.unread:
        return ""
    quoted = _QUOTED.match(record.unread[key])
    return quoted[1] if quoted else record.unread[key]
