"""PostgreSQL is restarted while workers send: nothing is lost, nothing comes twice."""

import random
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.outages.group import KEY, Group, seen
from tests.postgres import Server
from tests.processes import PATIENCE, wait_for
from tests.wechat_server.server import WeChatServer
from villagepub import clock, settings, worker
from villagepub.states import DeliveryState

pytestmark = pytest.mark.postgres
RESTARTS, WORKERS = 3, 2
# What a full minute of the robot's put off is sent with the next, below.
WAITING = (DeliveryState.PENDING,)
NAMES = [f"notice-{number:02d}" for number in range(18)]  # a robot takes 20 a minute


def keep_working(group: Group, stop: threading.Event) -> None:
    """As the program does: a round that fails is followed by the next."""
    while not stop.is_set():
        try:
            worker.run_once(group.engine, group.settings, now=clock.now)
        except Exception:
            time.sleep(0.05)


def test_under_load_every_message_comes_once(
    database: Engine, machine: Server, wechat: WeChatServer, tmp_path: Path
) -> None:
    stage.lay(database)
    wechat.robots.keys.add(KEY)
    wechat.takes = (0.1, 0.2)  # as far away as the real one: restarts meet calls
    chosen = settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(tmp_path / "instance"),
            "VILLAGEPUB_WECOM_API": wechat.address,
        }
    )
    group = Group.new(database, chosen)
    for name in NAMES:
        group.post(name, clock.now())
    stop, dice = threading.Event(), random.Random(3)  # noqa: S311
    workers = [
        threading.Thread(target=keep_working, args=(group, stop))
        for _ in range(WORKERS)
    ]
    for one in workers:
        one.start()
    try:
        for _ in range(RESTARTS):
            time.sleep(dice.uniform(0.3, 0.7))
            machine.stop()
            time.sleep(0.2)
            machine.start()
        assert wait_for(lambda: not waiting(group)), group.states()
    finally:
        stop.set()
        for one in workers:
            one.join(PATIENCE)
    group.work(clock.now() + timedelta(minutes=3))  # what a restart left is looked into
    sent, states = seen(wechat), group.states()
    assert len(set(sent)) == len(sent)  # nothing twice
    # What each call told was written after all; where a call had perhaps begun a person
    # is asked; nothing else has become of anything.
    told = {name for name, state in states.items() if state is DeliveryState.SENT}
    asked = {name for name, state in states.items() if state is DeliveryState.UNKNOWN}
    assert told == set(sent)
    assert told | asked == set(NAMES)
    assert len(asked) <= RESTARTS * WORKERS


def waiting(group: Group) -> set[str]:
    states = group.states().items()
    return {name for name, state in states if state in WAITING}
