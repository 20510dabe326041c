"""A list printed on A4 and photographed by somebody in a hurry, in a dark office.

Tilted, from the side, with a shadow, a crease, not sharp, saved small.
"""

import io
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import cv2
import manimgx_fonts_cjk
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.photo.lists import PaperList

FONT = Path(manimgx_fonts_cjk.__file__).parent / "NotoSansCJK-VF.otf.ttc"
KAI = Path("/usr/share/fonts/truetype/lxgw-wenkai")
PAGE = (1654, 2339)  # A4 at 200 dots an inch
FRAME = (2400, 3200)  # of the photo
Pixels: TypeAlias = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Badness:
    """How badly: 1 is the worst that somebody would still send."""

    tilt: float = 7.0  # degrees
    perspective: float = 0.06  # of the width, at each corner
    shade: float = 0.5  # how dark the darkest corner is
    blur: float = 1.5  # standard deviation in dots of the photo
    crease: float = 4.0  # dots that a fold shifts
    noise: float = 7.0
    stains: int = 2  # at most: of tea, of a thumb
    quality: tuple[int, int] = (45, 85)


def photographed(
    paper: PaperList, dice: random.Random, badness: Badness | None = None
) -> bytes:
    """The JPEG that arrives."""
    page = np.asarray(printed(paper, dice))
    return _shot(page, dice, badness or Badness())


def _font(dice: random.Random) -> tuple[Path, int]:
    kai = sorted(KAI.glob("*Regular.ttf"))
    if kai and dice.random() < 0.25:
        return kai[0], 0
    return FONT, 2


def printed(paper: PaperList, dice: random.Random) -> Image.Image:
    """The page as it leaves the printer."""
    path, index = _font(dice)
    page = Image.new("RGB", PAGE, "white")
    pen = ImageDraw.Draw(page)
    count = len(paper.rows) + 1
    height = min(62, (PAGE[1] - 420) // count)
    size = min(30, int(height * 0.62))
    body = ImageFont.truetype(path, size, index=index)
    if path == FONT:
        body.set_variation_by_axes([dice.choice((300, 400, 500))])
    title = ImageFont.truetype(path, 44, index=index)
    pen.text((PAGE[0] / 2, 150), paper.title, "black", title, anchor="mm")
    if paper.unit_line:
        pen.text((PAGE[0] - 160, 225), paper.unit_line, "black", body, anchor="rm")
    _table(pen, paper, body, height)
    return page


def _table(pen: ImageDraw.ImageDraw, paper: PaperList, font: Any, height: int) -> None:
    left, top, right = 130, 260, PAGE[0] - 130
    share = (right - left) / sum(paper.widths)
    edges = [left]
    for width in paper.widths:
        edges.append(edges[-1] + int(width * share))
    for r, row in enumerate((paper.heads, *paper.rows)):
        middle = top + r * height + height / 2
        for c, cell in enumerate(row):
            is_number = bool(r) and c > 1 and cell.replace(".", "").isdecimal()
            _write(pen, cell, font, (edges[c], edges[c + 1]), middle, is_number)
    if paper.is_ruled:
        bottom = top + (len(paper.rows) + 1) * height
        for r in range(len(paper.rows) + 2):
            y = top + r * height
            pen.line((left, y, edges[-1], y), "black", 2)
        for x in edges:
            pen.line((x, top, x, bottom), "black", 2)


def _write(
    pen: ImageDraw.ImageDraw,
    cell: str,
    font: Any,
    sides: tuple[int, int],
    middle: float,
    is_number: bool,
) -> None:
    """In the middle of its cell, a number at its right; smaller where it has no room."""
    left, right = sides
    while font.getlength(cell) > right - left - 8 and font.size > 10:
        font = font.font_variant(size=font.size - 1)
    if is_number:
        pen.text((right - 10, middle), cell, "black", font, anchor="rm")
    else:
        pen.text(((left + right) / 2, middle), cell, "black", font, anchor="mm")


def _shot(page: Pixels, dice: random.Random, bad: Badness) -> bytes:
    noise = np.random.default_rng(dice.randrange(2**32))
    page = _creased(_stained(page, dice, bad), dice, bad)
    photo = _seen(page, dice, bad)
    photo = photo * _light(dice, bad)[..., None]
    blur = dice.uniform(0.4, bad.blur)
    photo = cv2.GaussianBlur(photo, (0, 0), blur)
    if dice.random() < 0.3:
        photo = _shaken(photo, dice)
    photo = photo + noise.normal(0, dice.uniform(1, bad.noise), photo.shape)
    data = np.clip(photo, 0, 255).astype(np.uint8)
    image = Image.fromarray(data)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=dice.randint(*bad.quality))
    return out.getvalue()


