"""本期无 and what the township waives: said once, by whom it may be, and taken back."""

from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.duties.test_queries import (
    AID,
    AT,
    CLERK,
    GAOJIAMAO,
    LEDGER,
    MAJIAGOU,
    ON,
    TOWNSHIP,
    VOTES,
    add_notice,
    ground,
    item,
    of,
    owed,
)
from villagepub import db
from villagepub.access import Actor, Forbidden
from villagepub.act import Act
from villagepub.duties import queries as duty_queries
from villagepub.duties.declarations import declare_nothing, take_back, waive, waivers
from villagepub.errors import UserError
from villagepub.models import (
    AuditEntry,
    NothingDeclared,
    Notice,
    VillageItem,
)
from villagepub.states import DutyState, NoticeStatus, Role

__all__ = ["ground"]


def declare(engine: Engine, name: str, period: str, *, actor: Actor = CLERK) -> None:
    with db.transaction(engine) as session:
        declare_nothing(
            Act(session, actor, AT), item_id=item(session, name).id, period=period
        )


def test_nothing_is_declared_once_and_taken_back(ground: Engine) -> None:
    declare(ground, AID, "2026Q3")
    declare(ground, AID, "2026Q3")
    assert of(owed(ground), AID).state is DutyState.DECLARED
    with db.transaction(ground) as session:
        assert len(session.exec(select(NothingDeclared)).all()) == 1
        line = item(session, AID).id
        take_back(Act(session, CLERK, AT), item_id=line, period="2026Q3")
    assert of(owed(ground), AID).state is DutyState.OVERDUE


def test_nothing_leaves_a_trace(ground: Engine) -> None:
    declare(ground, AID, "2026Q3")
    with db.reading(ground) as session:
        actions = list(session.exec(select(AuditEntry.action)))
    assert "duty.nothing" in actions


@pytest.mark.parametrize(
    ("name", "period", "reason"),
    [
        (VOTES, "2026-09-02", "有一件贴一件"),
        (AID, "2027Q1", "还没到"),
        (LEDGER, "2026Q3", "已经贴出了"),
    ],
)
def test_nothing_is_refused_where_it_makes_no_sense(
    ground: Engine, name: str, period: str, reason: str
) -> None:
    with db.transaction(ground) as session:
        add_notice(session, LEDGER, "2026Q3")
    with pytest.raises(UserError, match=reason):
        declare(ground, name, period)


def test_the_clerk_of_another_village_may_not_declare(ground: Engine) -> None:
    other = Actor(id=1, name="康秀兰", role=Role.CLERK, place_code=GAOJIAMAO)
    with pytest.raises(Forbidden):
        declare(ground, AID, "2026Q3", actor=other)


def test_an_outcome_that_is_waived_is_said_by_its_notice_and_not_by_a_day(
    ground: Engine,
) -> None:
    officer = Actor(id=1, name="白玉兰", role=Role.TOWNSHIP, place_code=TOWNSHIP)
    with db.transaction(ground) as session:
        of_village = VillageItem.village_code == MAJIAGOU
        item = session.exec(select(VillageItem).where(of_village)).first()
        assert item is not None
        ended = ON - timedelta(days=2)
        session.add(
            Notice(
                public_id="paid",
                village_code=MAJIAGOU,
                item_id=item.id,
                form="T6",
                period="2026-06-01",
                title="低保初审公示",
                version=1,
                status=NoticeStatus.PUBLISHED,
                objection_until=ended,
                created_at=AT,
            )
        )
        session.flush()
        waive(
            Act(session, officer, AT),
            item_id=item.id,
            period=(ended + timedelta(days=1)).isoformat(),
            reason="并到发放公示里一起说了。",
            names=(),
        )
        told = [one.what for one in waivers(session, MAJIAGOU)]
        assert told == ["《低保初审公示》的结果"]


def test_a_period_is_waived_by_the_township_alone_and_with_a_reason(
    ground: Engine,
) -> None:
    officer = Actor(id=1, name="白玉兰", role=Role.TOWNSHIP, place_code=TOWNSHIP)
    with db.transaction(ground) as session:
        item = session.exec(
            select(VillageItem).where(
                VillageItem.village_code == MAJIAGOU, VillageItem.name == AID
            )
        ).one()
        number = item.id
        with pytest.raises(Forbidden):
            waive(
                Act(session, CLERK, AT),
                item_id=number,
                period="2026Q3",
                reason="是",
                names=(),
            )
        act = Act(session, officer, AT)
        with pytest.raises(UserError, match="写一句"):
            waive(act, item_id=number, period="2026Q3", reason="  ", names=())
        said = "全村并入高家峁，那边贴。"
        waive(act, item_id=number, period="2026Q3", reason=said, names=())
        found = duty_queries.of_village(session, MAJIAGOU, on=ON)
        states = [d.state for d in found if d.item.item_id == number]
        assert states == [DutyState.WAIVED]
        with pytest.raises(UserError, match="镇上说"):
            take_back(Act(session, CLERK, AT), item_id=number, period="2026Q3")
