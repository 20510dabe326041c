"""One row of a draft as fields, and what is wrong with each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from villagepub import forms
from villagepub.forms.entry import Edit, Entry, Part, Record
from villagepub.forms.form import FormColumn
from villagepub.forms.words.row_labels import who
from villagepub.notices.open_draft import OpenDraft
from villagepub.web.clerk.rows.page import fault_of

# What a phone's keyboard offers for a column.
KEYBOARDS: Mapping[str, str] = {
    "money": "decimal",
    "area": "decimal",
    "rate": "decimal",
    "goods": "decimal",
    "count": "numeric",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class RowPage:
    """``row``: its number, of a new one the one that it will have, so that the same post
    twice is one row. ``faults``: by column key, what is wrong there; ``problems``: with
    the row.
    """

    part: str
    row: int
    is_new: bool
    title: str
    columns: tuple[FormColumn, ...]
    record: Record
    faults: Mapping[str, str]
    problems: tuple[str, ...]


def row_page(
    work: OpenDraft, *, part: str, row: int, typed: Mapping[str, str] | None = None
) -> RowPage | None:
    """The fields of one row; row 0 is a new one. None if there is no such row.

    ``typed``: what somebody wrote into them that is not stored yet.
    """
    form = work.inspection.form
    record = _find(work, part, row) if row else Record(row=0, values={})
    if record is None and row < 0:
        record = Record(row=0, values={})
    if record is None:
        return None
    faults = {c.key: fault for c in form.columns if (fault := fault_of(c, record))}
    if typed:
        record, faults = replace(record, values={**record.values, **typed}), {}
    columns = tuple(
        c
        for c in form.columns
        if c.kind != "index" and (record.values.get(c.reason_of) or not c.reason_of)
    )
    return RowPage(
        part=part,
        row=row or _next_row(work),
        is_new=not record.row,
        title=who(form, record) if record.row else f"加一{form.row_unit}",
        columns=columns,
        record=record,
        faults={key: faults[key] for c in columns if (key := c.key) in faults},
        problems=_problems(work, part, row),
    )


def _next_row(work: OpenDraft) -> int:
    return min(-1, min((e.row for e in work.sheet.edits), default=0) - 1)


def _find(work: OpenDraft, part: str, row: int) -> Record | None:
    return next(
        (
            record
            for p, record in work.inspection.entry.placed
            if p.name == part and record.row == row
        ),
        None,
    )


def _problems(work: OpenDraft, part: str, row: int) -> tuple[str, ...]:
    cells = ("unreadable", "negative", "required")  # said at their field
    return tuple(
        p.message
        for p in work.inspection.open
        if row and p.part == part and p.row == row and p.kind not in cells
    )


def edits_of(
    work: OpenDraft, *, part: str, row: int, values: Mapping[str, str]
) -> tuple[int, list[Edit]]:
    """The row's number (a new one for row 0) and one edit for each changed field."""
    record = _find(work, part, row) if row else None
    number = row or _next_row(work)
    before = record.values if record else {}
    return number, [
        Edit(part=part, row=number, column=key, value=value.strip())
        for key, value in values.items()
        if value.strip() != before.get(key, "")
    ]


def has_fault(work: OpenDraft, *, part: str, row: int, edits: Sequence[Edit]) -> bool:
    """Whether the row, once changed, has a cell that can't be read or stays empty.

    Only this row is carried out: the other 2,000 are not read again for it.
    """
    form = work.inspection.form
    record = _find(work, part, row) or Record(row=row, values={})
    # added rows have negative numbers, which amend would add once more
    alone = Part(name=part, records=(replace(record, row=abs(row)),))
    changes = [replace(e, row=abs(e.row)) for e in edits]
    changed = forms.amend(form, Entry(parts=(alone,)), (), changes).records
    return any(fault_of(c, r) for r in changed for c in form.columns)
