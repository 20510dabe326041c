"""What was changed by hand in the list, in words that who signs it understands."""

from collections.abc import Iterable, Iterator

from villagepub.forms.entry import Edit, Entry, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.words.row_labels import as_it_was, whose
from villagepub.tables.table import row_words


def edits_in_words(
    form: Form, before: Entry, after: Entry, edits: Iterable[Edit]
) -> tuple[str, ...]:
    """One sentence a cell, dropped row or added row that is not as it came.

    ``before`` has everything but the edits, ``after`` them too. A list without a sheet
    is one sentence: there is nothing that a row of it differs from.
    """
    old = {(part.name, record.row): record for part, record in before.placed}
    new = {(part.name, record.row): record for part, record in after.placed}
    if new and not old:
        return (f"没有传表，{len(new):,} {form.row_unit}都是在这里填的。",)
    spots = dict.fromkeys((edit.part, edit.row) for edit in edits)
    return tuple(
        sentence
        for spot in spots
        for sentence in _sentences(form, old.get(spot), new.get(spot))
    )


def _sentences(
    form: Form, before: Record | None, after: Record | None
) -> Iterator[str]:
    if before and after:
        for column in form.columns:
            was, now = _said(column, before), _said(column, after)
            if was != now:
                had = as_it_was(before, column.key, column.unit)
                yield f"{whose(form, before)}{column.label}{had}改成{now or '空的'}。"
    elif before:
        yield f"删了{row_words(before.row)} {whose(form, before)}。"
    elif after:
        cells = (f"{c.label}{said}" for c in form.columns if (said := _said(c, after)))
        yield f"加了{whose(form, after)}：{'，'.join(cells)}。"


def _said(column: FormColumn, record: Record) -> str:
    """18.90 亩 with the space before it, '' for an empty cell."""
    value = record.values.get(column.key, "")
    return f" {value} {column.unit}".rstrip()
