"""贴出了，还差一步: it stays on the task list until somebody has ticked or answered."""

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import AT
from tests.web.clerk.desk import Desk
from villagepub import db
from villagepub.models import Channel, Delivery
from villagepub.states import ChannelKind, DeliveryState

HEAD = "贴出了，还差一步"


@pytest.fixture
def public_id(county: Engine, sheets_folder: Path) -> str:
    return stage.publish(county, sheets_folder)


def test_a_notice_waits_on_the_list_until_every_group_is_ticked(
    clerk: Desk, public_id: str
) -> None:
    page = clerk.get("/clerk/")
    assert "还没转到马家沟村民群" in page.words
    link = page.soup.find("a", href=f"/clerk/notices/{public_id}/#zf")
    assert link is not None
    notice = clerk.get(f"/clerk/notices/{public_id}/")
    clerk.send(notice, action="/tick")
    assert HEAD not in clerk.get("/clerk/").words


def test_it_comes_back_with_an_undone_tick(clerk: Desk, public_id: str) -> None:
    notice = clerk.send(clerk.get(f"/clerk/notices/{public_id}/"), action="/tick")
    clerk.send(notice, action="/untick")
    assert HEAD in clerk.get("/clerk/").words


@pytest.mark.parametrize(
    ("state", "is_left"),
    [
        (DeliveryState.UNKNOWN, True),
        (DeliveryState.FAILED, True),
        (DeliveryState.SENT, False),
        (DeliveryState.RETRY, False),
    ],
)
def test_what_a_robot_did_not_bring_is_left_too(
    county: Engine, clerk: Desk, public_id: str, state: DeliveryState, is_left: bool
) -> None:
    with db.transaction(county) as session:
        session.exec(select(Channel)).one().kind = ChannelKind.ROBOT
        session.exec(select(Delivery)).one().state = state
    assert ("有 1 处没发出去" in clerk.get("/clerk/").words) is is_left


def test_of_a_withdrawn_notice_only_the_withdrawal_is_left(
    county: Engine, clerk: Desk, public_id: str
) -> None:
    with db.transaction(county) as session:
        session.exec(select(Delivery)).one().state = DeliveryState.SENT
        stage.withdraw(session, at=AT, reason="贴错了村")
    words = clerk.get("/clerk/").words
    assert "撤回：2026年耕地地力保护补贴发放公示" in words
    assert words.count("还没转到") == 1
