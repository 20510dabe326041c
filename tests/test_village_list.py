"""可增不可减: a village's list, changed line by line by its township."""

from datetime import date, timedelta

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session

from tests.stage import AT, OTHER, SUBSIDY, VILLAGE, act, item_id
from villagepub import db, village_list
from villagepub.access import Forbidden
from villagepub.audit import first_broken
from villagepub.duties import queries as duties
from villagepub.errors import UserError
from villagepub.forms import FormError
from villagepub.models import VillageItem
from villagepub.states import DutyState

MINUTES = "村民代表会议记录"


def add(
    session: Session, *, name: str = MINUTES, limit: str = "每月20日前公开"
) -> VillageItem:
    desk = act(session, "bai", AT)
    return village_list.add(
        desk, village_codes=[VILLAGE], name=name, form="", limit=limit
    )[0]


def owed(session: Session, on: date, name: str = MINUTES) -> list[str]:
    found = duties.of_village(session, VILLAGE, on=on)
    return [
        d.period.code
        for d in found
        if d.item.name == name and d.state is DutyState.OVERDUE
    ]


def test_what_is_added_is_owed_from_that_day_each_month(county: Engine) -> None:
    with db.transaction(county) as session:
        add(session)
        assert owed(session, date(2026, 6, 19)) == []
        assert owed(session, date(2026, 8, 25)) == ["2026-07", "2026-06", "2026-05"]


@pytest.mark.parametrize(
    ("limit", "every"),
    [
        ("每月公开", "month"),
        ("按季度公开", "quarter"),
        ("每半年公开一次", "half"),
        ("每年12月公开", "year"),
        ("随时公开", "event"),
        ("", "event"),
    ],
)
def test_how_often_is_read_as_it_is_written(
    county: Engine, limit: str, every: str
) -> None:
    with db.transaction(county) as session:
        assert duties.period_kinds(session, add(session, limit=limit))[0] == every


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"limit": "有空的时候"}, "读不出多久公开一次"),
        ({"name": "会"}, "写 2 到 60 个字"),
        ({"name": "打 13900001234 问"}, "不写号码"),
        ({"name": SUBSIDY}, "清单上已经有"),
    ],
)
def test_what_can_not_stand_in_a_list_is_refused(
    county: Engine, given: dict[str, str], said: str
) -> None:
    with db.transaction(county) as session, pytest.raises(UserError, match=said):
        add(session, **given)


def test_an_issued_item_is_never_owed_less_often(county: Engine) -> None:
    with db.transaction(county) as session:
        number = item_id(session, "村级财务收支逐笔明细")
        desk = act(session, "bai", AT)
        form = session.get_one(VillageItem, number).form
        with pytest.raises(UserError, match="可增不可减"):
            village_list.change(desk, item_id=number, form=form, limit="每年公开")


def test_the_day_by_which_it_is_owed_is_the_townships_to_set(county: Engine) -> None:
    with db.transaction(county) as session:
        number = item_id(session, "村级财务收支逐笔明细")
        form = session.get_one(VillageItem, number).form
        desk = act(session, "bai", AT)
        village_list.change(desk, item_id=number, form=form, limit="每月10日公开")
        due = [
            d.due
            for d in duties.of_village(session, VILLAGE, on=date(2026, 8, 1))
            if d.item.item_id == number
        ]
    assert due[0] == date(2026, 8, 10)


def test_a_change_never_makes_an_owed_period_vanish(county: Engine) -> None:
    with db.transaction(county) as session:
        row = add(session)
        later = act(session, "bai", AT + timedelta(days=60))
        with pytest.raises(UserError, match="还欠着 2026年"):
            village_list.change(later, item_id=row.id, form="", limit="每季度公开")


def test_an_item_ends_with_a_reason_and_is_asked_for_again(county: Engine) -> None:
    with db.transaction(county) as session:
        number = item_id(session, SUBSIDY)
        desk = act(session, "bai", AT)
        with pytest.raises(UserError, match="为什么停"):
            village_list.end(desk, item_id=number, reason=" ")
        village_list.end(desk, item_id=number, reason="全村已退耕，没有这项补贴")
        names = {
            d.item.name
            for d in duties.of_village(session, VILLAGE, on=date(2027, 3, 1))
        }
        assert SUBSIDY not in names
        row = village_list.resume(desk, item_id=number)
        assert (row.ended_reason, row.owed_from) == ("", date(2026, 6, 19))


def test_its_history_says_who_and_why(county: Engine) -> None:
    with db.transaction(county) as session:
        row = add(session)
        village_list.end(act(session, "bai", AT), item_id=row.id, reason="并到别项")
        found = village_list.history(session, VILLAGE)
        assert [(e.actor_name, e.data.get("reason")) for e in found[:2]] == [
            ("白玉兰", "并到别项"),
            ("白玉兰", None),
        ]
        assert found[-1].action == "catalog.issue"
        assert first_broken(session) is None


def test_a_list_that_names_people_gets_no_form_that_shows_more(county: Engine) -> None:
    with db.transaction(county) as session:
        number = item_id(session, "农村最低生活保障对象")
        with pytest.raises(FormError, match="只能写全村的总数"):
            village_list.change(
                act(session, "bai", AT), item_id=number, form="T8", limit=""
            )


@pytest.mark.parametrize("login", ["laotuo", "zhe"])
def test_the_list_is_the_townships_to_change(county: Engine, login: str) -> None:
    with db.transaction(county) as session, pytest.raises(Forbidden):
        village_list.add(
            act(session, login, AT),
            village_codes=[OTHER],
            name=MINUTES,
            form="",
            limit="",
        )
