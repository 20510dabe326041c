"""The only clock. Everything below ``web``, ``cli`` and ``worker`` is told the time."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def local(at: datetime) -> datetime:
    """The same moment as a wall clock in China shows it."""
    return at.astimezone(CHINA)


def day(at: datetime) -> date:
    """The day in China: a notice posted at 23:30 UTC is posted tomorrow."""
    return local(at).date()


def start_of(on: date) -> datetime:
    """Midnight in China, aware."""
    return datetime.combine(on, time(), CHINA)


def say_day(on: date) -> str:
    """2026年6月20日."""
    return f"{on.year}年{on.month}月{on.day}日"


def say_short_day(on: date) -> str:
    """6月20日."""
    return f"{on.month}月{on.day}日"


def say_near_day(on: date, *, today: date) -> str:
    """6月20日; 2025年6月20日 where that is another year than today's."""
    return say_short_day(on) if on.year == today.year else say_day(on)


def say_moment(at: datetime) -> str:
    """6月20日 10:42."""
    here = local(at)
    return f"{here.month}月{here.day}日 {here:%H:%M}"
