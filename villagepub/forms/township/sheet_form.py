"""Begins a form from a sheet: its heads, and what a person said each column is.

Nothing that changes money is chosen: no sum, no rule, no headline figure.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from villagepub.forms.form import ValueKind
from villagepub.forms.heads.free_columns import KINDS, guessed, is_of_each, keys_of
from villagepub.forms.heads.head_words import bare
from villagepub.forms.township.own_column_rules import MAX_LABEL, PRINTS
from villagepub.tables.table import Table

ONCE = {"name": "name", "group": "group"}  # the first of its kind plays this part
DEFAULT_UNITS: dict[ValueKind, str] = {"money": "元", "area": "亩", "rate": "元/亩"}


def begin(table: Table, kinds: Sequence[str], name: str) -> dict[str, Any]:
    """The data of a form with a column for each that has a kind; '' leaves one out, and
    a private one is left out whatever was said.
    """
    columns = list(_columns(table, kinds))
    people = any(c["kind"] == "name" for c in columns)
    unit = "户" if people else "项"
    rules = [{"kind": "total"}]
    return {
        "name": name,
        "area": "其他事项",
        "mark": "通",
        "kind": "公布",
        "layout": "list",
        "row_unit": unit,
        "period": "event",
        "publisher": "committee",
        "words": [name],
        "basis": ["publication"],
        "wording": {
            "title": f"{{period}}{name}",
            "parts": [name],
            "who_question": "给了谁" if people else "什么事",
            "who": f"本村 {{count}} {unit}",
            "why": "村里的事，要让大家知道。",
            "web_note": "网上只写姓，全名贴在村里的公开栏上。" if people else "",
        },
        "columns": columns,
        "rules": [{"kind": "unique"}, *rules] if people else rules,
    }


def _columns(table: Table, kinds: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The first column of names, or else the first of all, has to be there."""
    keys = keys_of(table, kinds)
    is_private = [guess.startswith("!") for guess in guessed(table)]
    said = [
        key.split("|")[1:] if key and not private else []
        for key, private in zip(keys, is_private, strict=True)
    ]
    chosen = [n for n, parts in enumerate(said) if parts]
    people = [n for n in chosen if said[n][0] == "name"]
    first, roles = (people or chosen)[:1], set()
    for n in chosen:
        kind, label, unit = said[n]
        value = KINDS[kind].value  # type: ignore[index]
        value = "rate" if value == "money" and is_of_each(label, unit) else value
        role = ONCE.get(kind, "") if kind not in roles else ""
        roles.add(kind)
        yield new_column(
            key=role or f"c{n + 1}",
            label=label[:MAX_LABEL],
            kind=value,
            unit=unit or DEFAULT_UNITS.get(value, ""),
            role=role,
            required=n in first,
        )


def new_column(
    *,
    key: str,
    label: str,
    kind: ValueKind,
    unit: str,
    role: str,
    required: bool,
) -> dict[str, Any]:
    """A column as a form's file says it: names tell rows apart and are masked on the web."""
    is_name = kind == "name"
    found: dict[str, Any] = {"key": key, "label": label, "kind": kind}
    found |= {"role": role} if role else {}
    found |= {"unit": unit} if unit else {}
    found |= {"words": [bare(label)]} if bare(label) != label else {}
    found |= {"required": True} if required else {}
    found |= {"match": True} if is_name or kind == "group" else {}
    found |= {"web": "mask"} if is_name else {}
    return found | {"print": PRINTS[kind][0]}
