"""Days without a year in the notice of one day: 12.28 on 10 January was last year's.

The year of the notice, or of its title, completes them; where that makes a day that has
not come, or the days run from December into January, it is asked.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from villagepub.forms.choices import accept
from villagepub.forms.entry import Choice, Entry, Part, Problem, Record
from villagepub.forms.form import Form, FormColumn
from villagepub.forms.problems import of_column
from villagepub.forms.read_rows import ReadRows
from villagepub.forms.words.row_labels import first_labels

LATEST = "latest_years"  # each day in the last year in which it has been
_YEAR = re.compile("[0-9]{4}|[〇零○0一二三四五六七八九]{4}年")
_LATE, _EARLY = 10, 3  # months of two years: from October on, up to March


def without_year(read: ReadRows) -> Iterator[tuple[int, str]]:
    """The id of each row, and the key, whose day was completed by a year."""
    for column, place in read.placed("date"):
        for row_id, row, said in zip(read.ids, read.rows, read.values, strict=True):
            if said.get(column.key) and not _has_year(row.cells[place]):
                yield row_id, column.key


def typed(form: Form, part: Part, texts: Mapping[int, Mapping[str, str]]) -> Part:
    """The part with what is known of the years of days that the clerk typed: a day with
    a year is asked about no more, one without is as if the sheet said it.

    ``texts``: what was typed, by row and column key.
    """
    keys = {c.key for c in form.columns if c.kind == "date"}
    days = {
        (row, key): text
        for row, cells in texts.items()
        for key, text in cells.items()
        if key in keys
    }
    kept = [spot for spot in part.yearless if spot not in days]
    new = [spot for spot, text in days.items() if not _has_year(text)]
    return replace(part, yearless=(*kept, *new))


def _has_year(cell: str) -> bool:
    return bool(_YEAR.search(unicodedata.normalize("NFKC", cell)))


def questions(form: Form, entry: Entry, on: date) -> Iterator[Problem]:
    """One a column; ``on``: the day of what the notice is about."""
    for part in entry.parts:
        for column in form.columns if part.yearless else ():
            rows = _of_another_year(part, column, on)
            if rows:
                yield _question(form, part, column, rows, on)


def _completed(part: Part, key: str) -> list[Record]:
    rows = {row for row, own in part.yearless if own == key}
    return [r for r in part.records if r.row in rows and r.values.get(key)]


def _of_another_year(part: Part, column: FormColumn, on: date) -> list[Record]:
    rows = _completed(part, column.key)
    months = {int(r.values[column.key][5:7]) for r in rows}
    runs_on = bool(months) and max(months) >= _LATE and min(months) <= _EARLY
    other = [
        r for r in rows if latest(r.values[column.key], on) != r.values[column.key]
    ]
    today = on.isoformat()
    return [r for r in other if runs_on or r.values[column.key] > today]


def latest(day: str, on: date) -> str:
    """The same day, or month, in the last year in which it was not after ``on``."""
    year = on.year if day[4:] <= on.isoformat()[4 : len(day)] else on.year - 1
    return f"{year}{day[4:]}"


def in_latest_years(part: Part, key: str, on: str) -> Part:
    """The part with each day without a year in the last one before ``on``."""
    told = date.fromisoformat(on)
    rows = {r.row: latest(r.values[key], told) for r in _completed(part, key)}
    return part.with_values(key, rows)


def _question(
    form: Form, part: Part, column: FormColumn, rows: Sequence[Record], on: date
) -> Problem:
    days = [r.values[column.key] for r in rows]
    other = dict.fromkeys(f"{latest(day, on)[:4]} 年的" for day in days)
    stays = dict.fromkeys(f"{day[:4]} 年的" for day in days)
    spots = first_labels(form, rows)
    return of_column("years", part.name, column.key, asks="year").problem(
        title=f"{column.label}没有写年份，是哪一年的？",
        message=f"{spots}只写了月和日。这一件是 {on} 的，按最近的算是 {'、'.join(other)}。有的是这年有的是那年，就一行一行改。",
        choices=(
            Choice(id=LATEST, label=f"是 {'、'.join(other)}", value=on.isoformat()),
            accept(f"是 {'、'.join(stays)}"),
        ),
    )
