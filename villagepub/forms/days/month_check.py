"""More months on a list than its period has: six in the list of a quarter.

It may be another period's sheet, or months that are paid afterwards (补发).
"""

from datetime import date
from decimal import Decimal

from villagepub.forms.choices import EXPLAIN, accept
from villagepub.forms.entry import Entry, Part, Problem, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.problems import of_part
from villagepub.forms.words.row_labels import first_labels


def check_months(
    form: Form, entry: Entry, first: date, last: date
) -> tuple[Problem, ...]:
    """One question a part; none of what is about a single day."""
    column = form.by_role("months")
    if column is None or first == last:
        return ()
    most = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(
        _question(form, part, column, rows, most)
        for part in entry.parts
        if (rows := _above(part, column, most))
    )


def _above(part: Part, column: FormColumn, most: int) -> list[Record]:
    return [
        record
        for record in part.records
        if Decimal(record.values.get(column.key) or 0) > most
    ]


def _question(
    form: Form, part: Part, column: FormColumn, rows: list[Record], most: int
) -> Problem:
    highest = max((r.values[column.key] for r in rows), key=Decimal)
    spots = first_labels(form, rows)
    return of_part("period", part.name, column.key, asks="months").problem(
        title=f"有 {len(rows)} {form.row_unit}的{column.label}比这一期的月份还多",
        message=f"{spots}写得多了，最多的是 {highest} 个月，这一期只有 {most} 个月。是别的期的表，就换一张再传；写错了，就一行一行改。",
        choices=(accept(f"{column.label}没写错，里面有补发的"), EXPLAIN),
    )
