"""One village's list of one side, as it is compared and as it is kept.

Kept as JSON of plain arrays, because a county's check reads hundreds of them.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from villagepub.comparison.masked_ids import visible
from villagepub.comparison.name_similarity import (
    apply_mask,
    name_mask,
    normal_name,
)
from villagepub.forms.entry import Entry, Record
from villagepub.forms.form import Form, Role
from villagepub.gc_pause import paused
from villagepub.tables.table import without_block

_QUOTED = re.compile(r"“(.+?)”")
SEPARATOR = "\x1f"  # the unit separator: nobody types it
COMPARED_KINDS = ("money", "area", "rate", "count", "goods")
Places = Sequence[int]
Shape = tuple[int, int]  # digits shown before and after the mask
# plain name, group, mask of the identity number, values in the order of the fields
Facts = tuple[str, str, str, tuple[str, ...]]


class ListField(NamedTuple):
    """A column that can be compared. ``label`` is the form's, whatever the sheet says;
    ``role`` the part that it plays there, ``adds`` whether its values may be summed.
    """

    key: str
    label: str
    role: Role = ""
    adds: bool = False


class ListRow(NamedTuple):
    """``name`` as it is written; ``identity`` a keyed hash, '' where there is none.

    ``facts`` is what is compared with another list's row; made once, compared often.
    """

    row: int
    name: str
    identity: str
    facts: Facts

    @property
    def group(self) -> str:
        return self.facts[1]

    @property
    def mask(self) -> str:
        return self.facts[2]

    @property
    def values(self) -> tuple[str, ...]:
        return self.facts[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparableList:
    """``shape``: what every mask of the list shows, None if they differ.

    ``names`` (plain) and ``keys`` (a row's facts in one text) are columns beside the
    rows: thousands of equal rows are found by them at once.
    """

    fields: tuple[ListField, ...]
    rows: tuple[ListRow, ...]
    shape: Shape | None
    names: Sequence[str]
    keys: Sequence[str]

    @classmethod
    def of(
        cls, fields: Iterable[ListField], rows: Iterable[ListRow]
    ) -> "ComparableList":
        rows = tuple(rows)
        facts = [row.facts for row in rows]
        return cls(
            fields=tuple(fields),
            rows=rows,
            shape=_shape(rows),
            names=[name for name, *_ in facts],
            keys=[SEPARATOR.join((*shown, *values)) for *shown, values in facts],
        )

    def place_of(self, role: Role) -> int | None:
        """Where the values of the column with this role stand in ``ListRow.values``."""
        return next((i for i, f in enumerate(self.fields) if f.role == role), None)

    def has_name(self, name: str) -> bool:
        """Is somebody of this name on the list, be it behind a mask?"""
        wanted, mask = normal_name(name), name_mask(self.names)
        if not wanted or mask is None:
            return bool(wanted) and wanted in self.names
        return apply_mask(wanted, mask) in {apply_mask(n, mask) for n in self.names}

    @paused
    def to_json(self) -> str:
        """Column by column: a county's check reads hundreds of these."""
        rows, names, identities, facts = _columns(self.rows, 4)
        bare, groups, masks, values = _columns(facts, 4)
        return json.dumps(
            {
                "fields": self.fields,
                "shape": self.shape,
                "rows": rows,
                "names": names,
                "bare": bare if bare != names else None,
                "groups": groups,
                "identities": identities if any(identities) else None,
                "masks": masks,
                "values": _columns(values, len(self.fields)),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> "ComparableList":
        return _from_stored(json.loads(text))


def _columns(rows: Sequence[Sequence[Any]], width: int) -> list[tuple[Any, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


@paused
def _from_stored(stored: dict[str, Any]) -> ComparableList:
    names, columns = stored["names"], stored["values"]
    plain_ones = stored["bare"] or names
    facts = zip(
        plain_ones,
        stored["groups"],
        stored["masks"],
        zip(*columns, strict=True) if columns else [()] * len(names),
        strict=True,
    )
    identities = stored["identities"] or [""] * len(names)
    keyed = zip(plain_ones, stored["groups"], stored["masks"], *columns, strict=True)
    rows = zip(stored["rows"], names, identities, facts, strict=True)
    return ComparableList(
        fields=tuple(ListField(*f) for f in stored["fields"]),
        shape=tuple(stored["shape"]) if stored["shape"] else None,
        rows=tuple(map(ListRow._make, rows)),
        names=plain_ones,
        keys=list(map(SEPARATOR.join, keyed)),
    )


def identity_hashes(text: str) -> list[str]:
    """The keyed hashes of a kept list, in its order, without making its rows."""
    return list(json.loads(text)["identities"] or ())


def list_row(
    row: int, name: str, group: str, identity: str, mask: str, values: Sequence[str]
) -> ListRow:
    return ListRow(row, name, identity, (normal_name(name), group, mask, tuple(values)))


def _shape(rows: Iterable[ListRow]) -> Shape | None:
    shapes = {visible(row.mask) for row in rows if row.mask}
    lengths = {(len(head), len(tail)) for head, tail in shapes}
    return lengths.pop() if len(lengths) == 1 else None if lengths else (0, 0)


def digest_of(text: str) -> str:
    """SHA-256 of a list's JSON: equal digests need no comparison."""
    return hashlib.sha256(text.encode()).hexdigest()


def comparable_list(form: Form, entry: Entry) -> ComparableList:
    """The comparable part of a filled form: the name column, groups, numbers."""
    records = entry.records
    named, grouped = form.by_role("name"), form.by_role("group")
    columns = [
        c
        for c in form.columns
        if c.kind in COMPARED_KINDS
        and any(r.values.get(c.key) or c.key in r.unread for r in records)
    ]
    named = named or next((c for c in form.columns if c.match), None)
    name, group = named.key if named else "", grouped.key if grouped else ""
    keys = [c.key for c in columns]
    return ComparableList.of(
        (ListField(c.key, c.label, c.role, c.sum) for c in columns),
        (_row(r, name, group, keys) for r in records),
    )


def _row(record: Record, name: str, group: str, keys: Sequence[str]) -> ListRow:
    values = record.values
    return list_row(
        without_block(record.row),
        values.get(name, ""),
        values.get(group, ""),
        record.identity,
        record.mask,
        [values.get(key) or _unread(record, key) for key in keys],
    )


def _unread(record: Record, key: str) -> str:
    """约五亩 where a number should stand: as it is written, it differs from any number.

    What is wrong with a cell begins with the cell in quotes.
    """
    if key not in record.unread:
        return ""
    quoted = _QUOTED.match(record.unread[key])
    return quoted[1] if quoted else record.unread[key]


def has_groups(one: ComparableList) -> bool:
    return any(row.facts[1] for row in one.rows)
