"""表读好了: what was found in the sheet, what was cut, how each column was taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from villagepub import forms
from villagepub.content import Meta
from villagepub.forms.form import Form
from villagepub.notices.content.formatting import show
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.open_draft import OpenDraft
from villagepub.render.layouts import LAYOUTS
from villagepub.tables.table import Table
from villagepub.web.clerk.sheet.problem_boxes import ProblemBox, Unmapped, boxes

LEFT_OUT = "这列不要"


@dataclass(frozen=True, kw_only=True, slots=True)
class CutLine:
    label: str
    reason: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnLine:
    name: str  # of the field
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetPage:
    draft_id: int
    revision: int
    what: str
    file: str
    back: str
    remark: str
    reason: str  # of a correction
    facts: tuple[Meta, ...]
    boxes: tuple[ProblemBox, ...]
    hidden: int
    unmapped: tuple[Unmapped, ...]
    cuts: tuple[CutLine, ...]
    cut_cells: tuple[str, ...]
    columns: tuple[ColumnLine, ...]
    are_columns_folded: bool
    ignored: tuple[Meta, ...]
    notes: tuple[str, ...]
    row_unit: str
    list_name: str

    @property
    def open(self) -> tuple[ProblemBox, ...]:
        return tuple(b for b in self.boxes if not b.is_settled)

    @property
    def unchosen(self) -> int:
        """How many boxes still want a tap before the next step."""
        return self.hidden + sum(
            not b.is_chosen and not b.is_optional for b in self.open
        )

    @property
    def faults(self) -> int:
        return self.hidden + len(self.open) + len(self.unmapped)


def sheet_page(work: OpenDraft, *, back: str) -> SheetPage:
    form, sheet = work.frame.form, work.sheet
    lines, hidden, missing = boxes(form, work.inspection, sheet.decisions)
    return SheetPage(
        draft_id=work.draft_id,
        revision=work.draft.revision,
        what=work.what,
        file=sheet.filename,
        back=back,
        remark=work.draft.remark,
        reason=work.draft.reason,
        facts=facts(work),
        boxes=lines,
        hidden=hidden,
        unmapped=missing,
        cuts=_cuts(sheet),
        cut_cells=sheet.cut_cells,
        columns=_columns(form, sheet),
        are_columns_folded=not missing and _all_taken(form, sheet),
        ignored=_ignored(work),
        notes=tuple(dict.fromkeys(n for t in sheet.tables for n in t.notes)),
        row_unit=form.row_unit,
        list_name=LAYOUTS[form.layout].list_name,
    )


def facts(work: OpenDraft) -> tuple[Meta, ...]:
    """读到 74 户, 面积 785.86 亩, 加起来 47,051.60 元."""
    form, entry = work.frame.form, work.inspection.entry
    sums = forms.totals(form, entry)
    columns = [c for c in form.columns if sums.get(c.key)][-2:]
    count = Meta(label="现在有", value=f"{len(entry.records):,} {form.row_unit}")
    return (
        count,
        *(
            Meta(label=c.label, value=f"{show(c, str(sums[c.key]))} {c.unit}".strip())
            for c in columns
        ),
    )


def _cuts(sheet: DraftSheet) -> tuple[CutLine, ...]:
    """One line a column name, counted over all the sheets of the file."""
    lines: dict[str, CutLine] = {}
    for cut in sheet.cuts:
        before = lines.get(cut.label)
        count = cut.count + (before.count if before else 0)
        lines[cut.label] = CutLine(label=cut.label, reason=cut.reason, count=count)
    return tuple(lines.values())


def groups_of_tables(tables: Sequence[Table]) -> dict[tuple[str, ...], list[int]]:
    """Sheets with the same heads are mapped once: three months are one question."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for index, table in enumerate(tables):
        groups.setdefault(tuple(c.label for c in table.columns), []).append(index)
    return groups


def _columns(form: Form, sheet: DraftSheet) -> tuple[ColumnLine, ...]:
    lines = []
    groups = groups_of_tables(sheet.tables)
    for labels, indexes in groups.items():
        first = indexes[0]
        for column, label in enumerate(labels):
            taken = sheet.mappings[first][column]
            if taken.startswith("!"):
                continue
            where = f"{sheet.tables[first].name} " if len(groups) > 1 else ""
            lines.append(
                ColumnLine(
                    name=f"map-{first}-{column}",
                    label=where + (label or f"第 {column + 1} 列"),
                    options=_options(form, taken),
                )
            )
    return tuple(lines)


def _options(form: Form, taken: str) -> tuple[Option, ...]:
    known = [
        Option(
            value=c.key,
            label=f"{c.label}（{c.unit}）" if c.unit else c.label,
            is_chosen=c.key == taken,
        )
        for c in form.columns
    ]
    return (*known, Option(value="", label=LEFT_OUT, is_chosen=not taken))


def _all_taken(form: Form, sheet: DraftSheet) -> bool:
    required = {c.key for c in form.columns if c.required}
    return all(required <= set(mapping) for mapping in sheet.mappings)


def _ignored(work: OpenDraft) -> tuple[Meta, ...]:
    """Rows that were not taken for people, by sheet, in the order of the source."""
    tables = work.sheet.tables
    lines: list[tuple[str, int, str]] = []
    for table, part in zip(tables, work.inspection.entry.parts, strict=False):
        name = f"{part.name or table.name} " if len(tables) > 1 else ""
        found = [(r.row, r.reason) for r in table.ignored]
        found += [(r.row, "合计，拿来对数") for r in table.totals]
        if part.opening_row:
            found.append((part.opening_row, "上期结转，拿来接上"))
        lines += [(name, row, reason) for row, reason in sorted(found)]
    return tuple(_joined(lines))


def _joined(lines: Iterable[tuple[str, int, str]]) -> Iterable[Meta]:
    """第 1、2 行 标题: neighbours with the same reason share a line."""
    together: dict[tuple[str, str], list[int]] = {}
    for name, row, reason in lines:
        together.setdefault((name, reason), []).append(row)
    for (name, reason), rows in together.items():
        said = "、".join(str(r) for r in rows[:8]) + ("等" if len(rows) > 8 else "")
        yield Meta(label=f"{name}第 {said} 行", value=reason)
