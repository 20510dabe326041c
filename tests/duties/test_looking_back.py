"""A quarter or a year that is over: what was owed for it, and what there is of it."""

from dataclasses import replace
from datetime import date

from tests.duties.test_obligations import AID, DRAFTED, NOTICE, SUBSIDY, VOTES
from villagepub.duties.duty import NoticeState, OwedItem
from villagepub.duties.obligations import duties
from villagepub.period import Period
from villagepub.states import DutyState, NoticeStatus

ON = date(2026, 12, 1)
MONTHLY = replace(AID, period="month")
WITHDRAWN = replace(NOTICE, status=NoticeStatus.WITHDRAWN)


def back(
    item: OwedItem, *notices: NoticeState, span: str = "2026Q3"
) -> list[tuple[str, DutyState]]:
    found = duties([item], notices, {}, on=ON, span=Period.parse(span))
    return [(d.period.code, d.state) for d in found]


def test_a_quarter_has_its_months_and_a_year_its_quarters() -> None:
    july = replace(NOTICE, period="2026-07", published_on=date(2026, 8, 10))
    assert back(MONTHLY, july) == [
        ("2026-09", DutyState.OVERDUE),
        ("2026-08", DutyState.OVERDUE),
        ("2026-07", DutyState.PUBLISHED),
    ]
    assert [code for code, _ in back(AID, span="2026")] == [
        "2026Q4",
        "2026Q3",
        "2026Q2",
        "2026Q1",
    ]
    assert back(SUBSIDY) == [("2026", DutyState.DUE)]


def test_what_has_not_begun_is_not_shown() -> None:
    assert [code for code, _ in back(MONTHLY, span="2026Q4")] == [
        "2026-12",
        "2026-11",
        "2026-10",
    ]
    assert back(AID, span="2027Q1") == []


def test_of_what_is_posted_as_it_happens_all_of_the_quarter_is_there() -> None:
    days = [f"2026-08-0{n}" for n in range(1, 7)]
    posted = [
        replace(NOTICE, item_id=VOTES.item_id, notice_id=n, period=day)
        for n, day in enumerate(days)
    ]
    later = replace(posted[0], notice_id=9, period="2026-10-09")
    assert [code for code, _ in back(VOTES, *posted, later)] == days
    assert [state for _, state in back(VOTES)] == [DutyState.DUE]  # nothing happened


def test_what_was_withdrawn_says_so_while_it_is_owed_again() -> None:
    def said(*notices: NoticeState) -> list[tuple[DutyState, bool]]:
        now = duties([AID], notices, {}, on=ON)
        then = duties([AID], notices, {}, on=ON, span=Period.parse("2026Q3"))
        assert [(d.state, d.was_withdrawn) for d in now] == [
            (d.state, d.was_withdrawn) for d in then
        ]
        return [(d.state, d.was_withdrawn) for d in now]

    assert said(WITHDRAWN) == [(DutyState.OVERDUE, True)]
    again = replace(NOTICE, notice_id=2, version=2)
    assert said(WITHDRAWN, again) == [(DutyState.CORRECTED, False)]
    assert said(WITHDRAWN, replace(DRAFTED, notice_id=2))[0][1] is False
