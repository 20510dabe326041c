"""From grids to tables: head, rows, sections, totals, and the reason why other rows are
ignored.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from villagepub.tables import unit_parser
from villagepub.tables.grid import Grid, column_letters, even
from villagepub.tables.heads import (
    block_tops,
    columns,
    header_parser,
    joined_columns,
    side_columns,
)
from villagepub.tables.heads.column_types import SAMPLE, kind_of
from villagepub.tables.heads.joined_columns import Paths, Rows
from villagepub.tables.heads.sections import Heading, section_above
from villagepub.tables.layouts import blocks, group_columns, turned_sheet
from villagepub.tables.mixed_units import unit_notes
from villagepub.tables.rows import (
    completeness,
    damaged_numbers,
    fill_down,
    next_list,
    numbering,
    row_parser,
)
from villagepub.tables.rows_under_head import rows_under
from villagepub.tables.table import OTHER_LIST, IgnoredRow, Table, TableColumn, TableRow

_NO_TITLE = re.compile(
    r"附[件表]?[\d一二三四五六七八九十：:]*|表[\d一二三四五六]+|.*单位[:：].*"
)


def understand_all(grids: Iterable[Grid], *, fill_merged: bool) -> list[Table]:
    return [understand(grid, fill_merged=fill_merged) for grid in grids]


def understand(grid: Grid, *, fill_merged: bool = False) -> Table:
    """The grid as a table; one without a head has no rows."""
    return numbering.numbered(_understood(grid, fill_merged=fill_merged), grid)


def _understood(grid: Grid, *, fill_merged: bool) -> Table:
    grid = replace(grid, rows=even(grid.rows))
    if found := group_columns.read_group_columns(grid):
        return completeness.list_unread(found, grid)
    if turned := turned_sheet.turn(grid):
        table = turned_sheet.renamed(grid, _read(turned[0], (0, 0)), *turned[1:])
        return completeness.list_unread(table, grid)
    head = header_parser.find(grid)
    if head is None:
        empty = Table(name=grid.name, lead=grid.lead, notes=grid.notes)
        return completeness.list_unread(empty, grid)
    return completeness.list_unread(_read(grid, head, fill_merged=fill_merged), grid)


class _Layout(NamedTuple):
    """What stands under a head: the rows, which columns are the list's, what is none."""

    rows: Rows
    used: Sequence[int]
    parts: Sequence[slice]  # the columns of each list that stands beside another
    money: int | None
    own: Sequence[int]  # the columns of the one list that they are read as
    paths: Paths
    ignored: Sequence[IgnoredRow]
    below: Sequence[IgnoredRow]  # another list
    notes: Sequence[str]


def _read(grid: Grid, head: tuple[int, int], *, fill_merged: bool = False) -> Table:
    """The table under this head: its columns, its rows, and what was left out of both."""
    first, last = head
    found = _laid_out(grid, head, fill_merged=fill_merged)
    rows, labels = found.rows, _labels(found.paths)
    line, section = section_above(rows[:first])
    body = blocks.body(
        rows_under(grid, rows, last),
        found.used,
        labels,
        found.parts,
        section,
        block_tops.tops_of(rows, last, found.used, found.parts),
        found.money,
    )
    body.rows, damaged = _with_repeated(body.rows, [labels[c] for c in found.own])
    lead = (*grid.lead, *(" ".join(filter(None, r)) for r in rows[:first] if any(r)))
    title = next(filter(_is_title, lead), "")
    stated = unit_parser.units_stated(lead, title or grid.name)
    own = _columns(grid, found.own, found.paths, body.rows, stated)
    above = _lead_ignored(rows, first, line, section)
    table = Table(
        name=grid.name,
        title=title,
        lead=lead,
        header_rows=tuple(range(first + 1, last + 2)),
        units=stated.units,
        columns=_beside(grid, own, found.used, found.parts),
        rows=tuple(body.rows),
        totals=tuple(body.totals),
        ignored=(*above, *found.ignored, *body.ignored, *found.below),
        notes=(
            *grid.notes,
            *_hidden_notes(grid, len(grid.hidden_columns.intersection(found.used))),
            *unit_notes(own, numbering.numbered_rows(body.rows, grid)),
            *damaged,
            *fill_down.merged_number_notes(grid, last, labels),
            *found.notes,
        ),
    )
    return side_columns.merge_sides(table)


def _laid_out(grid: Grid, head: tuple[int, int], *, fill_merged: bool) -> _Layout:
    first, last = head
    every, paths, joined = _under_heads(grid, head, fill_merged=fill_merged)
    rows, below, notes = _own_list(every, last, _labels(paths))
    used, left_out = columns.used_columns(_labels(paths), rows, last)
    used, paths = block_tops.without_tops(used, paths, rows, last)
    parts, money, own, paths = _lists_beside(used, paths)
    hidden = columns.hidden_ignored(grid, _labels(paths), used, first)
    ignored = [*left_out, *hidden, *joined]
    return _Layout(rows, used, parts, money, own, paths, ignored, below, notes)


