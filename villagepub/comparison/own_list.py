"""What is wrong in the village's own list, whatever the government says."""

from collections.abc import Iterable, Iterator

from villagepub import forms
from villagepub.comparison.differences import Difference
from villagepub.forms.entry import Entry, Problem, Record
from villagepub.forms.form import Form
from villagepub.privacy import CutCell
from villagepub.states import FindingKind
from villagepub.tables.table import without_block

KINDS = {
    "arithmetic": FindingKind.ARITHMETIC_WRONG,
    "chain": FindingKind.ARITHMETIC_WRONG,
    "total": FindingKind.TOTAL_WRONG,
}


def own_faults(
    form: Form, entry: Entry, cells: Iterable[CutCell] = ()
) -> Iterator[Difference]:
    """Rows that break a rule, totals that are no sums, and ``cells``, whose columns stay
    but which hold what is private.
    """
    form = forms.expanded_for(form, entry)
    records = {(p.name, r.row): r for p, r in entry.placed}
    rows = {without_block(row): record for (_, row), record in records.items()}
    for problem in forms.check(form, entry):
        if problem.kind in KINDS and problem.blocking:
            yield _fault(form, problem, records.get((problem.part, problem.row)))
    for cell in cells:
        record = rows.get(cell.row)
        yield Difference(
            kind=FindingKind.PRIVATE_DATA,
            field=cell.label,
            name=_name(form, record),
            village_row=cell.row,
            note=f"“{cell.label}”里有不该公开的号码。",
            key=f"private_data|{cell.label}|{_name(form, record)}|{cell.row}",
        )


def _fault(form: Form, problem: Problem, record: Record | None) -> Difference:
    kind = KINDS[problem.kind]
    label = form.label_of(problem.column)
    is_total = kind is FindingKind.TOTAL_WRONG
    name = "" if is_total else _name(form, record)
    group = "" if is_total else _value(form, record, "group")
    return Difference(
        kind=kind,
        field=label,
        name=name,
        group=group,
        village_row=without_block(problem.row),
        village_value=record.values.get(problem.column, "") if record else "",
        note=problem.message,
        key="|".join((kind, label, name, group, problem.part)),
    )


def _name(form: Form, record: Record | None) -> str:
    return _value(form, record, "name")


def _value(form: Form, record: Record | None, kind: str) -> str:
    column = next((c.key for c in form.columns if c.kind == kind), "")
    return record.values.get(column, "") if record else ""
