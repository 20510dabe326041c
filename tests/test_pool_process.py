"""A pool's process by itself."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.processes import PATIENCE, wait_for
from tests.test_pool import MB, children, held, pid, size_of
from villagepub import memory, pool, pool_process
from villagepub.pool import Pool
from villagepub.pool_turn import Turn


def test_who_waits_for_a_turn_is_no_process_yet(used: Pool) -> None:
    """Beside the one at work it would be 11 MB more."""
    with ThreadPoolExecutor(1) as threads:
        with used._turn.taken(within=0):
            asked = threads.submit(used.call, pid)
            time.sleep(0.3)
            assert not asked.done()
            assert not children()
        assert asked.result() in children()


def test_who_has_the_turn_sees_who_waits_for_it(used: Pool) -> None:
    with used._turn.taken(within=0) as opened, ThreadPoolExecutor(1) as threads:
        assert not Turn(opened).is_wanted
        asked = threads.submit(tried, used._turn, 0.5)
        assert wait_for(lambda: Turn(opened).is_wanted)
        assert not asked.result()
        assert not Turn(opened).is_wanted  # nobody waits any longer
    assert tried(used._turn, 0)


def tried(turn: Turn, within: float) -> bool:
    try:
        with turn.taken(within=within):
            return True
    except TimeoutError:
        return False


def test_the_turn_is_a_process_s_while_it_lives(used: Pool) -> None:
    first = used.call(pid)
    assert not tried(used._turn, 0)
    os.kill(first, signal.SIGKILL)
    assert tried(used._turn, PATIENCE)


@pytest.mark.parametrize(("size", "is_kept"), [(10 * MB, True), (70 * MB, False)])
def test_a_large_file_is_not_read_on_top_of_what_a_process_has_kept(
    used: Pool, size: int, is_kept: bool
) -> None:
    assert held(size) == 1
    first = pid()
    assert size_of(b"x" * (pool.LARGE // 2)) == pool.LARGE // 2
    assert pid() == first
    size_of(bytes(pool.LARGE + 1))
    assert (pid() == first) == is_kept


@pytest.mark.parametrize(("holds", "most"), [(20 * MB, 0.5), (70 * MB, 0.1)])
def test_a_process_that_has_drawn_waits_less_for_the_next_call(
    holds: int, most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else its font lies beside whatever a page needs meanwhile."""
    monkeypatch.setattr(memory, "own", lambda: holds)
    monkeypatch.setattr(pool_process, "IDLE", 0.5)
    monkeypatch.setattr(pool_process, "DRAWN_IDLE", 0.1)
    monkeypatch.setattr(pool_process, "GLANCE", 0.01)
    reading, writing = os.pipe()
    begun = time.monotonic()
    with os.fdopen(reading, "rb") as calls, os.fdopen(writing, "wb"):
        assert not pool_process._is_asked(calls, Turn.new())
    waited = time.monotonic() - begun
    assert waited >= most
    assert holds < pool.DRAWN or waited < 0.5
