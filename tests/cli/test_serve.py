"""One command keeps a machine's processes: what is killed comes back, nothing stays behind."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests import forked
from tests.processes import (
    PATIENCE,
    called,
    command_line,
    descendants,
    free_port,
    is_alive,
    rested,
    run_delay,
    wait_for,
)

PROGRAM = (sys.executable, "-m", "villagepub.cli")


@dataclass
class Machine:
    """A running ``serve`` or ``run``, its address and what it has written."""

    main: subprocess.Popen[bytes] | forked.Program
    port: int
    log: Path

    def has_begun(self) -> bool:
        return self.comes_to(self.answers)

    def comes_to(self, condition: Callable[[], bool]) -> bool:
        """Waits as ``wait_for`` does, not counting how long its processes stood in line
        for the processor: others work on this machine too.
        """
        start = asked = time.monotonic()
        while not condition():
            has_waited = time.monotonic() - start - self.stood_in_line()
            if has_waited > PATIENCE or self.main.poll() is not None:
                return condition()  # it may have come true in its last moment
            asked = rested(asked)
        return True

    def stood_in_line(self) -> float:
        """Seconds that its processes were ready to run and none ran them."""
        return sum(map(run_delay, (self.main.pid, *descendants(self.main.pid))))

    def answers(self) -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/healthz", timeout=20).ok
        except requests.RequestException:
            return False

    def is_whole(self) -> bool:
        return sorted(self.children().values()) == ["web", "worker"]

    def is_told(self) -> bool:
        return "\n打开 " in self.log.read_text()

    def children(self) -> dict[int, str]:
        """Processes that it has started, by their command: web, worker."""
        below = descendants(self.main.pid)
        if isinstance(self.main, forked.Program):
            found = {pid: called(pid) for pid in below}
            return {pid: one for pid, one in found.items() if one in ("web", "worker")}
        words = {pid: command_line(pid) for pid in below}
        return {
            pid: line[3] for pid, line in words.items() if "villagepub.cli" in line[1:3]
        }

    def kill_one(self, name: str) -> int:
        assert self.comes_to(lambda: name in self.children().values())
        pid = next(pid for pid, what in self.children().items() if what == name)
        os.kill(pid, signal.SIGKILL)
        return pid

    def has_replaced(self, pid: int, name: str) -> bool:
        found = self.children()
        return pid not in found and name in found.values()


@contextmanager
def machine(
    folder: Path, *words: str, port: int = 0, program: tuple[str, ...] = ()
) -> Iterator[Machine]:
    """Started, and killed with all that it has started if a test leaves it running.

    Forked from what has loaded it, or a ``program`` as people start it.
    """
    port, log = port or free_port(), folder / "log"
    environ = os.environ | {
        "VILLAGEPUB_INSTANCE": str(folder / "instance"),
        "VILLAGEPUB_PORT": str(port),
    }
    running = Machine(begun(environ, words, program, log), port, log)
    try:
        yield running
    finally:
        pid = running.main.pid
        for one in (*descendants(pid), pid):
            if is_alive(one):
                os.kill(one, signal.SIGKILL)
        running.main.wait()


def begun(
    environ: dict[str, str], words: tuple[str, ...], program: tuple[str, ...], log: Path
) -> subprocess.Popen[bytes] | forked.Program:
    if not program:
        return forked.Program(forked.start(environ, *words, says=log, errors=log))
    with log.open("wb") as out:
        return subprocess.Popen([*program, *words], env=environ, stdout=out, stderr=out)


@contextmanager
def served(folder: Path) -> Iterator[Machine]:
    with machine(folder, "serve") as running:
        assert running.has_begun(), running.log.read_text()
        assert running.comes_to(running.is_whole), running.children()
        yield running


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """As people start it, for all who leave it running. No address is told before it
    answers.
    """
    folder = tmp_path_factory.mktemp("machine")
    with machine(folder, "serve", program=PROGRAM) as running:
        assert running.comes_to(running.is_told), running.log.read_text()
        assert running.answers()
        yield running


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Machine]:
    """For who ends it."""
    with served(tmp_path) as running:
        yield running


@pytest.mark.parametrize("name", ["web", "worker"])
def test_what_is_killed_is_started_again_and_the_log_says_so(
    lasting: Machine, name: str
) -> None:
    killed = lasting.kill_one(name)
    assert lasting.comes_to(lambda: lasting.has_replaced(killed, name))
    assert lasting.has_begun()
    said = lasting.log.read_text()
    assert '"event": "process_ended"' in said
    assert f'"program": "{name}"' in said


def test_an_empty_instance_is_told_how_to_begin(lasting: Machine) -> None:
    log = lasting.log.read_text()
    said = re.search(r"头一天：打开 \S+/setup，写上代码 (\S+)（", log)
    assert said
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", said[1])
    assert log.count("打开 ") == 2  # where to begin, and the site


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_ends_everything_and_says_so(
    serving: Machine, number: signal.Signals
) -> None:
    started = descendants(serving.main.pid)
    serving.main.send_signal(number)
    assert serving.main.wait(PATIENCE) == 0
    assert wait_for(lambda: not any(map(is_alive, started)), 5)  # theirs, too
    assert '"event": "all_ended"' in serving.log.read_text()


def test_killed_itself_it_leaves_nobody_behind(serving: Machine) -> None:
    started = descendants(serving.main.pid)
    serving.main.kill()
    serving.main.wait()
    assert wait_for(lambda: not any(map(is_alive, started)))


def test_of_two_web_processes_one_may_be_killed_and_the_site_stays(
    tmp_path: Path,
) -> None:
    with machine(tmp_path, "run", "--workers", "2") as running:
        assert running.has_begun()
        assert running.comes_to(lambda: len(running.children()) == 2)
        killed = running.kill_one("web")
        assert running.comes_to(lambda: two_without(killed, running.children()))
        assert running.has_begun()


def two_without(killed: int, children: dict[int, str]) -> bool:
    return killed not in children and len(children) == 2


# A sign of life comes every five seconds: one that is ten late is no slow machine's.
SOON_SILENT = """
from villagepub import heartbeat, logs, supervisor
from villagepub.cli.server import WEB
logs.configure()
heartbeat.MAX_SILENCE, supervisor.LOOK = 15.0, 0.5
supervisor.supervise([WEB], begun=lambda: None)
"""


def test_a_web_process_that_answers_nothing_is_replaced(
    migrated: Path, tmp_path: Path
) -> None:
    (tmp_path / "instance").mkdir(mode=0o700)
    shutil.copy(migrated, tmp_path / "instance" / "villagepub.db")
    with machine(tmp_path, "-c", SOON_SILENT, program=(sys.executable,)) as running:
        assert running.has_begun(), running.log.read_text()
        time.sleep(16)  # as long as it answers it is left alone, however long that is
        (hung,) = running.children()
        assert running.answers()
        os.kill(hung, signal.SIGSTOP)
        assert running.comes_to(lambda: running.has_replaced(hung, "web"))
        assert running.has_begun()
    said = running.log.read_text()
    assert said.count('"event": "process_silent"') == 1


def test_what_dies_at_once_is_started_with_growing_pauses(tmp_path: Path) -> None:
    script = (
        "import sys; from villagepub import logs, supervisor; logs.configure();"
        "supervisor.supervise([supervisor.Program(name='mouse',"
        " command=(sys.executable, '-c', 'raise SystemExit(3)'))], begun=print)"
    )
    log = tmp_path / "log"
    with log.open("wb") as out:
        done = subprocess.Popen([sys.executable, "-c", script], stderr=out)
    try:
        assert wait_for(lambda: log.read_text().count("process_ended") >= 4)
    finally:
        done.terminate()
        assert done.wait(PATIENCE) == 0
    said = log.read_text()
    assert [f'"again_in_seconds": {n}' in said for n in (0.5, 1.0, 2.0, 4.0)] == [
        True
    ] * 4


def test_a_port_that_is_taken_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        with machine(tmp_path, "serve", port=port) as running:
            assert running.main.wait(PATIENCE) == 2
    assert f"{port} 端口开不了" in running.log.read_text()
