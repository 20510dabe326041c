"""What a village owes on a day, from plain values."""

from dataclasses import replace
from datetime import date

import pytest

from villagepub.catalog import time_limits
from villagepub.duties.due_days import due_day
from villagepub.duties.duty import Duty, MonthlyDays, NoticeState, OwedItem
from villagepub.duties.obligations import duties
from villagepub.period import Period
from villagepub.states import DraftStatus, DutyState, NoticeStatus
from villagepub.time_limit import TimeLimit

AID = OwedItem(item_id=4, name="农村最低生活保障对象", form="T7", period="quarter")
SUBSIDY = OwedItem(item_id=2, name="耕地地力保护补贴", form="T8", period="year")
VOTES = OwedItem(item_id=7, name="村民会议决定事项", form="T17", period="event")
NOTICE = NoticeState(
    notice_id=1,
    public_id="k7m2qx",
    item_id=AID.item_id,
    period="2026Q3",
    title="2026年第三季度农村低保对象公布",
    status=NoticeStatus.PUBLISHED,
    version=1,
    published_on=date(2026, 10, 12),
    posting_until=None,
)
DRAFTED = replace(
    NOTICE, status=NoticeStatus.UNPUBLISHED, version=0, published_on=None, draft_id=9
)


def one(
    item: OwedItem,
    *notices: NoticeState,
    on: date,
    nothing: tuple[tuple[int, str], ...] = (),
) -> Duty:
    found = duties([item], notices, dict.fromkeys(nothing, DutyState.NOTHING), on=on)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("period", "day", "due"),
    [
        ("2026Q3", 20, date(2026, 10, 20)),
        ("2026Q4", 8, date(2027, 1, 8)),
        ("2026H1", 15, date(2026, 7, 15)),
        ("2026-01", 31, date(2026, 2, 28)),
        ("2026-03", 31, date(2026, 4, 30)),
        ("2026", 20, date(2026, 12, 31)),
    ],
)
def test_due_on_the_posting_day_of_the_month_after(
    period: str, day: int, due: date
) -> None:
    when = Period.parse(period)
    item = replace(AID, period=when.kind, monthly_days=since(date(2000, 1, 1), day))
    assert due_day(item, when) == due


def since(first: date, day: int) -> MonthlyDays:
    return MonthlyDays(((first, day),))


def limit(text: str) -> TimeLimit:
    found = time_limits.read(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "period", "due"),
    [
        ("每季度首月20日", "2026Q3", date(2026, 10, 20)),
        ("每季度第一个月8日前", "2026Q4", date(2027, 1, 8)),
        ("每季度末月25日", "2026Q3", date(2026, 9, 25)),
        ("每季度末月25日前公布上季度", "2026Q3", date(2026, 12, 25)),
        ("每月10日前公布上月", "2026-09", date(2026, 10, 10)),
        ("每年3月底前公布上年度", "2025", date(2026, 3, 31)),
        ("次年1月20日前", "2025", date(2026, 1, 20)),
        ("每季度末", "2026Q1", date(2026, 3, 31)),
        ("每季度结束后15日内", "2026Q3", date(2026, 10, 15)),
        # the week of the National Day does not count
        ("每季度结束后5个工作日内", "2026Q3", date(2026, 10, 13)),
        ("每季度", "2026Q3", date(2026, 10, 20)),
        # the three days are of something else
        ("每季度公开，重大事项发生后3日内公开", "2026Q3", date(2026, 10, 20)),
        ("每季度公布一次，公布时间不少于15日", "2026Q3", date(2026, 10, 20)),
        ("季度终了后15日内", "2026Q4", date(2027, 1, 15)),
        ("每半年一次，7月15日、次年1月15日前", "2026H1", date(2026, 7, 15)),
        ("每半年一次，7月15日、次年1月15日前", "2026H2", date(2027, 1, 15)),
        ("每半年末月25日", "2026H1", date(2026, 6, 25)),
        ("每月10日前", "2026-01", date(2026, 2, 10)),
        ("每月底前", "2026-01", date(2026, 2, 28)),
        ("每年3月31日前", "2026", date(2026, 3, 31)),
        ("每年", "2026", date(2026, 12, 31)),
    ],
)
def test_due_as_the_limit_says(text: str, period: str, due: date) -> None:
    when = Period.parse(period)
    assert due_day(replace(AID, period=when.kind, limit=limit(text)), when) == due


def test_a_new_posting_day_holds_from_its_month_on() -> None:
    days = MonthlyDays(((date(2026, 1, 1), 15), (date(2026, 10, 1), 8)))
    item = replace(AID, monthly_days=days)
    found = [due_day(item, Period.parse(code)) for code in ("2026Q2", "2026Q3")]
    assert found == [date(2026, 7, 15), date(2026, 10, 8)]
    assert due_day(item, Period.parse("2025Q3")) == date(2025, 10, 20)


@pytest.mark.parametrize(
    ("on", "period", "state", "days"),
    [
        (date(2026, 9, 30), "2026Q2", DutyState.OVERDUE, 72),
        (date(2026, 10, 1), "2026Q3", DutyState.DUE, 19),
        (date(2026, 10, 20), "2026Q3", DutyState.DUE, 0),
        (date(2026, 10, 21), "2026Q3", DutyState.OVERDUE, 1),
        (date(2027, 1, 1), "2026Q4", DutyState.DUE, 19),
    ],
)
def test_a_quarter_is_owed_once_it_is_over(
    on: date, period: str, state: DutyState, days: int
) -> None:
    duty = one(AID, on=on)
    assert (duty.period.code, duty.state, duty.days) == (period, state, days)


