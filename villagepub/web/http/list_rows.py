"""The rows of a list as HTML: a template that asks of each cell what its column is takes
ten times as long, and there may be 2,000 rows.
"""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from markupsafe import Markup, escape

from villagepub.content import ChangedValue, Column, Row, Section, Sheet
from villagepub.render.table_columns import MAX_SAME, MIN_SAME
from villagepub.render.titles import width
from villagepub.web.http.line_breaks import uncut

PAD = 0.45  # em beside the words of a cell, both sides together
WRAPS_AT = 6.0  # em: longer words may break and are still read well
PHONE = 18  # em that stand beside each other on the narrowest phone
HEAD = 0.84  # of the type in the cells
MAX_STEP = 40  # the widest that a page ever is
UNITS = "unit"  # the key of a column that says what its row is counted in
NUMBER = ' class="n"'  # figures stand to the right
MARK = 2.2  # em of 改 or 补 beside a name


@dataclass(frozen=True, slots=True)
class NarrowSheet:
    """A list without the columns that say nothing or the same in every row.

    ``said``: what those say, once (补贴标准都是 60 元/亩); ``step``: em, in even numbers,
    below which its columns no longer stand side by side; ``is_split``: heads of four
    characters stand in two lines, since there is no room for one.
    """

    sheet: Sheet
    said: tuple[str, ...]
    step: int
    is_split: bool


def narrowed(
    sheet: Sheet, section: Section | None = None, *, folds: bool = True
) -> NarrowSheet:
    """``section``: only this one of the list is shown. ``folds``: not where the sheet is
    only the beginning of a list: what is the same there may differ further on.
    """
    # a card says all that it is of
    rows = sheet.rows if folds and not is_deck(sheet) else ()
    keep, words = folded(sheet, rows)
    cut = sheet if section is None else replace(sheet, sections=(section,))
    cut = with_columns(cut, keep) if len(keep) < len(sheet.columns) else cut
    longest = _longest(cut)
    is_split = sum(_widths(cut, longest, is_split=False)) > PHONE
    step = min(2 * ceil(sum(_widths(cut, longest, is_split=is_split)) / 2), MAX_STEP)
    return NarrowSheet(cut, words, step, is_split)


def changes_step(changes: Iterable[ChangedValue]) -> int:
    """``NarrowSheet.step`` of a correction: whose value it is, 原来 and 现在."""
    every = list(changes)
    whose = max((width(text) for c in every for text in (c.who, c.field)), default=0.0)
    before = max((width(c.before) for c in every), default=0.0)
    after = max((width(c.after) for c in every), default=0.0)
    wanted = min(whose, WRAPS_AT) + sum(max(w, 2.0) for w in (before, after)) + 3 * PAD
    return min(2 * ceil(wanted / 2), MAX_STEP)


def folded(sheet: Sheet, rows: Sequence[Row]) -> tuple[list[int], tuple[str, ...]]:
    """The columns that say something of their own, and what the others say, once."""
    totals = [sheet.total, *(section.total for section in sheet.sections)]
    same = {
        n: c
        for n, c in enumerate(sheet.columns)
        if not any(total and total[n] for total in totals) and _is_same(c, n, rows)
    }
    said = [(c, rows[0].cells[n]) for n, c in same.items() if rows[0].cells[n]]
    words = tuple(f"{c.head}都是 {v} {c.unit}".strip() for c, v in said)
    return [n for n in range(len(sheet.columns)) if n not in same], words


def _is_same(column: Column, n: int, rows: Sequence[Row]) -> bool:
    first = rows[0].cells[n] if rows else "一行也没有"
    if any(row.cells[n] != first for row in rows) or not rows:
        return False
    is_short = len(rows) > MIN_SAME and len(first) <= MAX_SAME
    return not first or (is_short and column.kind not in ("name", "no"))


