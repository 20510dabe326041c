"""What was mended or explained, in words that a reviewer and a villager understand."""

from collections.abc import Iterable, Iterator

from villagepub.forms.checks import check
from villagepub.forms.entry import Decision, Entry, Problem, Record
from villagepub.forms.form import Form
from villagepub.forms.row_labels import whose
from villagepub.tables.table import row_words


def explanations(
    form: Form, entry: Entry, decisions: Iterable[Decision]
) -> tuple[str, ...]:
    """One sentence a decision, in the order of the problems. ``entry`` is the sheet as
    it came, before anything was mended.
    """
    made = {d.code: d for d in decisions}
    found = check(form, entry)
    return tuple(
        sentence
        for problem in found
        if problem.code in made
        for sentence in _sentences(form, entry, problem, made[problem.code])
    )


def _sentences(
    form: Form, entry: Entry, problem: Problem, decision: Decision
) -> Iterator[str]:
    record = _record(entry, problem)
    said = whose(form, record) if record else ""
    if decision.choice == "drop_row":
        yield (
            f"{said}写了两遍，删了一遍。"
            if problem.kind == "duplicate"
            else (f"删了{row_words(problem.row)}{said}。")
        )
    elif decision.choice in ("set_value", "type_in") and record and decision.value:
        yield _changed(form, problem, record, decision, said)
    elif decision.choice == "use_sum":
        yield f"{problem.title}，用加出来的数。"
    elif decision.choice == "accept":
        yield f"{said}同组同名，是两户人家。"
    elif decision.choice == "explain" and decision.text.strip():
        yield f"{problem.title}。文书说明：{_ended(decision.text.strip())}"


def _ended(sentence: str) -> str:
    """With its full stop: the sentences stand one after another."""
    return sentence if sentence[-1] in "。！？" else f"{sentence}。"


def _changed(
    form: Form, problem: Problem, record: Record, decision: Decision, said: str
) -> str:
    column = form.column(problem.column)
    before = record.values.get(column.key) or "空"
    return f"{said}{column.label} {before} {column.unit}改成 {decision.value} {column.unit}。"


def _record(entry: Entry, problem: Problem) -> Record | None:
    return next(
        (
            record
            for part in entry.parts
            if part.name == problem.part
            for record in part.records
            if record.row == problem.row
        ),
        None,
    )
