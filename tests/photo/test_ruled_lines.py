"""A ruled list is found whole, however it lies in its photo."""

import random

import pytest

from benchmarks.photo.lists import draw_list

pytest.importorskip("cv2", reason="认照片的部件没装：make photo")
from benchmarks.photo.camera import photographed
from villagepub.photo import page, ruled_lines


def test_a_list_askew_whose_papers_edge_is_not_seen_is_found_whole() -> None:
    """Its left half alone, seen askew, made a net of two columns."""
    dice = random.Random("811/129")  # noqa: S311  (a drawing)
    paper = draw_list(dice, rows=0)
    frame = ruled_lines.framed(page.opened(photographed(paper, dice), "照片.jpg"))
    assert frame is not None
    cells = ruled_lines.places(page.evened(frame.picture), frame)
    assert max(cell.row for cell in cells) + 1 == len(paper.grid)
    assert max(cell.column for cell in cells) + 1 == len(paper.heads)
