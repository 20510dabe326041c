"""A list without ruled lines: its columns are told by where its words stand, or not."""

from collections.abc import Sequence

import pytest

from villagepub import photo
from villagepub.photo import ListPhotoError

pytestmark = pytest.mark.skipif(
    not photo.is_installed(), reason="认照片的部件没装：make photo"
)
HEIGHT, STEP = 24, 60  # dots: of a word, from one row to the next
Word = tuple[int, int]  # from where to where, in dots
# Heads in the middle of their columns; names too, figures at the right.
HEADS = ((20, 120), (200, 280), (400, 520), (640, 800))
ROW = ((35, 105), (215, 265), (540, 560), (820, 880))


def cells(rows: Sequence[Sequence[Word]]) -> list[list[str]]:
    """Which columns each row fills, as the left sides of what stands in them."""
    import numpy as np

    from villagepub.photo import positions

    corners = np.array(
        [
            [(a, y), (b, y), (b, y + HEIGHT), (a, y + HEIGHT)]
            for y, row in ((n * STEP, row) for n, row in enumerate(rows))
            for a, b in row
        ],
        np.float32,
    )
    found, _ = positions.places(corners, "照片.jpg")
    width = 1 + max(place.column for place in found)
    grid = [[""] * width for _ in range(1 + max(place.row for place in found))]
    for place in found:
        grid[place.row][place.column] = str(place.box[0] + positions.SLACK)
    return grid


def test_figures_beside_the_middle_of_their_head_are_its_column() -> None:
    assert cells([HEADS, ROW, ROW, ROW]) == [
        ["20", "200", "400", "640"],
        *[["35", "215", "540", "820"]] * 3,
    ]


def test_names_at_the_left_of_their_head_are_its_column() -> None:
    heads, row = ((100, 200), (300, 400), (500, 600)), ((0, 70), (310, 390), (520, 580))
    assert cells([heads, row, row])[1] == ["0", "310", "520"]


def test_the_two_parts_in_which_a_head_was_seen_are_one_head() -> None:
    """月保障金额 and （元） stood two dots apart, and the second had no column."""
    heads = (*HEADS[:3], (640, 740), (742, 800))
    assert cells([heads, ROW, ROW, ROW])[0] == ["20", "200", "400", "640"]


@pytest.mark.parametrize(
    "rows",
    [
        [HEADS[:3], ROW, ROW, ROW],
        [HEADS, *[(*ROW[:1], (230, 410), *ROW[2:])] * 3],
        [((20, 120), (130, 280), (400, 520)), *[((20, 125), (140, 280), (400, 520))] * 3,
         ((20, 280), (400, 520), (600, 640))],
    ],
    ids=["figures without a head", "words across two columns", "columns that touch"],
)  # fmt: skip
def test_what_cannot_be_parted_is_said_and_not_guessed(
    rows: Sequence[Sequence[Word]],
) -> None:
    with pytest.raises(ListPhotoError, match="没有画线，分不清哪些字是一列"):
        cells(rows)
