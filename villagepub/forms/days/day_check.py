"""Dates outside the period of a notice: another year's sheet, a mistyped year, a late
entry.
"""

from collections.abc import Sequence
from datetime import date

from villagepub.forms.choices import accept
from villagepub.forms.days import years_of_days
from villagepub.forms.entry import Entry, Part, Problem, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.problems import Subject, of_column, of_part
from villagepub.forms.words.row_labels import row_label

MAX_NAMED = 4  # rows that the question names


def check_days(
    form: Form, entry: Entry, first: date, last: date
) -> tuple[Problem, ...]:
    """Rows of a ledger whose day is not from ``first`` to ``last``; of other days those
    that are years away from them, as far as their column may be. One question a column.
    """
    ledger = form.by_role("date") if first != last else None
    days = [column for column in form.columns if column.kind == "date"]
    found = []
    for part in entry.parts:
        for column in days:
            if column == ledger:
                outside = _outside(part, column, first.isoformat(), last.isoformat())
                ask = _not_of_this_period
            else:
                early = _years_on(first, -column.years_back)
                late = _years_on(last, column.years_ahead)
                outside, ask = _outside(part, column, early, late), _years_away
            if outside:
                period = f"这一期是 {first} 到 {last}。{_named(form, column, outside)}"
                found.append(ask(form, part, column, len(outside), period))
    return (*found, *(years_of_days.questions(form, entry, last) if not ledger else ()))


def _outside(part: Part, column: FormColumn, early: str, late: str) -> list[Record]:
    return [
        record
        for record in part.records
        if (day := record.values.get(column.key, ""))  # 2026-09 and 2026 too
        and not early[: len(day)] <= day <= late[: len(day)]
    ]


def _named(form: Form, column: FormColumn, rows: Sequence[Record]) -> str:
    spots = "、".join(
        f"{row_label(form, r)}（{r.values[column.key]}）" for r in rows[:MAX_NAMED]
    )
    return spots + (f"等 {len(rows)} {form.row_unit}" if len(rows) > MAX_NAMED else "")


def _not_of_this_period(
    form: Form, part: Part, column: FormColumn, count: int, said: str
) -> Problem:
    return _question(
        of_part("period", part.name, asks="days"),
        title=f"有 {count} {form.row_unit}的{column.label}不在这一期里",
        message=f"{said}不在里面",
        stands=f"{column.label}没写错，就是这一期记的账",
    )


def _years_away(
    form: Form, part: Part, column: FormColumn, count: int, said: str
) -> Problem:
    return _question(
        of_column("period", part.name, column.key, asks="days").without_column(),
        title=f"有 {count} {form.row_unit}的{column.label}，年份像是写错了",
        message=f"{said}离得太远",
        stands=f"{column.label}没写错",
    )


def _question(subject: Subject, *, title: str, message: str, stands: str) -> Problem:
    return subject.problem(
        title=title,
        message=f"{message}。年份写错了，就换一张改好的表。",
        choices=(accept(stands),),
    )


def _years_on(day: date, years: int) -> str:
    """The same day so many years on, as it is stored; of a 29 February the 28th."""
    year = day.year + years
    try:
        return day.replace(year=year).isoformat()
    except ValueError:
        return day.replace(year=year, day=28).isoformat()
