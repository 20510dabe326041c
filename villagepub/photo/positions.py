"""The grid of a list without ruled lines: by where its words stand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from villagepub.photo.cells import Box, Place
from villagepub.photo.page import Pixels

MIN_CELLS = 3  # in a row of a list; a line with fewer is a title or a note
CROWDED = 0.04  # of the rows: a gap between columns may hold so many words
OVERLAP = 0.5  # of the lower one's height: two words stand in one row
SLACK = 8  # dots around a word


@dataclass(frozen=True, slots=True)
class _Word:
    left: float
    right: float
    middle: float  # level: as if the rows did not climb
    height: float
    box: Box


def places(
    corners: Pixels,
) -> tuple[list[Place], list[Box]]:
    """(the cells, the lines above the table) of words with these corners: n × 4 × 2."""
    words = _level(
        [_word(*c.min(axis=0), *c.max(axis=0)) for c in corners if len(corners)]
    )
    rows = _rows(words)
    first = next((i for i, row in enumerate(rows) if len(row) >= MIN_CELLS), len(rows))
    lead = [word.box for row in rows[:first] for word in row]
    body = rows[first:]
    if len(body) < 2:
        return [], lead
    gaps = _gaps(body)
    cells: dict[tuple[int, int], Box] = {}
    for r, row in enumerate(body):
        for word in row:
            c = int(np.searchsorted(gaps, (word.left + word.right) / 2))
            known = cells.get((r, c))
            cells[r, c] = _union(known, word.box) if known else word.box
    return [Place(row=r, column=c, box=box) for (r, c), box in cells.items()], lead


def _word(left: float, top: float, right: float, bottom: float) -> _Word:
    box = (
        int(left) - SLACK, int(top) - SLACK, int(right) + SLACK, int(bottom) + SLACK,
    )  # fmt: skip
    return _Word(left, right, (top + bottom) / 2, bottom - top, box)


def _union(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _level(words: Sequence[_Word]) -> list[_Word]:
    """The words with the usual climb from one to its neighbour taken out."""
    climbs = []
    for word in words:
        right = [
            other
            for other in words
            if other.left > word.right
            and abs(other.middle - word.middle) < 0.6 * word.height
        ]
        if right:
            near = min(right, key=lambda other: other.left)
            climbs.append((near.middle - word.middle) / (near.left - word.left))
    climb = float(np.median(climbs)) if climbs else 0.0
    return [
        _Word(w.left, w.right, w.middle - climb * w.left, w.height, w.box)
        for w in words
    ]


def _rows(words: Sequence[_Word]) -> list[list[_Word]]:
    """From above; each from the left."""
    rows: list[list[_Word]] = []
    for word in sorted(words, key=lambda w: w.middle):
        row = rows[-1] if rows else []
        middle = float(np.mean([w.middle for w in row])) if row else 0.0
        if row and abs(word.middle - middle) < OVERLAP * word.height:
            row.append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.left) for row in rows]


def _gaps(rows: Sequence[Sequence[_Word]]) -> list[float]:
    """The middles of the white strips that part the columns."""
    end = int(max(word.right for row in rows for word in row)) + 2
    crowd = np.zeros(end)
    for row in rows:
        for word in row:
            crowd[int(word.left) : int(word.right) + 1] += 1
    is_white = crowd <= CROWDED * len(rows)
    edges = np.flatnonzero(np.diff(is_white.astype(np.int8), prepend=0, append=0))
    strips = edges.reshape(-1, 2)
    return [(a + b) / 2 for a, b in strips if a > 0 and b < end]
