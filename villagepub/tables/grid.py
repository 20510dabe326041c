"""A sheet before it is understood: text in rows and columns, and what is merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from villagepub.tables.table import TableError

Range = tuple[tuple[int, int], tuple[int, int]]  # 0-based, both ends included
MAX_ROWS = 60_000
MAX_COLUMNS = 1_000
MAX_PLACES = 3_000_000  # rows × columns of the used rectangle
MAX_CELL_LENGTH = 32_767  # characters, as in Excel: a longer one is no cell of a list


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """``rows`` are all rows from the first of the source on, cells as text.

    ``hidden_rows`` and ``hidden_columns`` are 0-based. ``lead`` are lines that stand
    above the table without being rows of it, and ``is_part`` says that it is one table
    of many, as in a page or a document; ``number`` which one.
    """

    name: str
    rows: Sequence[Sequence[str]]
    merged: Sequence[Range] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    lead: tuple[str, ...] = ()
    is_part: bool = False
    number: int = 0
    notes: tuple[str, ...] = ()
    # 0-based columns in which no short decimal (7.1) is a number that may have been 7.10
    typed_columns: frozenset[int] = frozenset()
    # By 0-based column: what all its numbers are divided by when they are shown
    scales: Mapping[int, int] = field(default_factory=dict)
    # For each table that a list goes on in: rows before it and before its own first row
    # (lines between the tables are rows too), and its number.
    later: tuple[tuple[int, int, int], ...] = ()


def sheet_name(written: str) -> str:
    """Excel allows no ":" in it, other programs do; codes of problems are parted by it."""
    return written.replace(":", "：")


def even(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The same rows, each as long as the longest."""
    width = max(map(len, rows), default=0)
    return [
        tuple(row) if len(row) == width else (*row, *[""] * (width - len(row)))
        for row in rows
    ]


def refuse_endless(grid: Grid, name: str) -> None:
    """Raises TableError for a cell that no list has, or for a row as long as a book."""
    width = max(map(len, grid.rows), default=0)
    if width * len(grid.rows) > MAX_PLACES:
        raise TableError(f"{name}的“{grid.name}”太大了。请只留要公示的那张表。")
    for r, row in enumerate(grid.rows, 1):
        if len("".join(row)) <= MAX_CELL_LENGTH:
            continue  # as nearly every row: no need to look at each cell
        longest = max(map(len, row))
        if longest > MAX_CELL_LENGTH:
            raise TableError(
                f"{name}的“{grid.name}”第 {r} 行有一格写了 {longest:,} 个字，不像一张名单。"
            )


def column_letters(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
