"""What waits at a group's owner: reminded three times a day, or taken back."""

import pytest
from sqlmodel import select

from tests import stage
from tests.wechat.line import GROUP, ROBOT, Line, Of
from villagepub import db, outbox, worker
from villagepub.errors import UserError
from villagepub.models import Channel, Delivery, OwnerAsk
from villagepub.states import DeliveryState, OwnerAct


def ask(one: Line, delivery: Delivery, act: OwnerAct) -> None:
    with db.transaction(one.house) as session:
        clerk = stage.act(session, "laotuo", one.clock())
        outbox.ask_owner(clerk, delivery_id=delivery.id, what=act)


def send_asked(one: Line) -> int:
    return worker.ask_once(one.house, one.settings, now=one.clock)


def test_an_owner_is_reminded_three_times_a_day_and_no_more(line: Of) -> None:
    one = line(GROUP)
    waiting = one.round()
    for _ in range(outbox.PER_DAY):
        ask(one, waiting, OwnerAct.REMIND)
        assert send_asked(one) == 1
    assert send_asked(one) == 0
    with pytest.raises(UserError, match="一天最多催三次"):
        ask(one, waiting, OwnerAct.REMIND)
    one.clock.later(days=1, minutes=1)
    ask(one, waiting, OwnerAct.REMIND)
    assert one.server.platform.reminded == ["task-1"] * 3


def test_a_reminder_without_an_answer_is_counted_and_not_repeated(line: Of) -> None:
    one = line(GROUP)
    path = "externalcontact/remind_groupmsg_send"
    one.server.platform.script[path].append("done-then-nothing")
    ask(one, one.round(), OwnerAct.REMIND)
    for _ in range(2):
        send_asked(one)
    assert one.server.platform.calls.count(path) == 1
    with db.reading(one.house) as session:
        assert session.exec(select(OwnerAsk)).one().reason


def test_what_the_owner_has_not_tapped_is_taken_back(line: Of) -> None:
    one = line(GROUP)
    waiting = one.round()
    ask(one, waiting, OwnerAct.CANCEL)
    with pytest.raises(UserError, match="已经叫停"):
        ask(one, waiting, OwnerAct.CANCEL)
    send_asked(one)
    assert one.server.platform.cancelled == {"task-1"}
    done = one.round(hours=2)
    assert done.state is DeliveryState.CANCELLED
    assert "什么也没有发出去" in done.reason


def test_what_was_tapped_before_is_told_as_sent(line: Of) -> None:
    one = line(GROUP)
    waiting = one.round()
    one.server.platform.tap("task-1")
    ask(one, waiting, OwnerAct.CANCEL)
    send_asked(one)
    assert one.round(hours=2).state is DeliveryState.CONFIRMED


def test_nobody_is_asked_about_what_was_never_taken(line: Of) -> None:
    one = line(ROBOT)
    with pytest.raises(UserError, match="没有等着点"):
        ask(one, one.row(), OwnerAct.REMIND)


@pytest.mark.parametrize("is_old", [False, True], ids=["sealed", "of before"])
def test_who_owns_a_group_is_told_to_the_platform_and_kept_sealed(
    line: Of, is_old: bool
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
    row = one.round(hours=1)
    assert row.state is DeliveryState.CONFIRMED
    if not is_old:
        assert "tuoxiaomei" not in row.payload + row.remote
