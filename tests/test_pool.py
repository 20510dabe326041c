"""Parsing and drawing cannot hold or swell the process that asks for them."""

import os
import signal
import subprocess
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.processes import PATIENCE, command_line, descendants, is_alive, wait_for
from villagepub import pool, pool_process
from villagepub.errors import UserError
from villagepub.pool import Busy, Exceeded, Pool
from villagepub.tables import TableError

MB = 1_000_000


class TooMuch(UserError):
    """What the calls of these tests end in when they take too much."""


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def children() -> list[int]:
    """Of the pool: this process may have started a browser or a database before."""
    alive = [pid for pid in descendants(os.getpid()) if is_alive(pid)]
    return [pid for pid in alive if "villagepub.pool_process" in command_line(pid)]


def child_of(made: Pool) -> subprocess.Popen[bytes]:
    assert made._process is not None
    return made._process._child


def too_much(*_: object) -> TooMuch:
    return TooMuch("太多了。")


@pool.bounded(too_much)
def squared(number: int) -> int:
    return number * number


@pool.bounded(too_much)
def refused() -> None:
    raise TableError("“表”是空的。")


@pool.bounded(too_much)
def pid() -> int:
    return os.getpid()


@pool.bounded(too_much)
def taken(size: int) -> int:
    return len(bytearray(size))


@pool.bounded(too_much)
def ended(status: int) -> None:
    os._exit(status)


@pool.bounded(too_much)
def key() -> str | None:
    return os.environ.get("VILLAGEPUB_SECRET_KEY")


def test_an_answer_and_a_refusal_come_back_as_they_are(used: Pool) -> None:
    assert squared(12) == 144
    with pytest.raises(TableError, match="“表”是空的"):
        refused()


def test_calls_after_each_other_share_a_process_and_it_is_another(used: Pool) -> None:
    assert len({pid() for _ in range(3)}) == 1
    assert pid() != os.getpid()


def test_without_a_pool_the_same_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool, "_pool", None)  # a command before it may have begun one
    assert pid() == os.getpid()


@pytest.mark.parametrize("size", [2_000 * MB, 20_000 * MB])
def test_what_wants_too_much_memory_is_refused_in_its_sentence(
    used: Pool, size: int
) -> None:
    before = resident()
    with pytest.raises(TooMuch, match="太多了"):
        taken(size)
    assert resident() - before < 5 * MB
    assert squared(3) == 9  # and the next call is served


@pytest.mark.parametrize("status", [0, 1, 7])
def test_a_process_that_breaks_is_replaced(used: Pool, status: int) -> None:
    with pytest.raises(TooMuch):
        ended(status)
    assert squared(3) == 9


OTHERS = replace(pool.USUAL, calls=7)


