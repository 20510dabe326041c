"""A pool's process by itself."""

import fcntl
import os
import subprocess
import sys

import pytest

from tests.test_pool import MB, held, pid, size_of
from villagepub import pool, pool_turn
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


@pytest.mark.parametrize(("size", "is_kept"), [(20 * MB, True), (70 * MB, False)])
def test_a_large_file_is_not_read_on_top_of_what_a_process_has_kept(
    used: Pool, size: int, is_kept: bool
) -> None:
    assert held(size) == 1
    first = pid()
    assert size_of(b"x" * (pool.LARGE // 2)) == pool.LARGE // 2
    assert pid() == first
    size_of(bytes(pool.LARGE + 1))
    assert (pid() == first) == is_kept