def _labels(paths: Paths) -> list[str]:
    return [" ".join(path) for path in paths]


def _under_heads(
    grid: Grid, head: tuple[int, int], *, fill_merged: bool
) -> tuple[Rows, Paths, list[IgnoredRow]]:
    """The rows with merged cells and split numbers (千|百|十|元) read together, the path of
    heads above each column, and which columns went into another.
    """
    first, last = head
    paths = header_parser.paths(grid, first, last)
    rows = fill_down.repeat_merged(grid, last, _labels(paths), whole=fill_merged)
    return joined_columns.join_columns(_without_empty_end(rows), paths, last)


def _lists_beside(
    used: Sequence[int], paths: Paths
) -> tuple[Sequence[slice], int | None, Sequence[int], Paths]:
    """Lists side by side on one sheet, read as one list; one slice where there is only
    one.

    (the slices of ``used`` that are a list each, the column of a list that holds its
    money where they are 收入 and 支出, the columns of the resulting list, all paths with
    its heads).
    """
    if two := columns.find_sides([paths[c] for c in used]):
        own = [used[i] for i in two.own]
        heads = dict(zip(own, two.heads, strict=True))
        paths = [heads.get(c, path) for c, path in enumerate(paths)]
        return two.parts, two.money, own, paths
    parts = columns.blocks([" ".join(paths[c]) for c in used])
    return parts, None, used[parts[0]], paths


def _with_repeated(
    rows: list[TableRow], heads: Sequence[str]
) -> tuple[list[TableRow], list[str]]:
    """The rows with what is written once for several of them (groups, parents, 同上)
    repeated, and notes of identity numbers that Excel has damaged.
    """
    rows = fill_down.repeat_groups(rows, heads)
    rows = fill_down.repeat_parents(rows, heads)
    return damaged_numbers.without_damaged(fill_down.replace_ditto(rows, heads), heads)


def _own_list(
    rows: Sequence[tuple[str, ...]], last: int, labels: Sequence[str]
) -> tuple[Sequence[tuple[str, ...]], list[IgnoredRow], list[str]]:
    """The rows of this list, those of another list below it, and what is said of it."""
    begin = next_list.find_next_list(rows, last, labels)
    if begin is None:
        return rows, [], []
    title = next_list.title_of(rows, begin)
    others = [
        IgnoredRow(row=r + 1, reason=OTHER_LIST)
        for r in range(begin, len(rows))
        if any(rows[r])
    ]
    note = f"第 {others[0].row} 行起是另一张表“{title}”，没有读。要用就单独传。"
    return rows[:begin], others, [note]


def _is_title(line: str) -> bool:
    """项目表（金额单位：万元） is one, （万元） and 填报单位：马家沟村 are none."""
    text = header_parser.outside(line)
    return bool(text) and not _NO_TITLE.fullmatch(text)


def _without_empty_end(rows: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    end = len(rows)
    while end and not any(rows[end - 1]):
        end -= 1
    return rows[:end]


def _columns(
    grid: Grid,
    used: Sequence[int],
    paths: Sequence[tuple[str, ...]],
    rows: Sequence[TableRow],
    stated: unit_parser.StatedUnits,
) -> list[TableColumn]:
    sample = rows[: SAMPLE * 2]
    found = []
    for i, c in enumerate(used):
        label = " ".join(paths[c])
        kind = kind_of(label, [row.cells[i] for row in sample])
        if kind == "empty":
            kind = kind_of(label, [row.cells[i] for row in rows if row.cells[i]])
        unit = unit_parser.column_unit(
            label, kind, (row.cells[i] for row in rows), stated
        )
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
                is_typed=c in grid.typed_columns,
                scale=grid.scales.get(c, 1),
            )
        )
    return found


def _beside(
    grid: Grid,
    found: Sequence[TableColumn],
    used: Sequence[int],
    parts: Sequence[slice],
) -> tuple[TableColumn, ...]:
    """The columns with the letters of the same ones in the lists beside, and their scale."""
    others = [used[part] for part in parts[1:]]
    return tuple(
        replace(
            c,
            beside=tuple(column_letters(o[i]) for o in others if i < len(o)),
            scale=max(
                [c.scale, *(grid.scales.get(o[i], 1) for o in others if i < len(o))]
            ),
        )
        for i, c in enumerate(found)
    )


def _lead_ignored(
    rows: Sequence[Sequence[str]], first: int, line: int, section: Heading
) -> list[IgnoredRow]:
    """Why the lines above the head are no rows; ``line`` names the first rows' group."""
    reasons = []
    for r, row in enumerate(rows[:first]):
        said = [c for c in row if c]
        if r == line:
            reasons.append(row_parser.begins(r, section))
        elif said:
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
