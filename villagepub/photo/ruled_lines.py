"""The long dark lines of a photo: what is ruled, and what is a crease."""

from dataclasses import dataclass

import cv2
import numpy as np

from villagepub.photo.page import WHITE, Pixels, ink

LINE_SHARE = 25  # a ruled line is at least this part of the picture long
REACH = 6  # dots that a line may wander from its place
SLANT = 5  # dots that a line may climb over its shortest part, and still be one
FAINT = 0.55  # of the usual darkness: less is a crease


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
