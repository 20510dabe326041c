"""What a poster is printed on: one line a paper, wherever papers are offered.

A new paper: a member of ``Paper``, a line here, its sizes in ``tokens.typ``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from villagepub.render.titles import width
from villagepub.render.typesetter import Template

# a2 and a1 lie on their side; a3big is A3 with nothing under 22 pt; roll is what a till
# prints on: 80 mm wide, of which 72 mm take ink.
Paper = Literal["a4", "a3", "a3big", "a2", "a1", "roll"]
Ink = Literal["colour", "black", "saver"]
Large = Literal["a3", "a2"]  # that are glued out of A4 sheets
INKS: Mapping[Ink, str] = {"colour": "彩色", "black": "黑白", "saver": "省墨"}

PAD = 0.9  # em beside the words of a cell, both sides together
MIN_SAME, MAX_SAME = 2, 16  # rows, characters: as columns.typ has them
TWO_LINES = 4  # em from which a head is set in two lines
WRAPS_AT = 10.0  # em: longer words may break and are still read well


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperStyle:
    """``template``: sets every layout on it, None: the layout's own. ``room``: em of the
    smallest type across the standing sheet; a table that needs more lies, 0: never turned.
    """

    label: str
    template: Template | None = None
    room: float = 0
    has_door: bool = True  # a second code has room
    is_black: bool = False  # there is no other ink
    grid: tuple[int, int] | None = None  # of A4 sheets that it is glued from


PAPERS: Mapping[Paper, PaperStyle] = {
    # A4 has no room for a second code: the telephone numbers would shrink and touch.
    "a4": PaperStyle(label="A4", room=50.2, has_door=False),
    "a3": PaperStyle(label="A3", room=53.6, grid=(1, 2)),
    # 34 em stand beside each other; its head leaves a lying sheet so few rows that cells
    # rather break, as long as their figures do not.
    "a3big": PaperStyle(label="A3 大字", room=50),
    "a2": PaperStyle(label="A2", grid=(2, 2)),
    "a1": PaperStyle(label="A1"),
    "roll": PaperStyle(label="小票纸", template="roll", has_door=False, is_black=True),
}


def lies(paper: Paper, table: Mapping[str, Any]) -> bool:
    """Whether a sheet is turned on its side: its table is wider than the sheet."""
    room = PAPERS[paper].room
    return bool(room) and needed(table["cols"], table["rows"]) > room


def needed(
    columns: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]
) -> float:
    """Em that a table takes side by side, without the columns that ``columns.typ`` leaves
    out (empty) or says once (the same in every row).
    """
    plain = [row["c"] for row in rows if row.get("s", "row") == "row"]
    listed = (
        (column, [cells[i] for cells in plain]) for i, column in enumerate(columns)
    )
    return sum(_needed(c, cells) for c, cells in listed if not _is_said_once(c, cells))


def _is_said_once(column: Mapping[str, Any], cells: Sequence[str]) -> bool:
    if len(set(cells)) != 1:
        return False
    is_short = len(cells) > MIN_SAME and len(cells[0]) <= MAX_SAME
    return not cells[0] or (is_short and column["kind"] not in ("name", "no"))


def _needed(column: Mapping[str, Any], cells: Sequence[str]) -> float:
    longest = max(map(width, cells), default=0)
    head = max(width(part) for part in column["head"].split("\n"))
    head = head / 2 if head >= TWO_LINES else head
    if column["kind"] in ("long", "text"):
        longest = min(longest, WRAPS_AT)
    return max(longest, head) + PAD
