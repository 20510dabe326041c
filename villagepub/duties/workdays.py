"""Working days in China: the State Council's announced years, and what is known beyond.

The library holds the announced arrangement of each year until 2026; a later year's is
added by a person (``duties.holidays``). Where nothing is announced yet, the statutory
days (citations: ``statutory-holidays``) are free and the result is called 暂估.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from holidays import HolidayBase

SATURDAY = 5
# What the arrangement of a next year has reached back to in twenty years: 12月29日 (2008,
# 2019), and the day before it.
LAST_DAYS = (12, 28)


@cache
def _published(year: int) -> "HolidayBase":
    from holidays import country_holidays

    return country_holidays("CN", years=year)


@cache
def _is_announced(year: int) -> bool:
    """Every announced year works on some weekend days; a computed one on none."""
    return any(day.year == year for day in _published(year).weekend_workdays)


def statutory_days(year: int) -> frozenset[date]:
    """The days that are free by law whatever is announced, without those made up for."""
    made_up = "observed"
    return frozenset(
        day
        for day, name in _published(year).items()
        if day.year == year and made_up not in name and not _is_swap(name)
    )


def _is_swap(name: str) -> bool:
    """Days that an announcement moves are called so by the library."""
    return "from" in name


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """``rest`` and ``work``: the days of the years that a person has added, and those
    of a December that belong to the next year's arrangement.
    """

    rest: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    def is_workday(self, on: date) -> bool:
        if on in self.rest or on in self.work:
            return on in self.work
        if on.year in self._added:
            return on.weekday() < SATURDAY
        return _published(on.year).is_working_day(on)

    def is_known(self, on: date) -> bool:
        """False where the day may still become free or worked: it is an estimate (暂估).

        The last days of a year also hang on the arrangement of the next one.
        """
        is_last = (on.month, on.day) >= LAST_DAYS
        return self._has(on.year) and (not is_last or self._has(on.year + 1))

    def _has(self, year: int) -> bool:
        return year in self._added or _is_announced(year)

    @property
    def _added(self) -> frozenset[int]:
        """Those whose 元旦 is there: every arrangement has it."""
        return frozenset(d.year for d in self.rest if (d.month, d.day) == (1, 1))

    def add_workdays(self, on: date, days: int) -> date:
        """The day ``days`` working days after ``on``; the day itself is not counted."""
        while days > 0:
            on += timedelta(days=1)
            days -= self.is_workday(on)
        return on

    def objection_end(
        self, on: date, days: int, unit: Literal["calendar", "working"]
    ) -> date:
        """The last day of a 公示期 that begins on the day of posting, which is its first.

        7 days from 6月20日 end on 6月26日. Of working days a day off is not the first.
        """
        if unit == "calendar":
            return on + timedelta(days=days - 1)
        left = days - self.is_workday(on)
        return self.add_workdays(on, left) if left > 0 else on


PUBLISHED = Calendar()


def posting_end(on: date, days: int) -> date:
    """The last day that a sheet hangs: ``days`` whole days after the day of posting.

    民法典第二百零一条 leaves the first day out: posted on 6月1日, fifteen days are full
    with 6月16日, and on 6月17日 it may come down.
    """
    return on + timedelta(days=days)
