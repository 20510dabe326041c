"""From grids to tables: head, rows, sections, totals, and why the rest is not taken."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from villagepub.tables import (
    columns,
    damaged_numbers,
    header_parser,
    row_parser,
    units,
)
from villagepub.tables.column_types import SAMPLE, kind_of
from villagepub.tables.grid import Grid, column_letters, even
from villagepub.tables.row_parser import Body, Under
from villagepub.tables.sections import NOWHERE, section_of
from villagepub.tables.table import IgnoredRow, Table, TableColumn, TableRow

# What a cell merged downwards says is meant for every row of a list of people too.
_SHARED = re.compile(
    r"(?:组|^社|^队)[别名号]?$|村民小组|村组|行政村|村名|^村$|^[乡镇]{1,2}$|乡镇|镇村"
)
TOLD = 5  # places that a note names
SPARSE = 0.3  # of the cells of a column are empty, where each group is said only once
_NO_TITLE = re.compile(
    r"附[件表]?[\d一二三四五六七八九十：:]*|表[\d一二三四五六]+|.*单位[:：].*"
)


def understand_all(grids: Iterable[Grid], *, fill_merged: bool) -> list[Table]:
    return [understand(grid, fill_merged=fill_merged) for grid in grids]


def understand(grid: Grid, *, fill_merged: bool = False) -> Table:
    """The grid as a table; one without a head has no rows."""
    grid = replace(grid, rows=even(grid.rows))
    head = header_parser.find(grid)
    if head is None:
        return Table(name=grid.name, lead=grid.lead, notes=grid.notes)
    first, last = head
    paths = header_parser.paths(grid, first, last)
    labels = [" ".join(path) for path in paths]
    rows = _without_empty_end(_filled_down(grid, last, labels, whole=fill_merged))
    used, left_out = columns.used(labels, rows, last)
    sheet = row_parser.under(grid, rows, last)
    parts = columns.blocks([labels[c] for c in used])
    body = _body(sheet, used, labels, parts)
    own = used[parts[0]]
    body.rows = _said_once(body.rows, [labels[c] for c in own])
    body.rows, damaged = damaged_numbers.without(body.rows, [labels[c] for c in own])
    lead = (*grid.lead, *(" ".join(filter(None, r)) for r in rows[:first] if any(r)))
    title = next(filter(_is_title, lead), "")
    said = units.of_lines(lead, title or grid.name)
    hidden = columns.hidden_ignored(grid, labels, own, first)
    ignored = (*_lead_ignored(rows, first), *left_out, *hidden, *body.ignored)
    found = _columns(grid, own, paths, body.rows, said)
    return Table(
        name=grid.name,
        title=title,
        lead=lead,
        header_rows=tuple(range(first + 1, last + 2)),
        units=said.units,
        columns=_beside(found, used, parts),
        rows=tuple(body.rows),
        totals=tuple(body.totals),
        ignored=ignored,
        notes=(
            *grid.notes,
            *_hidden_notes(grid, len(hidden)),
            *_unit_notes(found, body.rows),
            *damaged,
        ),
    )


def _is_title(line: str) -> bool:
    """项目表（金额单位：万元） is one, （万元） and 填报单位：马家沟村 are none."""
    text = header_parser.outside(line)
    return bool(text) and not _NO_TITLE.fullmatch(text)


def _filled_down(
    grid: Grid, last: int, labels: Sequence[str], *, whole: bool
) -> Sequence[tuple[str, ...]]:
    """Rows in which a cell merged downwards is said in every row that it covers.

    Of a list of people only groups and villages are: an amount is one household's.
    """
    down = [
        ((a, left), (b, right))
        for (a, left), (b, right) in grid.merged
        if a > last and b > a
        and (whole or left < len(labels) and _SHARED.search(labels[left].split(" ")[-1]))
    ]  # fmt: skip
    if not down:
        return even(grid.rows)
    rows = [list(row) for row in grid.rows]
    for (a, left), (b, right) in down:
        text = rows[a][left] if a < len(rows) and left < len(rows[a]) else ""
        for r in range(a, min(b + 1, len(rows))):
            for c in range(left, min(right + 1, len(rows[r]))):
                rows[r][c] = text
    return even(rows)


def _said_once(rows: list[TableRow], labels: Sequence[str]) -> list[TableRow]:
    """Rows in which a group written only in its first row is said in all of its rows.

    So it is where merged cells went through a csv: no two that follow one another are
    the same, and the first row has one.
    """
    for i, label in enumerate(labels):
        if not _SHARED.search(label.split(" ")[-1]):
            continue
        said = [cell for row in rows if (cell := row.cells[i])]
        empty = len(rows) - len(said)
        if not rows or not rows[0].cells[i] or empty < SPARSE * len(rows):
            continue
        if all(a != b for a, b in pairwise(said)):
            rows = _down(rows, i)
    return rows


def _down(rows: Sequence[TableRow], column: int) -> list[TableRow]:
    found, last = [], ""
    for row in rows:
        last = row.cells[column] or last
        cells = (*row.cells[:column], last, *row.cells[column + 1 :])
        found.append(replace(row, cells=cells))
    return found


def _without_empty_end(rows: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    end = len(rows)
    while end and not any(rows[end - 1]):
        end -= 1
    return rows[:end]


def _body(
    sheet: Under, used: Sequence[int], labels: Sequence[str], parts: Sequence[slice]
) -> Body:
    """All blocks as one list, read as people read it: down the first, then the next.

    Blocks whose serial numbers run across are read across.
    """
    found: list[Body] = []
    section = section_of(sheet.name) or NOWHERE
    for part in parts:
        own = used[part]
        body = row_parser.read(sheet, own, [labels[c] for c in own], section)
        section = body.last
        found.append(body)
    if len(found) == 1:
        return found[0]
    width = len(used[parts[0]])
    rows = [_widened(row, width) for body in found for row in body.rows]
    order = list(range(len(rows)))
    if labels[used[0]] == "序号" and _runs_across(found):
        order.sort(key=lambda i: rows[i].row)
    totals = _moved(found, order, width)
    rows = [rows[i] for i in order]
    ignored = dict.fromkeys(i for body in found for i in body.ignored)
    return Body(rows=rows, totals=totals, ignored=sorted(ignored, key=lambda i: i.row))


def _moved(found: Sequence[Body], order: Sequence[int], width: int) -> list[TableRow]:
    """The totals of all blocks, what they cover counted in the rows of all together."""
    now = {before: after for after, before in enumerate(order)}
    totals, offset = [], 0
    for body in found:
        for total in body.totals:
            rows = [now[offset + i] for a, b in total.covers for i in range(a, b)]
            totals.append(replace(_widened(total, width), covers=_spans(sorted(rows))))
        offset += len(body.rows)
    return totals


def _spans(rows: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """0, 1, 2, 5 → (0, 3), (5, 6)."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row:
            found[-1] = (found[-1][0], row + 1)
        else:
            found.append((row, row + 1))
    return tuple(found)


