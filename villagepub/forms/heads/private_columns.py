"""What is private in a sheet: looked at once, whichever of the forms it may be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from villagepub import privacy
from villagepub.forms.form import Form
from villagepub.forms.heads.head_words import NAMES, bare
from villagepub.tables.table import Table

SAMPLE = 60  # rows
_WORDS = "字"
# Characters that are no numerals: 一三九 is a piece of a number.
_HAN = re.compile(r"(?![〇零一二三四五六七八九十壹贰叁肆伍陆柒捌玖])[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class PrivateColumn:
    """A column's bare head, and the private kinds that head and cells speak of ('').

    ``alone``: that of cells with nothing else in them. 延安建筑队 13991190011 is a column
    of builders, whose telephones are covered.
    """

    bare: str
    head: str
    cells: str
    alone: str


def private_columns(table: Table) -> tuple[PrivateColumn, ...]:
    rows = table.rows[:SAMPLE]
    found = []
    for place, column in enumerate(table.columns):
        cells = [row.cells[place] for row in rows]
        kind = privacy.column_kind("", cells) or ""
        bare_cells = (_WORDS if len(_HAN.findall(cell)) > 1 else cell for cell in cells)
        alone = (privacy.column_kind("", [*bare_cells]) or "") if kind else ""
        head = privacy.column_kind(column.label, ()) or ""
        found.append(PrivateColumn(bare(column.label), head, kind, alone))
    return tuple(found)


def private_marks(form: Form, columns: Sequence[PrivateColumn]) -> list[str]:
    """ "!identity" for each private column of a form's sheet, '' for the others.

    户主姓名（与身份证一致） is a name, 用工事由 what the form itself calls so; of others the
    head says what they hold, in full.
    """
    own = {w for c in form.columns for w in (c.label, *c.words)} | {*NAMES}
    texts = {w for c in form.columns if c.kind == "text" for w in (c.label, *c.words)}
    kinds = (
        c.alone if c.bare in texts else c.cells if c.bare in own else c.head or c.cells
        for c in columns
    )
    return [f"!{kind}" if kind else "" for kind in kinds]
