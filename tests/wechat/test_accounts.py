"""Every channel of an account, against a server that speaks the wire format."""

import json

import pytest
from sqlmodel import select

from tests import stage
from tests.wechat.line import APP, ARTICLE, GROUP, MASS, Line, Of
from villagepub import db, outbox
from villagepub.models import Channel, Delivery, Token
from villagepub.states import DeliveryState


def test_an_article_is_drafted_published_and_confirmed_with_its_address(
    line: Of,
) -> None:
    one = line(ARTICLE)
    assert one.round().state is DeliveryState.ACCEPTED
    for _ in range(3):
        done = one.round(minutes=3)
    assert done.state is DeliveryState.CONFIRMED
    (address,) = json.loads(done.remote)["urls"]
    assert address == "https://mp.weixin.qq.com/s/100000001"
    (draft,) = one.server.platform.articles.values()
    assert draft["title"] == "2026年耕地地力保护补贴发放公示"
    assert "王建国" not in draft["content"]
    assert "王**" in draft["content"]


def test_a_mass_message_goes_once_even_if_the_answer_is_lost(line: Of) -> None:
    one = line(MASS)
    one.server.platform.script["message/mass/sendall"].append("done-then-nothing")
    assert one.round().state is DeliveryState.RETRY
    assert (
        one.round(minutes=2).state is DeliveryState.ACCEPTED
    )  # 45065: it was there already
    assert one.round(minutes=2).state is DeliveryState.CONFIRMED
    assert len(one.server.platform.mass) == 1
    (key,) = one.server.platform.mass
    assert len(key) <= 32


def test_an_app_message_is_swallowed_when_it_comes_again(line: Of) -> None:
    one = line(APP)
    one.server.platform.script["message/send"].append("done-then-nothing")
    assert one.round().state is DeliveryState.RETRY
    assert one.round(minutes=2).state is DeliveryState.SENT
    assert len(one.server.platform.app_seen) == 1


def test_people_who_can_not_be_reached_are_named(line: Of) -> None:
    one = line(APP)
    one.server.platform.unknown_users.add("zhe")
    done = one.round()
    assert (done.state, done.reason) == (DeliveryState.PARTIAL, "1 个人收不到：zhe。")


@pytest.mark.parametrize(
    ("status", "state"), [(1, DeliveryState.CONFIRMED), (3, DeliveryState.FAILED)]
)
def test_a_customer_group_waits_for_its_owner(
    line: Of, status: int, state: DeliveryState
) -> None:
    one = line(GROUP)
    waiting = one.round()
    assert waiting.state is DeliveryState.ACCEPTED
    assert "等群主确认" in waiting.reason
    assert one.round(minutes=11).state is DeliveryState.ACCEPTED
    one.server.platform.tap("task-1", status)
    assert one.round(hours=2).state is state
    assert len(one.server.platform.tasks) == 1


def test_a_revoked_token_is_renewed_once_and_kept_sealed(line: Of) -> None:
    one = line(APP)
    one.server.platform.revoke()
    one.server.platform.script["message/send"].append("42001")
    assert one.round().state is DeliveryState.SENT
    with db.reading(one.house) as session:
        (token,) = session.exec(select(Token)).all()
    assert "TOKEN" not in token.sealed
    assert one.server.platform.corp_id not in token.key


def test_a_token_that_is_never_good_ends_after_one_renewal(line: Of) -> None:
    one = line(APP)
    one.server.platform.script["message/send"].extend(["40014"] * 5)
    done = one.round()
    assert done.state is DeliveryState.FAILED
    assert one.server.platform.calls.count("message/send") == 2


def test_an_address_that_is_not_listed_is_said_and_switches_off(line: Of) -> None:
    one = line(ARTICLE)
    one.server.platform.is_listed = False
    done = one.round()
    assert done.state is DeliveryState.FAILED
    assert "IP 白名单" in done.reason
    with db.reading(one.house) as session:
        channel = session.exec(select(Channel).where(Channel.kind == ARTICLE)).one()
    assert not channel.is_active


def test_a_day_quota_waits_for_midnight_in_china(line: Of) -> None:
    one = line(ARTICLE)
    one.server.platform.script["freepublish/submit"].append("45009")
    done = one.round()
    assert done.state is DeliveryState.RETRY
    assert (done.next_at.hour, done.next_at.minute) == (16, 0)  # UTC


def test_no_step_of_an_article_is_done_twice(line: Of) -> None:
    one = line(ARTICLE)
    one.server.platform.script["freepublish/submit"].append("53501")
    one.round()
    assert one.round(minutes=2).state is DeliveryState.ACCEPTED
    assert (
        one.server.platform.calls.count("draft/add")
        == len(one.server.platform.media)
        == 1
    )


def test_a_cover_that_the_account_has_is_not_uploaded_again(line: Of) -> None:
    """What surely failed is begun anew, with a new draft and the same cover."""
    one = line(ARTICLE)
    one.server.platform.script["freepublish/submit"].append("53500")
    first = one.round()
    resend(one, first)
    assert one.round().state is DeliveryState.ACCEPTED
    assert len(one.server.platform.media) == 1
    assert one.server.platform.calls.count("draft/add") == 2


def test_a_cover_that_somebody_deleted_is_uploaded_once_more(line: Of) -> None:
    one = line(ARTICLE)
    one.server.platform.script["freepublish/submit"].append("53500")
    first = one.round()
    one.server.platform.media.clear()
    one.server.platform.media["another"] = b"theirs"
    resend(one, first)
    assert one.round().state is DeliveryState.ACCEPTED
    assert one.server.platform.calls.count("material/add_material") == 2


def resend(one: Line, delivery: Delivery) -> None:
    with db.transaction(one.house) as session:
        session.get_one(Channel, delivery.channel_id).is_active = True
        clerk = stage.act(session, "laotuo", one.clock())
        outbox.confirm(clerk, delivery_id=delivery.id, seen=False)
