"""What the reader hands out: a sheet as rows of text, each knowing where it stood."""

from collections.abc import Sequence
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


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRow:
    """``row`` is the 1-based row in the source; ``cells`` are trimmed text, '' if empty.

    A number is written plainly ("1099.8"), a date as 2026-06-18; ``section`` is the value
    of the section row above ("二组"), ``village`` that of one that names a village; ''
    if there is none. ``parts`` are the source rows of one household that were read into
    this row, its own included, where there are several (members, plots).

    ``covers`` is said of a total: the slices of ``Table.rows`` that it sums.
    """

    row: int
    cells: tuple[str, ...]
    section: str = ""
    village: str = ""
    parts: tuple[int, ...] = ()
    covers: tuple[tuple[int, int], ...] = ()


def row_ids(rows: Sequence[TableRow]) -> list[int]:
    """A number for each row that no other has: lists side by side share source rows.

    It is the source row itself, plus ``BLOCK`` for each list to the left of this one.
    """
    seen: dict[int, int] = {}
    ids = []
    for row in rows:
        times = seen[row.row] = seen.get(row.row, -1) + 1
        ids.append(row.row + times * BLOCK)
    return ids


def row_words(row: int) -> str:
    """第 38 行, and 第 38 行右边 for the list beside it."""
    beside, own = divmod(row, BLOCK)
    return f"第 {own} 行右边" if beside > 0 else f"第 {row} 行"


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
    notes: tuple[str, ...] = field(
        default=()
    )  # what people should know: 有 2 列是隐藏的