def with_columns(sheet: Sheet, keep: Sequence[int]) -> Sheet:
    """Only those of its columns."""

    def cut(cells: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(cells.__getitem__, keep)) if cells else ()

    sections = (
        replace(
            section,
            rows=tuple(  # replace takes three times as long a row
                Row(cells=cut(row.cells), kind=row.kind, mark=row.mark)
                for row in section.rows
            ),
            total=cut(section.total),
        )
        for section in sheet.sections
    )
    return replace(
        sheet,
        columns=tuple(sheet.columns[n] for n in keep),
        sections=tuple(sections),
        total=cut(sheet.total),
    )


def _longest(sheet: Sheet) -> list[float]:
    """Em that the longest cell of each column wants."""
    rows, totals = sheet.rows, [s.total for s in sheet.sections if s.total]
    has_mark = any(row.mark for row in rows)
    found = []
    for n, column in enumerate(sheet.columns):
        cells = [row.cells[n] for row in rows] + [total[n] for total in totals[:9]]
        longest = max(map(width, set(cells)), default=0.0)
        if column.kind in ("long", "text"):
            longest = min(longest, WRAPS_AT)
        if column.kind == "name" and has_mark:
            longest += MARK
        found.append(longest)
    return found


def _widths(
    sheet: Sheet, longest: Iterable[float], *, is_split: bool
) -> Iterable[float]:
    """Em that each column wants, by its longest cell and its head."""
    for column, cell in zip(sheet.columns, longest, strict=True):
        yield max(cell, _head_width(column, is_split=is_split)) + PAD


