"""What the reader hands out: a sheet as rows of text, each knowing where it stood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from villagepub.errors import UserError

# What a column seems to hold, judged by its content.
CellKind = Literal[
    "index", "name", "identity", "phone", "card", "group", "money", "area",
    "number", "date", "text", "empty",
]  # fmt: skip


# Where a unit stands, nearest first; a line is one above or below the table.
UnitPlace = Literal["", "cell", "head", "line", "title"]

BLOCK = 1_000_000  # more rows than any sheet has
TABLE = 10 * BLOCK  # rows of the second table of a document begin above twice this
OTHER_LIST = "下面另一张表的，没有读"  # why a row was left out
MAX_TABLES = 200  # so that a row's number fits into a column of the database


class TableError(UserError):
    """A sheet that can't be read; the message is a sentence for the person who sent it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TableColumn:
    """``label`` is the stacked head joined, without line breaks: 补贴 面积（亩）.

    ``path`` are its parts from above, (补贴, 面积（亩）). ``unit`` holds for its numbers,
    '' if nothing says one; ``unit_from`` is where it stands: in every cell, in the head,
    in a line like 单位：万元, or in the title. A cell that says a unit of its own counts
    before it (``unit_parser.in_cell``); ``other_units`` are those that contradict ``unit``.
    ``letter`` is the column's name in the source, ``beside`` those of the same column in
    lists further right, which are read as one.
    """

    label: str
    path: tuple[str, ...] = ()
    kind: CellKind = "text"
    hidden: bool = False
    unit: str = ""
    unit_from: UnitPlace = ""
    other_units: tuple[str, ...] = ()
    letter: str = ""
    beside: tuple[str, ...] = ()
    is_typed: bool = False  # 7.1 was written so: no sheet of numbers has cut 7.10
    scale: int = (
        1  # the file holds so many times what its cells show, and no word says so
    )


@dataclass(slots=True, unsafe_hash=True)
class TableRow:
    """``row`` is the 1-based row in the source; ``cells`` are trimmed text, '' if empty.

    A number is written plainly ("1099.8"), a date as 2026-06-18; ``section`` is the value
    of the section row above ("二组"), ``village`` that of one that names a village; ''
    if there is none; ``is_off``: a line above says of those below that they do not
    receive (以下停发), or the row is struck through. ``parts`` are the source rows of one household that were read into
    this row, its own included, where there are several (members, plots).

    ``covers`` is said of a total: the slices of ``Table.rows`` that it sums.

    Nothing changes one; it is not frozen because a township's list makes 300,000 of them,
    and a frozen one takes 2.6 times as long to make. Where there are so many, its values
    are given in their order: by their names it takes twice as long.
    """

    row: int
    cells: tuple[str, ...]
    section: str = ""
    village: str = ""
    is_off: bool = False
    parts: tuple[int, ...] = ()
    covers: tuple[tuple[int, int], ...] = ()


def with_cells(row: TableRow, cells: tuple[str, ...]) -> TableRow:
    """The same row of a long list, twenty times as fast as ``dataclasses.replace``."""
    return TableRow(
        row.row, cells, row.section, row.village, row.is_off, row.parts, row.covers
    )


def with_cell(row: TableRow, place: int, cell: str) -> TableRow:
    return with_cells(row, (*row.cells[:place], cell, *row.cells[place + 1 :]))


def columns_of(rows: Iterable[TableRow]) -> list[tuple[str, ...]]:
    """The cells by column, [] without rows: a long list is looked through column by column."""
    return list(zip(*[row.cells for row in rows], strict=True))


def row_ids(rows: Sequence[TableRow]) -> list[int]:
    """A number for each row that no other has: lists side by side share source rows.

    It is the source row itself, plus ``BLOCK`` for each list to the left of this one
    (and ``TABLE`` times the number of the table that a list of a document goes on in).
    """
    ids = [row.row for row in rows]
    if len(set(ids)) == len(ids):
        return ids
    seen: dict[int, int] = {}
    ids = []
    for row in rows:
        times = seen[row.row] = seen.get(row.row, -1) + 1
        ids.append(row.row + times * BLOCK)
    return ids


def of_table(number: int, row: int) -> int:
    """Row 3 of the second table of a document, into which a list goes on."""
    return min(number, MAX_TABLES) * TABLE + row


def without_block(row: int) -> int:
    """The row of the source, for a list beside another one too; a table stays named."""
    table, rest = divmod(row, TABLE)
    return table * TABLE + rest % BLOCK


def table_of(row: int) -> int:
    """The number of the later table of a document that a row stands in, else 0."""
    return max(0, row // TABLE)


def own_row(row: int) -> int:
    """The 1-based row within its table of the source."""
    return row % BLOCK


def rows_words(rows: Iterable[int], most: int) -> str:
    """第 3、4 行，第 2 个表第 1 行; at most so many rows are named."""
    told = list(dict.fromkeys(rows))
    together: dict[tuple[int, int], list[int]] = {}
    for row in told[:most]:
        where, own = divmod(row, BLOCK)
        together.setdefault((where, min(own, 1)), []).append(own)
    said = (_rows_in(where, own) for (where, _), own in together.items())
    return "，".join(said) + ("等" if told[most:] else "")


def row_words(row: int) -> str:
    """第 38 行, 第 38 行右边 for the list beside it, 第 2 个表第 3 行 of a document."""
    if row < 0:
        return f"第 {row} 行"
    where, own = divmod(row, BLOCK)
    return _rows_in(where, [own])


def _rows_in(where: int, rows: Sequence[int]) -> str:
    table, beside = divmod(where, TABLE // BLOCK)
    said = f"第 {table} 个表" if table else ""
    if rows == [0]:
        return f"{said}上面"  # a line between two tables
    return f"{said}第 {'、'.join(map(str, rows))} 行{'右边' if beside else ''}"


@dataclass(frozen=True, kw_only=True, slots=True)
class IgnoredRow:
    """``column`` is the letter of a column that was left out, '' for a row.

    ``row`` is the 1-based row in the source (of a column: where its head stands).
    """

    row: int
    reason: str  # 标题 / 签字和日期 / 隐藏的行 …
    column: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One sheet (or one table of a page). ``header_rows`` are 1-based source rows.

    ``units`` are those that the lines and the title say for the whole table.
    ``is_turned``: each entry was a column; rows are numbered by their source columns.
    """

    name: str
    title: str = ""
    lead: tuple[str, ...] = ()  # the lines above the head, title included
    header_rows: tuple[int, ...] = ()
    units: tuple[str, ...] = ()
    is_turned: bool = False
    columns: tuple[TableColumn, ...] = ()
    rows: tuple[TableRow, ...] = ()
    totals: tuple[TableRow, ...] = ()
    ignored: tuple[IgnoredRow, ...] = ()
    # what people should know: 有 2 列是隐藏的
    notes: tuple[str, ...] = field(default=())