def _widened(row: TableRow, width: int) -> TableRow:
    """A block that lacks the last columns has nothing in them."""
    cells = (*row.cells, *[""] * (width - len(row.cells)))
    return replace(row, cells=cells)


def _runs_across(found: Sequence[Body]) -> bool:
    firsts = [body.rows[0].cells[0] for body in found if body.rows]
    numbers = [int(n) for n in firsts if n.isdecimal()]
    return len(numbers) == len(found) and numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )


def _columns(
    grid: Grid,
    used: Sequence[int],
    paths: Sequence[tuple[str, ...]],
    rows: Sequence[TableRow],
    said: units.Said,
) -> list[TableColumn]:
    sample = rows[: SAMPLE * 2]
    found = []
    for i, c in enumerate(used):
        label = " ".join(paths[c])
        kind = kind_of(label, [row.cells[i] for row in sample])
        if kind == "empty":
            kind = kind_of(label, [row.cells[i] for row in rows if row.cells[i]])
        unit = units.of_column(label, kind, (row.cells[i] for row in rows), said)
        found.append(
            TableColumn(
                label=label,
                path=paths[c],
                kind=kind,
                hidden=c in grid.hidden_columns,
                unit=unit.unit,
                unit_from=unit.source,
                other_units=unit.others,
                letter=column_letters(c),
            )
        )
    return found


def _beside(
    found: Sequence[TableColumn], used: Sequence[int], parts: Sequence[slice]
) -> tuple[TableColumn, ...]:
    """The columns with the letters of the same ones in the lists beside."""
    others = [used[part] for part in parts[1:]]
    return tuple(
        replace(c, beside=tuple(column_letters(o[i]) for o in others if i < len(o)))
        for i, c in enumerate(found)
    )


def _unit_notes(
    found: Sequence[TableColumn], rows: Sequence[TableRow]
) -> Iterator[str]:
    """Columns whose cells say several units: nobody may add them up."""
    for i, column in enumerate(found):
        if not column.other_units:
            continue
        cells = ((row.row, row.cells[i]) for row in rows)
        other = [(r, c) for r, c in cells if units.in_cell(c) in column.other_units]
        places = "、".join(f"第 {row} 行“{cell}”" for row, cell in other[:TOLD])
        told = places or f"表头写的是“{'、'.join(column.other_units)}”"
        usual = f"，这一列是“{column.unit}”" if column.unit else ""
        yield f"“{column.label}”里单位不一样：{told}{usual}。"


def _lead_ignored(rows: Sequence[Sequence[str]], first: int) -> list[IgnoredRow]:
    reasons = []
    for r, row in enumerate(rows[:first]):
        said = [c for c in row if c]
        if said:
            unit = any("单位" in c or c.endswith((":", "：")) for c in said)
            reasons.append(IgnoredRow(row=r + 1, reason="单位" if unit else "标题"))
    return reasons


def _hidden_notes(grid: Grid, columns: int) -> list[str]:
    notes = []
    if columns:
        notes.append(
            f"有 {columns} 列是隐藏的，没有当成要公示的。要公示就取消隐藏再传。"
        )
    if grid.hidden_rows:
        notes.append(f"有 {len(grid.hidden_rows)} 行是隐藏的，没有当成名单。")
    return notes
