"""WeChat is away for a day: nobody is worn out by trying, and what piled up comes in the
order in which people need it; what is a day old is asked about.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.outages.group import KEY, Group, seen
from tests.processes import free_port
from tests.stage import AT
from tests.wechat_server.server import WeChatServer
from villagepub import db, outbox, settings
from villagepub.channels import village_groups
from villagepub.models import Delivery
from villagepub.outbox import backlog
from villagepub.states import DeliveryState

S = DeliveryState
HOUR = timedelta(hours=1)


@contextmanager
def answering(port: int) -> Iterator[WeChatServer]:
    server = WeChatServer(port)
    server.robots.keys.add(KEY)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def group(county: Engine, tmp_path: Path, port: int) -> Group:
    chosen = settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(tmp_path / "instance"),
            "VILLAGEPUB_WECOM_API": f"http://127.0.0.1:{port}",
        }
    )
    return Group.new(county, chosen)


def test_after_a_day_everything_comes_once_withdrawals_first_and_the_newest_next(
    group: Group, port: int
) -> None:
    posted = {
        "old": (0, "notice"),
        "older-mend": (1, "correction"),
        "gone": (5, "withdrawal"),
        "evening": (10, "notice"),
        "morning": (20, "notice"),
        "noon": (25, "notice"),
    }
    rounds = 0
    for half_hours in range(52):
        for name, (hour, about) in posted.items():
            if half_hours == 2 * hour:
                group.post(name, AT + hour * HOUR, about)
        group.work(AT + half_hours * HOUR / 2)
        rounds += 1
    tries = sum(row.attempts for row in group.rows())
    assert tries <= rounds + len(posted)  # not each in each round
    with answering(port) as server:
        for minutes in range(3):
            group.work(AT + 26 * HOUR + timedelta(minutes=15 * minutes))
        assert seen(server) == ["gone", "older-mend", "noon", "morning", "evening"]
        assert group.states()["old"] is S.FAILED
        (old,) = (row for row in group.rows() if row.state is S.FAILED)
        assert (old.code, old.reason) == ("stale", backlog.LATE)
        with db.transaction(
            group.engine
        ) as session:  # a person says that it still goes
            clerk = stage.act(session, "laotuo", AT + 27 * HOUR)
            outbox.confirm(clerk, delivery_id=old.id, seen=False)
        group.work(AT + 28 * HOUR)
        assert seen(server)[5:] == ["old"]
    assert set(group.states().values()) == {S.SENT}


def test_a_channel_that_was_mended_goes_on_by_itself_with_all_that_failed_meanwhile(
    group: Group, port: int
) -> None:
    with answering(port) as server:
        server.robots.keys.clear()  # somebody took the robot out of the group
        group.post("first", AT)
        group.work(AT)
        (first,) = group.rows()
        assert first.state is S.FAILED
        group.post("second", AT + HOUR)  # waits
        group.post("taken-back", AT + 2 * HOUR, "withdrawal")
        group.work(AT + 3 * HOUR)
        assert seen(server) == []
        server.robots.keys.add(KEY)
        with db.transaction(group.engine) as session:
            act = stage.act(session, "laotuo", AT + 4 * HOUR)
            village_groups.enable(act, channel_id=group.channel_id)
        group.work(AT + 4 * HOUR)
        assert seen(server) == ["taken-back", "second", "first"]
        group.work(AT + 5 * HOUR)
        assert len(seen(server)) == 3


def test_mended_after_days_it_asks_about_what_is_old(group: Group, port: int) -> None:
    with answering(port) as server:
        server.robots.keys.clear()
        group.post("first", AT)
        group.work(AT)
        group.post("taken-back", AT + HOUR, "withdrawal")
        server.robots.keys.add(KEY)
        later = AT + timedelta(days=5)
        with db.transaction(group.engine) as session:
            act = stage.act(session, "laotuo", later)
            village_groups.enable(act, channel_id=group.channel_id)
        group.work(later)
        assert seen(server) == ["taken-back"]
        with db.reading(group.engine) as session:
            first = session.exec(select(Delivery)).first()
        assert first is not None
        assert (first.state, first.code) == (S.FAILED, "stale")


@pytest.mark.parametrize("days", [1, -1])
def test_a_clock_that_jumps_a_day_and_back_holds_nothing_up_and_sends_nothing_twice(
    group: Group, port: int, days: int
) -> None:
    jumped = AT + timedelta(days=days)
    with answering(port) as server:
        group.post("before", AT)
        group.work(AT)
        group.post("meanwhile", jumped)
        held = outbox.claim(group.engine, owner="dies", at=jumped)  # and dies
        assert [one.id for one in held]
        group.post("also", jumped)
        group.post("after", AT + timedelta(minutes=1))
        for minutes in (1, 2, 8, 9):
            group.work(AT + timedelta(minutes=minutes))
        told = [name for name, state in group.states().items() if state is S.SENT]
        assert sorted(seen(server)) == sorted(told)  # nothing twice
    rest = {row.code for row in group.rows() if row.state is not S.SENT}
    # What seems to be a day old is asked about; nothing waits for tomorrow.
    assert rest <= ({"stale"} if days < 0 else set())
    assert {"before", "after"} <= set(told)
