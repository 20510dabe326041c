"""The faults of a sheet as boxes to choose in: what is preselected, what is settled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from villagepub.forms.entry import Choice, Decision, Entry, Problem, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.notices.content.formatting import show
from villagepub.notices.validation import Inspection
from villagepub.tables.table import row_words

MAX_BOXES = 20  # boxes on one page; the next come when these are settled
EVERY_ROW = 0.8  # so many rows without a value: the column was not recognised


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoiceLine:
    id: str
    label: str
    is_chosen: bool
    asks_value: bool  # type_in: the right value
    asks_text: bool  # explain: a sentence that villagers will read


@dataclass(frozen=True, kw_only=True, slots=True)
class RowLine:
    row: str  # 第 20 行
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemBox:
    """``number`` names the fields of the box (choice-1, text-1, value-1, code-1)."""

    number: int
    code: str
    title: str
    message: str
    where: str
    heads: tuple[str, ...]
    rows: tuple[RowLine, ...]
    choices: tuple[ChoiceLine, ...]
    value: str
    text: str
    is_settled: bool
    is_optional: bool

    @property
    def is_chosen(self) -> bool:
        return any(c.is_chosen for c in self.choices)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unmapped:
    """A required column that no column of the sheet was taken for."""

    label: str
    rows: int


def boxes(
    form: Form, inspection: Inspection, decisions: Sequence[Decision]
) -> tuple[tuple[ProblemBox, ...], int, tuple[Unmapped, ...]]:
    """The first boxes, how many more wait behind them, and columns to point out first."""
    told = unmapped(form, inspection)
    labels = {u.label for u in told}
    problems = [
        p
        for p in _all(inspection)
        if not (p.kind == "required" and _label(form, p) in labels)
        and p.kind != "empty"
    ]
    made = {d.code: d for d in decisions}
    still = {p.code for p in inspection.open}
    problems = [p for p in problems if p.code in still or p.code in made]
    # what is open comes first, or it might hide behind what is settled
    problems.sort(key=lambda p: p.code not in still)
    lines = tuple(
        _box(form, inspection, p, made.get(p.code), n, p.code not in still)
        for n, p in enumerate(problems[:MAX_BOXES], 1)
    )
    hidden = sum(p.code in still for p in problems[MAX_BOXES:])
    return lines, hidden, told


def unmapped(form: Form, inspection: Inspection) -> tuple[Unmapped, ...]:
    count = len(inspection.entry.records)
    missing: dict[str, int] = {}
    for p in inspection.open:
        if p.kind == "required":
            missing[_label(form, p)] = missing.get(_label(form, p), 0) + 1
    return tuple(
        Unmapped(label=label, rows=n)
        for label, n in missing.items()
        if count > 2 and n >= EVERY_ROW * count
    )


def _label(form: Form, problem: Problem) -> str:
    return form.column(problem.column).label


def _all(inspection: Inspection) -> Iterable[Problem]:
    """In the sheet's order; what the mending itself brought up comes last."""
    found = {p.code: p for p in inspection.found}
    return {**found, **{p.code: p for p in inspection.open}}.values()


def _box(
    form: Form,
    inspection: Inspection,
    problem: Problem,
    made: Decision | None,
    number: int,
    is_settled: bool,
) -> ProblemBox:
    heads, rows = _rows(form, inspection.entry, problem)
    return ProblemBox(
        number=number,
        code=problem.code,
        title=problem.title,
        message=problem.message,
        where=_where(problem),
        heads=heads,
        rows=rows,
        choices=tuple(_choice(c, made) for c in problem.choices),
        value=made.value if made and made.choice == "type_in" else "",
        text=made.text if made else "",
        is_settled=is_settled,
        is_optional=not problem.blocking,
    )


def _where(problem: Problem) -> str:
    part = f"{problem.part} " if problem.part else ""
    if problem.other_row:
        return f"{part}{row_words(problem.other_row)}和{row_words(problem.row)}"
    return f"{part}{row_words(problem.row)}" if problem.row > 0 else part.strip()


def _choice(choice: Choice, made: Decision | None) -> ChoiceLine:
    chosen = made is not None and made.choice == choice.id
    return ChoiceLine(
        id=choice.id,
        label=choice.label,
        is_chosen=chosen,
        asks_value=choice.id == "type_in",
        asks_text=choice.id == "explain",
    )


def _rows(
    form: Form, entry: Entry, problem: Problem
) -> tuple[tuple[str, ...], tuple[RowLine, ...]]:
    """The two rows of a double, side by side; other faults say their row in words."""
    if not problem.other_row:
        return (), ()
    columns = _told(form)
    records = _records(entry, problem)
    lines = tuple(
        RowLine(
            row=row_words(row),
            cells=tuple(show(c, r.values.get(c.key, "")) for c in columns),
        )
        for row, r in records.items()
    )
    return tuple(f"{c.label} {c.unit}".strip() for c in columns), lines


def _records(entry: Entry, problem: Problem) -> Mapping[int, Record]:
    wanted = (problem.other_row, problem.row)
    return {
        r.row: r
        for part in entry.parts
        if part.name == problem.part
        for r in part.records
        if r.row in wanted
    }


def _told(form: Form) -> list[FormColumn]:
    """Name, 组 and the sums: four columns are what a phone shows beside each other."""
    kinds = ("name", "group")
    return [c for c in form.columns if c.kind in kinds or c.sum][:4]
