"""没送到的: the office sees what did not arrive, why, and where something is to be mended."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import AT, VILLAGE
from tests.web.clerk.desk import Desk
from villagepub import db
from villagepub.models import Channel, Delivery
from villagepub.states import ChannelKind, DeliveryState

REASON = "机器人不在群里了，请重新加一个。"


@pytest.fixture
def failed(county: Engine, sheets_folder: Path) -> Engine:
    """A notice whose robot was taken out of the group."""
    with db.transaction(county) as session:
        session.add(
            Channel(
                place_code=VILLAGE,
                kind=ChannelKind.ROBOT,
                name="镇村工作群",
                created_at=AT,
            )
        )
    stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        channel = session.exec(
            select(Channel).where(Channel.kind == ChannelKind.ROBOT)
        ).one()
        channel.is_active, channel.fault = False, REASON
        delivery = session.exec(
            select(Delivery).where(Delivery.channel_id == channel.id)
        ).one()
        delivery.state, delivery.reason = DeliveryState.FAILED, REASON
        delivery.tried_at = AT + timedelta(hours=19)
    return county


def test_the_overview_leads_to_what_did_not_arrive_and_why(
    officer: Desk, failed: Engine
) -> None:
    assert "没发到群里、公众号里的 1 条" in officer.get("/township/").words
    words = officer.get("/township/undelivered/").words
    assert "停着的 1 处" in words
    assert "1 条等人处理" in words
    for said in ("马家沟村", "耕地地力保护补贴", "镇村工作群", REASON):
        assert said in words


def test_where_everything_arrived_nothing_is_said(
    officer: Desk, county: Engine, sheets_folder: Path
) -> None:
    stage.publish(county, sheets_folder)
    assert "没发到群里" not in officer.get("/township/").words
    assert "都送到了" in officer.get("/township/undelivered/").words


def test_mass_messages_are_used_only_by_who_has_read_how_few_there_are(
    officer: Desk, connect: Callable[..., str], county: Engine
) -> None:
    connect()
    page = officer.get("/township/wechat/")
    assert "订阅号一天一次，服务号一个月四次" in page.words
    refused = officer.send(page, {"kind": "mass"}, action="/use")
    assert "请先打勾" in refused.words
    officer.send(page, {"kind": "mass", "sure": "1"}, action="/use")
    with db.reading(county) as session:
        kinds = session.exec(select(Channel.kind)).all()
    assert kinds.count(ChannelKind.MASS) == 1
