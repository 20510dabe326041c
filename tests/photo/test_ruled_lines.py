"""A ruled list is found whole, however it lies in its photo."""

import random

import pytest

from benchmarks.photo.lists import PaperList, draw_list

pytest.importorskip("cv2", reason="认照片的部件没装：make photo")
from benchmarks.photo.camera import photographed
from villagepub.photo import characters, page, ruled_cells, table_frame
from villagepub.photo.cells import CellPlace
from villagepub.photo.page import Pixels


def found(dice: str) -> tuple[PaperList, Pixels, list[CellPlace]]:
    """(what is printed, its picture without ruled lines, the places of its cells)."""
    drawn = random.Random(dice)  # noqa: S311  (a drawing)
    paper = draw_list(drawn, rows=0)
    frame = table_frame.framed(page.opened(photographed(paper, drawn), "照片.jpg"))
    assert frame is not None
    even = page.evened(frame.picture)
    cells = ruled_cells.places(even, frame)
    return paper, ruled_cells.erased(even, cells, frame), cells


@pytest.mark.parametrize(
    "dice",
    [
        "811/129",  # its left half alone, seen askew, made a net of two columns
        "2029/32",  # a crease along a column meets another one below the table
    ],
)
def test_a_list_is_found_whole_however_it_lies(dice: str) -> None:
    paper, _, cells = found(dice)
    assert max(cell.row for cell in cells) + 1 == len(paper.grid)
    assert max(cell.column for cell in cells) + 1 == len(paper.heads)


def test_what_is_printed_under_a_crease_is_read() -> None:
    paper, bare, cells = found("2029/1")
    creased = paper.heads.index("月数")
    own = [cell for cell in cells if cell.column == creased and cell.row]
    read = [cell.text for cell in characters.read_cells(bare, own)]
    printed = [row[creased] for row in paper.grid[1:]]
    assert sum(a == b for a, b in zip(read, printed, strict=True)) >= len(printed) - 1