def _head_width(column: Column, *, is_split: bool) -> float:
    if column.kind == "no":
        return HEAD
    is_split &= column.kind in ("num", "name") and len(column.head) == 4
    return HEAD * max(width(column.head) / (2 if is_split else 1), width(column.unit))


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands before and behind the values of a column; ``unit`` only beside one."""

    before: str
    after: str
    unit: str = ""
    has_mark: bool = False  # 更正、补: beside whose row it is
    wraps: bool = False  # words that fill lines: a figure in them stays whole
    counts: bool = False  # what the row's 单位 is of, where no unit is the column's

    def column(
        self, values: Sequence[str], marks: Sequence[str], units: Sequence[str]
    ) -> list[str]:
        """The cells of a column: of bare values without a look at each."""
        asks_each = self.wraps or self.unit or self.counts or any(marks)
        all_of_them = "".join(values)
        if asks_each or html.escape(all_of_them) != all_of_them:
            return list(map(self.said, values, marks, units))
        return [f"{self.before}{value}{self.after}" for value in values]

    def said(self, value: str, mark: str, counted_in: str) -> str:
        # markupsafe's takes four times as long a cell
        said = f"<span>{uncut(value)}</span>" if self.wraps else html.escape(value)
        said = said if value else ""
        unit = self.unit or (counted_in if self.counts else "")
        if value and unit:
            said += f'<span class="u">&nbsp;{escape(unit)}</span>'  # one word
        if mark and self.has_mark:
            said += f' <span class="tag warn">{escape(mark)}</span>'
        return f"{self.before}{said}{self.after}"


def is_deck(sheet: Sheet) -> bool:
    """Several columns of words do not fit beside one another on a phone: a card a row."""
    return sum(c.kind in ("long", "text") for c in sheet.columns) > 1


def list_rows(sheet: Sheet, rows: Iterable[Row]) -> Markup:
    """The ``tr`` of these rows of the sheet, with the roles of a table where it is cards."""
    cards, rows = is_deck(sheet), list(rows)
    title = _title(sheet.columns)
    marks = [row.mark for row in rows]
    at = _place_of_units(sheet) if cards else None
    units = [row.cells[at] if at is not None else "" for row in rows]
    columns = []
    for n, c in enumerate(sheet.columns):
        values = [row.cells[n] for row in rows]
        is_short = cards and max(map(width, values), default=0) <= WRAPS_AT
        cell = _cell(
            c,
            is_first=n == 0,
            is_title=c.key == title,
            is_short=is_short,
            cards=cards,
        )
        columns.append(cell.column(values, marks, units))
    start = '<tr role="row">' if cards else "<tr>"
    lines = (f"{start}{''.join(cells)}</tr>" for cells in zip(*columns, strict=True))
    return Markup("\n".join(lines))  # noqa: S704  (each value was escaped)


def list_heads(sheet: Sheet, *, is_split: bool = True) -> Markup:
    """The ``th`` above the columns; ``is_split``: of four characters in two lines."""
    role = ' role="columnheader"' if is_deck(sheet) else ""
    cells = (
        f'<th scope="col"{role}{NUMBER if c.kind in ("no", "num") else ""}>'
        f"{_head(c, is_split=is_split)}</th>"
        for c in sheet.columns
    )
    return Markup("".join(cells))  # noqa: S704  (each head was escaped)


def _head(column: Column, *, is_split: bool) -> str:
    said = "序" if column.kind == "no" else str(escape(column.head))
    if is_split and column.kind in ("num", "name") and len(column.head) == 4:
        said = f"{escape(column.head[:2])}<br>{escape(column.head[2:])}"
    return f"{said}<br>{escape(column.unit)}" if unit_beside(column) else said


def list_total(sheet: Sheet, total: Sequence[str]) -> Markup:
    """The cells of a total: 合计 takes two, or it would widen the narrow one of numbers."""
    first = 2 if len(total) > 2 and not total[1] else 1
    span = ' colspan="2"' if first > 1 else ""
    role = ' role="cell"' if is_deck(sheet) else ""
    cells = [f'<th scope="row"{span}>{escape(total[0])}</th>']
    for column, value in zip(sheet.columns[first:], total[first:], strict=False):
        label = f'{role} data-l="{escape(label_of(column))}"' if value else ""
        cells.append(f"<td{NUMBER}{label}>{escape(value)}</td>")
    return Markup("".join(cells))  # noqa: S704  (each value was escaped)


def _place_of_units(sheet: Sheet) -> int | None:
    """Where each row says what it is counted in (大米: 袋); beside its figures on a card."""
    keys = [column.key for column in sheet.columns]
    return keys.index(UNITS) if UNITS in keys else None


def _title(columns: Sequence[Column]) -> str:
    """The column that says what a row is of: its words or its person, else the first."""
    named = [c.key for c in columns if c.kind in ("long", "name")]
    return next(iter((*named, *(c.key for c in columns if c.kind != "no"))), "")


def _cell(
    column: Column, *, is_first: bool, is_title: bool, is_short: bool, cards: bool
) -> _Cell:
    """``is_short``: in a table of many words it never breaks (种植, 主任)."""
    number = NUMBER if column.kind == "num" else ""
    if column.kind == "no":
        role = ' role="cell"' if cards else ""
        return _Cell(f'<td class="n dim"{role}>', "</td>")
    if cards and column.key == UNITS:
        return _Cell('<td role="cell" class="un">', "</td>")
    if cards and not is_title:
        look = number or (' class="nb"' if is_short else "")
        label = f'<td role="cell" data-l="{escape(column.head)}"{look}>'
        fills = column.kind in ("long", "text") and not is_short
        return _Cell(label, "</td>", column.unit, wraps=fills, counts=bool(number))
    if not number and (is_first or is_title or column.kind == "name" or cards):
        role = ' role="rowheader"' if cards else ""
        wraps = ' class="w"' if column.kind in ("long", "text") and not cards else ""
        return _Cell(f'<th scope="row"{role}{wraps}>', "</th>", has_mark=True)
    return _Cell(f'<td{number} data-l="{escape(label_of(column))}">', "</td>")


def label_of(column: Column) -> str:
    """What stands before a value where the head does not stand above it: 面积（亩）."""
    unit = unit_beside(column)
    return f"{column.head}（{unit}）" if unit else column.head


def unit_beside(column: Column) -> str:
    """The unit that a head does not say itself: 户数 is no 户数（户）."""
    return "" if column.head == f"{column.unit}数" else column.unit
