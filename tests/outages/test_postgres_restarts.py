"""PostgreSQL is restarted while workers send: nothing is lost, nothing comes twice."""

import random
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests import stage
from tests.kill.fleet import wait_for
from tests.outages.group import KEY, Group, seen
from tests.postgres import Server
from tests.wechat_server.server import WeChatServer
from villagepub import clock, settings, worker
from villagepub.states import DeliveryState

pytestmark = pytest.mark.postgres
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
        threading.Thread(target=keep_working, args=(group, stop)) for _ in range(2)
    ]
    for one in workers:
        one.start()
    try:
        for _ in range(3):
            time.sleep(dice.uniform(0.3, 0.7))
            machine.stop()
            time.sleep(0.2)
            machine.start()
        assert wait_for(lambda: len(seen(wechat)) == len(NAMES), 12), seen(wechat)
        is_told = wait_for(
            lambda: set(group.states().values()) == {DeliveryState.SENT}, 5
        )
    finally:
        stop.set()
        for one in workers:
            one.join(20)
    assert sorted(seen(wechat)) == NAMES  # nothing lost, nothing twice
    assert is_told, group.states()  # and what each call told was written after all
