"""What is stored of reasons: their classes, not the words of the sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from villagepub.forms.form import Form, FormColumn
from villagepub.forms.heads.head_words import bare
from villagepub.forms.words.classes import class_of
from villagepub.forms.words.reasons import (
    NO_REASON,
    UNREAD,
    heads_of,
    needing,
    reason_columns,
    reason_in,
)
from villagepub.privacy import Gate
from villagepub.tables.table import Table, with_cells

REMARKS = ("备注", "说明", "情况说明", "备注说明", "原因", "情况")


def as_classes(form: Form, table: Table, mapping: Sequence[str]) -> Table:
    """The table as it may be stored: of a reason its class; words only where it has to be
    asked what they mean, and never of who is paid as usual.
    """
    for column, state in reason_columns(form):
        keys = list(mapping)
        heads = heads_of(form, table, column, mapping)
        places = {keys.index(key): head for key, head in heads.items()}
        kept = _KeptReasons(
            column=column,
            state=state,
            at=keys.index(state.key) if state.key in keys else None,
            places=places,
            notes=[] if places else _remarks(form, table, mapping),
        )
        rows = (with_cells(row, kept.as_classes(row.cells)) for row in table.rows)
        table = replace(table, rows=tuple(rows))
    return table


@dataclass(frozen=True, kw_only=True, slots=True)
class _KeptReasons:
    """``at``: the place of the state; ``places``: those of reasons, with the state that
    each head names; ``notes``: those of remarks where there is none of reasons.
    """

    column: FormColumn
    state: FormColumn
    at: int | None
    places: Mapping[int, str]
    notes: Sequence[int]

    def as_classes(self, row: Sequence[str]) -> tuple[str, ...]:
        column, state, at = self.column, self.state, self.at
        cells = list(row)
        found = class_of(state, cells[at]) if at is not None else ""
        for place, head in self.places.items():
            is_needed = (found or head) in needing(state)
            cells[place] = _kept(column, state, cells[place]) if is_needed else ""
        if at is None or not found:
            return tuple(cells)
        why = reason_in(column, cells[at])
        if not why and found in needing(state):
            why = next(
                filter(None, (reason_in(column, row[n]) for n in self.notes)), ""
            )
            cells[at] = f"{found}（{why}）" if why else cells[at]
        if not Gate().passes(cells[at]):
            cells[at] = f"{found}（{why}）" if why else found
        return tuple(cells)


def _remarks(form: Form, table: Table, mapping: Sequence[str]) -> list[int]:
    """The columns of remarks that the form has no use for: 备注, 说明."""
    free = {"", *(column.key for column in form.columns if column.asks)}
    return [
        place
        for place, (key, column) in enumerate(zip(mapping, table.columns, strict=True))
        if key in free and bare(column.label) in REMARKS
    ]


def _kept(column: FormColumn, state: FormColumn, cell: str) -> str:
    if cell in NO_REASON:
        return ""
    is_private = state.ends or not Gate().passes(cell)
    return reason_in(column, cell) or (UNREAD if is_private else cell)
