"""Unreadable cells and empty required ones: a question a row, or one for the whole
column where many rows are concerned and the column need not be published.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from villagepub.forms.choices import drop_row, set_value, type_in
from villagepub.forms.entry import Choice, Entry, Part, Problem, ProblemKind, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.problems import of_cell, of_column
from villagepub.forms.quantities.measures import BY_CELL
from villagepub.forms.rules import absent_sums
from villagepub.forms.words.row_labels import MAX_NAMED, row_label, who

LEAVE = "leave_column"
MANY = 6  # rows of one column that can't be read are one question
FIGURES = ("area", "rate", "count", "goods")  # of money and days each counts


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    for part in entry.parts:
        together = _unread_columns(form, part)
        for key, rows in together.items():
            yield _column_unread(form, part, key, rows)
        yield from _of_rows(form, part, {*together})


def _of_rows(form: Form, part: Part, together: set[str]) -> Iterator[Problem]:
    """Row by row what is not one question for all."""
    asked = {rule.columns[-1] for rule in absent_sums.rules(form, part)}
    required = [c for c in form.columns if c.required and c.key not in asked]
    keys = [c.key for c in required]
    together = together | {c.key for c in form.columns if c.reason_of}  # asked by words
    for record in part.records:
        values = record.values
        if not record.unread and all(map(values.get, keys)):
            continue  # quick: nearly every row
        for key, fault in record.unread.items():
            if key not in together:
                yield _unread(form, part, record, key, fault)
        for column in required:
            if not (record.says(column.key) or record.says(column.or_else)):
                yield _missing(form, part, record, column)
                if not any(values.values()):
                    break  # a number and nothing else: one question is enough


def _unread_columns(form: Form, part: Part) -> dict[str, list[Record]]:
    """The columns that may stay empty, with the many rows that can't be read."""
    rows: dict[str, list[Record]] = {}
    free = {
        c.key
        for c in form.columns
        if c.kind in FIGURES and not c.required and not c.match
    }
    for record in part.records:
        for key in record.unread:
            if key in free:
                rows.setdefault(key, []).append(record)
    return {key: own for key, own in rows.items() if len(own) >= MANY}


def leave(label: str) -> Choice:
    return Choice(id=LEAVE, label=f"不公开{label}这一列")


def without_column(part: Part, key: str) -> Part:
    """The part with nothing in this column, and nothing asked of its unit."""
    records = (r.with_value(key, "").without_fault(key) for r in part.records)
    asked = tuple(q for q in part.unit_questions if q.key != key)
    return replace(part, records=tuple(records), unit_questions=asked)


def _column_unread(form: Form, part: Part, key: str, rows: Sequence[Record]) -> Problem:
    label, first = form.label_of(key), rows[0]
    spots = "、".join(row_label(form, record) for record in rows[:MAX_NAMED])
    return of_column("column", part.name, key, asks="column-unread").problem(
        title=f"{label}有 {len(rows):,} 行认不出",
        message=f"{spots}等，{_spot(form, part, first)}写的{first.unread[key]}。改好表再传一次，或者不公开这一列。",
        choices=(leave(label),),
    )


def _unread(form: Form, part: Part, record: Record, key: str, fault: str) -> Problem:
    label = form.label_of(key)
    kind: ProblemKind = "negative" if "负数" in fault else "unreadable"
    return of_cell(kind, part.name, record.row, key, asks="unreadable").problem(
        title=f"{who(form, record)}的{label}认不出",
        message=f"{_spot(form, part, record)}“{label}”写的{fault}。请补上对的，或者删掉这一行。",
        choices=(
            *_by_cell(fault),
            type_in(f"{label}应该是"),
            drop_row(f"删掉{row_label(form, record)}"),
        ),
    )


def _by_cell(fault: str) -> Iterator[Choice]:
    """What the cell itself says, where only its unit is not the column's."""
    value, _, unit = fault.partition(BY_CELL)[2].partition(" ")
    if unit:
        yield set_value(f"照格子里写的：{value} {unit}", value)


def _missing(form: Form, part: Part, record: Record, column: FormColumn) -> Problem:
    return of_cell("required", part.name, record.row, column.key).problem(
        title=f"{row_label(form, record)}没有写{column.label}",
        message=f"{_spot(form, part, record)}没有写“{column.label}”。请补上，或者删掉这一行。",
        choices=(
            type_in(f"{column.label}应该是"),
            drop_row(f"删掉{row_label(form, record)}"),
        ),
    )


def _spot(form: Form, part: Part, record: Record) -> str:
    label = row_label(form, record)
    return f"“{part.name}”{label}" if part.name else label
