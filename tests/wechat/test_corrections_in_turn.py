"""Of several acts about one notice each is told for itself, in its order."""

import json

import pytest
from sqlmodel import col, select

from tests import stage
from tests.wechat.line import ROBOT, Of
from tests.wechat.test_superseded import LOOKED_UP, _is, act, rest, told
from villagepub import db, outbox
from villagepub.models import Channel, Delivery, Notice
from villagepub.states import ChannelKind, DeliveryState


@pytest.mark.parametrize("kind", LOOKED_UP)
def test_two_corrections_of_one_notice_are_told_apart(
    line: Of, kind: ChannelKind
) -> None:
    """They share title and address; the second was never taken by the server."""
    one = line(kind)
    one.work()
    act(one, "correct")
    rest(one)
    with db.transaction(one.house) as session:
        notice = session.exec(select(Notice)).one()
        at = one.clock()
        stage.correct(session, notice.public_id, at, area="12.3", amount="738")
        second, third = _last_two(session, kind)
        _read_alike(second, third)
    one.script("html")
    one.work(seconds=1)
    rest(one)
    assert len(told(one)) == 3


def _last_two(session: object, kind: ChannelKind) -> list[Delivery]:
    found = session.exec(  # type: ignore[attr-defined]
        select(Delivery).join(Channel).where(_is(kind)).order_by(col(Delivery.id))
    ).all()
    return list(found[-2:])


def _read_alike(second: Delivery, third: Delivery) -> None:
    """The words of both, as they may well be; each keeps its own link."""
    before, after = json.loads(second.payload), json.loads(third.payload)
    for name in ("text", "title"):
        if name in before:
            after[name] = before[name]
    third.payload = json.dumps(after, ensure_ascii=False)


@pytest.mark.parametrize("kind", LOOKED_UP)
def test_a_publication_after_a_withdrawal_is_not_taken_for_the_first(
    line: Of, kind: ChannelKind, sheets_folder
) -> None:
    one = line(kind)
    one.work()
    act(one, "withdraw")
    one.work(hours=1)
    stage.publish(one.house, sheets_folder)
    one.script("html")
    rest(one)
    assert ["撤回" in words for words in told(one)] == [False, True, False]


def test_a_tick_from_an_old_page_is_followed_by_the_withdrawal(line: Of) -> None:
    """Somebody forwarded it before the withdrawal and says so afterwards."""
    one = line(ROBOT)
    with db.transaction(one.house) as session:
        group = session.exec(
            select(Channel).where(_is(ChannelKind.GROUP)).order_by(col(Channel.id))
        ).first()
        group.is_active = True
        old = session.exec(
            select(Delivery).where(Delivery.channel_id == group.id)
        ).one()
        old.state, old_id = DeliveryState.PENDING, old.id
    act(one, "withdraw")
    with db.transaction(one.house) as session:
        clerk = stage.act(session, "laotuo", one.clock())
        outbox.tick(clerk, delivery_id=old_id)
    with db.reading(one.house) as session:
        old, new = session.exec(
            select(Delivery)
            .where(Delivery.channel_id == group.id)
            .order_by(col(Delivery.id))
        ).all()
    assert (old.state, new.state) == (DeliveryState.SENT, DeliveryState.PENDING)
    assert new.kind == "withdrawal"
