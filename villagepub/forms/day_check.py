"""Dates outside the period of a notice: another year's sheet, a mistyped year, a late
entry.
"""

from datetime import date

from villagepub.forms.entry import Choice, Entry, Part, Problem
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.row_labels import row_label

MAX_NAMED = 4  # rows that the question names


def check_days(
    form: Form, entry: Entry, first: date, last: date
) -> tuple[Problem, ...]:
    """Rows of a ledger whose day is not from ``first`` to ``last``; of other days those
    that are years away from them, as far as their column may be. One question a column.
    """
    ledger = form.by_role("date") if first != last else None
    return tuple(
        question
        for part in entry.parts
        for column in form.columns
        if column.kind == "date"
        if (question := _of_column(form, part, column, first, last, ledger))
    )


def _of_column(
    form: Form,
    part: Part,
    column: FormColumn,
    first: date,
    last: date,
    ledger: FormColumn | None,
) -> Problem | None:
    is_ledgers = column == ledger
    early = _years_on(first, 0 if is_ledgers else -column.years_back)
    late = _years_on(last, 0 if is_ledgers else column.years_ahead)
    rows = [
        record
        for record in part.records
        if (day := record.values.get(column.key, ""))  # 2026-09 and 2026 too
        and not early[: len(day)] <= day <= late[: len(day)]
    ]
    if not rows:
        return None
    spots = "、".join(
        f"{row_label(form, r)}（{r.values[column.key]}）" for r in rows[:MAX_NAMED]
    )
    more = f"等 {len(rows)} {form.row_unit}" if len(rows) > MAX_NAMED else ""
    where = "不在里面" if is_ledgers else "离得太远"
    return Problem(
        code=f"days:{part.name}" if is_ledgers else f"days:{part.name}:{column.key}",
        kind="period",
        title=f"有 {len(rows)} {form.row_unit}的{column.label}不在这一期里"
        if is_ledgers
        else f"有 {len(rows)} {form.row_unit}的{column.label}，年份像是写错了",
        message=f"这一期是 {first} 到 {last}。{spots}{more}{where}。年份写错了，就换一张改好的表。",
        part=part.name,
        choices=(
            Choice(
                id="accept",
                label=f"{column.label}没写错{'，就是这一期记的账' if is_ledgers else ''}",
            ),
        ),
    )


def _years_on(day: date, years: int) -> str:
    """The same day so many years on, as it is stored; of a 29 February the 28th."""
    year = day.year + years
    try:
        return day.replace(year=year).isoformat()
    except ValueError:
        return day.replace(year=year, day=28).isoformat()
