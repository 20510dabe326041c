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
Large = Literal["a3", "a2", "a1"]  # that are glued out of A4 sheets
INKS: Mapping[Ink, str] = {"colour": "彩色", "black": "黑白", "saver": "省墨"}

PAD = 0.9  # em beside the words of a cell, both sides together
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
    has_poster_code: bool = True  # a poster code has room
    is_black: bool = False  # there is no other ink
    grid: tuple[int, int] | None = None  # of A4 sheets that it is glued from


PAPERS: Mapping[Paper, PaperStyle] = {
    # A4 and the large type have no room for a poster code: the telephone numbers would
    # shrink and touch.
    "a4": PaperStyle(label="A4", room=50.2, has_poster_code=False),
    "a3": PaperStyle(label="A3", room=53.6, grid=(1, 2)),
    # 34 em stand beside each other; up to 39 a cell or two break once. What breaks into
    # more lines is read better lying, though that may take a sheet more.
    "a3big": PaperStyle(label="A3 大字", room=39, has_poster_code=False),
    "a2": PaperStyle(label="A2", grid=(2, 2)),
    "a1": PaperStyle(label="A1", grid=(3, 3)),
    "roll": PaperStyle(
        label="小票纸", template="roll", has_poster_code=False, is_black=True
    ),
}


def lies(paper: Paper, columns: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a sheet is turned on its side: its table is wider than the sheet."""
    room = PAPERS[paper].room
    return bool(room) and sum(map(_needed, columns)) > room


def _needed(column: Mapping[str, Any]) -> float:
    """Em that a column takes where nothing wraps."""
    longest = max(map(width, column["plain"]), default=0)
    head = max(width(part) for part in column["head"].split("\n"))
    head = head / 2 if head >= TWO_LINES else head
    if column["kind"] in ("long", "text"):
        longest = min(longest, WRAPS_AT)
    return max(longest, head) + PAD
