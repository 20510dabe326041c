"""Periods: how they are written, said, and follow each other."""

from datetime import date

import pytest

from villagepub.forms.form import PeriodKind
from villagepub.period import Period, PeriodError


@pytest.mark.parametrize(
    ("text", "code", "label", "first", "last"),
    [
        ("2026", "2026", "2026年", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026H2", "2026H2", "2026年下半年", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026Q3", "2026Q3", "2026年第三季度", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026q1", "2026Q1", "2026年第一季度", date(2026, 1, 1), date(2026, 3, 31)),
        ("2028-02", "2028-02", "2028年2月", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-06-20", "2026-06-20", "2026年6月20日", date(2026, 6, 20), date(2026, 6, 20)),
        ("2026年", "2026", "2026年", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026年上半年", "2026H1", "2026年上半年", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026年第三季度", "2026Q3", "2026年第三季度", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026 年 4 季度", "2026Q4", "2026年第四季度", date(2026, 10, 1), date(2026, 12, 31)),
        ("２０２６年９月份", "2026-09", "2026年9月", date(2026, 9, 1), date(2026, 9, 30)),
        ("2026年6月20日", "2026-06-20", "2026年6月20日", date(2026, 6, 20), date(2026, 6, 20)),
        (" ２０２６Q3 ", "2026Q3", "2026年第三季度", date(2026, 7, 1), date(2026, 9, 30)),
    ],
)  # fmt: skip
def test_a_period_is_read(
    text: str, code: str, label: str, first: date, last: date
) -> None:
    period = Period.parse(text)
    assert (period.code, period.label) == (code, label)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "2026Q5", "2026H3", "2026-13", "2026-02-30", "26", "9999Q4", "0000", "第三季度", "2026年13月", "2026年2月30日", "2026年五季度",
     "2026Q3; DROP", "x" * 100_000],
)  # fmt: skip
def test_what_is_no_period_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(PeriodError, match="写成 2026年、2026年上半年、2026年第三季度"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("kind", "on", "holding", "previous"),
    [
        ("year", date(2026, 6, 19), "2026", "2025"),
        ("half", date(2026, 6, 30), "2026H1", "2025H2"),
        ("quarter", date(2026, 1, 1), "2026Q1", "2025Q4"),
        ("quarter", date(2026, 9, 30), "2026Q3", "2026Q2"),
        ("month", date(2026, 3, 31), "2026-03", "2026-02"),
        ("event", date(2026, 3, 1), "2026-03-01", "2026-02-28"),
    ],
)
def test_the_period_of_a_day_and_the_one_before(
    kind: PeriodKind, on: date, holding: str, previous: str
) -> None:
    period = Period.holding(kind, on)
    assert (period.code, period.previous.code) == (holding, previous)


@pytest.mark.parametrize(
    ("code", "kind", "says"),
    [
        ("2026Q3", "year", "按年公开"),
        ("2026", "quarter", "按季度公开"),
        ("2027", "year", "还没到"),
        ("2026-12-09", "event", "还没到"),
        ("2000-06-20", "event", "十年以前"),
        ("2006Q3", "quarter", "十年以前"),
    ],
)
def test_a_period_of_another_kind_or_far_ahead_is_refused(
    code: str, kind: PeriodKind, says: str
) -> None:
    with pytest.raises(PeriodError, match=says):
        Period.begun(code, (kind,), date(2026, 10, 8))


def test_a_period_that_has_begun_can_be_written() -> None:
    kinds: tuple[PeriodKind, ...] = ("month", "quarter")
    assert Period.begun("2026Q4", kinds, date(2026, 10, 8)).code == "2026Q4"


def test_what_came_before_the_first_year_is_held_against_and_cannot_be_typed() -> None:
    for text in ("2000", "2000H1", "2000Q1", "2000-01"):
        period = Period.parse(text)
        assert period.previous.last == date(1999, 12, 31)
        assert set(period.compared.values()) >= {"去年"}
        with pytest.raises(PeriodError, match=f"“{period.previous.code}”不是时间段"):
            Period.parse(period.previous.code)
