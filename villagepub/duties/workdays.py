"""Working days in China, with the State Council's holidays and the days worked instead.

The holiday data (chinesecalendar) ends with 2026; beyond it weekdays count and the
result is called 暂估.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import chinese_calendar


@lru_cache(maxsize=4096)
def is_workday(on: date) -> bool:
    try:
        return bool(chinese_calendar.is_workday(on))
    except NotImplementedError:
        return on.weekday() < 5


def is_known(on: date) -> bool:
    """False where the holidays are not announced yet: the day is an estimate (暂估)."""
    try:
        chinese_calendar.is_workday(on)
    except NotImplementedError:
        return False
    return True


def add_workdays(on: date, days: int) -> date:
    """The day that is ``days`` working days after ``on``; the day itself is not counted."""
    while days > 0:
        on += timedelta(days=1)
        days -= is_workday(on)
    return on


def publicity_end(on: date, days: int, unit: Literal["calendar", "working"]) -> date:
    """The last day of a 公示期 that begins on the day of posting, which is its first.

    7 days from 6月20日 end on 6月26日. Of working days a day off is not the first.
    """
    if unit == "calendar":
        return on + timedelta(days=days - 1)
    left = days - is_workday(on)
    return add_workdays(on, left) if left > 0 else on
