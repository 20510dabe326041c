"""What the reader hands out: a sheet as rows of text, each knowing where it stood."""

from dataclasses import dataclass, field
from typing import Literal

# What a column seems to hold, judged by its content.
CellKind = Literal[
    "index", "name", "identity", "phone", "card", "group", "money", "area",
    "number", "date", "text", "empty",
]  # fmt: skip


class TableError(ValueError):
    """A sheet that can't be read; the message is a sentence for the person who sent it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TableColumn:
    """``label`` is the stacked head joined, without line breaks: 补贴面积（亩）.

    ``unit`` is that of its numbers: from the head, else from a line like 单位：万元 above
    the table; '' if neither says one. ``letter`` is the column's name in the source.
    """

    label: str
    kind: CellKind = "text"
    hidden: bool = False
    unit: str = ""
    letter: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRow:
    """``row`` is the 1-based row in the source; ``cells`` are trimmed text, '' if empty.

    A number is written plainly ("1099.8"), a date as 2026-06-18; ``section`` is the value
    of the section row above ("二组"), '' if there is none.
    """

    row: int
    cells: tuple[str, ...]
    section: str = ""


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
    """One sheet (or one table of a page). ``header_rows`` are 1-based source rows."""

    name: str
    title: str = ""
    lead: tuple[str, ...] = ()  # the lines above the head, title included
    header_rows: tuple[int, ...] = ()
    columns: tuple[TableColumn, ...] = ()
    rows: tuple[TableRow, ...] = ()
    totals: tuple[TableRow, ...] = ()
    ignored: tuple[IgnoredRow, ...] = ()
    notes: tuple[str, ...] = field(
        default=()
    )  # what people should know: 有 2 列是隐藏的
