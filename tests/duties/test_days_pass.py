"""From one day to the next nothing that is owed vanishes, over year ends and moved days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.duties.test_obligations import AID, NOTICE, SUBSIDY, VOTES, limit
from villagepub.duties.duty import MonthlyDays, OwedItem
from villagepub.duties.obligations import duties
from villagepub.period import Period
from villagepub.states import DutyState

SINCE = date(2026, 1, 1)
LIMITS = {
    "每月": "month",
    "每月10日前": "month",
    "每季度": "quarter",
    "每季度末月25日": "quarter",
    "每季度结束后15日内": "quarter",
    "每季度结束后10个工作日内": "quarter",
    "每半年": "half",
    "每年": "year",
    "每年12月底前": "year",
    "年度终了后3个月内": "year",
}
ITEMS = [
    replace(AID, period=kind, limit=limit(text), owed_from=SINCE)  # type: ignore[arg-type]
    for text, kind in LIMITS.items()
]
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 30))
# 公开日 as a township may move it: from the first of a month on, for what is due later
MOVES = st.lists(
    st.tuples(
        st.dates(SINCE, date(2027, 12, 1)).map(lambda day: day.replace(day=1)),
        st.integers(1, 31),
    ),
    max_size=3,
    unique_by=lambda move: move[0],
).map(lambda moves: MonthlyDays(tuple(sorted(moves))))


def overdue(item: OwedItem, on: date) -> dict[str, date | None]:
    found = duties([item], [], {}, on=on)
    return {d.period.code: d.due for d in found if d.state is DutyState.OVERDUE}


@given(st.sampled_from(ITEMS), MOVES, DAYS)
def test_what_is_overdue_today_is_overdue_tomorrow(
    item: OwedItem, monthly_days: MonthlyDays, on: date
) -> None:
    item = replace(item, monthly_days=monthly_days)
    today, tomorrow = overdue(item, on), overdue(item, on + timedelta(days=1))
    assert today.items() <= tomorrow.items()


@given(st.sampled_from(ITEMS), MOVES, DAYS)
def test_what_is_due_today_is_overdue_tomorrow_if_nobody_posts_it(
    item: OwedItem, monthly_days: MonthlyDays, on: date
) -> None:
    item = replace(item, monthly_days=monthly_days)
    now = duties([item], [], {}, on=on)
    due = {d.period.code for d in now if d.due == on}
    assert due <= set(overdue(item, on + timedelta(days=1)))


@pytest.mark.parametrize(
    ("item", "last", "first"),
    [
        (replace(SUBSIDY, owed_from=SINCE), "2026", "2027"),
        (replace(AID, owed_from=SINCE), "2026Q3", "2026Q4"),
        (replace(AID, period="month", owed_from=SINCE), "2026-11", "2026-12"),
        (replace(AID, period="half", owed_from=SINCE), "2026H1", "2026H2"),
    ],
    ids=["year", "quarter", "month", "half"],
)
def test_the_year_turns_and_both_years_are_there(
    item: OwedItem, last: str, first: str
) -> None:
    """On 12月31日 the old one is still the current one; on 1月1日 it is overdue or, of a
    year's list, exactly one day late.
    """
    eve = duties([item], [], {}, on=date(2026, 12, 31))
    assert eve[0].period.code == last
    new = {d.period.code: d for d in duties([item], [], {}, on=date(2027, 1, 1))}
    assert {last, first} <= set(new)
    assert new[last].state is DutyState.OVERDUE
    if item.period == "year":
        assert new[last].days == 1
        posted = replace(NOTICE, item_id=item.item_id, period="2026")
        after = duties([item], [posted], {}, on=date(2027, 1, 1))
        assert [d.period.code for d in after] == ["2027"]


def test_what_happened_on_the_last_day_of_the_year_is_found_on_the_first() -> None:
    posted = replace(
        NOTICE,
        item_id=VOTES.item_id,
        period="2026-12-31",
        published_on=date(2026, 12, 31),
    )
    found = duties([VOTES], [posted], {}, on=date(2027, 1, 1))
    assert [d.period for d in found] == [
        Period.parse("2026-12-31"),
        Period.parse("2027-01-01"),
    ]


def test_a_moved_day_makes_nothing_late_that_was_not_and_nothing_early() -> None:
    """20日 until September; from October on 8日: the third quarter is due on 8日."""
    moved = MonthlyDays(((SINCE, 20), (date(2026, 10, 1), 8)))
    item = replace(AID, owed_from=SINCE, monthly_days=moved)
    assert overdue(item, date(2026, 10, 8)) == {
        "2025Q4": date(2026, 1, 20),
        "2026Q1": date(2026, 4, 20),
        "2026Q2": date(2026, 7, 20),
    }
    assert overdue(item, date(2026, 10, 9))["2026Q3"] == date(2026, 10, 8)
