"""The product as it runs: two web servers and two workers, processes of their own."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
import redis
import requests
from bs4 import BeautifulSoup
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import bucket, forked, stage
from tests.kill.villages import Village, is_right, is_under_way, mend
from tests.processes import PATIENCE, free_port, wait_for
from tests.wechat_server.callbacks import mass_sent, published
from villagepub import db
from villagepub.models import Delivery
from villagepub.states import DeliveryState


@dataclass
class Fleet:
    """``in_flight``: what each killed worker had in its hands at that moment, those that
    the end of the run stops among them.
    """

    engine: Engine
    environ: dict[str, str]
    address: str
    in_flight: list[set[int]] = field(default_factory=list)
    workers: list[ForkServerProcess] = field(default_factory=list)

    @contextmanager
    def running(self) -> Iterator[None]:
        web = forked.Program(forked.start(self.environ, "run", "--workers", "2"))
        self.workers = [
            forked.start(self.environ, "worker"),
            forked.start(self.environ, "worker"),
        ]
        try:
            assert wait_for(self.answers, 120), "the web server never answered"
            yield
        finally:
            web.send_signal(
                signal.SIGTERM
            )  # killed, it would leave its own workers behind
            web.wait(PATIENCE)
            for one in self.workers:
                self._kill(one)

    def answers(self) -> bool:
        try:
            return requests.get(f"{self.address}/healthz", timeout=2).ok
        except requests.RequestException:
            return False

    def kill_one(self, dice: random.Random) -> None:
        """kill -9, see what it had in its hands, start another.

        One of those that hold something, if any does within a moment.
        """
        wait_for(lambda: any(self._held(one) for one in self.workers), 6)
        busy = [n for n in range(2) if self._held(self.workers[n])]
        number = dice.choice(busy or [0, 1])
        self._kill(self.workers[number])
        self.workers[number] = forked.start(self.environ, "worker")

    def _kill(self, victim: ForkServerProcess) -> None:
        victim.kill()
        victim.join()
        self.in_flight.append(self._held(victim, DeliveryState.SENDING))

    def _held(self, worker: ForkServerProcess, *states: DeliveryState) -> set[int]:
        """The deliveries in a worker's hands, of any state or of these."""
        held = select(Delivery.id).where(
            col(Delivery.lease_owner).contains(f":{worker.pid}:"),
            col(Delivery.state).in_(states or list(DeliveryState)),
        )
        with db.reading(self.engine) as session:
            return {one for one in session.exec(held) if one}


class Committee:
    """Signs what waits, as the members do: from the page, one after another; and what
    turns out wrong is corrected or withdrawn while it is still on its way.
    """

    def __init__(self, fleet: Fleet, villages: Sequence[Village]) -> None:
        self._engine, self._address = fleet.engine, fleet.address
        self._villages, self.signed = villages, 0

    def sign_and_mend_all(self) -> None:
        members = [self._member(v.supervisor) for v in self._villages]
        for turn in range(max(len(v.drafts) for v in self._villages)):
            for village, (person, token) in zip(self._villages, members, strict=True):
                if turn < len(village.drafts):
                    self._sign(person, token, *village.drafts[turn])
                    self._mend(village, turn)

    def _mend(self, village: Village, turn: int) -> None:
        """Once some of it is on its way: what has not begun is simply cancelled."""
        if is_right(turn):
            return
        wait_for(lambda: is_under_way(self._engine, village.drafts[turn][0]), 5)
        mend(self._engine, village, turn)

    def _member(self, login: str) -> tuple[requests.Session, str]:
        person = requests.Session()
        form = {"login": login, "password": stage.PASSWORD}
        page = person.get(f"{self._address}/login", timeout=PATIENCE)
        given = form | {"csrf_token": token_of(page.text)}
        page = person.post(f"{self._address}/login", data=given, timeout=PATIENCE)
        assert page.ok, page.text[:500]
        queue = person.get(f"{self._address}/review/", timeout=PATIENCE)
        link = BeautifulSoup(queue.text, "html5lib").select_one("a[href*='/review/']")
        assert link is not None, queue.text[:500]
        draft = person.get(f"{self._address}{link['href']}", timeout=PATIENCE)
        return person, token_of(draft.text)

    def _sign(
        self, person: requests.Session, token: str, draft_id: int, revision: int
    ) -> None:
        answer = person.post(
            f"{self._address}/review/drafts/{draft_id}/approval",
            data={"csrf_token": token, "revision": revision},
            timeout=PATIENCE,
            allow_redirects=False,
        )
        assert answer.status_code == 303, answer.text[:500]
        assert answer.headers["Location"].endswith("/posted")
        self.signed += 1


