"""Other processes: what they do at the moment, and how long one waits for them.

Nothing is said of a process before it is seen, and whoever waits does not count how long
somebody stood in line for the processor: others work on this machine too.
"""

import os
import secrets
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PATIENCE = 60.0  # seconds: many more than any of this takes
# No system gives these to a call that asks for none in particular.
PORTS = range(15_000, 32_000)


def wait_for(condition: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Whether it came true in so many seconds."""
    end, asked = time.monotonic() + seconds, time.monotonic()
    while not condition():
        if time.monotonic() > end:
            return False
        asked = rested(asked)
    return True


def rested(asked: float) -> float:
    """The moment after a pause: four times as long as asking took that began at ``asked``,
    so that who waits leaves the processor to whom it waits for.
    """
    time.sleep(min(max(0.05, 4 * (time.monotonic() - asked)), 1))
    return time.monotonic()


def free_port() -> int:
    """Whoever asked the system for one could find it given away before it is used: to
    another test's call.
    """
    while True:
        port = PORTS[secrets.randbelow(len(PORTS))]
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def descendants(pid: int) -> list[int]:
    """All below it; of one that ends meanwhile, what was seen until then."""
    found = []
    with suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in task.read_text().split():
                found += [int(child), *descendants(int(child))]
    return found


def command_line(pid: int) -> list[str]:
    """Its words; none of one that has just ended."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    return []


def called(pid: int) -> str:
    """As the system calls it: of what ``tests.forked`` started, what it was told to do."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""


def is_alive(pid: int) -> bool:
    with suppress(FileNotFoundError, ProcessLookupError):
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z"
    return False


def run_delay(pid: int) -> float:
    """Seconds that its threads were ready to run and none ran them; 0 of one that has
    ended.
    """
    waited = 0
    with suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            waited += int(task.read_text().split()[1])
    return waited / 1e9


class Stopwatch:
    """``seconds`` since it was made, without those in which this process or one of
    ``pids`` stood in line for the processor.
    """

    def __init__(self, *pids: int) -> None:
        self._pids = os.getpid(), *pids
        self._began, self._delay = time.monotonic(), self._stood()

    def _stood(self) -> float:
        return sum(map(run_delay, self._pids))

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began - max(0, self._stood() - self._delay)
