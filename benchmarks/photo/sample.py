"""The photographed list that the demonstration carries: python -m benchmarks.photo.sample."""

import io
import random
from dataclasses import replace
from pathlib import Path

from PIL import Image

from benchmarks.photo.camera import Badness, photographed
from benchmarks.photo.lists import PaperList, draw_elders, with_identities
from villagepub import demo

DATA = Path(demo.__file__).parent / "data"
NAME = "马家沟村2026年第三季度高龄津贴发放表（照片）.jpg"
SEED = 7
WIDTH = 1500  # dots: a phone sends so many, and a clone need not carry more


def drawn(dice: random.Random) -> PaperList:
    paper = with_identities(draw_elders(dice, 12), dice)
    return replace(paper, title="马家沟村2026年第三季度高龄津贴发放表")


def main() -> None:
    dice = random.Random(SEED)  # noqa: S311  (a drawing)
    mild = Badness(shade=0.35, blur=0.8, noise=3, stains=0)
    data = photographed(drawn(dice), dice, mild)
    with Image.open(io.BytesIO(data)) as photo:
        photo.thumbnail((WIDTH, 2 * WIDTH))
        photo.save(DATA / NAME, "JPEG", quality=60, optimize=True)


if __name__ == "__main__":
    main()
