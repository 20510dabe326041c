"""公开时限 as a value: how many days from what, how often, by which day."""

import calendar
import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from villagepub.forms.form import PeriodKind

Unit = Literal["working", "calendar"]
# 每季度结束, 年度终了, 每月: a start that is the end of a period itself
_PERIOD_END = re.compile(
    r"每?[一1]?个?(?:半年|季|月|年)度?(?:公[开布])?(?:结束|终了|届满|期满|[末底满过])?(?:之日)?"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeLimit:
    """``days`` in ``unit`` or whole ``months`` are counted from ``start`` (收到批复之日),
    '' where the limit does not say from what. ``publicity``: days of a 公示期, ``result``:
    whose outcome is published as well (公示7日；发放结果随时公布).
    ``looks_back``: 3月底前公布上年度, the day lies after the period that it is about.

    ``every``: how often, with ``month`` of the period (每季度末月: 3) and ``day`` where
    they are named. ``at_once``: 随时, 及时; ``always``: 长期.
    """

    days: int | None = None
    unit: Unit | None = None
    months: int | None = None
    start: str | None = None
    publicity: int | None = None
    publicity_unit: Unit | None = None
    result: bool = False
    every: PeriodKind | None = None
    month: int | None = None
    day: int | None = None
    at_once: bool = False
    always: bool = False
    looks_back: bool = False

    def as_clock(self) -> dict[str, Any]:
        """As ``catalog list --json`` has it."""
        said = {key: value for key, value in asdict(self).items() if value}
        said |= {"days": self.days} if self.days is not None else {}
        said.pop("start", None)
        usual = {"days": None, "unit": None, "publicity": None}
        return {**usual, "from": self.start, **said}

    @property
    def runs_from_event(self) -> bool:
        return self.days is not None or self.months is not None

    @property
    def runs_from_period(self) -> bool:
        """每季度结束后15日内; not 每季度公开，重大事项发生后3日内."""
        start = self.start or ""
        return self.runs_from_event and _PERIOD_END.fullmatch(start) is not None


def months_later(on: date, months: int) -> date:
    """The same day so many months on; the last of a month that has no such day.

    民法典第二百零二条.
    """
    years, month = divmod(on.month - 1 + months, 12)
    year = on.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(on.day, last))
