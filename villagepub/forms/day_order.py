"""Days that a spreadsheet stored as numbers and cut: 10 July as 7.10 became 7.1."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date

from villagepub.forms.form import Form
from villagepub.tables.table import TableRow

_CUT = re.compile(r"[0-9]{1,2}\.[123]")


def doubt_days(
    form: Form,
    mapping: Sequence[str],
    rows: Sequence[TableRow],
    values: Sequence[dict[str, str]],
    unread: Sequence[dict[str, str]],
) -> None:
    """Make days like 7.1 unreadable (asked about) where only 10 July fits the order of the
    days around it: between 7.9 and 7.12. Where 1 July fits as well it stays.
    """
    for column in form.columns:
        if column.kind != "date" or column.key not in mapping:
            continue
        cells = [row.cells[mapping.index(column.key)].strip() for row in rows]
        days = [said.get(column.key, "") for said in values]
        for n, other in _cut(cells, days):
            values[n][column.key] = ""
            unread[n][column.key] = (
                f"“{cells[n]}”按前后的日子像是 {other.month}月{other.day}日，"
                f"表格会把 {other.month}.{other.day} 存成 {cells[n]}"
            )


def _cut(cells: Sequence[str], days: Sequence[str]) -> Iterator[tuple[int, date]]:
    cut = [n for n, cell in enumerate(cells) if days[n] and _CUT.fullmatch(cell)]
    if not cut:
        return
    apart = set(cut)
    sure = {
        n: date.fromisoformat(day)
        for n, day in enumerate(days)
        if len(day) == len("2026-07-10") and n not in apart
    }
    order = _Order(list(sure), list(sure.values()))
    for n in cut:
        own = date.fromisoformat(days[n])
        other = None if order.fits(n, own) else _tenfold(own)
        if other and order.fits(n, other):
            yield n, other


def _tenfold(day: date) -> date | None:
    try:
        return day.replace(day=day.day * 10)
    except ValueError:
        return None  # 30 February


class _Order:
    """The order of some days by their rows, ascending or descending; a day fits where it
    keeps that order. Unordered days let everything fit.
    """

    def __init__(self, places: Sequence[int], days: Sequence[date]) -> None:
        self._places, self._days = places, days
        self._ways = [w for w in (False, True) if days == sorted(days, reverse=w)]

    def fits(self, place: int, day: date) -> bool:
        at = bisect(self._places, place)
        near = [*self._days[max(at - 1, 0) : at], day, *self._days[at : at + 1]]
        return not self._ways or any(
            near == sorted(near, reverse=w) for w in self._ways
        )
