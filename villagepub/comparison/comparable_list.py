"""One village's list of one side, as it is compared and as it is kept.

Kept as JSON of plain arrays, because a county's check reads hundreds of them.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from villagepub.comparison.masked_ids import common_mask, reduce_mask, visible
from villagepub.comparison.name_similarity import (
    NameMask,
    apply_mask,
    name_mask,
    normal_name,
)
from villagepub.comparison.rows import AlignedRow, AlignedRows
from villagepub.forms.entry import Entry, Record
from villagepub.forms.form import Form
from villagepub.gc_pause import paused
from villagepub.tables.table import BLOCK

_QUOTED = re.compile(r"“(.+?)”")
SEPARATOR = "\x1f"  # the unit separator: nobody types it
COMPARED_KINDS = ("money", "area", "rate", "count")
Shape = tuple[int, int]  # digits shown before and after the mask
# plain name, group, mask of the identity number, values in the order of the fields
Facts = tuple[str, str, str, tuple[str, ...]]


class ListField(NamedTuple):
    """A column that can be compared. ``label`` is the form's, whatever the sheet says."""

    key: str
    label: str


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
    name = next((c.key for c in form.columns if c.kind == "name"), "")
    group = next((c.key for c in form.columns if c.kind == "group"), "")
    columns = [
        c
        for c in form.columns
        if c.kind in COMPARED_KINDS
        and any(r.values.get(c.key) or c.key in r.unread for r in records)
    ]
    name = name or next((c.key for c in form.columns if c.match), "")
    keys = [c.key for c in columns]
    return ComparableList.of(
        (ListField(c.key, c.label) for c in columns),
        (_row(r, name, group, keys) for r in records),
    )


def _row(record: Record, name: str, group: str, keys: Sequence[str]) -> ListRow:
    values = record.values
    return list_row(
        record.row % BLOCK,
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


def shared_fields(one: ComparableList, other: ComparableList) -> tuple[ListField, ...]:
    """The fields that both lists have, in the order of the first."""
    theirs = {f.key for f in other.fields}
    return tuple(f for f in one.fields if f.key in theirs)


def has_groups(one: ComparableList) -> bool:
    return any(row.facts[1] for row in one.rows)


Places = Sequence[int]


def align(
    one: ComparableList, other: ComparableList, places: Places, other_places: Places
) -> tuple[list[AlignedRow], list[AlignedRow]]:
    """Rows of both lists, aligned: equal where the lists agree in all they show.

    An aligned row's ``row`` is its place in its list: several may stand in one row of a sheet.
    """
    keys = [f.key for f in shared_fields(one, other)]
    both = (
        [one.rows[place] for place in places],
        [other.rows[place] for place in other_places],
    )
    if all(row.identity for rows in both for row in rows):
        identities = [[row.identity for row in rows] for rows in both]
    else:
        head, tail = common_mask(*([row.mask for row in rows] for rows in both))
        identities = [
            [reduce_mask(row.mask, head, tail) for row in rows] for rows in both
        ]
    grouped = has_groups(one) and has_groups(other)
    lines = (
        _lines(one, places, identities[0], keys, grouped),
        _lines(other, other_places, identities[1], keys, grouped),
    )
    mask = _common_name_mask(*lines)
    if mask is None:
        return lines
    return _masked(lines[0], mask), _masked(lines[1], mask)


def _common_name_mask(ours: AlignedRows, theirs: AlignedRows) -> NameMask | None:
    masks = [
        m for m in (name_mask(line[0] for line in side) for side in (ours, theirs)) if m
    ]
    if not masks:
        return None
    return NameMask(
        last=all(m.last for m in masks), length=all(m.length for m in masks)
    )


def _masked(lines: AlignedRows, mask: NameMask) -> list[AlignedRow]:
    """Names as both lists show them; two whole names stay two households (``home``)."""
    return [
        line._replace(
            name=apply_mask(line.name, mask), unshared=line.unshared + line.name
        )
        for line in lines
    ]


def _lines(
    side: ComparableList,
    places: Places,
    identities: Iterable[str],
    keys: Sequence[str],
    grouped: bool,
) -> list[AlignedRow]:
    order = [i for key in keys for i, f in enumerate(side.fields) if f.key == key]
    as_they_are = order == list(range(len(side.fields)))
    lines = []
    for place, identity in zip(places, identities, strict=True):
        _, _, own, (name, group, _, values) = side.rows[place]
        shown = values if as_they_are else tuple([values[i] for i in order])
        shared, home = (group, "") if grouped else ("", group)
        lines.append(AlignedRow(name, shared, identity, shown, place, home, own))
    return lines
