"""What everything that ``make run`` starts holds in memory: idle, and after hard work.

    python -m benchmarks.memory

Starts ``villagepub serve``, draws posters as a clerk, hands in lists as a clerk (the
largest that a village's notice takes, and as many that are refused), uploads lists of a
whole township as its office, and adds up the proportional set size (PSS) of all its
processes. There is no peer: the bounds are what an old computer can spare.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import requests

from benchmarks import disclosed, sheets
from benchmarks.rounds import verdict
from tests import stage
from tests.processes import free_port
from villagepub import clock, db, places
from villagepub.demo.scenario import read

POSTERS, UPLOADS = 200, 50
TAKEN, REFUSED = 10_000, 50_000  # rows of a clerk's list
IDLE_MB, WORKED_MB = 200, 300
START = 120  # seconds
GONE = 90  # seconds after which processes without work have gone
SETTLED = 5  # seconds in which a worker has begun to draw what waits
LOOK = 0.1  # seconds between two looks for the most that was held


def family(pid: int) -> list[int]:
    """A process and all that it has started, and those."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # a thread that has just ended
            for child in task.read_text().split():
                found += family(int(child))
    return found


def pss(pid: int) -> float:
    """MB of one process; pages that several share are divided among them."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss: +(\d+)", text, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def measured(main: int) -> dict[str, float]:
    """MB by what the processes are: serve, web, worker, pool."""
    found: dict[str, float] = {}
    for pid in family(main):
        try:
            # for a moment a new process is the one that starts it, with all its memory
            is_starting = pid != main and words_of(pid) == words_of(parent(pid))
            name, held = kind_of(pid), pss(pid)
        except OSError:
            continue  # it has just ended
        if name and not is_starting:
            found[name] = found.get(name, 0) + held
    return found


def kind_of(pid: int) -> str:
    """serve, web, worker, pool; nothing of one that has just ended."""
    try:
        words = words_of(pid)
    except OSError:
        return ""
    if "villagepub.pool_process" in words:
        return "pool"
    return words[3] if len(words) > 3 else ""


def words_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")


def parent(pid: int) -> int:
    status = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    return int(status.split()[1])


def settle(main: int) -> None:
    """Until what was published is drawn, and the processes without work are gone."""
    end = time.monotonic() + GONE
    time.sleep(SETTLED)
    while "pool" in measured(main) and time.monotonic() < end:
        time.sleep(1)


class Peak(Thread):
    """Looks all the time, and keeps the moment at which most was held."""

    def __init__(self, main: int) -> None:
        super().__init__(daemon=True)
        self._main, self._most, self._is_over = main, dict[str, float](), Event()
        self._one = Lock()

    def run(self) -> None:
        while not self._is_over.wait(LOOK):
            found = measured(self._main)
            with self._one:  # else what was taken meanwhile would come back
                self._most = max(self._most, found, key=total)

    def taken(self) -> dict[str, float]:
        """The most since the last time."""
        with self._one:
            found, self._most = self._most, {}
        return found or measured(self._main)

    def end(self) -> None:
        self._is_over.set()
        self.join()


def total(found: dict[str, float]) -> float:
    return sum(found.values())


def told(label: str, found: dict[str, float], limit: float) -> bool:
    parts = "，".join(f"{name} {mb:.0f}" for name, mb in found.items())
    return verdict(
        f"占的内存（MB），{label}",
        total(found),
        limit,
        at_most=True,
        ours=f"{total(found):.0f}：{parts}",
    )


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, str]]:
    """A running instance: the process and its address."""
    port = free_port()
    environ = {
        "VILLAGEPUB_INSTANCE": str(folder),
        "VILLAGEPUB_PORT": str(port),
        # An address for the wall, without which no poster is handed out.
        "VILLAGEPUB_BASE_URL": stage.BASE.replace("https", "http"),
    }
    command = [sys.executable, "-m", "villagepub.cli", "serve"]
    with (folder / "log").open("wb") as log:
        main = subprocess.Popen(
            command, env=os.environ | environ, stdout=log, stderr=log
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for_answer(address)
        yield main.pid, address
    finally:
        main.send_signal(signal.SIGTERM)
        main.wait(60)


def wait_for_answer(address: str) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        try:
            if requests.get(f"{address}/healthz", timeout=2).ok:
                return
        except requests.RequestException:
            time.sleep(0.2)
    raise TimeoutError(address)


class Person:
    """Somebody who is signed in."""

    def __init__(self, address: str, login: str) -> None:
        self._address, self._session = address, requests.Session()
        self.post("/login", "/login", {"login": login, "password": stage.PASSWORD})

    def post(self, page: str, path: str, data: dict[str, str], **given: Any) -> str:
        """The address of the page that follows."""
        answer = self._send(page, path, data, **given)
        assert answer.ok, answer.text[:800]
        return answer.url.removeprefix(self._address)

    def _send(
        self, page: str, path: str, data: dict[str, str], **given: Any
    ) -> requests.Response:
        text = self._session.get(self._address + page, timeout=300).text
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
        assert found, text[:500]
        return self._session.post(
            self._address + path,
            data={"csrf_token": found[1], **data},
            timeout=300,
            **given,
        )

    def draw(self, notice: str, number: int) -> None:
        paper, ink = ("a3", "a4", "a2")[number % 3], ("colour", "black")[number % 2]
        path = f"/clerk/notices/{notice}/files/poster-{paper}-{ink}.pdf"
        answer = self._session.get(self._address + path, timeout=300)
        assert answer.content.startswith(b"%PDF"), answer.text[:500]

    def hand_in(
        self, item: int, period: str, data: bytes, name: str = "登记表.xlsx"
    ) -> bool:
        """A clerk's sheet; whether it is taken. The page that follows is looked at too."""
        page = f"/clerk/upload/{item}/{period}/"
        given = {"period": period}
        file = {"file": (name, data)}
        answer = self._send(page, f"{page}read", given, files=file)
        assert answer.status_code in (200, 422), answer.text[:800]
        return bool(answer.ok)

    def upload(self, period: str, data: bytes) -> None:
        """What the government published for a whole township, looked at and taken."""
        path = f"/township/disclosures/?town={stage.TOWNSHIP}"
        given = {
            "item": stage.SUBSIDY,
            "period": period,
            "title": "沿河湾镇耕地地力保护补贴发放情况公示",
            "published_on": "2026-06-15",
        }
        seen = self.post(path, path, given, files={"file": ("公示.xlsx", data)})
        if "/preview/" in seen:  # it is not known yet
            self.post(seen, f"{seen.partition('?')[0]}confirm", {})


