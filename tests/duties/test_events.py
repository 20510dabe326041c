"""有事要公开: who may say so, the clock that runs, and its end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import OTHER, VILLAGE
from villagepub import db
from villagepub.access import Forbidden
from villagepub.catalog import time_limits
from villagepub.duties import events, queries
from villagepub.duties.duty import Duty
from villagepub.duties.events import EventRefused
from villagepub.event_kinds import EventKind
from villagepub.models import AuditEntry, DutyEvent, Notice, VillageItem
from villagepub.notices import drafts
from villagepub.states import DutyState, NoticeStatus

AT = datetime(2026, 6, 19, 8, 20, tzinfo=UTC)
DAY = date(2026, 6, 18)  # before the Dragon Boat festival, which is on 19 June
WORKS = "公益事业项目建设"
LIMIT = "自收到批复之日起5个工作日内公开"


@pytest.fixture(autouse=True)
def five_days(county: Engine) -> None:
    """Works are to be posted within five working days of their approval."""
    with db.transaction(county) as session:
        for item in session.exec(select(VillageItem).where(VillageItem.name == WORKS)):
            item.limit, item.clock = LIMIT, time_limits.clock(LIMIT)


def enter(
    county: Engine,
    login: str = "laotuo",
    *,
    on: date = DAY,
    words: str = "四组水井维修的预算",
    item: str = WORKS,
    village: str = VILLAGE,
) -> int:
    with db.transaction(county) as session:
        row = events.enter(
            stage.act(session, login, AT),
            item_id=stage.item_id(session, item, village),
            kind=EventKind.APPROVED,
            on=on,
            words=words,
        )
        return row.id or 0


def waiting(county: Engine, *, on: date = DAY) -> list[Duty]:
    with db.reading(county) as session:
        found = queries.of_village(session, VILLAGE, on=on)
    return [duty for duty in found if duty.event]


@pytest.mark.parametrize("login", ["laotuo", "zhe", "bai"])
def test_clerk_committee_and_township_start_the_clock(
    county: Engine, login: str
) -> None:
    enter(county, login)
    (duty,) = waiting(county)
    assert duty.due == date(2026, 6, 26)  # 19 June is free, 20 and 21 a weekend
    assert duty.state is DutyState.DUE
    late = waiting(county, on=date(2026, 6, 30))
    assert [(d.state, d.days) for d in late] == [(DutyState.OVERDUE, 4)]
    with db.reading(county) as session:
        acts = session.exec(select(AuditEntry.action, AuditEntry.actor_name)).all()
    assert acts[-1][0] == "event.enter"


@pytest.mark.parametrize(
    ("login", "village"), [("kang", VILLAGE), ("cun", VILLAGE), ("zhe", OTHER)]
)
def test_nobody_else_may(county: Engine, login: str, village: str) -> None:
    with pytest.raises(Forbidden):
        enter(county, login, village=village)


def test_the_notice_posted_for_it_meets_it_and_the_other_of_the_day_waits(
    county: Engine,
) -> None:
    enter(county)
    second = enter(county, words="文化广场的预算")
    with db.transaction(county) as session:
        act = stage.act(session, "laotuo", AT)
        item = stage.item_id(session, WORKS)
        draft = drafts.start(act, item_id=item, period="2026-06-18")
        assert draft.id
        with pytest.raises(EventRefused, match="已经写了公示"):
            events.undo(act, event_id=second - 1)
    states = {d.period.code: d.state for d in waiting(county)}
    assert states == {"2026-06-18": DutyState.DRAFT, "2026-06-18.2": DutyState.DUE}
    with db.transaction(county) as session:
        events.undo(stage.act(session, "zhe", AT), event_id=second)
    assert [d.period.code for d in waiting(county)] == ["2026-06-18"]


def test_a_posted_notice_of_the_day_is_not_taken_for_the_new_event(
    county: Engine,
) -> None:
    with db.transaction(county) as session:
        act = stage.act(session, "laotuo", AT)
        item = stage.item_id(session, WORKS)
        draft = drafts.start(act, item_id=item, period="2026-06-18")
        notice = session.get_one(Notice, draft.notice_id)
        notice.version, notice.status = 1, NoticeStatus.PUBLISHED
    enter(county)
    assert [d.period.code for d in waiting(county)] == ["2026-06-18.2"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"on": AT.date() + timedelta(days=1)}, "还没到"),
        ({"on": date(2006, 6, 18)}, "太久"),
        ({"words": "  "}, "写一句"),
        ({"words": "水" * 121}, "最多 120"),
        ({"item": stage.AID}, "按季度公开"),
    ],
)
def test_what_cannot_have_happened_is_refused(
    county: Engine, said: dict[str, object], why: str
) -> None:
    with pytest.raises(EventRefused, match=why):
        enter(county, **said)  # type: ignore[arg-type]
    with db.reading(county) as session:
        assert session.exec(select(DutyEvent)).all() == []


def test_numbers_of_people_are_not_kept(county: Engine) -> None:
    enter(county, words="找 13749219033 问")
    with db.reading(county) as session:
        assert "13749219033" not in session.exec(select(DutyEvent.words)).one()


def test_a_list_of_a_year_runs_from_the_day_that_its_limit_names(
    county: Engine,
) -> None:
    limit = "分配结果确定后20个工作日内"
    with db.transaction(county) as session:
        item = session.get_one(VillageItem, stage.item_id(session, stage.SUBSIDY))
        item.limit, item.clock = limit, time_limits.clock(limit)
    enter(county, item=stage.SUBSIDY, on=date(2026, 3, 2))
    (duty,) = waiting(county)
    assert (duty.period.code, duty.due) == ("2026", date(2026, 3, 30))
    with pytest.raises(EventRefused, match="已经记过"):
        enter(county, item=stage.SUBSIDY)
