"""The grid that ruled lines make: where they run, and which cells they part."""

from dataclasses import dataclass

import cv2
import numpy as np

from villagepub.photo import perspective
from villagepub.photo.cells import CellPlace
from villagepub.photo.page import (
    WHITE,
    Pixels,
    evened,
    in_order,
    ink,
    levelled,
    sheet,
    warped,
)

MAX_LEVELLED = 4  # times; each shows more lines, or it is the last
MIN_SPAN = 0.35  # of the picture: a smaller frame is no list
MIN_NET = 0.02  # of the picture
LINE_SHARE = 25  # a ruled line is at least this part of the picture long
ABOVE = 0.2  # of the width: how far above the table its title may stand
MARGIN = 0.04  # of the table's width, kept around it; above it a title stands
REACH = 6  # dots that a line may wander from its place
SLANT = 5  # dots that a line may climb over its shortest part, and still be one
MIN_RULED = 0.15  # of the width or height: the shortest line of a stacked head
MIN_GAP = 14  # dots between two lines
FAINT = 0.55  # of the usual darkness: less is a crease
SEEN = 0.55  # of a side that must be ruled for it to part two cells


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """``across`` and ``down``: 255 on ruled lines that run so."""

    across: Pixels
    down: Pixels

    @property
    def both(self) -> Pixels:
        return np.asarray(cv2.bitwise_or(self.across, self.down))

    @property
    def crossings(self) -> Pixels:
        near = np.ones((7, 7), np.uint8)
        return np.asarray(
            cv2.bitwise_and(cv2.dilate(self.across, near), cv2.dilate(self.down, near))
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """A picture in which a ruled table lies level: so many dots from its sides and foot,
    and ``top`` from above, where a title has its place.
    """

    picture: Pixels
    margin: int
    top: int


def lines_of(even: Pixels) -> Lines:
    marks = ink(even)
    length = max(24, max(even.shape) // LINE_SHARE)
    tall, wide = np.ones((SLANT, 1), np.uint8), np.ones((1, SLANT), np.uint8)
    across = cv2.morphologyEx(
        cv2.dilate(marks, tall), cv2.MORPH_OPEN, np.ones((1, length), np.uint8)
    )
    down = cv2.morphologyEx(
        cv2.dilate(marks, wide), cv2.MORPH_OPEN, np.ones((length, 1), np.uint8)
    )
    return Lines(across=_dark(across, even), down=_dark(down, even))


def _dark(lines: Pixels, even: Pixels) -> Pixels:
    """Without creases: a fold is a long line too, but never as dark as printed ones."""
    count, labels = cv2.connectedComponents(lines)
    if count < 4:
        return lines
    on = labels > 0
    dark = np.bincount(labels[on], WHITE - even[on].astype(np.float64), count)
    depth = dark / np.maximum(np.bincount(labels[on], minlength=count), 1)
    is_kept = depth > FAINT * np.median(depth[1:])
    is_kept[0] = False
    return np.where(is_kept[labels], WHITE, 0).astype(np.uint8)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Net:
    """A ruled table in the photo: its corners, and in how many places its lines cross."""

    corners: Pixels
    crossings: int


def framed(grey: Pixels) -> Frame | None:
    """The picture with its ruled table made a rectangle; None where none is ruled.

    First roughly: by the sheet of paper, or by the points where lines meet, whichever
    shows more of a net. Then by that net itself, until no more of it is seen: only a
    table that lies level shows all of its lines, and of one that is seen askew a half
    may look like a net.
    """
    rough = (sheet(grey), perspective.corners(grey))
    nets = [_net(grey, c) for c in rough if c is not None]
    net = max(filter(None, nets), key=lambda net: net.crossings, default=None)
    if net is None:
        return None
    for _ in range(MAX_LEVELLED):
        again = _net(grey, net.corners)
        if again is None or again.crossings < net.crossings:
            break
        net, before = again, net.crossings
        if net.crossings == before:
            break
    margin = int(MARGIN * grey.shape[1]) + 20
    above = int(ABOVE * grey.shape[1])
    picture = warped(grey, net.corners, margin=margin, above=above)
    return Frame(picture=picture, margin=margin, top=margin + above)


def _net(grey: Pixels, corners: Pixels) -> _Net | None:
    """What the photo shows of a net once these corners of it are a rectangle."""
    level, lens = levelled(grey, corners)
    lines = lines_of(evened(level))
    found = _outline(lines)
    if found is None:
        return None
    crossings = lines.crossings
    inside = np.zeros_like(crossings)
    cv2.fillConvexPoly(inside, found.astype(np.int32), WHITE)
    count, _ = cv2.connectedComponents(cv2.bitwise_and(crossings, inside))
    return _Net(corners=_before(lens, found), crossings=count)


def _before(lens: Pixels, corners: Pixels) -> Pixels:
    """Where the corners were before: each picture is made of the photo itself."""
    back = np.linalg.inv(lens)
    return np.asarray(cv2.perspectiveTransform(corners[None], back)[0], np.float32)


def _outline(lines: Lines) -> Pixels | None:
    """The corners of the net that hangs together and has most crossings: the edge of
    the sheet is a net with none.
    """
    crossings = lines.crossings
    mask = cv2.dilate(lines.both, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    if count < 2:
        return None
    size = np.bincount(labels[crossings > 0], minlength=count)
    size[0] = 0
    best = int(np.argmax(size))
    if not size[best] or stats[best, cv2.CC_STAT_WIDTH] < MIN_SPAN * mask.shape[1]:
        return None
    y, x = np.nonzero((labels == best) & (crossings > 0))
    corners = in_order(np.stack([x, y], axis=1).astype(np.float32))
    return corners if cv2.contourArea(corners) > MIN_NET * mask.size else None


def erased(even: Pixels) -> Pixels:
    """The picture without its ruled lines: what is left in a cell is written there."""
    mask = cv2.dilate(lines_of(even).both, np.ones((7, 7), np.uint8))
    return np.where(mask > 0, WHITE, even).astype(np.uint8)


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
