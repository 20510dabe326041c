"""What is owed because something happened: each event its own duty, met by its own notice."""

from dataclasses import replace
from datetime import date

from tests.duties.test_obligations import NOTICE, SUBSIDY, VOTES
from villagepub.duties.due_days import owed_day
from villagepub.duties.duty import EventState, NoticeState
from villagepub.duties.obligations import duties
from villagepub.event_kinds import EventKind
from villagepub.period import Period
from villagepub.states import DutyState


def approved(code: str, due: date | None = date(2026, 10, 12)) -> EventState:
    return EventState(
        event_id=1,
        period=code,
        on=Period.parse(code).first,
        kind=EventKind.APPROVED,
        words="批复到了",
        due=due,
    )


HAPPENED = replace(
    VOTES,
    events={
        "2026-10-07": approved("2026-10-07"),
        "2026-10-07.2": approved("2026-10-07.2"),
    },
)


def test_two_events_of_a_day_are_two_duties_each_met_by_its_own_notice() -> None:
    def events(*notices: NoticeState) -> list[tuple[str, DutyState, int]]:
        found = duties([HAPPENED], notices, {}, on=date(2026, 10, 14))
        return [(d.period.code, d.state, d.days) for d in found if d.event]

    assert events() == [
        ("2026-10-07", DutyState.OVERDUE, 2),
        ("2026-10-07.2", DutyState.OVERDUE, 2),
    ]
    second = replace(
        NOTICE, item_id=7, period="2026-10-07.2", published_on=date(2026, 10, 13)
    )
    assert sorted(events(second)) == [
        ("2026-10-07", DutyState.OVERDUE, 2),
        ("2026-10-07.2", DutyState.LATE, 1),
    ]


def test_an_event_waits_until_posted_or_waived_and_one_more_may_be_added() -> None:
    said = {(VOTES.item_id, "2026-10-07"): DutyState.WAIVED}
    found = duties([HAPPENED], [], said, on=date(2027, 3, 1))
    assert [(d.period.code, d.state) for d in found] == [
        ("2027-03-01", DutyState.DUE),
        ("2026-10-07", DutyState.WAIVED),
        ("2026-10-07.2", DutyState.OVERDUE),
    ]


def test_at_once_is_waited_for_without_a_day() -> None:
    item = replace(VOTES, events={"2026-10-07": approved("2026-10-07", None)})
    duty = next(d for d in duties([item], [], {}, on=date(2026, 12, 1)) if d.event)
    assert (duty.state, duty.due) == (DutyState.DUE, None)


def test_a_years_list_is_due_from_its_event_on() -> None:
    item = replace(SUBSIDY, events={"2026": approved("2026", date(2026, 4, 1))})
    assert owed_day(item, Period.parse("2026")) == date(2026, 4, 1)
    found = duties([item], [], {}, on=date(2026, 6, 1))
    assert [(d.period.code, d.state) for d in found] == [("2026", DutyState.OVERDUE)]
