"""The program as it runs, in a process of its own, with a published notice."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
import requests
from bs4 import BeautifulSoup

from tests import stage
from tests.processes import PATIENCE, Stopwatch, free_port, wait_for
from villagepub import db, settings
from villagepub.notices import drawn_files

# The program of ``villagepub web``, with as much patience with bodies as is asked for, and
# an address that stops its loop for seconds.
PROGRAM = """
import sys
import time
from villagepub import server, settings
from villagepub.web.server import application, bodies

def length(scope, known=application._length):
    time.sleep(3 if scope.path == "/stuck" else 0)
    return known(scope)

application._length = length
bodies.GRACE = float(sys.argv[1])
server.serve(settings.read())
"""


@dataclass
class Site:
    host: str
    port: int
    notice: str  # the address of a published notice
    upload: str  # where a clerk hands in another sheet
    pid: int = 0  # of the program that answers

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    def connect(self) -> socket.socket:
        made = socket.create_connection((self.host, self.port), timeout=PATIENCE)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def is_there(self) -> bool:
        try:
            self.connect().close()
        except OSError:
            return False
        return True

    def watch(self) -> Stopwatch:
        """Of what the program makes others wait for, not a machine that is busy."""
        return Stopwatch(self.pid)

    @cached_property
    def clerk(self) -> requests.Session:
        """Signed in once: signing in is slowed down."""
        session = requests.Session()
        session.trust_env = False
        token = token_of(session.get(f"{self.address}/login", timeout=PATIENCE).text)
        answer = session.post(
            f"{self.address}/login",
            data={"csrf_token": token, "login": "laotuo", "password": stage.PASSWORD},
            timeout=PATIENCE,
        )
        assert answer.ok
        assert "session" in session.cookies
        return session


def token_of(page: str) -> str:
    field = BeautifulSoup(page, "html5lib").find("input", {"name": "csrf_token"})
    assert field is not None, page
    return str(field["value"])


@pytest.fixture(scope="module")
def site(instance: Path, address: Site) -> Iterator[Site]:
    """Impatient: who sends nothing is waited for a second."""
    with running(instance, address, grace=1):
        yield address


@pytest.fixture(scope="module")
def instance(laid: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("instance")
    shutil.copy(laid, folder / "villagepub.db")
    return folder


@pytest.fixture(scope="module")
def address(instance: Path, sheets_folder: Path) -> Site:
    """The site before it runs: a notice is published, its files are drawn."""
    chosen = settings.read({"VILLAGEPUB_INSTANCE": str(instance)})
    engine = db.make_engine(chosen.database_url)
    public_id, other = stage.publish(engine, sheets_folder), stage.CASES[1]
    drawn_files.draw_due(engine, chosen.store_url, at=stage.AT)
    with db.reading(engine) as session:
        upload = f"/clerk/upload/{stage.item_id(session, other.item)}/{other.period}/"
    engine.dispose()
    return Site("127.0.0.1", free_port(), f"/n/{public_id}", upload)


@contextmanager
def running(instance: Path, site: Site, *, grace: float) -> Iterator[None]:
    own = {"VILLAGEPUB_INSTANCE": str(instance), "VILLAGEPUB_PORT": str(site.port)}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(grace)],
        env=os.environ | own,
        stdout=subprocess.DEVNULL,
    )
    try:
        assert wait_for(lambda: site.is_there() or process.poll() is not None)
        assert process.poll() is None, "the server ended"
        site.pid = process.pid
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)
