"""What waits at a group's owner: reminded three times a day, or taken back."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.wechat.line import GROUP, Clock, Line
from tests.wechat_server.server import WeChatServer
from villagepub import db, outbox, worker
from villagepub.errors import UserError
from villagepub.models import Channel, Delivery, OwnerAsk
from villagepub.settings import Settings
from villagepub.states import ChannelKind, DeliveryState, OwnerAct


def ask(engine: Engine, delivery: Delivery, act: OwnerAct, at: datetime) -> None:
    with db.transaction(engine) as session:
        clerk = stage.act(session, "laotuo", at)
        outbox.ask_owner(clerk, delivery_id=delivery.id, what=act)


def test_an_owner_is_reminded_three_times_a_day_and_no_more(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    house: Engine,
    chosen: Settings,
    clock: Clock,
) -> None:
    posted(ChannelKind.CUSTOMER_GROUP)
    waiting = round_()
    for _ in range(outbox.PER_DAY):
        ask(house, waiting, OwnerAct.REMIND, clock())
        assert worker.ask_once(house, chosen, now=clock) == 1
    assert worker.ask_once(house, chosen, now=clock) == 0
    with pytest.raises(UserError, match="一天最多催三次"):
        ask(house, waiting, OwnerAct.REMIND, clock())
    clock.later(days=1, minutes=1)
    ask(house, waiting, OwnerAct.REMIND, clock())
    assert wechat.platform.reminded == ["task-1"] * 3


def test_a_reminder_without_an_answer_is_counted_and_not_repeated(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    house: Engine,
    chosen: Settings,
    clock: Clock,
) -> None:
    posted(ChannelKind.CUSTOMER_GROUP)
    path = "externalcontact/remind_groupmsg_send"
    wechat.platform.script[path].append("done-then-nothing")
    ask(house, round_(), OwnerAct.REMIND, clock())
    for _ in range(2):
        worker.ask_once(house, chosen, now=clock)
    assert wechat.platform.calls.count(path) == 1
    with db.reading(house) as session:
        assert session.exec(select(OwnerAsk)).one().reason


def test_what_the_owner_has_not_tapped_is_taken_back(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    house: Engine,
    chosen: Settings,
    clock: Clock,
) -> None:
    posted(ChannelKind.CUSTOMER_GROUP)
    waiting = round_()
    ask(house, waiting, OwnerAct.CANCEL, clock())
    with pytest.raises(UserError, match="已经叫停"):
        ask(house, waiting, OwnerAct.CANCEL, clock())
    worker.ask_once(house, chosen, now=clock)
    assert wechat.platform.cancelled == {"task-1"}
    clock.later(hours=2)
    worker.poll_once(house, chosen, now=clock)
    with db.reading(house) as session:
        done = session.get_one(Delivery, waiting.id)
    assert done.state is DeliveryState.CANCELLED
    assert "什么也没有发出去" in done.reason


def test_what_was_tapped_before_is_told_as_sent(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    house: Engine,
    chosen: Settings,
    clock: Clock,
) -> None:
    posted(ChannelKind.CUSTOMER_GROUP)
    waiting = round_()
    wechat.platform.tap("task-1")
    ask(house, waiting, OwnerAct.CANCEL, clock())
    worker.ask_once(house, chosen, now=clock)
    clock.later(hours=2)
    assert round_().state is DeliveryState.CONFIRMED


def test_nobody_is_asked_about_what_was_never_taken(
    posted: Callable[..., None], house: Engine, clock: Clock
) -> None:
    posted(ChannelKind.ROBOT)
    with db.reading(house) as session:
        one = session.exec(
            select(Delivery).join(Channel).where(Channel.kind == ChannelKind.ROBOT)
        ).one()
    with pytest.raises(UserError, match="没有等着点"):
        ask(house, one, OwnerAct.REMIND, clock())


@pytest.mark.parametrize("is_old", [False, True], ids=["sealed", "of before"])
def test_who_owns_a_group_is_told_to_the_platform_and_kept_sealed(
    line: Callable[[ChannelKind], Line], is_old: bool
) -> None:
    """A user id is often a mobile's number; one of before goes on being understood."""
    one = line(GROUP)
    if is_old:
        with db.transaction(one.house) as session:
            channel = session.exec(select(Channel).where(Channel.kind == GROUP)).one()
            channel.secret, channel.target = "", "wr-majiagou|tuoxiaomei"
    one.work()
    ((asked, _),) = one.server.platform.tasks.values()
    assert asked["sender"] == "tuoxiaomei"
    one.server.platform.tap("task-1")
    one.work(hours=1)
    worker.poll_once(one.house, one.settings, now=one.clock)
    row = one.row()
    assert row.state is DeliveryState.CONFIRMED
    if not is_old:
        assert "tuoxiaomei" not in row.payload + row.remote
