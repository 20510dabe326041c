"""What is read from a photo: cells in rows, each with its doubt and its cut-out."""

from collections.abc import Sequence
from dataclasses import dataclass

from villagepub.errors import UserError
from villagepub.tables.grid import Grid, Range

Box = tuple[int, int, int, int]  # left, top, right, bottom in dots of the even picture


class ListPhotoError(UserError):
    """A photo that no list can be read from; one sentence that says what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoCell:
    """``confidence``: of the least sure character, 0 to 1; 1 for an empty cell.

    ``picture``: a small JPEG of the place where it stands, b"" where nothing is written.
    """

    text: str = ""
    confidence: float = 1.0
    picture: bytes = b""


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoGrid:
    """``lead``: the lines above the table; ``merged``: 0-based, both ends included."""

    rows: tuple[tuple[PhotoCell, ...], ...]
    lead: tuple[PhotoCell, ...] = ()
    merged: tuple[Range, ...] = ()

    def as_grid(self, name: str) -> Grid:
        rows = [tuple(cell.text for cell in row) for row in self.rows]
        lead = tuple(line.text for line in self.lead)
        return Grid(name=name, rows=rows, merged=self.merged, lead=lead)


@dataclass(frozen=True, kw_only=True, slots=True)
class CellPlace:
    """Where one cell stands: ``row`` and ``column`` 0-based, and how far it reaches."""

    row: int
    column: int
    box: Box
    height: int = 1
    width: int = 1

    @property
    def merged(self) -> Range:
        end = (self.row + self.height - 1, self.column + self.width - 1)
        return (self.row, self.column), end


def grid_of(places: Sequence[CellPlace], read: Sequence[PhotoCell]) -> PhotoGrid:
    """The cells put where they stand; what nothing stands in is empty.

    A column in which nothing is written, head and all, is a crease beside a line.
    """
    height = max(p.row + p.height for p in places)
    width = max(p.column + p.width for p in places)
    rows = [[PhotoCell()] * width for _ in range(height)]
    for place, cell in zip(places, read, strict=True):
        rows[place.row][place.column] = cell
    kept = [c for c in range(width) if any(_is_written(row[c]) for row in rows)]
    merged = (p.merged for p in places if p.height > 1 or p.width > 1)
    return PhotoGrid(
        rows=tuple(tuple(row[c] for c in kept) for row in rows),
        merged=tuple(filter(None, (_within(kept, m) for m in merged))),
    )


def _is_written(cell: PhotoCell) -> bool:
    return bool(cell.text or cell.picture)


def _within(kept: Sequence[int], merged: Range) -> Range | None:
    """The merged cells by their places among the kept columns; None of one cell."""
    (top, left), (bottom, right) = merged
    columns = [place for place, c in enumerate(kept) if left <= c <= right]
    if not columns or (len(columns) == 1 and top == bottom):
        return None
    return (top, columns[0]), (bottom, columns[-1])
