"""How a ruled sheet lies in its photo, told by the two points where its lines meet."""

from itertools import combinations

import cv2
import numpy as np

from villagepub.photo.page import Pixels

MAX_BESIDE = 0.5  # of the longer side: farther off nothing of a sheet lies
LOOKED_AT = 1500  # dots of the longer side: enough to see a thin line
MIN_SEGMENT = 0.03  # of the longer side: shorter ones are strokes of characters
MAX_TRIED = 60  # of the longest lines, two by two
MAX_TURN = 0.015  # radians that a line may run past the point, and still lead there


def corners(grey: Pixels) -> Pixels | None:
    """A quadrangle along the sheet's lines that holds them all: left above, right above,
    right below, left below; None where too few lines are seen.
    """
    scale = min(1.0, LOOKED_AT / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    segments = _segments(small)
    along = np.abs(segments[:, 2] - segments[:, 0])
    is_flat = along > np.abs(segments[:, 3] - segments[:, 1])
    flat, tall = _meeting(segments[is_flat]), _meeting(segments[~is_flat])
    if flat is None or tall is None:
        return None
    ends = np.concatenate([flat[1], tall[1]]).reshape(-1, 2)
    upper, lower = _outer(ends, flat[0], axis=1)
    left, right = _outer(ends, tall[0], axis=0)
    met = [
        np.cross(a, b)
        for a, b in ((upper, left), (upper, right), (lower, right), (lower, left))
    ]
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.asarray([p[:2] / p[2] for p in met], np.float32)
    reach = MAX_BESIDE * max(small.shape)
    is_near = (found > -reach).all() and (found < max(small.shape) + reach).all()
    return np.asarray(found / scale, np.float32) if is_near else None


def _segments(grey: Pixels) -> Pixels:
    """(n, 4): x and y of both ends of every long line."""
    lines: Pixels | None = cv2.createLineSegmentDetector().detect(grey)[0]
    found = np.empty((0, 4)) if lines is None else lines.reshape(-1, 4).astype(float)
    return np.asarray(found[_lengths(found) > MIN_SEGMENT * max(grey.shape)])


def _lengths(segments: Pixels) -> Pixels:
    return np.asarray(np.hypot(*(segments[:, 2:] - segments[:, :2]).T))


def _meeting(segments: Pixels) -> tuple[Pixels, Pixels] | None:
    """The point, in homogeneous coordinates, to which most of the lines lead, and those."""
    ones = np.ones((len(segments), 1))
    first = np.hstack([segments[:, :2], ones])
    lines = np.cross(first, np.hstack([segments[:, 2:], ones]))
    lines /= np.linalg.norm(lines, axis=1, keepdims=True) + 1e-12
    lengths = _lengths(segments)
    best, most = None, 0.0
    for i, j in combinations(np.argsort(-lengths)[:MAX_TRIED], 2):
        point = np.cross(lines[i], lines[j])
        is_near = _leads(segments, point)
        if (total := float(lengths[is_near].sum())) > most:
            best, most = is_near, total
    if best is None or best.sum() < 3:
        return None
    weighted = lines[best] * lengths[best, None]
    return np.linalg.svd(weighted)[2][-1], segments[best]


def _leads(segments: Pixels, point: Pixels) -> Pixels:
    """Whether each line runs to the point."""
    middle = (segments[:, :2] + segments[:, 2:]) / 2
    way = point[:2] - middle * point[2]
    own = segments[:, 2:] - segments[:, :2]
    turn = way[:, 0] * own[:, 1] - way[:, 1] * own[:, 0]
    size = np.hypot(*way.T) * np.hypot(*own.T) + 1e-12
    return np.asarray(np.abs(turn) < MAX_TURN * size)


def _outer(ends: Pixels, point: Pixels, *, axis: int) -> tuple[Pixels, Pixels]:
    """The first and the last line through the point that touch these ends."""
    homogeneous = np.hstack([ends, np.ones((len(ends), 1))])
    lines = np.cross(homogeneous, point)
    middle = ends.mean(axis=0)
    # Where each crosses the upright, or the level, through the middle of all.
    at = -(lines[:, 1 - axis] * middle[1 - axis] + lines[:, 2]) / lines[:, axis]
    return lines[np.argmin(at)], lines[np.argmax(at)]
