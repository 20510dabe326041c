"""From a phone's photo to an even picture: upright, flat, without its shadows."""

from typing import Any, TypeAlias

import cv2
import numpy as np

from villagepub.photo import image_header
from villagepub.photo.cells import ListPhotoError

Pixels: TypeAlias = np.ndarray[Any, np.dtype[Any]]

FORMATS = (*image_header.FORMATS, "HEIF")
MAX_SIDE = 3000  # dots that are looked at: a figure of 9 points has 25 in height
MIN_SIDE = 500  # dots of a photo in which anything can be read
SMALL = 800  # dots: enough to find the sheet's edges
MIN_SHEET = 0.2  # of the photo: a smaller bright patch is no sheet
MAX_AROUND = 1.5  # of a table's width and height: what is shown beside it
MAX_LEVEL = 16_000_000  # dots of that picture; of a phone's photo 7 million are read
WHITE = 255


def opened(data: bytes, name: str) -> Pixels:
    """The grey picture as it is held. Raises ListPhotoError for what is no photo."""
    from pi_heif import register_heif_opener
    from PIL import Image, ImageOps

    register_heif_opener()
    with image_header.checked(data, name, FORMATS) as photo:
        photo.draft("L", (MAX_SIDE, MAX_SIDE))
        upright = ImageOps.exif_transpose(photo).convert("L")
    upright.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    if max(upright.size) < MIN_SIDE:
        raise ListPhotoError(f"“{name}”太小，看不清字。请用手机相机直接拍，别截小图。")
    return np.asarray(upright)


def evened(grey: Pixels) -> Pixels:
    """Every place as bright as its paper: shadow and lamp are divided out."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((9, 9), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 15), (0, 0), 8)
    paper = cv2.resize(paper, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    bright = np.maximum(paper.astype(np.float32), 16)
    return np.asarray(np.clip(grey / bright * WHITE, 0, WHITE), np.uint8)


def ink(even: Pixels) -> Pixels:
    """255 where something is printed."""
    window = max(15, (max(even.shape) // 60) | 1)
    return np.asarray(
        cv2.adaptiveThreshold(
            even, WHITE, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 18
        )
    )


def flattened(grey: Pixels) -> Pixels:
    """The sheet of paper cut out and made a rectangle; as it is where no edge is seen."""
    corners = sheet(grey)
    return grey if corners is None else warped(grey, corners, margin=0)


def sheet(grey: Pixels) -> Pixels | None:
    """The corners of the brightest large patch with four of them."""
    scale = SMALL / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), 3)
    _, bright = cv2.threshold(blurred, 0, WHITE, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    found, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not found:
        return None
    outline = cv2.convexHull(max(found, key=cv2.contourArea))
    corners = cv2.approxPolyDP(outline, 0.03 * cv2.arcLength(outline, True), True)
    area = cv2.contourArea(outline)
    if len(corners) != 4 or area < MIN_SHEET * small.size:
        return None
    if cv2.contourArea(corners) < 0.92 * area:
        return None
    return in_order(corners.reshape(4, 2).astype(np.float32) / scale)


def in_order(points: Pixels) -> Pixels:
    """Left above, right above, right below, left below."""
    total, less = points.sum(axis=1), points[:, 0] - points[:, 1]
    picks = [total.argmin(), less.argmax(), total.argmax(), less.argmin()]
    return np.asarray(points[picks], np.float32)


def warped(grey: Pixels, corners: Pixels, *, margin: int, above: int = 0) -> Pixels:
    """The quadrangle as a rectangle, with ``margin`` dots of what is around it and
    ``above`` more on its upper side.
    """
    lens, size = lens_of(corners, margin=margin, above=above)
    return _through(grey, lens, size)


def _through(grey: Pixels, lens: Pixels, size: tuple[int, int]) -> Pixels:
    return np.asarray(
        cv2.warpPerspective(
            grey, lens, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
    )


def levelled(grey: Pixels, corners: Pixels) -> tuple[Pixels, Pixels]:
    """The whole photo, seen so that the quadrangle is a rectangle, and what shows it so.

    At most MAX_AROUND of the rectangle is shown on each of its sides.
    """
    lens, (width, height) = lens_of(corners, margin=0, above=0)
    y, x = grey.shape
    edges = np.array([[[0, 0], [x, 0], [x, y], [0, y]]], np.float32)
    seen = cv2.perspectiveTransform(edges, lens)[0]
    reach = np.array([width, height]) * MAX_AROUND
    first = np.maximum(seen.min(axis=0), -reach)
    last = np.minimum(seen.max(axis=0), reach + (width, height))
    wide, high = (last - first).tolist()
    scale = min(1.0, (MAX_LEVEL / (wide * high)) ** 0.5)
    move = np.array([[1, 0, -first[0]], [0, 1, -first[1]], [0, 0, 1 / scale]])
    size = (int(wide * scale), int(high * scale))
    return _through(grey, move @ lens, size), np.asarray(move @ lens)


def lens_of(
    corners: Pixels, *, margin: int, above: int
) -> tuple[Pixels, tuple[int, int]]:
    """What makes a rectangle of the quadrangle, and the size of the picture then."""
    top, right, bottom, left = (
        float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4)
    )
    width, height = int((top + bottom) / 2), int((left + right) / 2)
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    place = np.array([margin, margin + above], np.float32)
    lens = cv2.getPerspectiveTransform(corners, flat + place)
    return np.asarray(lens), (width + 2 * margin, height + 2 * margin + above)


def turned(grey: Pixels, quarters: int) -> Pixels:
    return np.ascontiguousarray(np.rot90(grey, quarters))
