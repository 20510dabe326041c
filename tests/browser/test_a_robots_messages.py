"""A robot's form is chosen on a phone of 360 px, and its messages are answered for there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import stage
from tests.browser.thumb import Thumb
from tests.stage import AT, VILLAGE
from tests.web.clerk.conftest import OCTOBER
from villagepub import db
from villagepub.models import Channel, Delivery
from villagepub.states import ChannelKind, DeliveryState, RobotForm

pytestmark = pytest.mark.browser


@pytest.fixture
def robot(county: Engine) -> None:
    with db.transaction(county) as session:
        session.add(
            Channel(
                place_code=VILLAGE,
                kind=ChannelKind.ROBOT,
                name="镇村工作群",
                created_at=AT,
            )
        )


@pytest.mark.usefixtures("robot")
def test_a_clerk_chooses_pictures_and_answers_for_one_that_nobody_can_tell_of(
    hand: Callable[[str], Thumb], county: Engine, sheets_folder: Path
) -> None:
    clerk = hand("laotuo")
    clerk.page.goto("/clerk/groups/")
    clerk.tap(clerk.page.get_by_text("换个样子发"))
    clerk.page.get_by_label("发成什么样").first.select_option("pictures")
    clerk.look("群-1-换个样子发")
    clerk.go(clerk.page.get_by_role("button", name="就这样发"))
    expect(clerk.page.get_by_text("机器人发，文字和图片")).to_be_visible()
    public_id = stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        rows = session.exec(
            select(Delivery)
            .where(col(Delivery.part) != "text")
            .order_by(col(Delivery.id))
        ).all()
        for row in rows:
            row.state, row.done_at = DeliveryState.SENT, OCTOBER
        for row, state, reason in (
            (rows[1], DeliveryState.UNKNOWN, "微信没有给准话，不知道发出去没有。"),
            (rows[2], DeliveryState.FAILED, "图片的大小不合微信的规矩，没发出去。"),
        ):
            row.state, row.reason = state, reason
        assert {r.part for r in rows} == {f"image-{n + 1}" for n in range(len(rows))}
        robot = session.exec(
            select(Channel).where(Channel.kind == ChannelKind.ROBOT)
        ).one()
        assert robot.sends is RobotForm.PICTURES
    clerk.page.goto(f"/clerk/notices/{public_id}/#robots")
    clerk.look("群-2-一张说不准")
    expect(clerk.page.get_by_text("“镇村工作群”里看到第 2 张图了吗？")).to_be_visible()
    clerk.go(clerk.page.get_by_role("button", name="看到了").first)
    expect(clerk.page.get_by_text("里看到第 2 张图了吗")).to_have_count(0)