def token_of(page: str) -> str:
    found = BeautifulSoup(page, "html5lib").select_one("input[name=csrf_token]")
    assert found is not None, page[:500]
    return str(found["value"])


class Postman:
    """WeChat calls back when a job is done: sealed, out of order, each message twice."""

    def __init__(self, address: str, villages: Sequence[Village]) -> None:
        self._address, self._villages = address, villages
        self._told: set[tuple[str, str]] = set()
        self._stop = threading.Event()
        self.called = 0

    @contextmanager
    def walking(self) -> Iterator[None]:
        thread = threading.Thread(target=self._walk, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join(PATIENCE)

    def _walk(self) -> None:
        dice = random.Random(11)  # noqa: S311
        while not self._stop.wait(0.5):
            due = self._due()
            dice.shuffle(due)
            for village, xml in due:
                self._bring(village, xml)

    def _due(self) -> list[tuple[Village, str]]:
        now, due = int(time.time()), []
        for village in self._villages:
            numbers = [
                (n, published(n, at=now)) for n in list(village.platform.articles)
            ]
            sent = [number for number, _ in list(village.platform.mass.values())]
            numbers += [(n, mass_sent(n, at=now)) for n in sent]
            for number, xml in numbers:
                if (village.code, number) not in self._told:
                    self._told.add((village.code, number))
                    due += [(village, xml)] * 2
        return due

    def _bring(self, village: Village, xml: str) -> None:
        query, body = village.callback.post(xml, int(time.time()))
        where = f"{self._address}/wechat/{village.slug}/callback?{query}"
        # As WeChat: it has said it; the poll is the net.
        with contextlib.suppress(requests.RequestException):
            self.called += requests.post(where, data=body, timeout=5).ok


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[str]:
    """A Redis of the test's own."""
    if shutil.which("redis-server") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Redis is missing, and with CI=true that is a failure")
        pytest.skip("no Redis on this machine")
    port = free_port()
    command = [
        "redis-server",
        "--port",
        str(port),
        "--save",
        "",
        "--dir",
        str(tmp_path),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    url = f"redis://127.0.0.1:{port}/0"
    try:
        assert wait_for(lambda: _answers(url)), "Redis never answered"
        yield url
    finally:
        server.kill()
        server.wait()


def _answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url) as client:
            return bool(client.ping())
    except redis.ConnectionError:
        return False


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.redis]),
    ]
)
def place(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[Engine, dict[str, str]]]:
    """An empty database, and the environment of processes that work on it; beside
    PostgreSQL a Redis and a bucket.
    """
    environ = {"VILLAGEPUB_INSTANCE": str(tmp_path / "instance")}
    if request.param == "postgres":
        engine = request.getfixturevalue("empty_postgres")
        environ["VILLAGEPUB_DATABASE_URL"] = engine.url.render_as_string(False)
        environ["VILLAGEPUB_QUEUE_URL"] = request.getfixturevalue("redis_server")
        environ["VILLAGEPUB_STORE_URL"] = "s3://village/2026"
        with bucket.served() as (_, keys):
            yield engine, environ | keys
        return
    (tmp_path / "instance").mkdir(mode=0o700)
    engine = db.make_engine(f"sqlite:///{tmp_path / 'instance' / 'villagepub.db'}")
    yield engine, environ
    engine.dispose()