def test_a_years_list_is_owed_within_its_year() -> None:
    duty = one(SUBSIDY, on=date(2026, 6, 19))
    assert (duty.period.code, duty.due) == ("2026", date(2026, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "每年3月底前公布上年度",
        "次年3月31日前",
        "每年度结束后3个月内",
        "年度终了后90日内",
    ],
)
@pytest.mark.parametrize("on", [date(2026, 1, 2), date(2026, 3, 31), date(2026, 12, 1)])
def test_what_looks_back_is_about_the_year_before(text: str, on: date) -> None:
    item = replace(SUBSIDY, limit=limit(text))
    duty = one(item, on=on)
    assert duty.period.code == "2025"
    assert duty.due == date(2026, 3, 31)


def test_what_is_published_at_once_has_no_due_day() -> None:
    duty = one(VOTES, on=date(2026, 6, 19))
    assert (duty.due, duty.state) == (None, DutyState.DUE)


@pytest.mark.parametrize(
    ("notice", "state"),
    [
        (NOTICE, DutyState.PUBLISHED),
        (replace(NOTICE, published_on=date(2026, 10, 25)), DutyState.LATE),
        (replace(NOTICE, version=2), DutyState.CORRECTED),
        (replace(DRAFTED, draft=DraftStatus.DRAFT), DutyState.DRAFT),
        (replace(DRAFTED, draft=DraftStatus.SUBMITTED), DutyState.SUBMITTED),
        (replace(DRAFTED, draft=DraftStatus.RETURNED), DutyState.RETURNED),
    ],
)
def test_states_of_a_notice(notice: NoticeState, state: DutyState) -> None:
    assert one(AID, notice, on=date(2026, 10, 15)).state is state


def test_a_withdrawn_notice_is_owed_again() -> None:
    gone = replace(NOTICE, status=NoticeStatus.WITHDRAWN)
    duty = one(AID, gone, on=date(2026, 10, 15))
    assert (duty.state, duty.notice, duty.has_earlier) == (DutyState.DUE, None, True)


def test_a_late_notice_says_by_how_much() -> None:
    late = replace(NOTICE, published_on=date(2026, 10, 25))
    assert one(AID, late, on=date(2026, 11, 24)).days == 5


def test_nothing_this_period_is_owed_no_more() -> None:
    duty = one(AID, on=date(2026, 11, 1), nothing=((AID.item_id, "2026Q3"),))
    assert (duty.state, duty.due) == (DutyState.NOTHING, None)


def test_nothing_of_another_period_does_not_count() -> None:
    duty = one(AID, on=date(2026, 11, 1), nothing=((AID.item_id, "2026Q2"),))
    assert duty.state is DutyState.OVERDUE


def test_a_draft_of_another_period_stays_in_sight() -> None:
    early = replace(DRAFTED, period="2026Q4", draft=DraftStatus.DRAFT)
    found = duties([AID], [early, NOTICE], {}, on=date(2026, 10, 15))
    assert [(d.period.code, d.state) for d in found] == [
        ("2026Q4", DutyState.DRAFT),
        ("2026Q3", DutyState.PUBLISHED),
    ]


def test_a_published_notice_of_a_quarter_before_is_history() -> None:
    before = replace(NOTICE, period="2026Q2")
    duty = one(AID, before, on=date(2026, 10, 15))
    assert (duty.period.code, duty.has_earlier) == ("2026Q3", True)


LEDGER = OwedItem(
    item_id=10, name="逐笔明细", form="T1", period="month", whole="quarter"
)


@pytest.mark.parametrize(
    ("period", "on", "state"),
    [
        ("2026Q3", date(2026, 10, 15), DutyState.PUBLISHED),  # owed: 2026-09
        ("2026-09", date(2026, 10, 15), DutyState.PUBLISHED),
        ("2026-08", date(2026, 10, 15), DutyState.DUE),
        ("2026Q2", date(2026, 10, 15), DutyState.DUE),
        ("2026Q3", date(2026, 11, 24), DutyState.OVERDUE),  # owed: 2026-10
    ],
)
def test_a_quarter_stands_for_its_months_and_a_month_for_itself(
    period: str, on: date, state: DutyState
) -> None:
    there = replace(NOTICE, item_id=LEDGER.item_id, period=period)
    duty = one(LEDGER, there, on=on)
    assert duty.state is state
    assert (duty.notice is not None) == (state is DutyState.PUBLISHED)


@pytest.mark.parametrize(
    ("on", "period", "state"),
    [
        (date(2026, 8, 31), "2026Q2", DutyState.OVERDUE),
        (date(2026, 9, 1), "2026Q3", DutyState.DUE),
        (date(2026, 9, 25), "2026Q3", DutyState.DUE),
        (date(2026, 9, 26), "2026Q3", DutyState.OVERDUE),
        (date(2026, 10, 3), "2026Q3", DutyState.OVERDUE),
    ],
)
def test_the_last_month_of_a_quarter_is_within_it(
    on: date, period: str, state: DutyState
) -> None:
    duty = one(replace(AID, limit=limit("每季度末月25日")), on=on)
    assert (duty.period.code, duty.state) == (period, state)


def test_the_newest_votes_follow_and_one_more_may_be_added() -> None:
    held = [
        replace(NOTICE, item_id=7, period=f"2026-0{month}-02", notice_id=month)
        for month in (5, 6, 7, 8, 9)
    ]
    found = duties([VOTES], held, {}, on=date(2026, 10, 15))
    assert [d.period.code for d in found] == [
        "2026-09-02",
        "2026-08-02",
        "2026-07-02",
        "2026-10-15",
    ]
    assert found[-1].notice is None
