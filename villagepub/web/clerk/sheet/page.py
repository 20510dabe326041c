"""表读好了: what was found in the sheet, what was cut, how each column was taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from villagepub import forms
from villagepub.content import Meta
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.heads.dynamic_columns import is_part, part_of
from villagepub.notices.column_usage import part_words
from villagepub.notices.content.formatting import show
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.open_draft import OpenDraft
from villagepub.tables.table import CellKind, Table
from villagepub.web.clerk.sheet.problem_boxes import ProblemBox, boxes
from villagepub.web.parts.sheet_usage import SheetUsage, usage_of

LEFT_OUT = "这列不要"


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnLine:
    """A column of the sheet and what it was taken for; ``name`` is of the field."""

    name: str
    label: str
    taken: str
    kind: CellKind


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetPage:
    """``cuts``: head → why, and how many cells. ``meanings``: key → what it is called.

    ``unmapped``: what no column was taken for, and the free ones it may be.
    """

    facts: tuple[Meta, ...]
    boxes: tuple[ProblemBox, ...]
    hidden: int
    unmapped: Mapping[FormColumn, tuple[ColumnLine, ...]]
    cuts: Mapping[str, tuple[str, int]]
    columns: tuple[ColumnLine, ...]
    meanings: Mapping[str, str]
    are_columns_folded: bool
    usage: SheetUsage

    @property
    def open(self) -> tuple[ProblemBox, ...]:
        return tuple(b for b in self.boxes if not b.is_settled)

    @property
    def unchosen(self) -> int:
        """How many boxes still want a tap, or a word, before the next step."""
        columns = sum(bool(heads) for heads in self.unmapped.values())
        return (
            self.hidden
            + columns
            + sum(not b.is_chosen and b.problem.blocking for b in self.open)
        )

    @property
    def faults(self) -> int:
        return self.hidden + len(self.open) + len(self.unmapped)

    @property
    def is_other_form(self) -> bool:
        """While nobody has said of which form the sheet is, nothing else is said."""
        return any(b.problem.kind == "form" for b in self.open)


def sheet_page(work: OpenDraft) -> SheetPage:
    form, sheet = work.inspection.form, work.sheet
    lines, hidden, missing = boxes(work)
    columns = _columns(sheet)
    return SheetPage(
        facts=facts(work),
        boxes=lines,
        hidden=hidden,
        unmapped={c: _candidates(c, columns) for c in missing},
        cuts=_cuts(sheet),
        columns=columns,
        meanings=_meanings(form, sheet),
        are_columns_folded=not missing and _all_taken(form, sheet),
        usage=usage_of(work),
    )


def facts(work: OpenDraft) -> tuple[Meta, ...]:
    """读到 74 户, 面积 785.86 亩, 加起来 47,051.60 元; no sum of what unit nobody knows."""
    form, entry = work.inspection.form, work.inspection.entry
    sums = forms.totals(form, entry)
    asked = {p.column for p in work.inspection.open if p.kind == "unit"}
    columns = [c for c in form.columns if sums.get(c.key) and c.key not in asked][-2:]
    count = Meta(
        label="现在有",
        value=f"{len(entry.records):,} {forms.row_word(form, entry.records)}",
    )
    return (
        count,
        *(
            Meta(label=c.label, value=f"{show(c, str(sums[c.key]))} {c.unit}".strip())
            for c in columns
        ),
    )


def _cuts(sheet: DraftSheet) -> dict[str, tuple[str, int]]:
    """One line a column name, counted over all the sheets of the file."""
    lines: dict[str, tuple[str, int]] = {}
    for cut in sheet.cuts:
        _, before = lines.get(cut.label, ("", 0))
        lines[cut.label] = (cut.reason, cut.count + before)
    return lines


def groups_of_tables(tables: Sequence[Table]) -> dict[tuple[str, ...], list[int]]:
    """Sheets with the same heads are mapped once: three months are one question."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for index, table in enumerate(tables):
        groups.setdefault(tuple(c.label for c in table.columns), []).append(index)
    return groups


def _columns(sheet: DraftSheet) -> tuple[ColumnLine, ...]:
    groups = groups_of_tables(sheet.tables)
    return tuple(
        ColumnLine(
            name=f"map-{first}-{column}",
            label=(f"{sheet.tables[first].name} " if len(groups) > 1 else "")
            + (label or f"第 {column + 1} 列"),
            taken=sheet.mappings[first][column],
            kind=sheet.tables[first].columns[column].kind,
        )
        for labels, (first, *_) in groups.items()
        for column, label in enumerate(labels)
        if not sheet.mappings[first][column].startswith("!")
    )


def _candidates(
    wanted: FormColumn, columns: Sequence[ColumnLine]
) -> tuple[ColumnLine, ...]:
    """Which of several persons is meant, which of several sums: 户主, 收款人 or 享受人."""
    figures = {"money", "area", "number"}
    kinds = {"name"} if wanted.kind == "name" else figures
    return tuple(c for c in columns if not c.taken and c.kind in kinds)


def _meanings(form: Form, sheet: DraftSheet) -> dict[str, str]:
    """The form's columns, the parts of a head that this sheet has, and none."""
    known = {
        c.key: f"{c.label}（{c.unit}）" if c.unit else c.label for c in form.columns
    }
    parts = {
        key: part_words(form, key, mapping)
        for mapping in sheet.mappings
        for key in mapping
        if is_part(key)
    }
    return {**known, **parts, "": LEFT_OUT}


def _all_taken(form: Form, sheet: DraftSheet) -> bool:
    required = {c.key for c in form.columns if c.required}
    return all(
        required <= {part_of(key) or key for key in mapping}
        for mapping in sheet.mappings
    )
