"""Days: only what the calendar has and the text names whole."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagepub.forms.days import dates
from villagepub.forms.days.dates import DateError

DAY = date(2026, 7, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-03", "2026.7.3", "2026/7/3", "2026年7月3日", "20260703",
        "二〇二六年七月三日", "二0二六年七月三日", "二零二六年七月三日", "２０２６．７．３",
        "2026-07-03 10:22:33", "7.3", "7月3日", "7-3", "7/03", "3日", "3号", "3",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert dates.parse(text, year=2026, month=7) == DAY


def test_a_trailing_zero_is_part_of_the_day() -> None:
    assert dates.parse("7.10", year=2026) == date(2026, 7, 10)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026.6.31", "没有这一天"),
        ("2026.2.30", "没有这一天"),
        ("2026/13/1", "没有这一天"),
        ("20260631", "没有这一天"),
        ("0", "没有这一天"),
        ("7月", "看不出是哪一天"),
        ("6月", "看不出是哪一天"),
        ("7月上旬", "看不出是哪一天"),
        ("2026年", "看不出是哪一天"),
        ("二〇二六年三月", "看不出是哪一天"),
        ("7.3-7.5", "看不出是哪一天"),
        ("26.7.13", "年份只写了两位"),
        ("26年7月13日", "年份只写了两位"),
        ("2206-07-03", "年份不像真的"),
        ("1026年7月3日", "年份不像真的"),
        ("0026.7.3", "年份不像真的"),
        ("二二〇六年七月三日", "年份不像真的"),
        ("农历六月初一", "农历"),
        ("六月初一", "农历"),
        ("廿五日", "农历"),
        ("腊月八日", "农历"),
        ("１２３４５６", "看不出是哪一天"),
    ],
)
def test_what_names_no_day_is_refused_with_a_reason(text: str, says: str) -> None:
    with pytest.raises(DateError, match=says):
        dates.parse(text, year=2026, month=7)


@pytest.mark.parametrize("text", ["7.3", "7月3日", "3日"])
def test_without_a_year_a_day_is_asked_about(text: str) -> None:
    with pytest.raises(DateError, match="哪年哪月"):
        dates.parse(text)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    forms = (
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        day.isoformat(),
    )
    assert {dates.parse(text) for text in forms} == {day}
