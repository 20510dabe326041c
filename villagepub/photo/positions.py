"""The grid of a list without ruled lines: by where its words stand.

Nothing is guessed: what does not part into rows and columns by itself is no grid.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from villagepub.photo.cells import Box, CellPlace, ListPhotoError
from villagepub.photo.page import Pixels

MIN_CELLS = 3  # in a row of a list; a line with fewer is a title or a note
CROWDED = 0.04  # of the rows: a gap between columns may hold so many words
OVERLAP = 0.5  # of the lower one's height: two words stand in one row
APART = 0.25  # of its height: what stands nearer is of the word before it
SLACK = 8  # dots around a word


@dataclass(frozen=True, slots=True)
class _Word:
    left: float
    right: float
    middle: float  # level: as if the rows did not climb
    height: float
    box: Box


def places(corners: Pixels, name: str) -> tuple[list[CellPlace], list[Box]]:
    """(the cells, the lines above the table) of words with these corners: n × 4 × 2.

    Raises ListPhotoError where it can't be told which word stands in which column.
    """
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
    at = [
        (r, int(np.searchsorted(gaps, (word.left + word.right) / 2)), word)
        for r, row in enumerate(body)
        for word in row
    ]
    column_of = _columns({(r, c) for r, c, _ in at})
    if column_of is None or _is_crowded([(r, column_of[c]) for r, c, _ in at]):
        raise ListPhotoError(
            f"“{name}”里的表没有画线，分不清哪些字是一列。"
            "请用笔比着尺子把格子线画上再拍，或者传原来的表格。"
        )
    cells: dict[tuple[int, int], Box] = {}
    for r, c, word in at:
        spot = r, column_of[c]
        cells[spot] = _union(cells[spot], word.box) if spot in cells else word.box
    return [CellPlace(row=r, column=c, box=box) for (r, c), box in cells.items()], lead


def _columns(filled: Collection[tuple[int, int]]) -> list[int] | None:
    """The column of each strip of words; None where one would have no head.

    A head in the middle of its column and short figures at its side stand in two strips
    with white between: one has the head alone, the other beside it all but the head.
    """
    count = 1 + max(c for _, c in filled)
    heads = [(0, c) in filled for c in range(count)]
    below = {c for r, c in filled if r}
    bodies = [c in below for c in range(count)]
    column_of: list[int] = []
    number, n = 0, 0
    while n < count:
        is_split = (
            n + 1 < count and heads[n] == bodies[n + 1] != bodies[n] == heads[n + 1]
        )
        if not heads[n] and not is_split:
            return None
        width = 2 if is_split else 1
        column_of += [number] * width
        number, n = number + 1, n + width
    return column_of


def _is_crowded(spots: Sequence[tuple[int, int]]) -> bool:
    """Whether two words are in a head's place, or several in those of a row or column:
    then two rows or two columns were taken for one.
    """
    twice = [spot for spot, count in Counter(spots).items() if count > 1]
    in_rows, in_columns = Counter(r for r, _ in twice), Counter(c for _, c in twice)
    return 0 in in_rows or any(
        count > 1 for count in (*in_rows.values(), *in_columns.values())
    )


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
    return [_joined(sorted(row, key=lambda w: w.left)) for row in rows]


def _joined(row: Sequence[_Word]) -> list[_Word]:
    """A row from the left, 月保障金额 and （元） of one head made one."""
    words: list[_Word] = []
    for word in row:
        if words and word.left - words[-1].right < APART * word.height:
            before = words.pop()
            word = replace(
                before,
                right=max(before.right, word.right),
                box=_union(before.box, word.box),
            )
        words.append(word)
    return words


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
