"""Where the ruled table of a photo lies, and the picture in which it lies level."""

from dataclasses import dataclass

import cv2
import numpy as np

from villagepub.photo import perspective
from villagepub.photo.page import (
    WHITE,
    Pixels,
    evened,
    in_order,
    levelled,
    sheet,
    warped,
)
from villagepub.photo.ruled_lines import Lines, lines_of

MAX_LEVELLED = 4  # times; each shows more lines, or it is the last
MIN_SPAN = 0.35  # of the picture: a smaller frame is no list
MIN_NET = 0.02  # of the picture
MAX_CELL = 40  # times the usual cell: no cell is larger
ABOVE = 0.2  # of the width: how far above the table its title may stand
MARGIN = 0.04  # of the table's width, kept around it; above it a title stands


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """A picture in which a ruled table lies level: so many dots from its sides and foot,
    and ``top`` from above, where a title has its place.
    """

    picture: Pixels
    margin: int
    top: int


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
    net = (labels == best).astype(np.uint8)
    y, x = np.nonzero(net * _around_cells(net) * crossings)
    if not x.size:
        return None
    corners = in_order(np.stack([x, y], axis=1).astype(np.float32))
    return corners if cv2.contourArea(corners) > MIN_NET * mask.size else None


def _around_cells(net: Pixels) -> Pixels:
    """1 in the cells that a net encloses, and just around them.

    A crease that leaves the table may meet others elsewhere on the sheet; what these
    enclose has not the size of a cell.
    """
    closed = cv2.morphologyEx(net, cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        1 - closed, connectivity=4
    )
    edges = (labels[0], labels[-1], labels[:, 0], labels[:, -1])
    is_cell = ~np.isin(np.arange(count), (0, *np.unique(np.concatenate(edges))))
    if not is_cell.any():
        return np.ones_like(net)
    area = stats[:, cv2.CC_STAT_AREA]
    is_cell &= area < MAX_CELL * np.median(area[is_cell])
    return np.asarray(cv2.dilate(is_cell[labels].astype(np.uint8), np.ones((21, 21))))
