"""The cells of a read table that a photo can be asked about: where, how sure, what kind."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from villagepub.forms.form import Form
from villagepub.forms.heads.dynamic_columns import expanded, part_of
from villagepub.photo.cells import PhotoCell, PhotoGrid
from villagepub.tables.grid import column_number
from villagepub.tables.table import Table, TableRow
from villagepub.tables.unit_parser import in_line

FIGURES = ("money", "area", "rate", "goods")
FIGURED = ("money", "area", "number")  # what a column holds that no form names
HEAD = -1  # the row of a column's head
LINE = -1  # the column, in that row, of the line that says the unit
# what a line with the unit is, however badly it was read; 填报单位 is an office
_UNIT = re.compile(
    r"(?<![报制表写])单[^：:]{0,2}[：:]|(?<!单)位[^：:]?[：:]|[（(][^）)]{1,3}[）)]$"
)


@dataclass(frozen=True, order=True, slots=True)
class Spot:
    """``row`` counts ``Table.rows``, or ``Table.totals`` where it is one; 0-based.

    Of a head it is HEAD, and of the line with the unit ``column`` is LINE.
    """

    table: int
    row: int
    column: int
    is_total: bool = False

    @property
    def is_head(self) -> bool:
        return self.row == HEAD

    def in_order(self) -> tuple[int, bool, int, int]:
        """Rows from above, the totals after them."""
        return self.table, self.is_total, self.row, self.column


def figure_columns(form: Form, table: Table, mapping: Sequence[str]) -> list[int]:
    """The places of the columns whose figures change what people get.

    Those of money, areas, rates and goods, the counts that a rule or a sum uses, and
    whatever else holds figures and is kept: it may be another form's.
    """
    columns = {c.key: c for c in expanded(form, mapping).columns}
    used = {key for rule in form.rules for key in rule.columns}
    found = []
    for place, key in enumerate(mapping):
        column = columns.get(part_of(key) or key)
        if key.startswith("!") or not _is_kept(table, place):
            continue
        if column is None:
            is_figure = table.columns[place].kind in FIGURED
        else:
            counted = column.kind == "count" and (column.sum or column.key in used)
            is_figure = column.kind in FIGURES or counted
        if is_figure:
            found.append(place)
    return found


def word_columns(form: Form, table: Table, mapping: Sequence[str]) -> list[int]:
    """The places of the other columns that a notice has."""
    figures = figure_columns(form, table, mapping)
    known = {c.key for c in form.columns}
    return [
        place
        for place, key in enumerate(mapping)
        if key in known and place not in figures and _is_kept(table, place)
    ]


def _is_kept(table: Table, place: int) -> bool:
    return any(row.cells[place] for row in (*table.rows, *table.totals))


def text_at(tables: Sequence[Table], spot: Spot) -> str:
    table = tables[spot.table]
    if not spot.is_head:
        return row_at(tables, spot).cells[spot.column]
    if spot.column == LINE:
        return unit_line(table)
    column = table.columns[spot.column]
    return column.path[-1] if column.path else column.label


def unit_line(table: Table) -> str:
    """The line above the table that seems to say the unit; '' where none does."""
    said = next(filter(in_line, table.lead), "")
    return said or next(filter(_UNIT.search, table.lead), "")


def row_at(tables: Sequence[Table], spot: Spot) -> TableRow:
    table = tables[spot.table]
    return (table.totals if spot.is_total else table.rows)[spot.row]


def seen(tables: Sequence[Table], grid: PhotoGrid) -> Mapping[Spot, PhotoCell]:
    """How each cell of the tables was seen in the photo that they were read from."""
    found: dict[Spot, PhotoCell] = {}
    for t, table in enumerate(tables):
        found[Spot(t, HEAD, LINE)] = _line(grid, table)
        for c in range(len(table.columns)):
            found[Spot(t, HEAD, c)] = _head(grid, table, c)
        times: dict[int, int] = {}
        for r, row in enumerate(table.rows):
            beside = times[row.row] = times.get(row.row, -1) + 1
            for c in range(len(table.columns)):
                found[Spot(t, r, c)] = _cell(grid, table, row, c, beside)
        for r, row in enumerate(table.totals):
            for c in range(len(table.columns)):
                found[Spot(t, r, c, is_total=True)] = _cell(grid, table, row, c, 0)
        torn = {*_beside_headless(grid, table)}
        for spot in [s for s in found if s.table == t and s.column in torn]:
            found[spot] = replace(found[spot], confidence=0.0)
    return found


def _beside_headless(grid: PhotoGrid, table: Table) -> Iterator[int]:
    """The places beside columns without a head in which something stands: a crease that
    was taken for a line has cut the cells of one of them. A row's number needs no head.
    """
    for place, column in enumerate(table.columns):
        letter = column_number(column.letter) - 1
        texts = [grid.rows[row.row - 1][letter].text for row in table.rows]
        numbers = [str(n) for n in range(1, len(texts) + 1)]
        if not column.label and any(texts) and texts != numbers:
            yield from (place - 1, place + 1)


UNSEEN = PhotoCell(confidence=0.0)  # nobody knows where it stood: it is asked about


def _line(grid: PhotoGrid, table: Table) -> PhotoCell:
    text = unit_line(table)
    above = (cell for row in grid.rows[: min(table.header_rows) - 1] for cell in row)
    lines = (cell for cell in (*grid.lead, *above) if cell.text and cell.text in text)
    return min(lines, key=lambda cell: cell.confidence, default=PhotoCell())


def _head(grid: PhotoGrid, table: Table, place: int) -> PhotoCell:
    """The lowest part of the head, as sure as the least sure of its parts."""
    letter = table.columns[place].letter
    if table.is_turned:
        parts = [grid.rows[int(letter) - 1][0]]
    else:
        at = column_number(letter) - 1
        parts = [grid.rows[row - 1][at] for row in table.header_rows]
    own = [part for part in parts if part.text] or [PhotoCell()]
    return replace(own[-1], confidence=min(part.confidence for part in own))


def _cell(
    grid: PhotoGrid, table: Table, row: TableRow, place: int, beside: int
) -> PhotoCell:
    column = table.columns[place]
    letter = ((column.letter, *column.beside) + ("",) * beside)[beside]
    if table.is_turned:
        at = int(column.letter) - 1, row.row - 1
    else:
        at = row.row - 1, column_number(letter) - 1
    is_inside = 0 <= at[0] < len(grid.rows) and 0 <= at[1] < len(grid.rows[0])
    return grid.rows[at[0]][at[1]] if is_inside else UNSEEN