def test_what_takes_too_long_is_ended_and_no_file_is_blamed_for_a_machine_that_is_slow(
    used: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is too much for the processor has used up its seconds long before."""
    assert all(one.seconds < one.patience for one in (pool.USUAL, pool.PHOTO))
    squared(1)
    monkeypatch.setattr(used._process, "_patience", 1.0)
    process = children()
    with pytest.raises(Busy, match="过一会儿再试"):
        slept(30)
    assert not any(map(is_alive, process))


def test_what_has_limits_of_its_own_has_a_process_and_a_turn_of_its_own(
    used: Pool,
) -> None:
    """A photo takes a minute: whoever brings a sheet does not wait behind it."""
    first = pid()
    assert pid_of_others() not in (first, os.getpid())
    assert pid() == first
    assert len(children()) == 2


@pool.bounded(too_much, limits=OTHERS)
def pid_of_others() -> int:
    return os.getpid()


@pool.bounded(too_much)
def slept(seconds: float) -> None:
    time.sleep(seconds)


def test_a_process_that_has_gone_idle_is_no_failure(used: Pool) -> None:
    """It ended while nothing was asked of it, as each does after a while."""
    first = pid()
    os.kill(first, signal.SIGSTOP)  # so that its input is seen to end
    child = child_of(used)
    assert child.stdin is not None
    child.stdin.close()
    os.kill(first, signal.SIGCONT)
    assert wait_for(lambda: not is_alive(first))
    child.stdin = Path(os.devnull).open("wb")  # noqa: SIM115
    assert pid() != first


def test_nobody_s_file_is_blamed_for_a_process_that_was_killed(
    used: Pool, tmp_path: Path
) -> None:
    os.kill(pid(), signal.SIGKILL)  # by the system, short of memory, while it is idle
    assert squared(12) == 144
    assert killed_once(tmp_path / "tried") == "done"
    with pytest.raises(TooMuch):
        killed()


@pool.bounded(too_much)
def killed_once(tried: Path) -> str:
    if not tried.exists():
        tried.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


@pool.bounded(too_much)
def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_has_grown_is_not_kept(used: Pool) -> None:
    first = pid()
    assert held(pool_process.GROWN + 20 * MB) > 0
    assert pid() != first


_held: list[bytes] = []


@pool.bounded(too_much)
def held(size: int) -> int:
    """As an allocator that gives nothing back."""
    _held.append(b"x" * size)
    return len(_held)


def test_two_pools_that_share_a_turn_work_one_after_the_other(used: Pool) -> None:
    """As those of web and worker: nothing is lost, and an idle process goes for who waits."""
    other = Pool(used._turn)
    with ThreadPoolExecutor(4) as threads:
        asked = [
            threads.submit((used, other)[n % 2].call, worked, 0.05) for n in range(8)
        ]
        spans = sorted(each.result() for each in asked)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert used.call(squared, 3) == other.call(squared, 3) == used.call(squared, 3)
    assert wait_for(lambda: len(children()) == 1)
    other.close()


@pool.bounded(too_much)
def worked(seconds: float) -> tuple[float, float]:
    start = time.monotonic()
    time.sleep(seconds)
    return start, time.monotonic()


def test_who_waits_too_long_for_a_turn_is_told_so_not_that_the_file_is_large(
    used: Pool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = Pool(used._turn)
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(used.call, waited, tmp_path)
        assert wait_for((tmp_path / "began").exists)
        monkeypatch.setattr(pool, "QUEUED", 0.5)
        with pytest.raises(Busy, match="还没轮到"):
            other.call(squared, 3)
        (tmp_path / "enough").touch()
        first.result()
    monkeypatch.setattr(pool, "QUEUED", 60.0)
    assert other.call(squared, 3) == 9
    other.close()


@pool.bounded(too_much)
def waited(folder: Path) -> None:
    (folder / "began").touch()
    wait_for((folder / "enough").exists, 30)


def test_a_file_goes_to_the_process_without_a_copy_of_it(used: Pool) -> None:
    """A copy of 20 MB holds the interpreter, and every page with it, for 10 ms."""
    file = bytes(20 * MB)
    assert size_of(b"") == 0
    tracemalloc.start()
    try:
        assert size_of(file) == 20 * MB
        assert tracemalloc.get_traced_memory()[1] < MB
    finally:
        tracemalloc.stop()


@pool.bounded(too_much)
def size_of(file: bytes) -> int:
    assert type(file) is bytes
    return len(file)


def test_the_keys_of_the_instance_are_not_where_files_are_read(
    used: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGEPUB_SECRET_KEY", "a key of the tests, long")
    assert key() is None


def test_a_process_ends_with_whoever_started_it() -> None:
    made = Pool()
    number = made.call(pid)
    made.close()
    assert wait_for(lambda: not is_alive(number))


def test_its_own_error_is_what_a_pool_says_of_too_much() -> None:
    made = Pool()
    with pytest.raises(Exceeded):
        made.call(taken, 20_000 * MB)
    made.close()


def test_a_process_that_has_just_gone_is_replaced_whatever_was_half_written(
    used: Pool,
) -> None:
    """As after half a minute without a call, with a call under way to it."""
    assert used.call(squared, 2) == 4
    child = child_of(used)
    assert child.stdin is not None
    nobody, end = os.pipe()
    os.close(nobody)
    os.dup2(end, child.stdin.fileno())
    os.close(end)
    assert child.wait(PATIENCE) == 0
    assert used.call(len, b"x" * 200_000) == 200_000
