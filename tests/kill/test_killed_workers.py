"""Workers killed at any moment: nothing lost, nothing twice, doubt only where there is.

A web server, two workers and a server that plays WeChat run as in a village. Committees
sign notices on the page, each for five channels; meanwhile a worker is killed
with -9 every second or so and another started. What the server saw is held against what
the database says.

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
from tests.kill.villages import KINDS, Village, words_of
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
            target=Committee(fleet.address).sign_all, args=(laid,), daemon=True
        )
        signing.start()
        dice, end = random.Random(7), time.monotonic() + SECONDS  # noqa: S311
        while time.monotonic() < end or signing.is_alive():
            time.sleep(dice.uniform(0.7, 1.5))
            fleet.kill_one(dice)
        assert wait_for(lambda: not waiting(fleet), PATIENCE) or not IS_WHOLE
    if not IS_WHOLE:
        turn_the_clock(fleet, laid)
    rows = deliveries(fleet)
    report(fleet, rows, postman)
    assert len(rows) == COUNT * EACH * len(KINDS)
    seen = Counter(arrived(laid, wechat))
    assert [what for what, count in seen.items() if count > 1] == []  # nothing twice
    for delivery, channel in rows:
        count = seen[channel.kind, words_of(delivery.payload, channel.kind)]
        if delivery.state is DeliveryState.UNKNOWN:
            # A call that was in flight at a kill, of the only kind nobody can ask about.
            assert delivery.id in set().union(*fleet.in_flight)
            assert channel.kind is ChannelKind.ROBOT
        else:
            assert delivery.state not in (*OPEN, DeliveryState.FAILED), delivery.reason
            assert count == 1, (channel.kind, delivery.state)  # nothing lost
    assert len(fleet.in_flight) >= (20 if IS_WHOLE else 2)
    assert all(len(held) <= 1 for held in fleet.in_flight)  # a worker holds one


def waiting(fleet: Fleet) -> int:
    return sum(delivery.state in OPEN for delivery, _ in deliveries(fleet))


def turn_the_clock(fleet: Fleet, laid: Sequence[Village]) -> None:
    """What a crash left is swept and looked into when its time has come.

    The vendor's time goes by too: what it was publishing is published by then.
    """
    chosen = settings.read(fleet.environ)
    for village in laid:
        for states in village.platform.published.values():
            del states[:-1]
    for minutes in (3, 6, 20, 40):
        later = clock.now() + timedelta(minutes=minutes)
        worker.run_once(fleet.engine, chosen, now=lambda at=later: at)


def deliveries(fleet: Fleet) -> Rows:
    with db.reading(fleet.engine) as session:
        return session.exec(
            select(Delivery, Channel)
            .join(Channel)
            .where(Channel.kind != ChannelKind.GROUP)
        ).all()


def arrived(
    laid: Sequence[Village], wechat: WeChatServer
) -> list[tuple[ChannelKind, str]]:
    """Everything that people have or were asked to tap, by the server's own log."""
    found: list[tuple[ChannelKind, str]] = []
    for messages in wechat.robots.seen.values():
        found += [(ChannelKind.ROBOT, m["text"]["content"]) for m in messages]
    for village in laid:
        played = village.platform
        found += [
            (
                ChannelKind.CUSTOMER_GROUP,
                words_of(json.dumps(asked), ChannelKind.CUSTOMER_GROUP),
            )
            for asked, _ in played.tasks.values()
        ]
        found += [
            (ChannelKind.ARTICLE, a["content_source_url"])
            for a in played.articles.values()
        ]
        drafts = played.drafts
        found += [
            (ChannelKind.MASS, drafts[m["mpnews"]["media_id"]]["content_source_url"])
            for _, m in played.mass.values()
        ]
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
