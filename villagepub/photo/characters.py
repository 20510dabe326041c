"""The lines of characters within a cell, cut out so that they can be read one by one."""

from collections.abc import Sequence

import cv2
import numpy as np

from villagepub.photo.cells import Box, CellPlace, PhotoCell
from villagepub.photo.page import WHITE, Pixels
from villagepub.photo.recognizer import Read, read

INSET = 4  # dots beside a line that may be the line's own
FAINT = 205  # of 255: what is nowhere darker is an empty cell
SHADE = 0.35  # of the way from paper to ink: where a stroke begins
SPECK = 14  # dots of ink in all: less is dirt
SLACK = 7  # dots of paper around what is cut out
WIDE = 2  # times its height: no crop is narrower
TALL = 1.75  # times the usual height: two lines of characters
PICTURE_HEIGHT = 44  # dots of a cut-out as a person sees it
QUALITY = 60


def read_cells(even: Pixels, places: Sequence[CellPlace]) -> list[PhotoCell]:
    """What stands in each place, with a cut-out of it."""
    spots = [_spot(even, place.box) for place in places]
    heights = [bottom - top for spot in spots if spot for _, top, _, bottom in [spot]]
    usual = float(np.median(heights)) if heights else 0.0
    lines = [_lines(even, spot, usual) if spot else [] for spot in spots]
    read_lines = iter(read([_cut(even, line) for own in lines for line in own]))
    return [
        _cell(even, spot, [next(read_lines) for _ in own]) if spot else PhotoCell()
        for spot, own in zip(spots, lines, strict=True)
    ]


def filled(even: Pixels, places: Sequence[CellPlace]) -> int:
    """In how many of the places something stands."""
    return sum(_spot(even, place.box) is not None for place in places)


def sample(even: Pixels, places: Sequence[CellPlace], count: int) -> float:
    """How sure the reader is of some cells with much in them; 0 where nothing is."""
    spots = [spot for place in places if (spot := _spot(even, place.box))]
    spots.sort(key=lambda spot: spot[0] - spot[2])
    step = max(1, len(spots) // (2 * count))
    found = read([_cut(even, spot) for spot in spots[::step][:count]])
    return float(np.median([line.confidence for line in found])) if found else 0.0


def read_lines(even: Pixels, boxes: Sequence[Box]) -> list[PhotoCell]:
    """The words outside of the table."""
    found = read([_cut(even, box) for box in boxes])
    return [
        _cell(even, box, [line])
        for box, line in zip(boxes, found, strict=True)
        if line.text
    ]


def _cell(even: Pixels, spot: Box, found: Sequence[Read]) -> PhotoCell:
    return PhotoCell(
        text="".join(line.text for line in found),
        confidence=min((line.confidence for line in found), default=0.0),
        picture=picture(even, spot),
    )


def _spot(even: Pixels, box: Box) -> Box | None:
    """Where the ink within a cell stands, None for an empty one."""
    left, top, right, bottom = box
    inner = even[top + INSET : bottom - INSET, left + INSET : right - INSET]
    if not inner.size:
        return None
    dark = _without_border(_ink(inner).astype(np.uint8))
    if dark.sum() < SPECK:
        return None
    y, x = np.nonzero(dark)
    return (
        left + INSET + int(x.min()),
        top + INSET + int(y.min()),
        left + INSET + int(x.max()) + 1,
        top + INSET + int(y.max()) + 1,
    )


def _ink(inner: Pixels) -> Pixels:
    """Where it is darker than paper, told by the paper and the ink of this very cell:
    what is printed faint, or photographed dim, is printed too.
    """
    smooth = cv2.GaussianBlur(inner, (0, 0), 1)
    paper, darkest = float(np.median(smooth)), float(smooth.min())
    if darkest > FAINT:
        return np.zeros(inner.shape, bool)
    return np.asarray(smooth < paper - SHADE * (paper - darkest))


def _without_border(dark: Pixels) -> Pixels:
    """Without what is left of the ruled lines: thin marks that touch the edge."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark)
    height, width = dark.shape
    for part in range(1, count):
        x, y, w, h, _ = stats[part]
        is_at_side = (x == 0 or x + w == width) and w <= 6
        is_at_top = (y == 0 or y + h == height) and h <= 6
        is_rule = h <= 5 and w > width / 2 and (y < 8 or y + h > height - 8)
        if is_at_side or is_at_top or is_rule or stats[part, cv2.CC_STAT_AREA] < 4:
            dark[labels == part] = 0
    return dark


def _lines(even: Pixels, spot: Box, usual: float) -> list[Box]:
    """One box a line: a cell twice as tall as most has two."""
    left, top, right, bottom = spot
    if bottom - top < TALL * usual:
        return [spot]
    filled = _ink(even[top:bottom, left:right]).any(axis=1).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], filled, [0]])))
    parts = [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
    lines = _together(parts, usual)
    return [(left, top + a, right, top + b) for a, b in lines]


def _together(parts: Sequence[tuple[int, int]], usual: float) -> list[tuple[int, int]]:
    """二 has two strokes with a gap between: parts are one line up to its usual height."""
    lines: list[tuple[int, int]] = []
    for first, end in parts:
        if lines and end - lines[-1][0] <= 1.25 * usual:
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((first, end))
    return lines


def _cut(even: Pixels, box: Box) -> Pixels:
    """With paper around it: the reader wants some, most of all beside a lone 1."""
    left, top, right, bottom = box
    inner = even[max(top, 0) : bottom, max(left, 0) : right]
    side = max(SLACK, (WIDE * (bottom - top) - (right - left)) // 2)
    return np.asarray(
        cv2.copyMakeBorder(
            inner, SLACK, SLACK, side, side, cv2.BORDER_CONSTANT, value=WHITE
        )
    )


def picture(even: Pixels, box: Box) -> bytes:
    """A small JPEG for the person who is asked."""
    crop = _cut(even, box)
    scale = PICTURE_HEIGHT / crop.shape[0]
    if scale < 1:
        crop = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", crop, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return bytes(data)
