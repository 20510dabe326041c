"""结果公告: owed once a 公示 is over, by itself, until it is posted or waived."""

from dataclasses import replace
from datetime import date

import pytest

from tests.duties.test_obligations import NOTICE, SUBSIDY, limit
from villagepub.duties import terms
from villagepub.duties.duty import Duty, NoticeState, OwedItem
from villagepub.duties.obligations import duties
from villagepub.period import Period
from villagepub.states import DraftStatus, DutyState, NoticeStatus

PAID = replace(SUBSIDY, result=limit("公示7日，公示期满后5日内公布发放结果"))
PUBLICITY = replace(
    NOTICE,
    item_id=PAID.item_id,
    period="2026",
    title="2026年耕地地力保护补贴发放公示",
    published_on=date(2026, 6, 20),
    objection_until=date(2026, 6, 26),
)
OUTCOME = replace(
    PUBLICITY,
    notice_id=2,
    public_id="outcome",
    period="2026-06-27",
    title="2026年耕地地力保护补贴发放公示结果",
    published_on=date(2026, 6, 30),
    objection_until=None,
    result_of=PUBLICITY.notice_id,
)


def owed(
    *notices: NoticeState, on: date, item: OwedItem = PAID, waived: str = ""
) -> list[Duty]:
    said = {(item.item_id, waived): DutyState.WAIVED}
    found = duties([item], notices, said if waived else {}, on=on)
    return [duty for duty in found if duty.result_of is not None]


@pytest.mark.parametrize(
    ("on", "state", "days"),
    [
        (date(2026, 6, 26), None, 0),  # the last day on which one may object
        (date(2026, 6, 27), DutyState.DUE, 4),
        (date(2026, 7, 1), DutyState.DUE, 0),
        (date(2026, 7, 2), DutyState.OVERDUE, 1),
        (date(2027, 2, 1), DutyState.OVERDUE, 215),  # never vanishes by itself
    ],
)
def test_its_clock_runs_from_the_last_day_of_the_publicity(
    on: date, state: DutyState | None, days: int
) -> None:
    found = owed(PUBLICITY, on=on)
    assert [(d.state, d.days) for d in found] == ([(state, days)] if state else [])
    assert all(d.name == "2026年耕地地力保护补贴发放公示结果" for d in found)


def test_a_limit_without_a_number_waits_without_a_day() -> None:
    at_once = replace(PAID, result=limit("随时公布"))
    (duty,) = owed(PUBLICITY, on=date(2026, 8, 1), item=at_once)
    assert (duty.state, duty.due) == (DutyState.DUE, None)


def test_posted_it_is_met_and_the_list_itself_stays_as_it_was() -> None:
    found = duties([PAID], [PUBLICITY, OUTCOME], {}, on=date(2026, 9, 1))
    assert [(d.period.code, d.state, d.name) for d in found] == [
        ("2026", DutyState.PUBLISHED, "2026年耕地地力保护补贴"),
        ("2026-06-27", DutyState.PUBLISHED, OUTCOME.title),
    ]
    late = replace(OUTCOME, published_on=date(2026, 7, 4))
    assert owed(PUBLICITY, late, on=date(2026, 9, 1))[0].state is DutyState.LATE


def test_work_on_it_and_its_withdrawal_are_told_apart() -> None:
    on = date(2026, 7, 3)
    begun = replace(
        OUTCOME,
        status=NoticeStatus.UNPUBLISHED,
        version=0,
        published_on=None,
        draft_id=9,
        draft=DraftStatus.SUBMITTED,
    )
    assert owed(PUBLICITY, begun, on=on)[0].state is DutyState.SUBMITTED
    gone = replace(OUTCOME, status=NoticeStatus.WITHDRAWN)
    assert owed(PUBLICITY, gone, on=on)[0].state is DutyState.OVERDUE


def test_it_ends_with_the_townships_word_too() -> None:
    (duty,) = owed(PUBLICITY, on=date(2026, 9, 1), waived="2026-06-27")
    assert duty.state is DutyState.WAIVED


def test_what_was_withdrawn_or_is_nobodys_to_read_has_no_outcome() -> None:
    on = date(2026, 9, 1)
    assert not owed(replace(PUBLICITY, status=NoticeStatus.WITHDRAWN), on=on)
    assert not owed(replace(PUBLICITY, is_withheld=True), on=on)
    assert not owed(PUBLICITY, on=on, item=replace(PAID, result=None))
    new = replace(PAID, owed_from=date(2026, 7, 1))  # over before the list was theirs
    assert not owed(PUBLICITY, on=on, item=new)


def test_two_that_ended_on_one_day_have_two_outcomes() -> None:
    second = replace(PUBLICITY, notice_id=5, public_id="second", period="2026-06-20.2")
    item = replace(PAID, period="event")
    found = owed(PUBLICITY, second, OUTCOME, on=date(2026, 9, 1), item=item)
    assert [(d.result_of and d.result_of.notice_id, d.state) for d in found] == [
        (5, DutyState.OVERDUE)
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("发放前公示7日；发放结果随时公布", None),
        ("公示5个工作日，结果确定后10个工作日内公布", 10),
    ],
)
def test_a_rule_asks_for_it(text: str, days: int | None) -> None:
    found = terms.result_limit(limit(text))
    assert found is not None
    assert found.days == days


# 及时公布 of a 选民名单: only who objects gets an answer (村民委员会组织法第十七条第二款)
@pytest.mark.parametrize("text", ["公示7日", "公示7个工作日", "随时公布", "及时公布"])
def test_where_no_rule_does_nothing_is_owed(text: str) -> None:
    assert terms.result_limit(limit(text)) is None


def test_looking_back_shows_the_outcome_in_the_quarter_in_which_it_was_owed() -> None:
    def of(quarter: str) -> list[str]:
        span = Period.parse(quarter)
        found = duties(
            [PAID], [PUBLICITY, OUTCOME], {}, on=date(2026, 12, 1), span=span
        )
        return [d.period.code for d in found]

    assert of("2026Q2") == ["2026", "2026-06-27"]
    assert of("2026Q3") == ["2026"]
