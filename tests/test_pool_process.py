"""A pool's process by itself."""

import fcntl
import os
import subprocess
import sys
import time

import pytest

from tests.test_pool import MB, held, pid, size_of
from villagepub import memory, pool, pool_process, pool_turn
from villagepub.pool import Pool
from villagepub.pool_turn import Turn


def test_a_process_whose_turn_comes_when_nobody_is_there_any_more_ends_without_a_word() -> (
    None
):
    taken, ours = Turn.new(), subprocess.PIPE
    fcntl.lockf(taken.file, fcntl.LOCK_EX, 1, pool_turn.TURN)
    with subprocess.Popen(
        [sys.executable, "-m", "villagepub.pool_process", "700000000", "40", "1"],
        pass_fds=[taken.file],
        env={**os.environ, pool_turn.NAME: str(taken.file)},
        stdin=ours,
        stdout=ours,
        stderr=ours,
    ) as waiting:
        for pipe in (waiting.stdin, waiting.stdout):
            assert pipe is not None
            pipe.close()
        fcntl.lockf(taken.file, fcntl.LOCK_UN, 1, pool_turn.TURN)
        assert waiting.stderr is not None
        assert waiting.stderr.read() == b""
        assert waiting.wait() == 0


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
