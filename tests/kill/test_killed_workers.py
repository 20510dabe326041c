"""Workers killed at any moment: nothing lost, nothing twice, doubt only where there is.

Two web servers, two workers and a server that plays WeChat run as in a village. Committees
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

import pytest
import requests
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests.kill import villages
from tests.kill.fleet import Committee, Fleet, Postman
from tests.kill.outcomes import OPEN, Rows, deliveries, require_truth, turn_the_clock
from tests.kill.villages import KINDS
from tests.processes import free_port, wait_for
from tests.wechat_server.server import WeChatServer
from villagepub import db, settings
from villagepub.delivery_batches import MAX_IN_FLIGHT
from villagepub.models import Notice
from villagepub.states import NoticeStatus

SECONDS = float(os.environ.get("VILLAGEPUB_KILL_SECONDS", "8"))
IS_WHOLE = SECONDS >= 60
COUNT, EACH = (15, 20) if IS_WHOLE else (3, 4)
PATIENCE = 600 if IS_WHOLE else 12


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
    committee = Committee(fleet, laid)
    with fleet.running(), postman.walking():
        signing = threading.Thread(target=committee.sign_and_mend_all, daemon=True)
        signing.start()
        dice, end = random.Random(7), time.monotonic() + SECONDS  # noqa: S311
        while time.monotonic() < end or signing.is_alive():
            time.sleep(dice.uniform(0.7, 1.5))
            # On a slow machine not more kills for as much work.
            wait_for(lambda: committee.signed >= len(fleet.in_flight), 10)
            fleet.kill_one(dice)
        assert wait_for(lambda: hands_out_a_poster(fleet), 120)
        assert wait_for(lambda: not waiting(fleet), PATIENCE) or not IS_WHOLE
    if not IS_WHOLE:
        turn_the_clock(fleet.engine, settings.read(fleet.environ), laid)
    rows = deliveries(fleet.engine)
    report(fleet, rows, postman)
    assert sum(d.kind == "notice" for d, _ in rows) == COUNT * EACH * len(KINDS)
    require_truth(rows, laid, wechat, set().union(*fleet.in_flight))
    assert len(fleet.in_flight) - len(fleet.workers) >= (20 if IS_WHOLE else 2)
    assert all(len(held) <= MAX_IN_FLIGHT for held in fleet.in_flight)


def hands_out_a_poster(fleet: Fleet) -> bool:
    """What a worker drew into the store comes from the web's processes."""
    with db.reading(fleet.engine) as session:
        drawn = session.exec(
            select(Notice.public_id).where(
                col(Notice.drawn_at).is_not(None),
                Notice.status == NoticeStatus.PUBLISHED,
            )
        ).first()
    where = f"{fleet.address}/n/{drawn}.pdf"
    return bool(drawn) and requests.get(where, timeout=60).content.startswith(b"%PDF")


def waiting(fleet: Fleet) -> int:
    return sum(delivery.state in OPEN for delivery, _ in deliveries(fleet.engine))


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
