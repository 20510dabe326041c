"""表读好了: what was found in the sheet, what was cut, how each column was taken."""

from collections.abc import Sequence
from dataclasses import dataclass

from villagepub import forms
from villagepub.content import Meta
from villagepub.forms.form import Form
from villagepub.notices.content.formatting import show
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.open_draft import OpenDraft
from villagepub.tables.table import Table
from villagepub.web.clerk.sheet.problem_boxes import ProblemBox, Unmapped, boxes
from villagepub.web.parts.account import SheetAccount, account_of

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
    facts: tuple[Meta, ...]
    boxes: tuple[ProblemBox, ...]
    hidden: int
    unmapped: tuple[Unmapped, ...]
    cuts: tuple[CutLine, ...]
    columns: tuple[ColumnLine, ...]
    are_columns_folded: bool
    account: SheetAccount

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


def sheet_page(work: OpenDraft) -> SheetPage:
    form, sheet = work.frame.form, work.sheet
    lines, hidden, missing = boxes(form, work.inspection, sheet.decisions)
    return SheetPage(
        facts=facts(work),
        boxes=lines,
        hidden=hidden,
        unmapped=missing,
        cuts=_cuts(sheet),
        columns=_columns(form, sheet),
        are_columns_folded=not missing and _all_taken(form, sheet),
        account=account_of(work),
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
