"""本期无 counts when the committee has looked, and villagers read who did."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import stage
from tests.stage import AID, CASES, OTHER, VILLAGE
from villagepub import clock, db
from villagepub.access import Forbidden
from villagepub.duties import confirmations, declarations, queries
from villagepub.duties.confirmations import Declaration
from villagepub.duties.duty import Duty
from villagepub.errors import UserError
from villagepub.models import AuditEntry, Notice, Staff
from villagepub.states import DutyState, NoticeStatus

AT = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)


@pytest.fixture
def said(county: Engine) -> Declaration:
    declare(county)
    with db.reading(county) as session:
        (one,) = confirmations.waiting(session, VILLAGE)
    return one


def declare(county: Engine, at: datetime = AT) -> None:
    with db.transaction(county) as session:
        declarations.declare_nothing(
            stage.act(session, "laotuo", at),
            item_id=stage.item_id(session, AID),
            period="2026Q3",
        )


def look(
    county: Engine, one: Declaration, *, remark: str = "", login: str = "zhe"
) -> None:
    with db.transaction(county) as session:
        act = stage.act(session, login, AT + timedelta(days=1))
        if remark:
            confirmations.send_back(
                act, declaration_id=one.declaration_id, remark=remark
            )
        else:
            confirmations.confirm(act, declaration_id=one.declaration_id)


def duty(county: Engine, at: datetime = AT) -> Duty:
    with db.reading(county) as session:
        found = queries.of_village(session, VILLAGE, on=clock.day(at))
    return next(d for d in found if d.item.name == AID and d.period.code == "2026Q3")


def test_it_waits_for_the_committee_and_then_counts(
    county: Engine, said: Declaration
) -> None:
    assert (said.by, said.item, said.period.code) == ("拓小梅", AID, "2026Q3")
    assert duty(county).state is DutyState.DECLARED
    with db.reading(county) as session:
        assert confirmations.confirmed(session, VILLAGE) == ()
    look(county, said)
    assert duty(county).state is DutyState.NOTHING
    with db.reading(county) as session:
        assert confirmations.waiting(session, VILLAGE) == ()
        (seen,) = confirmations.confirmed(session, VILLAGE, year=2026)
        assert confirmations.confirmed(session, VILLAGE, year=2025) == ()
        assert confirmations.confirmed(session, OTHER) == ()
    assert (seen.by, seen.on.isoformat()) == ("折治国", "2026-10-09")


def test_sent_back_it_is_owed_again_with_a_word_and_may_be_said_again(
    county: Engine, said: Declaration
) -> None:
    look(county, said, remark="二组李家上个月停保了，要贴")
    late = AT + timedelta(days=30)
    found = duty(county, late)
    assert (found.state, found.remark) == (
        DutyState.OVERDUE, "二组李家上个月停保了，要贴",
    )  # fmt: skip
    declare(county, late)
    assert duty(county, late).state is DutyState.DECLARED
    with db.reading(county) as session:
        acts = session.exec(
            select(AuditEntry.action).order_by(col(AuditEntry.id))
        ).all()
    assert acts[-3:] == ["duty.nothing", "duty.send_back", "duty.nothing"]


@pytest.mark.parametrize(
    ("remark", "why"),
    [
        ("有的，李四患尿毒症停了保", "说到一个人的隐私，不能这样写"),
        ("有的，加微信买化肥便宜", "像广告，不能这样写"),
    ],
)
def test_the_committees_word_is_held_against_the_rules_of_content(
    county: Engine, said: Declaration, remark: str, why: str
) -> None:
    with pytest.raises(UserError, match=why):
        look(county, said, remark=remark)
    assert duty(county).remark == ""
    assert duty(county).state is DutyState.DECLARED


def test_an_earlier_period_that_nobody_looked_at_does_not_vanish(
    county: Engine, said: Declaration
) -> None:
    with db.transaction(county) as session:
        item = session.get_one(stage.VillageItem, stage.item_id(session, AID))
        item.owed_from = clock.day(AT)
    assert duty(county, AT + timedelta(days=120)).state is DutyState.DECLARED


@pytest.mark.parametrize("login", ["laotuo", "bai", "heyan", "cun"])
def test_nobody_but_the_villages_committee_confirms(
    county: Engine, said: Declaration, login: str
) -> None:
    with pytest.raises(Forbidden):
        look(county, said, login=login)


def test_the_person_who_said_it_does_not_confirm_it(
    county: Engine, said: Declaration
) -> None:
    with db.transaction(county) as session:
        supervisor = session.exec(select(Staff).where(Staff.login == "zhe")).one()
        supervisor.name = "拓 小梅"
    with pytest.raises(UserError, match="自己报的"):
        look(county, said)


def test_it_is_looked_at_once(county: Engine, said: Declaration) -> None:
    look(county, said)
    for remark in ("", "有一户"):
        with pytest.raises(UserError, match="已经有人看过"):
            look(county, said, remark=remark)


def test_the_township_may_end_what_nobody_looks_at(
    county: Engine, said: Declaration
) -> None:
    with db.transaction(county) as session:
        declarations.waive(
            stage.act(session, "bai", AT),
            item_id=stage.item_id(session, AID),
            period="2026Q3",
            reason="并到镇上一起贴。",
            names=(),
        )
    assert duty(county).state is DutyState.WAIVED


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_what_was_posted_after_it_takes_its_place_even_when_withdrawn(
    county: Engine, said: Declaration, sheets_folder: Path, is_confirmed: bool
) -> None:
    """A withdrawn notice is owed again: there was something."""
    if is_confirmed:
        look(county, said)
    public_id = stage.publish(county, sheets_folder, CASES[1])
    with db.transaction(county) as session:
        notice = session.exec(select(Notice).where(Notice.public_id == public_id)).one()
        notice.item_id, notice.period = stage.item_id(session, AID), "2026Q3"
        notice.published_at = AT + timedelta(days=20)
        assert confirmations.waiting(session, VILLAGE) == ()
        assert confirmations.confirmed(session, VILLAGE) == ()
        notice.status = NoticeStatus.WITHDRAWN
    late = AT + timedelta(days=30)
    assert duty(county, late).state is DutyState.OVERDUE
    if not is_confirmed:
        with pytest.raises(UserError, match="后来贴出了"):
            look(county, said)
    declare(county, late)
    assert duty(county, late).state is DutyState.DECLARED
    with db.reading(county) as session:
        (again,) = confirmations.waiting(session, VILLAGE)
    look(county, again)
    assert duty(county, late).state is DutyState.NOTHING