def laid(folder: Path) -> tuple[str, int, list[str]]:
    """The small county with one published notice: its id, its item's, and the names of
    the villages.
    """
    engine = db.make_engine(f"sqlite:///{folder / 'villagepub.db'}")
    db.upgrade(engine)
    stage.lay(engine)
    (folder / "notices").mkdir()
    name = stage.CASES[0].file
    (folder / "notices" / name).write_bytes(read(name))
    notice = stage.publish(engine, folder)
    with db.reading(engine) as session:
        names = [p.short_name for p in places.villages_of(session, stage.TOWNSHIP)]
        item = stage.item_id(session, stage.SUBSIDY)
    engine.dispose()
    return notice, item, names


def main() -> int:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        notice, item, names = laid(folder)
        public = disclosed.sheet(names)
        with served(folder) as (pid, address):
            settle(pid)
            good = told("闲着", measured(pid), IDLE_MB)
            peak = Peak(pid)
            peak.start()
            clerk, office = Person(address, "laotuo"), Person(address, "bai")
            for number in range(POSTERS):
                clerk.draw(notice, number)
            good &= told(f"画 {POSTERS} 张榜，最多的时候", peak.taken(), WORKED_MB)
            for rows in (TAKEN, REFUSED):
                own = sheets.sheet(rows)
                handed = [
                    clerk.hand_in(item, f"{clock.now().year - 1 - number % 10}", own)
                    for number in range(UPLOADS)
                ]
                label = f"传 {UPLOADS} 张 {rows:,} 行的表，收下 {sum(handed)} 张，最多的时候"
                good &= told(label, peak.taken(), WORKED_MB)
            for number in range(UPLOADS):
                office.upload(f"{2000 + number}", public)
            label = f"导入 {UPLOADS} 份 {disclosed.ROWS:,} 行的政府名单，最多的时候"
            good &= told(label, peak.taken(), WORKED_MB)
            peak.end()
            settle(pid)
            good &= told("干完又闲下来", measured(pid), WORKED_MB)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
