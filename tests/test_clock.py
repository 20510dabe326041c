"""Days are days in China."""

from datetime import UTC, date, datetime

import pytest

from villagepub import clock


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 6, 19, 15, 59, tzinfo=UTC), "2026年6月19日"),
        (datetime(2026, 6, 19, 16, 0, tzinfo=UTC), "2026年6月20日"),
    ],
)
def test_a_day_begins_at_midnight_in_china(at: datetime, said: str) -> None:
    assert clock.say_day(clock.day(at)) == said


def test_a_moment_is_said_as_the_wall_clock_shows_it() -> None:
    assert clock.say_moment(datetime(2026, 6, 20, 2, 42, tzinfo=UTC)) == "6月20日 10:42"


def test_a_day_of_another_year_is_said_with_its_year() -> None:
    today = date(2026, 11, 30)
    assert clock.say_near_day(date(2026, 1, 1), today=today) == "1月1日"
    assert clock.say_near_day(date(2025, 12, 31), today=today) == "2025年12月31日"
