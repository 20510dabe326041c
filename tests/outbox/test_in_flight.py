"""A worker waits for several answers at once, and never for two of one group."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from benchmarks.deliveries import KEY, lay
from tests.processes import wait_for
from tests.wechat_server.server import WeChatServer
from villagepub import clock, db, delivery_batches, outbox, settings, worker
from villagepub.delivery_attempts import Claimed, Outcome
from villagepub.models import Delivery
from villagepub.settings import Settings
from villagepub.states import ChannelKind, DeliveryState
from villagepub.wechat.connections import Connections

SLOW = 0.5  # seconds for an answer
GROUPS, EACH = 8, 2


def laid(
    folder: Path, wechat: WeChatServer, groups: int, each: int
) -> tuple[Engine, Settings]:
    engine = db.make_engine(f"sqlite:///{folder / 'villagepub.db'}")
    wechat.robots.keys.update(lay(engine, ChannelKind.ROBOT, groups, each))
    given = {"VILLAGEPUB_WECOM_API": wechat.address, "VILLAGEPUB_SECRET_KEY": KEY}
    return engine, settings.read({"VILLAGEPUB_INSTANCE": str(folder), **given})


def states(engine: Engine) -> list[DeliveryState]:
    with db.reading(engine) as session:
        return list(session.exec(select(Delivery.state).order_by(col(Delivery.id))))


def test_groups_are_told_at_once_and_each_in_turn(
    tmp_path: Path, wechat: WeChatServer
) -> None:
    engine, chosen = laid(tmp_path, wechat, GROUPS, EACH)
    wechat.takes = (SLOW, SLOW)
    assert worker.run_once(engine, chosen, now=clock.now) == GROUPS * EACH
    assert {len(seen) for seen in wechat.robots.seen.values()} == {EACH}
    moments: dict[str, list[float]] = {}
    for key, at in wechat.robots.calls:
        moments.setdefault(key, []).append(at)
    assert all(b - a >= SLOW for one in moments.values() for a, b in pairwise(one))
    gaps = [b - a for (_, a), (_, b) in pairwise(wechat.robots.calls)]
    assert sum(gap < SLOW for gap in gaps) >= len(gaps) / 2


def test_what_the_others_told_is_kept_where_one_call_breaks(
    tmp_path: Path, wechat: WeChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, chosen = laid(tmp_path, wechat, 4, 1)
    deliver = delivery_batches.deliver

    def broken(ways: Connections, one: Claimed) -> Outcome:
        """The second finds the database away in the midst of its call."""
        if one.id == 2:
            raise OperationalError("", {}, Exception("away"))
        return deliver(ways, one)

    monkeypatch.setattr(delivery_batches, "deliver", broken)
    with pytest.raises(OperationalError):
        for _ in range(4):  # one at first, then more at once
            worker.run_once(engine, chosen, now=clock.now)
    seen = states(engine)
    assert seen.pop(1) == DeliveryState.SENDING
    told = sum(map(len, wechat.robots.seen.values()))
    assert seen.count(DeliveryState.SENT) == told > 1


def test_what_the_others_told_is_written_down_while_one_hangs(
    tmp_path: Path, wechat: WeChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, chosen = laid(tmp_path, wechat, 8, 1)
    deliver, seen = delivery_batches.deliver, list[list[DeliveryState]]()

    def hanging(ways: Connections, one: Claimed) -> Outcome:
        """The fifth hears nothing for a while."""
        if one.id == 5:
            wait_for(lambda: states(engine).count(DeliveryState.SENDING) == 1)
            seen.append(states(engine))
        return deliver(ways, one)

    monkeypatch.setattr(delivery_batches, "deliver", hanging)
    assert worker.run_once(engine, chosen, now=clock.now) == 8
    (during,) = seen
    assert during.count(DeliveryState.SENDING) == 1
    assert states(engine) == [DeliveryState.SENT] * 8


def test_who_looked_at_the_clock_and_then_waited_takes_no_call_for_a_lost_one(
    tmp_path: Path, wechat: WeChatServer
) -> None:
    """A second worker that begins: between its look and its write the first one began."""
    engine, _ = laid(tmp_path, wechat, 1, 1)
    looked = clock.now()
    began = looked + timedelta(milliseconds=40)
    held = outbox.claim(engine, owner="first", at=began)
    assert outbox.record_and_begin(engine, [], held, owner="first", at=began)
    assert outbox.sweep(engine, at=looked) == 0
    assert states(engine) == [DeliveryState.SENDING]
