"""Keys of columns that a form's file does not name one by one: goods and parts of a head.

Such a key says all there is to know: goods|大米|袋 is a column of things, +amount|家庭补差
one part of the form's column for the amount, +amount|×|补发 what is added to a product to
come to it, own|money|多少钱| a column that a person
has said the kind of (``own_columns``).
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from villagepub.forms.entry import Entry
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.heads.free_columns import OWN, with_own_columns
from villagepub.forms.quantities.quantity import plain
from villagepub.forms.read_rows import ReadRows

GOODS = "goods"
BESIDE = "×"
_TAKEN_OFF = re.compile("扣|核减|减[发除少]")


def goods_key(label: str, unit: str) -> str:
    return f"{GOODS}|{label.replace('|', '')}|{unit}"


def is_dynamic(key: str) -> bool:
    """The key is that of a column that is called as the sheet has it."""
    return key.startswith((f"{GOODS}|", f"{OWN}|"))


def part_key(column: FormColumn, label: str) -> str:
    return f"+{column.key}|{label.replace('|', '')}"


def beside_key(column: FormColumn, label: str) -> str:
    return f"+{column.key}|{BESIDE}|{label.replace('|', '')}"


def is_beside(key: str) -> bool:
    """The key is that of a sum beside a product: added to it (补发), or taken off (扣款)."""
    return is_part(key) and f"|{BESIDE}|" in key


def is_part(key: str) -> bool:
    return key.startswith("+")


def part_of(key: str) -> str:
    """The key of the column whose part this is: amount."""
    return key[1:].split("|")[0] if is_part(key) else ""


def sign_of(label: str) -> int:
    """-1 of a part that is taken off: 扣款, 代扣养老保险; 1 of any other."""
    return -1 if _TAKEN_OFF.search(label) else 1


def with_sign(key: str, value: str) -> Decimal:
    """What this part adds to its whole."""
    return Decimal(value) * sign_of(key)


def fill_sums_of_parts(read: ReadRows) -> None:
    """Where a sheet has only parts of a column, the column is their sum in each row; ''
    where one of them can't be read.
    """
    parts: dict[str, list[str]] = {}
    _drop_signs_of_deductions(read)
    for key in filter(is_part, read.mapping):
        if part_of(key) not in read.mapping:
            parts.setdefault(part_of(key), []).append(key)
    for whole, own in parts.items():
        for said, faults in zip(read.values, read.unread, strict=True):
            filled = [with_sign(key, v) for key in own if (v := said.get(key))]
            is_whole = filled and not set(own) & set(faults)
            said[whole] = plain(sum(filled, Decimal(0)), 2) if is_whole else ""


def _drop_signs_of_deductions(read: ReadRows) -> None:
    """−500 under 扣款 takes off 500 where all of the column is written so; of a mixed
    one each sign is meant: what was taken off too much comes back.
    """
    for key in dict.fromkeys(read.mapping):
        if not is_part(key) or sign_of(key) > 0:
            continue
        filled = [said for said in read.values if Decimal(said.get(key) or 0)]
        if all(said[key].startswith("-") for said in filled):
            for said in filled:
                said[key] = said[key].removeprefix("-")


def expanded(form: Form, keys: Iterable[str]) -> Form:
    """The form with a column for each kind of goods among the keys, before its money."""
    if form.own_columns:
        return with_own_columns(form, keys)
    known = {c.key for c in form.columns}
    new = [
        _goods_column(key)
        for key in dict.fromkeys(keys)
        if key.startswith(f"{GOODS}|") and key not in known
    ]
    if not new:
        return form
    labels = [c.label for c in new]
    new = [
        replace(c, label=f"{c.label}（按{c.unit}）") if labels.count(c.label) > 1 else c
        for c in new
    ]
    place = next((i for i, c in enumerate(form.columns) if c.role == "amount"), None)
    at = len(form.columns) if place is None else place
    columns = (*form.columns[:at], *new, *form.columns[at:])
    return replace(form, columns=columns)


def expanded_for(form: Form, *entries: Entry) -> Form:
    if not (form.goods or form.own_columns):
        return form
    return expanded(form, (key for entry in entries for key in entry.keys))


def _goods_column(key: str) -> FormColumn:
    _, label, unit = key.split("|")
    return FormColumn(
        key=key, label=label, kind="goods", unit=unit, sum=bool(unit), print="num"
    )


def without_parts(entry: Entry) -> Entry:
    """The entry as it is published: parts served to check their sum and are not told."""
    if not any(map(is_part, entry.keys)):
        return entry
    return Entry(
        parts=tuple(
            replace(
                part,
                records=tuple(
                    replace(
                        r, values={k: v for k, v in r.values.items() if not is_part(k)}
                    )
                    for r in part.records
                ),
            )
            for part in entry.parts
        )
    )
