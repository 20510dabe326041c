"""Quorum and majority of each kind of meeting."""

from datetime import date

import pytest

from villagepub.notices.content.meetings import MEETINGS, meeting_of, outcome

ON = date(2026, 9, 2)


@pytest.mark.parametrize(
    ("words", "due", "present", "yes", "passed"),
    [
        ("村民代表会议", 31, 21, 11, True),
        ("村民代表会议", 31, 20, 20, False),  # 20 of 31 are less than two thirds
        ("村民代表会议", 30, 20, 10, False),  # exactly half is not more than half
        ("第三次村民代表大会", 30, 20, 11, True),
        ("村民会议", 400, 201, 101, True),
        ("村民会议", 400, 200, 200, False),  # half of the villagers is not a quorum
        ("村民会议（户代表）", 150, 100, 51, True),
        ("村民会议（户代表）", 150, 99, 99, False),
        ("三组村民小组会议", 60, 40, 21, True),
        ("村集体经济组织成员大会", 300, 250, 200, True),
        ("村集体经济组织成员大会", 300, 250, 199, False),  # two thirds of all members
        ("成员代表大会", 30, 20, 20, True),  # the 章程 says who must come
        ("成员代表大会", 30, 30, 19, False),
    ],
)
def test_a_matter_passes_by_the_numbers_of_its_meeting(
    words: str, due: int, present: int, yes: int, passed: bool
) -> None:
    found = outcome(meeting_of(words), due=due, present=present, yes=yes, on=ON)
    assert found.passed is passed


def test_a_meeting_that_nobody_named_is_not_judged() -> None:
    found = outcome(meeting_of("表决结果"), due=31, present=28, yes=25, on=ON)
    assert found.passed is None
    assert "没有核" in found.said


@pytest.mark.parametrize(
    ("due", "present", "yes"), [(31, 28, 29), (30, 31, 20), (0, 5, 5)]
)
def test_numbers_that_cannot_be_pass_nothing(due: int, present: int, yes: int) -> None:
    found = outcome(
        meeting_of("村民代表会议"), due=due, present=present, yes=yes, on=ON
    )
    assert found.passed is None
    assert "对不上" in found.said


def test_exactly_half_is_not_said_to_be_a_majority_against() -> None:
    found = outcome(meeting_of("村民代表会议"), due=30, present=20, yes=10, on=ON)
    assert "同意的没有过到会的半数" in found.said
    assert "过半数没有同意" not in found.said
    few = outcome(meeting_of("村民会议"), due=40, present=20, yes=20, on=ON)
    assert "到会没有过半数" in few.said


def test_the_article_is_that_of_the_day() -> None:
    meeting = meeting_of("村民代表会议")
    said = [
        outcome(meeting, due=30, present=20, yes=11, on=on).said
        for on in (date(2025, 9, 2), ON)
    ]
    assert "第二十六条" in said[0]
    assert "第三十条" in said[1]


@pytest.mark.parametrize("meeting", MEETINGS, ids=lambda m: m.name)
def test_a_meeting_is_found_by_its_own_name(meeting) -> None:  # type: ignore[no-untyped-def]
    assert meeting_of(meeting.name) is meeting
