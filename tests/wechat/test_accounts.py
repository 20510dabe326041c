"""Every channel of an account, against a server that speaks the wire format."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.wechat.line import Clock
from tests.wechat_server.server import WeChatServer
from villagepub import db, outbox
from villagepub.models import Channel, Delivery, Token
from villagepub.states import ChannelKind, DeliveryState


def test_an_article_is_drafted_published_and_confirmed_with_its_address(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    clock: Clock,
) -> None:
    posted(ChannelKind.ARTICLE)
    assert round_().state is DeliveryState.ACCEPTED
    for _ in range(3):
        clock.later(minutes=3)
        done = round_()
    assert done.state is DeliveryState.CONFIRMED
    (address,) = json.loads(done.remote)["urls"]
    assert address == "https://mp.weixin.qq.com/s/100000001"
    (draft,) = wechat.platform.articles.values()
    assert draft["title"] == "2026年耕地地力保护补贴发放公示"
    assert "王建国" not in draft["content"]
    assert "王**" in draft["content"]


def test_a_mass_message_goes_once_even_if_the_answer_is_lost(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    clock: Clock,
) -> None:
    posted(ChannelKind.MASS)
    wechat.platform.script["message/mass/sendall"].append("done-then-nothing")
    assert round_().state is DeliveryState.RETRY
    clock.later(minutes=2)
    assert round_().state is DeliveryState.ACCEPTED  # 45065: it was there already
    clock.later(minutes=2)
    assert round_().state is DeliveryState.CONFIRMED
    assert len(wechat.platform.mass) == 1
    (key,) = wechat.platform.mass
    assert len(key) <= 32


def test_an_app_message_is_swallowed_when_it_comes_again(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    clock: Clock,
) -> None:
    posted(ChannelKind.APP)
    wechat.platform.script["message/send"].append("done-then-nothing")
    assert round_().state is DeliveryState.RETRY
    clock.later(minutes=2)
    assert round_().state is DeliveryState.SENT
    assert len(wechat.platform.app_seen) == 1


def test_people_who_can_not_be_reached_are_named(
    posted: Callable[..., None], round_: Callable[[], Delivery], wechat: WeChatServer
) -> None:
    posted(ChannelKind.APP)
    wechat.platform.unknown_users.add("zhe")
    done = round_()
    assert (done.state, done.reason) == (DeliveryState.PARTIAL, "1 个人收不到：zhe。")


@pytest.mark.parametrize(
    ("status", "state"), [(1, DeliveryState.CONFIRMED), (3, DeliveryState.FAILED)]
)
def test_a_customer_group_waits_for_its_owner(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    clock: Clock,
    status: int,
    state: DeliveryState,
) -> None:
    posted(ChannelKind.CUSTOMER_GROUP)
    waiting = round_()
    assert waiting.state is DeliveryState.ACCEPTED
    assert "等群主确认" in waiting.reason
    clock.later(minutes=11)
    assert round_().state is DeliveryState.ACCEPTED
    wechat.platform.tap("task-1", status)
    clock.later(hours=2)
    assert round_().state is state
    assert len(wechat.platform.tasks) == 1


def test_a_revoked_token_is_renewed_once_and_kept_sealed(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    house: Engine,
) -> None:
    wechat.platform.revoke()
    posted(ChannelKind.APP)
    wechat.platform.script["message/send"].append("42001")
    assert round_().state is DeliveryState.SENT
    with db.reading(house) as session:
        (token,) = session.exec(select(Token)).all()
    assert "TOKEN" not in token.sealed
    assert wechat.platform.corp_id not in token.key


def test_a_token_that_is_never_good_ends_after_one_renewal(
    posted: Callable[..., None], round_: Callable[[], Delivery], wechat: WeChatServer
) -> None:
    posted(ChannelKind.APP)
    wechat.platform.script["message/send"].extend(["40014"] * 5)
    done = round_()
    assert done.state is DeliveryState.FAILED
    assert wechat.platform.calls.count("message/send") == 2


def test_an_address_that_is_not_listed_is_said_and_switches_off(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    house: Engine,
) -> None:
    posted(ChannelKind.ARTICLE)
    wechat.platform.is_listed = False
    done = round_()
    assert done.state is DeliveryState.FAILED
    assert "IP 白名单" in done.reason
    with db.reading(house) as session:
        channel = session.exec(
            select(Channel).where(Channel.kind == ChannelKind.ARTICLE)
        ).one()
    assert not channel.is_active


def test_a_day_quota_waits_for_midnight_in_china(
    posted: Callable[..., None], round_: Callable[[], Delivery], wechat: WeChatServer
) -> None:
    posted(ChannelKind.ARTICLE)
    wechat.platform.script["freepublish/submit"].append("45009")
    done = round_()
    assert done.state is DeliveryState.RETRY
    assert (done.next_at.hour, done.next_at.minute) == (16, 0)  # UTC


def test_no_step_of_an_article_is_done_twice(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    clock: Clock,
) -> None:
    posted(ChannelKind.ARTICLE)
    wechat.platform.script["freepublish/submit"].append("53501")
    round_()
    clock.later(minutes=2)
    assert round_().state is DeliveryState.ACCEPTED
    assert wechat.platform.calls.count("draft/add") == len(wechat.platform.media) == 1


def test_a_cover_that_the_account_has_is_not_uploaded_again(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    house: Engine,
    clock: Clock,
) -> None:
    """What surely failed is begun anew, with a new draft and the same cover."""
    posted(ChannelKind.ARTICLE)
    wechat.platform.script["freepublish/submit"].append("53500")
    first = round_()
    resend(house, first, clock())
    assert round_().state is DeliveryState.ACCEPTED
    assert len(wechat.platform.media) == 1
    assert wechat.platform.calls.count("draft/add") == 2


def test_a_cover_that_somebody_deleted_is_uploaded_once_more(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    house: Engine,
    clock: Clock,
) -> None:
    posted(ChannelKind.ARTICLE)
    wechat.platform.script["freepublish/submit"].append("53500")
    first = round_()
    wechat.platform.media.clear()
    wechat.platform.media["another"] = b"theirs"
    resend(house, first, clock())
    assert round_().state is DeliveryState.ACCEPTED
    assert wechat.platform.calls.count("material/add_material") == 2


def resend(engine: Engine, delivery: Delivery, at: datetime) -> None:
    with db.transaction(engine) as session:
        session.get_one(Channel, delivery.channel_id).is_active = True
        clerk = stage.act(session, "laotuo", at)
        outbox.confirm(clerk, delivery_id=delivery.id, seen=False)
