"""Who is printed as elected has more than half of the votes."""

import pytest

from tests.forms.case_sheets import pasted
from tests.forms.test_messy_sheets import rows

HEADS = "姓名|职务|得票数|收回选票|结果"


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        (("王建国|主任|60|100|当选", "李燕|主任|40|100|"), []),
        (("王建国|主任|60|100|当选", "李燕|主任|40|100|未当选"), []),
        (("王建国|主任|51|101|当选",), []),
        (("王建国|主任|50|100|当选", "李燕|主任|50|100|落选"), ["王建国的得票没有过半"]),
        (
            ("王建国|主任|50|100|当选", "李燕|主任|50|100|当选"),
            ["王建国的得票没有过半", "李燕的得票没有过半", "主任有 2 人写着当选"],
        ),
        (("王建国|委员|60|100|当选", "李燕|委员|55|100|当选"), []),
    ],
)  # fmt: skip
def test_half_of_the_votes_elects_nobody(
    lines: tuple[str, ...], asked: list[str]
) -> None:
    found = pasted("T24B", rows(HEADS, *lines))
    assert [p.title for p in found.problems] == asked


def test_the_ballots_that_the_title_counts_are_those_that_half_is_of() -> None:
    lines = ("姓名|职务|得票数|结果", "王建国|主任|60|当选", "李燕|委员|40|当选")
    found = pasted("T24B", rows("选举结果（发出100张，收回97张）", *lines))
    assert [p.title for p in found.problems] == ["李燕的得票没有过半"]


@pytest.mark.parametrize(
    ("head", "said"), [("当选", "当选"), ("是否当选", "是"), ("当选情况", "√")]
)
def test_a_column_of_who_is_elected_is_read_by_its_name(head: str, said: str) -> None:
    lines = (f"王建国|主任|50|100|{said}", "李燕|主任|49|100|")
    found = pasted("T24B", rows(f"姓名|职务|得票数|收回选票|{head}", *lines))
    assert [p.title for p in found.problems] == ["王建国的得票没有过半"]
