"""Workers killed at any moment: nothing lost, nothing twice, doubt only where there is.

A web server, two workers and a server that plays WeChat run as in a village. Committees
sign notices on the page, each for five channels, and a third is corrected, a third
withdrawn as soon as it is signed, while its messages are on their way; meanwhile a worker
is killed with -9 every second or so and another started. What the server saw is held
against what the database says, and no old version may come after what mends it.

``make test`` runs a short one and turns the clock on instead of waiting for leases.
``make kill-test`` (``VILLAGEPUB_KILL_SECONDS=60``) is the whole: 15 villages, 300 notices,
1,500 deliveries, a minute of kills, and every wait is waited out.
"""

import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.kill import villages
from tests.kill.fleet import Committee, Fleet, Postman, free_port, wait_for
from tests.kill.villages import KINDS, Said, Village, said_in
from tests.wechat_server.server import WeChatServer
from villagepub import clock, db, settings, worker
from villagepub.models import Channel, Delivery
from villagepub.states import ChannelKind, DeliveryState

SECONDS = float(os.environ.get("VILLAGEPUB_KILL_SECONDS", "8"))
IS_WHOLE = SECONDS >= 60
COUNT, EACH = (15, 20) if IS_WHOLE else (3, 4)
PATIENCE = 600 if IS_WHOLE else 12
OPEN = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.RETRY)
Rows = Sequence[tuple[Delivery, Channel]]


@pytest.fixture
def fleet(place: tuple[Engine, dict[str, str]], wechat: WeChatServer) -> Fleet:
    engine, environ = place
    port = free_port()
    environ |= {
        "VILLAGEPUB_WECOM_API": wechat.address,
        "VILLAGEPUB_OA_API": wechat.address,
        "VILLAGEPUB_SECRET_KEY": villages.KEY.decode(),
        "VILLAGEPUB_BASE_URL": f"http://127.0.0.1:{port}",
        "VILLAGEPUB_PORT": str(port),
    }
    return Fleet(engine, environ, environ["VILLAGEPUB_BASE_URL"])


def test_nothing_is_lost_and_nothing_comes_twice(
    fleet: Fleet, wechat: WeChatServer
) -> None:
    laid = villages.lay(fleet.engine, wechat, count=COUNT, each=EACH)
    wechat.takes = (0.05, 0.15)  # as far away as the real one, or no kill meets a call
    postman = Postman(fleet.address, laid)
    with fleet.running(), postman.walking():
        signing = threading.Thread(
            target=Committee(fleet, laid).sign_and_mend_all, daemon=True
        )
        signing.start()
        dice, end = random.Random(7), time.monotonic() + SECONDS  # noqa: S311
        while time.monotonic() < end or signing.is_alive():
            time.sleep(dice.uniform(0.7, 1.5))
            fleet.kill_one(dice)
        assert wait_for(lambda: not waiting(fleet), PATIENCE) or not IS_WHOLE
    if not IS_WHOLE:
        turn_the_clock(fleet, laid)
    rows, story = deliveries(fleet), arrived(laid, wechat)
    report(fleet, rows, postman)
    assert sum(d.kind == "notice" for d, _ in rows) == COUNT * EACH * len(KINDS)
    seen = Counter(story)
    assert [what for what, count in seen.items() if count > 1] == []  # nothing twice
    assert overtaken(story) == []  # nothing old after what mends it
    in_flight, back = set().union(*fleet.in_flight), taken_back(laid)
    robots = {village.code: village.robot for village in laid}
    for delivery, channel in rows:
        robot = robots[channel.place_code] if channel.kind is ChannelKind.ROBOT else ""
        said = said_in(delivery.payload, channel.kind, robot)
        is_doubtful = delivery.id in in_flight
        check(delivery, channel.kind, said, seen[said], is_doubtful, said in back)
    assert len(fleet.in_flight) >= (20 if IS_WHOLE else 2)
    assert all(len(held) <= 1 for held in fleet.in_flight)  # a worker holds one


