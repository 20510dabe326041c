"""One photo on its way to a grid. Runs in a process of its own; keeps nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from villagepub.photo import (
    characters,
    page,
    positions,
    recognizer,
    ruled_cells,
    table_frame,
)
from villagepub.photo.cells import Box, CellPlace, ListPhotoError, PhotoGrid, grid_of
from villagepub.photo.page import Pixels
from villagepub.photo.ruled_lines import REACH

SAMPLE = 8  # cells that tell which side is up
UPRIGHT = 0.75  # confidence of a sample that is held the right way
QUARTERS = (0, 2, 1, 3)  # turns tried, the likely ones first
MIN_FILLED = 6  # cells of a ruled list; the edges of a sheet make a net of fewer
RETAKE = "请把纸铺平，正对着、亮一点，再拍一张。"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sheet:
    """An even picture, the cells found in it, and what tells the lines above them."""

    even: Pixels
    places: Sequence[CellPlace]
    lead: Callable[[], Sequence[Box]]


def grid(data: bytes, name: str) -> PhotoGrid:
    """The list in a photo. Raises ListPhotoError where none can be read."""
    grey = page.opened(data, name)
    sheet = _upright(grey, name)
    if sheet is None:
        raise ListPhotoError(f"“{name}”里没有找到一张表。{RETAKE}")
    cells = characters.read_cells(sheet.even, sheet.places)
    lead = characters.read_lines(sheet.even, sheet.lead())
    return replace(grid_of(sheet.places, cells), lead=tuple(lead))


def _upright(grey: Pixels, name: str) -> _Sheet | None:
    """The sheet, turned so that its characters stand upright.

    Raises ListPhotoError where it is seen in no turn and parts into no columns in one:
    a list on its head has its heads below.
    """
    best, sure = None, 0.0
    refusal: ListPhotoError | None = None
    for quarters in QUARTERS:
        try:
            sheet = _found(page.turned(grey, quarters), name)
        except ListPhotoError as error:
            refusal = error
            continue
        if sheet is None:
            continue
        confidence = characters.sample(sheet.even, sheet.places, SAMPLE)
        if confidence > UPRIGHT:
            return sheet
        if confidence > sure:
            best, sure = sheet, confidence
    if refusal is not None:
        raise refusal
    return best


def _found(grey: Pixels, name: str) -> _Sheet | None:
    """By ruled lines; where there are none, by the positions of words."""
    frame = table_frame.framed(grey)
    if frame is not None:
        even = page.evened(frame.picture)
        places = ruled_cells.places(even, frame)
        bare = ruled_cells.erased(even, places, frame)
        if characters.filled(bare, places) >= max(MIN_FILLED, len(places) / 4):
            above = partial(_above, even, frame.top)
            return _Sheet(even=bare, places=places, lead=above)
    even = page.evened(page.flattened(grey))
    cells, lead = positions.places(recognizer.boxes(even), name)
    return _Sheet(even=even, places=cells, lead=lambda: lead) if cells else None


def _above(even: Pixels, top: int) -> list[Box]:
    """Title and unit line, from above and from the left."""
    found = [
        (int(b[:, 0].min()), int(b[:, 1].min()), int(b[:, 0].max()), int(b[:, 1].max()))
        for b in recognizer.boxes(even[: top - REACH])
    ]
    return sorted(found, key=lambda box: (box[1] // 30, box[0]))
