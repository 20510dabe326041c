"""What the privacy gate is told of a sheet's columns: only named ones may pass."""

from collections.abc import Mapping, Sequence

from villagepub import privacy
from villagepub.forms.form import Form, ValueKind
from villagepub.forms.heads.dynamic_columns import expanded, part_of
from villagepub.privacy import NAME, NumberKind
from villagepub.tables.table import Table

NUMBERS: Mapping[ValueKind, NumberKind] = {
    "index": "quantity",
    "money": "quantity",
    "area": "quantity",
    "rate": "quantity",
    "count": "quantity",
    "goods": "quantity",
    "date": "date",
    "ref": "code",
}


def number_kind(form: Form, key: str) -> NumberKind | None:
    """What a number is that is typed for this column, as far as the form says it."""
    own = part_of(key) or key
    found = (c for c in expanded(form, [key]).columns if c.key == own)
    return next((NUMBERS.get(column.kind) for column in found), None)


def gate_kinds(form: Form, table: Table, mapping: Sequence[str]) -> list[str]:
    """One entry a column for ``privacy.cut``; a column that is no form key is unknown."""
    columns = {c.key: c for c in expanded(form, mapping).columns}
    kinds = []
    for key, column in zip(mapping, table.columns, strict=True):
        key = part_of(key) or key
        if key.startswith("!"):
            kinds.append(key[1:])
        elif key not in columns:
            kinds.append("unknown")
        elif columns[key].kind == "text":
            kinds.append(privacy.kind_of_head(column.label) or "")
        else:
            kind = columns[key].kind
            kinds.append(NAME if kind == "name" else NUMBERS.get(kind, ""))
    return kinds