def check(
    delivery: Delivery,
    kind: ChannelKind,
    said: Said,
    count: int,
    was_in_flight: bool,
    is_taken_back: bool,
) -> None:
    """What the database says of a delivery is what the server has."""
    why = (kind, delivery.state, delivery.reason, said)
    if delivery.state is DeliveryState.UNKNOWN:
        # A call that was in flight at a kill, of a kind that nobody can ask about; the
        # server tells a repetition of mass messages, but what is mended is not repeated.
        assert was_in_flight, why
        is_mended = kind is ChannelKind.MASS and delivery.kind == "notice"
        assert kind is ChannelKind.ROBOT or is_mended, why
    elif delivery.state is DeliveryState.CANCELLED:
        assert delivery.kind == "notice", why
        assert not count or is_taken_back, why
    else:
        assert delivery.state not in (*OPEN, DeliveryState.FAILED), why
        assert count == 1, why  # nothing lost


def taken_back(laid: Sequence[Village]) -> set[Said]:
    """What owners of groups were asked to tap and need not any more."""
    return {
        said_in(json.dumps(asked), ChannelKind.CUSTOMER_GROUP)
        for village in laid
        for task, (asked, _) in village.platform.tasks.items()
        if task in village.platform.cancelled
    }


def overtaken(story: Sequence[Said]) -> list[Said]:
    """Whatever came to a channel after the correction or withdrawal of its notice."""
    mended: set[tuple[str, str]] = set()
    late = []
    for said in story:
        if said.stage:
            mended.add((said.channel, said.notice))
        elif (said.channel, said.notice) in mended:
            late.append(said)
    return late


def waiting(fleet: Fleet) -> int:
    return sum(delivery.state in OPEN for delivery, _ in deliveries(fleet))


def turn_the_clock(fleet: Fleet, laid: Sequence[Village]) -> None:
    """What a crash left is swept and looked into when its time has come.

    The vendor's time goes by too: what it was publishing is published by then, and what
    it had a moment ago is no hasty repetition any more.
    """
    chosen = settings.read(fleet.environ)
    for village in laid:
        for states in village.platform.published.values():
            del states[:-1]
    for minutes in (3, 6, 20, 40):
        later = clock.now() + timedelta(minutes=minutes)
        for village in laid:
            village.platform.clock = later.timestamp
        worker.ask_once(fleet.engine, chosen, now=lambda at=later: at)
        worker.run_once(fleet.engine, chosen, now=lambda at=later: at)


def deliveries(fleet: Fleet) -> Rows:
    with db.reading(fleet.engine) as session:
        return session.exec(
            select(Delivery, Channel)
            .join(Channel)
            .where(Channel.kind != ChannelKind.GROUP)
        ).all()


def arrived(laid: Sequence[Village], wechat: WeChatServer) -> list[Said]:
    """Everything that people have or were asked to tap, by the server's own log, in the
    order of each channel.
    """
    found: list[Said] = []
    for robot, messages in wechat.robots.seen.items():
        found += [said_in(json.dumps(m), ChannelKind.ROBOT, robot) for m in messages]
    for village in laid:
        played = village.platform
        tasks = [asked for asked, _ in played.tasks.values()]
        drafts = [
            played.drafts[m["mpnews"]["media_id"]] for _, m in played.mass.values()
        ]
        found += [said_in(json.dumps(t), ChannelKind.CUSTOMER_GROUP) for t in tasks]
        for kind, articles in (
            (ChannelKind.ARTICLE, list(played.articles.values())),
            (ChannelKind.MASS, drafts),
        ):
            found += [said_in(json.dumps(a), kind) for a in articles]
    return found


def report(fleet: Fleet, rows: Rows, postman: Postman) -> None:
    """For `pytest -s`: what `make kill-test` shows."""
    states = Counter((c.kind.value, d.state.value) for d, c in rows)
    told = {
        "kills": len(fleet.in_flight),
        "in flight": sum(map(len, fleet.in_flight)),
        "callbacks": postman.called,
        **{f"{kind} {state}": n for (kind, state), n in sorted(states.items())},
    }
    print(f"\n{fleet.engine.dialect.name}: {json.dumps(told)}")  # noqa: T201
