"""What is overdue stays until it is posted, declared or waived, and not longer than two years."""

from dataclasses import replace
from datetime import date

import pytest

from tests.duties.test_obligations import (
    AID,
    DRAFTED,
    NOTICE,
    SUBSIDY,
    VOTES,
    limit,
    one,
)
from villagepub.duties.due_days import event_due
from villagepub.duties.duty import EventState, NoticeState, OwedItem
from villagepub.duties.obligations import duties
from villagepub.event_kinds import EventKind
from villagepub.models import OPEN_DRAFTS
from villagepub.states import DraftStatus, DutyState, NoticeStatus


def missed(
    item: OwedItem,
    *notices: NoticeState,
    on: date,
    said: dict[tuple[int, str], DutyState] | None = None,
) -> list[tuple[str, DutyState]]:
    found = duties([item], notices, said or {}, on=on)
    return [(d.period.code, d.state) for d in found]


SINCE = replace(AID, owed_from=date(2026, 4, 1))


MAY = date(2027, 1, 5)


def test_what_is_overdue_stays_when_the_next_period_begins() -> None:
    assert missed(SINCE, on=MAY) == [
        ("2026Q4", DutyState.DUE),
        ("2026Q3", DutyState.OVERDUE),
        ("2026Q2", DutyState.OVERDUE),
        ("2026Q1", DutyState.OVERDUE),
    ]


def test_what_is_overdue_ends_when_it_is_posted_declared_or_waived() -> None:
    said = {
        (AID.item_id, "2026Q2"): DutyState.NOTHING,
        (AID.item_id, "2026Q1"): DutyState.WAIVED,
    }
    assert missed(SINCE, NOTICE, on=MAY, said=said) == [("2026Q4", DutyState.DUE)]


def test_a_withdrawn_notice_is_overdue_again() -> None:
    gone = replace(NOTICE, status=NoticeStatus.WITHDRAWN)
    assert ("2026Q3", DutyState.OVERDUE) in missed(SINCE, gone, on=MAY)


@pytest.mark.parametrize("item", [AID, SUBSIDY], ids=["quarter", "year"])
def test_a_new_list_owes_nothing_before_its_first_day(item: OwedItem) -> None:
    """Issued in November: the third quarter, due in October, is nobody's fault."""
    new = replace(item, owed_from=date(2026, 11, 29))
    found = duties([new], [], {}, on=date(2026, 11, 29))
    assert [d.state for d in found] == [DutyState.DUE]
    later = missed(new, on=date(2027, 2, 1))
    assert later[0][0] in ("2026Q4", "2027")
    assert all(code in ("2026Q4", "2027", "2026") for code, _ in later)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2027, 6, 30), date(2028, 3, 1)])
def test_nothing_older_than_two_years_is_asked_for(day: date) -> None:
    old = replace(AID, owed_from=date(2019, 1, 1))
    codes = [code for code, _ in missed(old, on=day)]
    assert min(codes)[:4] == str(day.year - 2)
    assert len(codes) == len(set(codes))


HIDDEN = replace(NOTICE, is_withheld=True)


def test_a_notice_nobody_may_see_meets_a_duty_only_with_the_townships_word() -> None:
    duty = one(AID, HIDDEN, on=date(2026, 10, 30))
    assert (duty.state, duty.days) == (DutyState.WITHHELD, 10)
    said = {(AID.item_id, "2026Q3"): DutyState.WAIVED}
    assert duties([AID], [HIDDEN], said, on=date(2026, 10, 30))[0].state is (
        DutyState.WAIVED
    )
    assert ("2026Q3", DutyState.WITHHELD) in missed(SINCE, HIDDEN, on=MAY)
    assert ("2026Q3", DutyState.WITHHELD) not in missed(
        SINCE, HIDDEN, on=MAY, said=said
    )


@pytest.mark.parametrize(
    ("text", "on", "due", "is_estimated"),
    [
        ("批准后4个工作日内", date(2026, 12, 21), date(2026, 12, 25), False),
        ("批准后5个工作日内", date(2026, 12, 21), date(2026, 12, 28), True),
        ("批准后10个工作日内", date(2026, 12, 21), date(2027, 1, 5), True),
        ("批准后20日内", date(2026, 12, 21), date(2027, 1, 10), False),
    ],
)
def test_working_days_of_a_year_that_is_not_announced_are_an_estimate(
    text: str, on: date, due: date, is_estimated: bool
) -> None:
    """元旦 is free by law; what days around it are moved nobody knows yet."""
    item = replace(VOTES, limit=limit(text))
    event = EventState(
        event_id=1,
        period=on.isoformat(),
        on=on,
        kind=EventKind.APPROVED,
        words="预算批了",
        due=event_due(item.limit, on, item.calendar),
    )
    found = duties([replace(item, events={event.period: event})], (), {}, on=on)
    own = next(duty for duty in found if duty.event)
    assert (own.due, own.is_estimated) == (due, is_estimated)


@pytest.mark.parametrize("draft", OPEN_DRAFTS)
@pytest.mark.parametrize(
    ("notice", "is_late", "is_corrected"),
    [
        (DRAFTED, True, False),
        (replace(NOTICE, status=NoticeStatus.WITHDRAWN, draft_id=9), True, False),
        (replace(NOTICE, draft_id=9), False, True),
    ],
    ids=["first", "after a withdrawal", "of a correction"],
)
def test_a_draft_hides_nothing_that_is_late_and_takes_nothing_down(
    notice: NoticeState, draft: DraftStatus, is_late: bool, is_corrected: bool
) -> None:
    on = date(2026, 11, 3)
    duty = one(AID, replace(notice, draft=draft), on=on)
    assert (duty.is_late(on), duty.is_corrected) == (is_late, is_corrected)
    assert not duty.is_late(date(2026, 10, 20))  # its last day
