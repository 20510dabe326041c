"""The cells that the ruled lines of a level table part."""

from collections.abc import Sequence

import cv2
import numpy as np

from villagepub.photo.cells import CellPlace
from villagepub.photo.page import WHITE, Pixels
from villagepub.photo.ruled_lines import FAINT, REACH, Lines, lines_of
from villagepub.photo.table_frame import Frame

MIN_RULED = 0.15  # of the width or height: the shortest line of a stacked head
MIN_GAP = 14  # dots between two lines
SEEN = 0.55  # of a side that must be ruled for it to part two cells


def places(even: Pixels, frame: Frame) -> list[CellPlace]:
    """The cells within the frame; none where there are no two rows and columns."""
    lines = lines_of(even)
    above, side = frame.top - REACH, frame.margin - REACH
    inner = (slice(above, -side), slice(side, -side))
    rows = _runs(lines.across[inner], even[inner], axis=1) + above
    columns = _runs(lines.down[inner], even[inner], axis=0) + side
    if len(rows) < 3 or len(columns) < 3:
        return []
    parts = _joined(lines, rows, columns)
    return [
        CellPlace(
            row=r,
            column=c,
            box=(int(columns[c]), int(rows[r]), int(columns[c + w]), int(rows[r + h])),
            height=h,
            width=w,
        )
        for r, c, h, w in parts
    ]


def _runs(mask: Pixels, even: Pixels, *, axis: int) -> Pixels:
    """Where lines run: places along which enough of the width or height is ruled.

    A crease runs through the whole sheet too, but is never as dark as what is printed.
    """
    reach = 2 * REACH + 1
    kernel = np.ones((reach, 1) if axis == 1 else (1, reach), np.uint8)
    share = (cv2.dilate(mask, kernel) > 0).mean(axis=axis)
    exact = np.convolve((mask > 0).mean(axis=axis), np.ones(reach), "same")
    found: list[int] = []
    for place in map(int, np.argsort(-exact)):
        if exact[place] < MIN_RULED or share[place] < MIN_RULED:
            continue
        if all(abs(place - other) >= MIN_GAP for other in found):
            found.append(place)
    darkest = cv2.erode(even, kernel).astype(np.float32)
    depth = [WHITE - _darkness(darkest, place, axis) for place in found]
    dark = float(np.median(depth)) if depth else 0.0
    kept = [p for p, d in zip(found, depth, strict=True) if d > FAINT * dark]
    return np.array(sorted(kept), int)


def _darkness(darkest: Pixels, place: int, axis: int) -> float:
    line = darkest[place] if axis == 1 else darkest[:, place]
    return float(np.median(line))


def _joined(
    lines: Lines, rows: Pixels, columns: Pixels
) -> list[tuple[int, int, int, int]]:
    """(row, column, height, width): cells with no line between them are one."""
    height, width = len(rows) - 1, len(columns) - 1
    is_taken = np.zeros((height, width), bool)
    found = []
    for r in range(height):
        for c in range(width):
            if is_taken[r, c]:
                continue
            w = 1
            while c + w < width and not _parts_columns(lines, rows, columns, r, c + w):
                w += 1
            h = 1
            while r + h < height and not any(
                _parts_rows(lines, rows, columns, r + h, c + i) for i in range(w)
            ):
                h += 1
            is_taken[r : r + h, c : c + w] = True
            found.append((r, c, h, w))
    return found


def _parts_columns(lines: Lines, rows: Pixels, columns: Pixels, r: int, c: int) -> bool:
    x, top, bottom = columns[c], rows[r] + REACH, rows[r + 1] - REACH
    side = lines.down[top:bottom, x - REACH : x + REACH + 1]
    return bool(side.size == 0 or (side > 0).any(axis=1).mean() > SEEN)


def _parts_rows(lines: Lines, rows: Pixels, columns: Pixels, r: int, c: int) -> bool:
    y, left, right = rows[r], columns[c] + REACH, columns[c + 1] - REACH
    side = lines.across[y - REACH : y + REACH + 1, left:right]
    return bool(side.size == 0 or (side > 0).any(axis=0).mean() > SEEN)


def erased(even: Pixels, places: Sequence[CellPlace], frame: Frame) -> Pixels:
    """The picture without its ruled lines: what is left in a cell is written there.

    What leaves the table is no ruled line but a crease. It is left where it runs through
    a cell: what is printed under it would go with it.
    """
    lines = lines_of(even)
    sides = np.zeros_like(even)
    for place in places:
        cv2.rectangle(sides, place.box[:2], place.box[2:], WHITE, 2 * REACH + 1)
    in_cells = cv2.bitwise_and(_leaving(lines, frame), cv2.bitwise_not(sides))
    ruled = cv2.bitwise_and(lines.both, cv2.bitwise_not(in_cells))
    mask = cv2.dilate(ruled, np.ones((7, 7), np.uint8))
    return np.where(mask > 0, WHITE, even).astype(np.uint8)


def _leaving(lines: Lines, frame: Frame) -> Pixels:
    """255 on lines that run from within the table out of it, on one side at least."""
    inner = np.zeros_like(lines.down)
    inner[frame.top : -frame.margin, frame.margin : -frame.margin] = WHITE
    reach = 2 * REACH + 1
    outer = cv2.dilate(inner, np.ones((reach, reach), np.uint8)) == 0
    found = np.zeros_like(lines.down)
    for run in (lines.across, lines.down):
        _, labels = cv2.connectedComponents(run)
        leaving = np.intersect1d(labels[inner > 0], labels[outer])
        found[np.isin(labels, leaving[leaving > 0])] = WHITE
    return found
