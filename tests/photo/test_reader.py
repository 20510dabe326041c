"""A photo read as it is in service: in a process of its own, within its limits."""

import io
import random
from dataclasses import replace

import pytest
from PIL import Image

from benchmarks.photo.lists import PaperList, draw_elders
from villagepub import photo, pool
from villagepub.photo import PhotoGrid
from villagepub.pool import Pool

pytest.importorskip("cv2", reason="认照片的部件没装：make photo")
from benchmarks.photo.camera import Badness, photographed

MILD = Badness(shade=0.35, blur=0.8, noise=3, stains=0)


def read(paper: PaperList, dice: random.Random, *, degrees: int) -> PhotoGrid:
    with Image.open(io.BytesIO(photographed(paper, dice, MILD))) as upright:
        turned = io.BytesIO()
        upright.rotate(degrees, expand=True).save(turned, "JPEG", quality=80)
    own = Pool(limits=pool.PHOTO)
    try:
        found: PhotoGrid = own.call(photo.read, turned.getvalue(), "照片.jpg")
        return found
    finally:
        own.close()


def test_a_list_on_its_head_without_lines_is_turned_and_read() -> None:
    dice = random.Random(4)  # noqa: S311  (a drawing)
    paper = replace(draw_elders(dice, 5), is_ruled=False)
    grid = read(paper, dice, degrees=180)
    texts = [tuple(cell.text for cell in row) for row in grid.rows]
    assert texts == [paper.heads, *paper.rows]
    assert grid.lead[0].text == paper.title
