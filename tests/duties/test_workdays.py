"""Working days across the holidays of 2026, and what is an estimate beyond them."""

from datetime import date

import pytest

from villagepub.duties.workdays import PUBLISHED, Calendar


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        # 国庆 with 中秋: off 9月25–27日 and 10月1–7日; Saturday 10月10日 is worked
        (date(2026, 9, 24), 1, date(2026, 9, 28)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 28), 20, date(2026, 10, 30)),
        # 春节: off 2月15–23日; Saturdays 2月14日 and 2月28日 are worked
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 2, 14), 5, date(2026, 2, 28)),
        (date(2026, 2, 10), 10, date(2026, 3, 2)),
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
    ],
)
def test_working_days_are_counted_around_holidays(
    start: date, days: int, end: date
) -> None:
    assert PUBLISHED.add_workdays(start, days) == end


@pytest.mark.parametrize(
    ("on", "worked"),
    [
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),  # a Saturday worked instead
        (date(2026, 6, 19), False),  # 端午
        (date(2027, 1, 1), False),  # not announced yet, but statutory
        (date(2027, 2, 5), False),  # 除夕
        (date(2027, 2, 9), False),  # 春节's Saturday is made up for
        (date(2027, 2, 11), True),
    ],
)
def test_days_off_and_days_worked_instead(on: date, worked: bool) -> None:
    assert PUBLISHED.is_workday(on) is worked


def test_days_of_2027_are_an_estimate() -> None:
    assert PUBLISHED.is_known(date(2026, 12, 27))
    assert PUBLISHED.is_known(date(2025, 12, 31))
    assert not PUBLISHED.is_known(date(2027, 1, 4))
    assert PUBLISHED.add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert PUBLISHED.add_workdays(date(2026, 12, 10), 20) == date(2027, 1, 8)


@pytest.mark.parametrize("day", [28, 29, 30, 31])
def test_the_last_days_of_a_year_hang_on_the_next_one(day: int) -> None:
    """As 12月31日 2018 did, which the arrangement of 2019 made free."""
    assert not PUBLISHED.is_known(date(2026, 12, day))
    announced = Calendar(rest=frozenset({date(2027, 1, 1)}))
    assert announced.is_known(date(2026, 12, day))
    assert not announced.is_known(date(2027, 12, day))


def test_an_arrangement_that_a_person_added_counts_for_its_year() -> None:
    added = Calendar(
        rest=frozenset({date(2027, 1, 1), date(2027, 2, 5)}),
        work=frozenset({date(2027, 1, 3)}),
    )
    assert added.is_known(date(2027, 6, 1))
    assert not added.is_workday(date(2027, 1, 1))
    assert added.is_workday(date(2027, 1, 3))  # a Sunday that is worked
    assert added.is_workday(date(2027, 4, 5))  # the added file says otherwise


@pytest.mark.parametrize(
    ("posted", "days", "unit", "end"),
    [
        (date(2026, 6, 20), 7, "calendar", date(2026, 6, 26)),
        (date(2026, 6, 22), 7, "working", date(2026, 6, 30)),
        (date(2026, 6, 20), 7, "working", date(2026, 6, 30)),
        (date(2026, 9, 28), 7, "working", date(2026, 10, 12)),
        (date(2026, 6, 22), 1, "working", date(2026, 6, 22)),
    ],
)
def test_the_day_of_posting_is_the_first_of_the_objection_period(
    posted: date, days: int, unit: str, end: date
) -> None:
    assert PUBLISHED.objection_end(posted, days, unit) == end  # type: ignore[arg-type]
