"""What became of each column of a sheet (used, cut, hidden, unused), in words for the
clerk.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from villagepub.forms.form import Form
from villagepub.forms.heads.dynamic_columns import is_part, part_of
from villagepub.forms.heads.head_words import bare
from villagepub.forms.heads.unit_column import UNIT_HEADS
from villagepub.forms.words import remarks
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.tables.table import Table, TableColumn

Fate = Literal["used", "cut", "hidden", "empty", "unused"]
REMARKS = "只存写着停发、取消一类的几个字和日子，别的字不存"


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnFate:
    """``label`` is the sheet's head; of a column that is not used it is all that stays.

    ``key``: the form's column that it is, '' if none; ``letter`` its name in the source.
    """

    table: int
    column: int
    label: str
    fate: Fate
    said: str  # 当补贴面积, 删掉，不存, 空的 …
    key: str = ""
    letter: str = ""


def part_words(form: Form, key: str, mapping: Sequence[str]) -> str:
    """The words for a column that is a part of a form's column (``dynamic_columns``)."""
    whole = form.column(part_of(key))
    if whole.reason_of:
        return f"也当{whole.label}"
    told = f"算进{whole.label}"
    return f"{told}，只拿来对数" if part_of(key) in mapping else told


def column_fates(form: Form, sheet: DraftSheet) -> tuple[ColumnFate, ...]:
    """One line a column, in the sheet's order."""
    return tuple(
        fate
        for number, (table, mapping) in enumerate(
            zip(sheet.tables, sheet.mappings, strict=True)
        )
        for fate in _of_table(form, sheet, number, table, mapping)
    )


def _of_table(
    form: Form, sheet: DraftSheet, number: int, table: Table, mapping: tuple[str, ...]
) -> Iterator[ColumnFate]:
    doubts = {
        place: f"也像{form.label_of(doubt.key)}，没有用，不存"
        for doubt in sheet.doubts
        if doubt.table == number
        for place, _ in doubt.others
    }
    cut = {c.label: c.reason for c in sheet.cuts if c.sheet == table.name}
    for place, (column, key) in enumerate(zip(table.columns, mapping, strict=True)):
        if key.startswith("!"):
            fate: Fate = "cut"
            said = f"删掉，不存：{cut.get(column.label, '不该公开')}"
        elif key:
            fate, said = "used", _use(form, key, mapping)
        else:
            fate, said = _unused(column, doubts.get(place, ""), form)
        yield ColumnFate(
            table=number,
            column=place,
            label=column.label or f"第 {place + 1} 列",
            fate=fate,
            said=said,
            key=part_of(key) or key if fate == "used" else "",
            letter=column.letter,
        )


def _use(form: Form, key: str, mapping: Sequence[str]) -> str:
    if is_part(key):
        return part_words(form, key, mapping)
    return REMARKS if key == remarks.KEY else f"当{form.label_of(key)}"


def _unused(column: TableColumn, doubt: str, form: Form) -> tuple[Fate, str]:
    """``doubt``: what the column looks like too, in words; '' if like nothing. Of a free
    notice nothing but the clerk's choice says which columns are used.
    """
    if column.hidden:
        return "hidden", "表上是隐藏的，没有用，不存"
    if column.kind == "empty":
        return "empty", "空的"
    if column.kind == "index":
        return "unused", "序号，榜上重新编"
    is_unit = bare(column.label) in UNIT_HEADS
    no_use = "没选，不贴也不存" if form.own_columns else "这一项用不上，不存"
    return "unused", doubt or ("格子里的单位" if is_unit else no_use)
