"""Where a list may be cut: a block ends with no band, the next begins with no sum."""

import pytest

from villagepub.render.row_breaks import breaks

KINDS = {"r": "row", "s": "sum", "b": "sub", "c": "carry"}


def rows(kinds: str) -> list[dict[str, str]]:
    return [{"s": KINDS[kind]} for kind in kinds]


@pytest.mark.parametrize(
    ("kinds", "at", "end"),
    [
        ("rrrrrr", 4, 4),
        ("rrrsrr", 3, 2),  # a sum stays with the last of its rows
        ("rrrbrr", 4, 3),  # a band goes on with its rows
        ("rrrscr", 5, 4),  # a carry-over too; the sum before it is an end
        ("rrrsbr", 5, 4),
        ("rrrsss", 5, 2),
        ("rrrrrs", 6, 6),  # the end of the list is one
    ],
)
def test_a_block_ends_where_the_eye_may_stop(kinds: str, at: int, end: int) -> None:
    assert breaks(rows(kinds), again=False)["ends"][at] == end


def test_a_month_s_sum_near_the_end_is_the_better_end() -> None:
    found = breaks(rows("crrsrrrrrr"), again=False)["sums"]
    assert found[:9] == [0, 0, 0, 0, 4, 4, 4, 4, 4]
    assert found[9:] == [0, 0]


def test_a_band_is_said_again_by_blocks_that_begin_below_it() -> None:
    assert breaks(rows("brrbr"), again=True)["bands"] == [None, 0, 0, None, 3]
    assert breaks(rows("brrbr"), again=False)["bands"] == [None] * 5
