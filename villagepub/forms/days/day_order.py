"""Days that a spreadsheet stored as numbers and cut: 10 July as 7.10 became 7.1."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from villagepub.forms.choices import accept
from villagepub.forms.entry import Choice, DoubtedDay, Entry, Part, Problem, Record
from villagepub.forms.form import Form
from villagepub.forms.problems import of_column
from villagepub.forms.read_rows import ReadRows
from villagepub.forms.words.row_labels import MAX_NAMED, first_labels

CUT = "cut_days"
_CUT = re.compile(r"[0-9]{1,2}\.[123]")
_WITH_ZERO = re.compile(r"[0-9]{1,2}\.[123]0")  # the column keeps its zeros


def doubt_days(read: ReadRows) -> Iterator[DoubtedDay]:
    """Days like 7.1 that may have been cut.

    Where the order of the days around leaves 10 July alone (between 7.9 and 7.12) the cell
    becomes unreadable; where it leaves 1 July alone nothing is doubted. What was typed as
    text, or stands in a column that shows 7.20 elsewhere, is as it stands.
    """
    for column, place in read.placed("date"):
        cells = [row.cells[place].strip() for row in read.rows]
        every = (row.cells[place].strip() for row in read.table.rows)
        if read.table.columns[place].is_typed or any(map(_WITH_ZERO.fullmatch, every)):
            continue
        key = column.key
        days = [said.get(key, "") for said in read.values]
        for n, fitting in _doubtful(cells, days):
            if len(fitting) > 1:
                other = fitting[-1].isoformat()
                yield DoubtedDay(row=read.ids[n], column=key, day=days[n], other=other)
                continue
            (told,) = fitting
            read.values[n][key] = ""
            read.unread[n][key] = (
                f"“{cells[n]}”按前后的日子像是 {_say(told.isoformat())}，"
                f"表格会把 {told.month}.{told.day} 存成 {cells[n]}"
            )


def _doubtful(
    cells: Sequence[str], days: Sequence[str]
) -> Iterator[tuple[int, list[date]]]:
    """Rows whose day may be, or is, another than is written; which ones it may be."""
    places = [n for n, day in enumerate(days) if len(day) == len("2026-07-10")]
    choices = [_readings(cells[n], date.fromisoformat(days[n])) for n in places]
    if all(len(own) == 1 for own in choices):
        return
    for n, own, fitting in zip(places, choices, _in_order(choices), strict=True):
        if len(own) > 1 and fitting != own[:1]:
            yield n, fitting


def _say(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.month}月{day.day}日"


def _readings(cell: str, day: date) -> list[date]:
    """The day that is written, and the one that may have been cut to it."""
    if not _CUT.fullmatch(cell):
        return [day]
    try:
        return [day, day.replace(day=day.day * 10)]
    except ValueError:
        return [day]  # 30 February


def _in_order(choices: Sequence[list[date]]) -> list[list[date]]:
    """Of each row the readings with which all days can stand in order, from old to new or
    from new to old; all of them where the days have no order whatever is read.
    """
    up = _rising(choices)
    down = _rising(choices[::-1])[::-1]
    if not up and not down:
        return list(choices)
    return [
        [d for d in own if (up and d in up[n]) or (down and d in down[n])]
        for n, own in enumerate(choices)
    ]


def _rising(choices: Sequence[list[date]]) -> list[list[date]]:
    """The readings that stand in some rising row of days; [] where there is none."""
    kept: list[list[date]] = []
    for own in choices:
        least = min(kept[-1]) if kept else date.min
        kept.append([d for d in own if d >= least])
        if not kept[-1]:
            return []
    most = date.max
    for n in range(len(kept) - 1, -1, -1):
        kept[n] = [d for d in kept[n] if d <= most]
        most = max(kept[n])
    return kept


def questions(form: Form, entry: Entry) -> Iterator[Problem]:
    """One a column whose days may have been cut."""
    for part in entry.parts:
        for key in dict.fromkeys(one.column for one in part.doubted_days):
            if rows := _open(part, key):
                yield _question(form, part, key, rows)


def as_cut(part: Part, key: str) -> Part:
    """The part with the other day in the place of each that may have been cut."""
    other = {record.row: one.other for one, record in _open(part, key)}
    return part.with_values(key, other)


def _open(part: Part, key: str) -> list[tuple[DoubtedDay, Record]]:
    """The doubted days that still stand as they are written."""
    known = {record.row: record for record in part.records}
    return [
        (one, known[one.row])
        for one in part.doubted_days
        if one.column == key
        and one.row in known
        and known[one.row].values.get(key) == one.day
    ]


def _question(
    form: Form, part: Part, key: str, rows: Sequence[tuple[DoubtedDay, Record]]
) -> Problem:
    spots = first_labels(form, [record for _, record in rows])
    written, other = ([*dict.fromkeys(said)] for said in _said(one for one, _ in rows))
    return of_column("column", part.name, key, asks="cut").problem(
        title=f"{form.label_of(key)}是 {written[0]}，还是 {other[0]}？",
        message=f"{spots}：表格会把 7.10 存成 7.1，表上看不出来是哪一天。有的是这个有的是那个，就一行一行改。",
        choices=(
            accept(f"就是{'、'.join(written[:MAX_NAMED])}"),
            Choice(id=CUT, label=f"是{'、'.join(other[:MAX_NAMED])}"),
        ),
    )


def _said(rows: Iterable[DoubtedDay]) -> Iterator[tuple[str, ...]]:
    return zip(*[(_say(one.day), _say(one.other)) for one in rows], strict=True)
