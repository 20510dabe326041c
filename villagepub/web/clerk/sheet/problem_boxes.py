"""The faults of a sheet as boxes to choose in: what was chosen, what is settled."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from villagepub import forms
from villagepub.forms.entry import Decision, Problem
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.quantities import money
from villagepub.notices.content.formatting import show
from villagepub.notices.open_draft import OpenDraft
from villagepub.notices.validation import Inspection
from villagepub.tables.table import row_words

MAX_BOXES = 20  # boxes on one page; the next come when these are settled
EVERY_ROW = 0.8  # so many rows without a value: the column was not recognised
MAX_READINGS = 4  # rows that show what each unit would make of them
QUESTIONS = (
    "form",
    "unit",
    "sides",
    "marked",
    "whole",
    "carried",
    "words",
    "column",
    "reason",
    "others",
    "years",
    "sheet",
)  # nothing is wrong: something has to be known

Line = tuple[str, tuple[str, ...]]  # 第 20 行, and its cells


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemBox:
    """``number`` names the fields of the box (choice-1, text-1, value-1, code-1)."""

    number: int
    problem: Problem
    made: Decision | None
    where: str
    heads: tuple[str, ...]
    rows: tuple[Line, ...]
    is_settled: bool

    @property
    def is_chosen(self) -> bool:
        """A way out was tapped, and what it wants to be written is written."""
        made = self.made
        if made is None or made.choice not in {c.id for c in self.problem.choices}:
            return False
        said = {"type_in": made.value, "explain": made.text}.get(made.choice, "said")
        return bool(said.strip())

    @property
    def is_question(self) -> bool:
        return self.problem.kind in QUESTIONS and not self.is_settled


def boxes(
    work: OpenDraft,
) -> tuple[tuple[ProblemBox, ...], int, tuple[FormColumn, ...]]:
    """The first boxes, how many more wait behind them, and columns to point out first."""
    form, inspection = work.inspection.form, work.inspection
    told = unmapped(form, inspection)
    keys = {c.key for c in told}
    problems = [
        p
        for p in _all(inspection)
        if not (p.kind == "required" and p.column in keys) and p.kind != "empty"
    ]
    made = {d.code: d for d in work.sheet.decisions}
    still = {p.code for p in inspection.open}
    problems = [p for p in problems if p.code in still or p.code in made]
    # what is open comes first, or it might hide behind what is settled
    problems.sort(key=lambda p: p.code not in still)
    lines = tuple(
        _box(work, p, made.get(p.code), n, p.code not in still)
        for n, p in enumerate(problems[:MAX_BOXES], 1)
    )
    hidden = sum(p.code in still for p in problems[MAX_BOXES:])
    return lines, hidden, told


def unmapped(form: Form, inspection: Inspection) -> tuple[FormColumn, ...]:
    """Required columns that no column of the sheet was taken for."""
    count = len(inspection.entry.records)
    missing = Counter(p.column for p in inspection.open if p.kind == "required")
    return tuple(
        form.column(key)
        for key, n in missing.items()
        if count > 2 and n >= EVERY_ROW * count
    )


def _all(inspection: Inspection) -> Iterable[Problem]:
    """In the sheet's order; what the mending itself brought up comes last."""
    found = {p.code: p for p in inspection.found}
    return {**found, **{p.code: p for p in inspection.open}}.values()


def _box(
    work: OpenDraft,
    problem: Problem,
    made: Decision | None,
    number: int,
    is_settled: bool,
) -> ProblemBox:
    is_unit = problem.kind == "unit"
    heads, rows = _readings(work, problem) if is_unit else _rows(work, problem)
    return ProblemBox(
        number=number,
        problem=problem,
        made=made,
        where=_where(problem),
        heads=heads,
        rows=rows,
        is_settled=is_settled,
    )


def _where(problem: Problem) -> str:
    part = f"{problem.part} " if problem.part else ""
    if problem.other_row:
        return f"{part}{row_words(problem.other_row)}和{row_words(problem.row)}"
    return f"{part}{row_words(problem.row)}" if problem.row > 0 else part.strip()


def _rows(
    work: OpenDraft, problem: Problem
) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """The two rows of a double, side by side; other faults say their row in words."""
    if not problem.other_row:
        return (), ()
    columns = _told(work.inspection.form)
    wanted = (problem.other_row, problem.row)
    lines = {
        r.row: tuple(show(c, r.values.get(c.key, "")) for c in columns)
        for part in work.inspection.entry.parts
        if part.name == problem.part
        for r in part.records
        if r.row in wanted
    }
    heads = tuple(f"{c.label} {c.unit}".strip() for c in columns)
    return heads, tuple((row_words(row), cells) for row, cells in lines.items())


def _told(form: Form) -> list[FormColumn]:
    """Name, 组 and the sums: four columns are what a phone shows beside each other."""
    kinds = ("name", "group")
    return [c for c in form.columns if c.kind in kinds or c.sum][:4]


UNFIT = "说不通"  # too large, or the cell itself says another unit


def _readings(
    work: OpenDraft, problem: Problem
) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """What each unit would make of the column's first numbers."""
    column = work.inspection.form.column(problem.column)
    units = [choice.value for choice in problem.choices]
    lines = tuple(_lines(work, column, units))[:MAX_READINGS]
    return ("表上写的", *(f"按{unit}" for unit in units)), lines


def _lines(work: OpenDraft, column: FormColumn, units: Sequence[str]) -> Iterator[Line]:
    for table, mapping in zip(work.sheet.tables, work.sheet.mappings, strict=True):
        if column.key not in mapping:
            continue
        place = mapping.index(column.key)
        for row in table.rows:
            cell = row.cells[place]
            made = [_in_own(cell, unit, column) for unit in units]
            if any(made):
                yield row_words(row.row), (cell, *(one or UNFIT for one in made))


def _in_own(cell: str, unit: str, column: FormColumn) -> str:
    """18.6 in 万元 is 186,000.00 元."""
    value = forms.in_unit(column, unit, cell)
    return f"{money.show(Decimal(value))} {column.unit}" if value else ""