def _stained(page: Pixels, dice: random.Random, bad: Badness) -> Pixels:
    """Spots in which the print is half gone."""
    height, width = page.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    stained = page.astype(np.float32)
    for _ in range(dice.randint(0, bad.stains)):
        at = dice.uniform(0.1, 0.9) * width, dice.uniform(0.15, 0.8) * height
        size = dice.uniform(15, 45)
        inside = ((x - at[0]) / size) ** 2 + (
            (y - at[1]) / size / dice.uniform(0.5, 1)
        ) ** 2
        weight = (
            dice.uniform(0.3, 0.75) / (1 + np.exp(np.minimum((inside - 1) * 8, 60)))
        )[..., None]
        colour = np.array([dice.randint(140, 220), dice.randint(120, 190), 120])
        stained = stained * (1 - weight) + colour * weight
    return np.asarray(stained)


def _creased(page: Pixels, dice: random.Random, bad: Badness) -> Pixels:
    height, width = page.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    light = np.ones((height, width), np.float32)
    shift = np.zeros_like(light)
    for _ in range(dice.randint(0, 2)):
        at = dice.uniform(0.25, 0.75)
        slope = dice.uniform(-0.15, 0.15)
        is_across = dice.random() < 0.7
        away = (y - at * height - slope * x) if is_across else (x - at * width)
        shift += dice.uniform(0, bad.crease) * np.exp(-np.abs(away) / 120)
        light *= 1 - dice.uniform(0.05, 0.3) * np.exp(-((away / 5) ** 2))
        light *= 1 - 0.12 * (away > 0)
    bent = cv2.remap(page, x, y + shift, cv2.INTER_LINEAR, borderValue=(255,) * 3)
    return np.asarray(bent * light[..., None], np.float32)


def _seen(page: Pixels, dice: random.Random, bad: Badness) -> Pixels:
    """From the side and tilted, on a table."""
    height, width = page.shape[:2]
    fill = dice.uniform(0.84, 0.96)
    scale = min(FRAME[0] / width, FRAME[1] / height) * fill
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    placed = (corners - [width / 2, height / 2]) * scale
    angle = np.radians(dice.uniform(-bad.tilt, bad.tilt))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    placed = placed @ turn.T + [FRAME[0] / 2, FRAME[1] / 2]
    jitter = bad.perspective * width * scale
    placed += [[dice.uniform(-jitter, jitter) / 2 for _ in "xy"] for _ in range(4)]
    inside = np.clip(placed, 8, np.array(FRAME) - 8).astype(np.float32)
    lens = cv2.getPerspectiveTransform(corners, inside)
    desk = np.array(
        [dice.randint(60, 150), dice.randint(50, 120), dice.randint(40, 100)]
    )
    table = np.full((FRAME[1], FRAME[0], 3), desk, np.float32)
    sheet = cv2.warpPerspective(page, lens, FRAME, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.ones((height, width), np.float32), lens, FRAME)
    return np.asarray(
        sheet * mask[..., None] + table * (1 - mask[..., None]), np.float32
    )


def _light(dice: random.Random, bad: Badness) -> Pixels:
    """Dark towards one side, and the shadow of a hand or a phone."""
    y, x = np.mgrid[0 : FRAME[1], 0 : FRAME[0]].astype(np.float32)
    angle = dice.uniform(0, 2 * np.pi)
    along = np.cos(angle) * x / FRAME[0] + np.sin(angle) * y / FRAME[1]
    along = (along - along.min()) / (along.max() - along.min())
    light = 1 - dice.uniform(0.1, bad.shade) * along
    if dice.random() < 0.5:
        away = (
            x * dice.uniform(-1, 1)
            + y * dice.uniform(0.3, 1)
            - dice.uniform(0.5, 1) * FRAME[1]
        )
        light *= 1 - dice.uniform(0.1, 0.35) / (1 + np.exp(-away / 60))
    return np.asarray(light * dice.uniform(0.85, 1.0), np.float32)


def _shaken(photo: Pixels, dice: random.Random) -> Pixels:
    """The hand moved a little."""
    length = dice.randint(2, 4)
    kernel: Pixels = np.zeros((7, 7), np.float32)
    kernel[3, 3 - length // 2 : 3 - length // 2 + length] = 1
    turn = cv2.getRotationMatrix2D((3, 3), dice.uniform(0, 180), 1)
    kernel = cv2.warpAffine(kernel, turn, (7, 7))
    return np.asarray(cv2.filter2D(photo, -1, kernel / kernel.sum()), np.float32)
