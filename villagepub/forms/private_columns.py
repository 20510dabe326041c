"""What is private in a sheet: looked at once, whichever of the forms it may be."""

from collections.abc import Sequence
from dataclasses import dataclass

from villagepub import privacy
from villagepub.forms.form import Form
from villagepub.forms.head_words import NAMES, bare
from villagepub.tables.table import Table

SAMPLE = 60  # rows


@dataclass(frozen=True, slots=True)
class PrivateColumn:
    """A column's bare head, and the private kinds that head and cells speak of ('')."""

    bare: str
    head: str
    cells: str


def private_columns(table: Table) -> tuple[PrivateColumn, ...]:
    rows = table.rows[:SAMPLE]
    return tuple(
        PrivateColumn(
            bare(column.label),
            privacy.column_kind(column.label, ()) or "",
            privacy.column_kind("", [row.cells[place] for row in rows]) or "",
        )
        for place, column in enumerate(table.columns)
    )


def private_marks(form: Form, columns: Sequence[PrivateColumn]) -> list[str]:
    """ "!identity" for each private column of a form's sheet, '' for the others.

    户主姓名（与身份证一致） is a name, 用工事由 what the form itself calls so; of others the
    head says what they hold, in full.
    """
    own = {w for c in form.columns for w in (c.label, *c.words)} | {*NAMES}
    kinds = (c.cells if c.bare in own else c.head or c.cells for c in columns)
    return [f"!{kind}" if kind else "" for kind in kinds]
