"""The program as one machine runs it, kept running while its parts are killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median

import requests
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from benchmarks import memory
from tests.kill.villages import KEY
from tests.processes import free_port
from tests.wechat_server.server import WeChatServer
from villagepub import db
from villagepub.models import Delivery
from villagepub.states import DeliveryState

KILL_EVERY = 60  # seconds
LOOK = 1.0  # seconds between two looks at what runs
KILLED = ("worker", "pool", "web", "worker", "pool", "serve")
PROGRAM = (sys.executable, "-m", "villagepub.cli")


@dataclass
class House:
    """The running program, what is killed of it, and what that had in its hands."""

    engine: Engine
    folder: Path
    environ: dict[str, str]
    address: str
    in_flight: set[int] = field(default_factory=set)
    killed: list[str] = field(default_factory=list)

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.main = subprocess.Popen(
                (*PROGRAM, "serve"),
                env=os.environ | self.environ,
                stdout=log,
                stderr=log,
            )

    def call(self, *words: str, is_right: bool = False, **environ: str) -> None:
        """A command beside the running program; a check that finds something ends in 1."""
        known = os.environ | self.environ | environ
        done = subprocess.run(
            (*PROGRAM, *words), env=known, capture_output=True, text=True, check=False
        )
        assert done.returncode <= (0 if is_right else 1), done.stdout + done.stderr

    def kill(self, name: str) -> None:
        """With -9, and what it had in its hands; the worker where nothing is drawn."""
        pids = {memory.kind_of(pid): pid for pid in memory.family(self.main.pid)}
        name = name if name in pids else "worker"
        if name not in pids:
            return  # it is being started
        os.kill(pids[name], signal.SIGKILL)
        self.killed.append(name)
        held = select(Delivery.id).where(
            col(Delivery.lease_owner).contains(f":{pids[name]}:"),
            Delivery.state == DeliveryState.SENDING,
        )
        with db.reading(self.engine) as session:
            self.in_flight |= {one for one in session.exec(held) if one}

    def keep(self) -> None:
        """As the service unit does: what has ended is started again."""
        if self.main.poll() is not None:
            self.start()

    def answers(self) -> bool:
        try:
            return requests.get(f"{self.address}/healthz", timeout=5).ok
        except requests.RequestException:
            return False

    def end(self) -> None:
        self.main.terminate()
        self.main.wait(120)


class Watch(threading.Thread):
    """Kills, keeps the program running, and writes down what it holds in memory."""

    def __init__(self, house: House) -> None:
        super().__init__(daemon=True)
        self._house, self._is_over = house, threading.Event()
        self.held: list[dict[str, float]] = []

    def run(self) -> None:
        names, due = cycle(KILLED), time.monotonic() + KILL_EVERY
        while not self._is_over.wait(LOOK):
            self._house.keep()
            self.held.append(memory.measured(self._house.main.pid))
            if time.monotonic() > due and self._house.answers():
                self._house.kill(next(names))
                due = time.monotonic() + KILL_EVERY

    def end(self) -> None:
        self._is_over.set()
        self.join()

    def of(self, start: float, end: float) -> float:
        """MB that web and worker held in this part of the week, when both ran."""
        part = self.held[int(len(self.held) * start) : int(len(self.held) * end) + 1]
        return median(
            memory.total(found) - found.get("pool", 0)
            for found in part
            if {"web", "worker"} <= found.keys()
        )


@contextmanager
def inhabited(engine: Engine, folder: Path, wechat: WeChatServer) -> Iterator[House]:
    """A database in its folder, and the program running on it."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environ = {
        "VILLAGEPUB_INSTANCE": str(folder),
        "VILLAGEPUB_WECOM_API": wechat.address,
        "VILLAGEPUB_OA_API": wechat.address,
        "VILLAGEPUB_SECRET_KEY": KEY.decode(),
        "VILLAGEPUB_BASE_URL": address,
        "VILLAGEPUB_PORT": str(port),
    }
    house = House(engine, folder, environ, address)
    house.start()
    try:
        memory.wait_for_answer(address)
        yield house
    except BaseException:
        print((folder / "log").read_text("utf-8")[-8000:])
        raise
    finally:
        house.end()
