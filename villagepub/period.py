"""The time that a notice is about: a year, half, quarter, month, or one day's event."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from villagepub.errors import UserError
from villagepub.forms.form import PeriodKind

_PATTERN = re.compile(
    r"([0-9]{4})(?:H([12])|Q([1-4])|-([0-9]{2})(?:-([0-9]{2})(?:\.([2-9]))?)?)?"
)
# as people say it: 2026年, 2026年上半年, 2026年第三季度, 2026年9月, 2026年6月20日
_SAID = re.compile(
    r"(20[0-9]{2})年"
    r"(?:([上下])半年|第?([一二三四1-4])季度|([0-9]{1,2})月(?:份|([0-9]{1,2})日)?)?"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９－", "0123456789-")
_ORDINALS = "一二三四五六七八九"
A_DAY = range(2, 10)  # the numbers of an item's second to ninth notice of one day
# a year typed wrong must not become a due day nobody lives to see
YEARS = range(2000, 2100)
MAX_AGE = 10  # years: an older one is a year typed wrong
MAX_KNOWN = 4096  # periods
AHEAD = timedelta(days=31)  # next quarter's list is written in this one's last weeks
MONTHS: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_LAST: dict[PeriodKind, str] = {
    "month": "上月", "quarter": "上季", "half": "上期", "year": "去年",
}  # fmt: skip
KINDS: dict[PeriodKind, str] = {
    "year": "年",
    "half": "半年",
    "quarter": "季度",
    "month": "月",
    "event": "事情发生的那天",
}


class PeriodError(UserError):
    """A text that is no period; the message says how one is written."""


@dataclass(frozen=True, slots=True)
class Period:
    """``code`` is what is stored: 2026, 2026H1, 2026Q3, 2026-09, 2026-06-20.

    2026-06-20.2 is the second notice of an item on one day.
    """

    code: str
    kind: PeriodKind
    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> "Period":
        period = _parsed(text)
        if period.first.year not in YEARS:
            raise _no_period(text)
        return period

    @classmethod
    def _parse(cls, text: str) -> "Period":
        code = _coded(text[:20].strip().translate(_FULL_WIDTH).upper())
        match = _PATTERN.fullmatch(code)
        try:
            if match:
                return cls._of(code, *match.groups())
        except ValueError:
            pass
        raise _no_period(text)

    @classmethod
    def begun(cls, text: str, kinds: Sequence[PeriodKind], on: date) -> "Period":
        """A period of one of these kinds that has begun or soon will. Raises PeriodError."""
        period = cls.parse(text)
        if period.kind not in kinds:
            raise PeriodError(f"这一项按{KINDS[kinds[0]]}公开，{period.label}不对。")
        if period.first > on + AHEAD:
            raise PeriodError(f"{period.label}还没到，先不能写。")
        if period.last.year < on.year - MAX_AGE:
            raise PeriodError(f"{period.label}是十年以前的，看看年份写对了没有。")
        return period

    @classmethod
    def _of(
        cls,
        code: str,
        year: str,
        half: str | None,
        quarter: str | None,
        month: str | None,
        day: str | None,
        _nth: str | None,
    ) -> "Period":
        y = int(year)
        if half:
            return cls(code, "half", *_months(y, int(half) * 6 - 5, 6))
        if quarter:
            return cls(code, "quarter", *_months(y, int(quarter) * 3 - 2, 3))
        if month and day:
            on = date(y, int(month), int(day))
            return cls(code, "event", on, on)
        if month:
            return cls(code, "month", *_months(y, int(month), 1))
        return cls(code, "year", *_months(y, 1, 12))

    @classmethod
    def holding(cls, kind: PeriodKind, on: date) -> "Period":
        """The period of this kind in which a day lies; what came before 2000 too."""
        codes = {
            "year": f"{on.year}",
            "half": f"{on.year}H{1 if on.month < 7 else 2}",
            "quarter": f"{on.year}Q{(on.month + 2) // 3}",
            "month": f"{on.year}-{on.month:02d}",
            "event": on.isoformat(),
        }
        return _parsed(codes[kind])

    @property
    def previous(self) -> "Period":
        return _before(self)

    @property
    def compared(self) -> dict[str, str]:
        """The times that money is held against: 2026Q2 上季, 2025Q3 去年; of a day none."""
        if self.kind == "event":
            return {}
        year_before = self.first.replace(year=self.first.year - 1)
        last_year = Period.holding(self.kind, year_before)
        return {self.previous.code: _LAST[self.kind], last_year.code: "去年"}

    @property
    def nth(self) -> int:
        """Which of its item's notices of one day: two meetings of a day are two."""
        return int(self.code.partition(".")[2] or 1)

    @property
    def label(self) -> str:
        """2026年第三季度, 2026年6月20日; of the same day 2026年6月20日（第二件）."""
        year = f"{self.first.year}年"
        if self.kind == "quarter":
            return f"{year}第{_ORDINALS[(self.first.month - 1) // 3]}季度"
        if self.kind == "half":
            return f"{year}{'上' if self.first.month == 1 else '下'}半年"
        if self.kind == "month":
            return f"{year}{self.first.month}月"
        if self.kind == "event":
            nth = f"（第{_ORDINALS[self.nth - 1]}件）" if self.nth > 1 else ""
            return f"{year}{self.first.month}月{self.first.day}日{nth}"
        return year


# The same few hundred stand for every item of every village, in all its years.
@lru_cache(maxsize=MAX_KNOWN)
def _parsed(text: str) -> Period:
    return Period._parse(text)


@lru_cache(maxsize=MAX_KNOWN)
def _before(period: Period) -> Period:
    return Period.holding(period.kind, period.first - timedelta(days=1))


def _no_period(text: str) -> PeriodError:
    return PeriodError(
        f"“{text[:20]}”不是时间段。"
        "写成 2026年、2026年上半年、2026年第三季度、2026年9月 或 2026年6月20日。"
    )


def _coded(text: str) -> str:
    """2026年第三季度 → 2026Q3; what is no such saying stays as it is."""
    said = _SAID.fullmatch(text.replace(" ", ""))
    if not said:
        return text
    year, half, quarter, month, day = said.groups()
    if half:
        return f"{year}H{1 + '上下'.index(half)}"
    if quarter:
        return f"{year}Q{1 + (_ORDINALS[:4] + '1234').index(quarter) % 4}"
    if month:
        return f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")
    return year


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    last = first + count - 1
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
