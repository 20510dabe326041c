"""The other end of ``pool``: one call after another, each within the limits.

It ends by itself when it has served its calls, has grown, has nothing to do, or another
waits for its turn; and when whoever started it is gone, because then its input ends.
"""

import os
import pickle
import resource
import select
import sys
import time
from contextlib import suppress
from typing import IO

from villagepub import memory, pool
from villagepub.pool import Exceeded
from villagepub.pool_turn import Turn

GROWN = 100_000_000  # bytes of its own after a call: not kept
IDLE = 30.0  # seconds without a call
DRAWN_IDLE = 5.0  # the same with what was drawn in memory, 40 MB for 15
GLANCE = 0.1  # seconds between two looks whether another waits
BEHIND = 5  # pages go first where both want the processor


def main(addresses: int, seconds: int, most: int) -> None:
    """``addresses``: bytes; ``seconds`` of processor a call; ``most`` calls."""
    calls, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    resource.setrlimit(resource.RLIMIT_AS, (addresses, addresses))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(BEHIND)
    turn = Turn.mine()  # taken by whoever started this
    with suppress(EOFError, BrokenPipeError):  # nobody is there any more
        answers.write(pool.BEGUN)
        answers.flush()
        for number in range(1, most + 1):
            if number > 1 and not _is_asked(calls, turn):
                return
            _allow(seconds)
            if not _serve(calls, answers, turn, is_last=number == most):
                return


def _is_asked(calls: IO[bytes], turn: Turn) -> bool:
    """Whether a call came; not where nobody calls, or another waits."""
    patience = DRAWN_IDLE if memory.own() > pool.DRAWN else IDLE
    end = time.monotonic() + patience
    while not select.select([calls], [], [], GLANCE)[0]:
        if time.monotonic() > end or turn.is_wanted:
            return False
    return True


def _serve(calls: IO[bytes], answers: IO[bytes], turn: Turn, *, is_last: bool) -> bool:
    """One call; whether another may follow."""
    call, *files = pool.read(calls)
    function, args, kwargs = pickle.loads(call, buffers=files)  # noqa: S301  (our own parent's)
    del call, files
    try:
        data = pickle.dumps((True, function(*args, **kwargs)))
    except MemoryError:
        data, is_last = pickle.dumps((False, Exceeded())), True
    except Exception as error:
        data = pickle.dumps((False, error))
    goes_on = not is_last and memory.own() < GROWN and not turn.is_wanted
    pool.write(answers, pool.GOES_ON if goes_on else pool.IS_LAST, data)
    if goes_on:
        del data  # as large as a township's list, and pages are shown meanwhile
        for let_go in pool.BETWEEN:
            let_go()
        memory.give_back()
    return goes_on


def _allow(seconds: int) -> None:
    """The limit is of the whole process: so much more from here."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
