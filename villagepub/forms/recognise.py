"""Which column of a sheet is which column of a form: by words, then by content."""

import re
from collections.abc import Callable, Sequence

from villagepub import privacy
from villagepub.forms.form import Form, FormColumn, ValueKind
from villagepub.forms.loader import load
from villagepub.tables.table import CellKind, Table, TableColumn

SAMPLE = 60
# What a cell kind may be, where the head says nothing.
CONTENT: dict[CellKind, ValueKind] = {"name": "name", "group": "group"}
# Figures say what they are, but not which: only where one column and one key are left.
FIGURES: dict[CellKind, ValueKind] = {"money": "money", "area": "area"}


def recognise(form: Form, table: Table) -> tuple[str, ...]:
    """One entry a column: a form key, "!identity" for a private kind, or ''.

    No key is given twice; the closest head gets it. A hidden column is looked at for
    what is private in it, and is given no key: who hid it may not want it published.
    """
    found = [_private(table, i) for i in range(len(table.columns))]
    _by_words(form, table.columns, found, _is_word)
    _by_words(form, table.columns, found, _contains_word)
    _by_content(form, table.columns, found)
    _by_figures(form, table.columns, found)
    return tuple(found)


def best_form(table: Table) -> Form | None:
    """The form that the title and the columns speak for; None if none does."""
    scored = [(_score(form, table), form.id, form) for form in load().values()]
    score, _, form = max(scored, key=lambda s: (s[0], s[1]))
    return form if score >= 5 else None


def _score(form: Form, table: Table) -> int:
    lead = "".join(table.lead) + table.name
    named = 4 if any(word in lead for word in form.words) else 0
    keys = set(recognise(form, table))
    needed = [c.key for c in form.columns if c.required]
    if not all(key in keys for key in needed):
        return 0
    telling = {
        "rate",
        "area",
        "balance",
        "months",
        "people",
        "due",
        "builder",
        "holder",
    }
    return (
        named
        + len([k for k in keys if k and not k.startswith("!")]) // 2
        + len(keys & telling)
    )


def _private(table: Table, index: int) -> str:
    label = table.columns[index].label
    kind = privacy.column_kind(label, [r.cells[index] for r in table.rows[:SAMPLE]])
    return f"!{kind}" if kind else ""


def _by_words(
    form: Form,
    columns: Sequence[TableColumn],
    found: list[str],
    fits: Callable[[FormColumn, str], bool],
) -> None:
    for i, column in enumerate(columns):
        if found[i] or not column.label or column.hidden:
            continue
        head = bare(column.label)
        for target in form.columns:
            if target.key not in found and fits(target, head):
                found[i] = target.key
                break


def bare(label: str) -> str:
    """The head without its unit and without the group it stands under."""
    last = label.split(" ")[-1]
    return re.sub(r"（.*?）|\s|[:：*]", "", last) or label


def _is_word(target: FormColumn, head: str) -> bool:
    return head in (target.label, *target.words)


def _contains_word(target: FormColumn, head: str) -> bool:
    """The head holds one of the words, as 耕地补贴面积 holds 补贴面积."""
    words = sorted((target.label, *target.words), key=len, reverse=True)
    return any(len(word) > 1 and word in head for word in words)


def _by_content(form: Form, columns: Sequence[TableColumn], found: list[str]) -> None:
    for i, column in enumerate(columns):
        wanted = CONTENT.get(column.kind)
        if found[i] or wanted is None or column.hidden or _says_something_else(column):
            continue
        target = next((c for c in form.columns if c.kind == wanted), None)
        if target and target.key not in found:
            found[i] = target.key


def _by_figures(form: Form, columns: Sequence[TableColumn], found: list[str]) -> None:
    """The one column of money left for the one key of money left, and so for areas."""
    for kind, wanted in FIGURES.items():
        free = [
            i
            for i, column in enumerate(columns)
            if column.kind == kind and not found[i] and not column.hidden
        ]
        left = [c for c in form.columns if c.kind == wanted and c.key not in found]
        if len(free) == len(left) == 1 and left[0].required:
            found[free[0]] = left[0].key


def _says_something_else(column: TableColumn) -> bool:
    """A head of its own that no form word resembles is not overruled by content."""
    return bool(column.label) and column.kind == "name" and len(bare(column.label)) > 3
