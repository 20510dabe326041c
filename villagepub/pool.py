"""Parsing and drawing in processes of their own, with limits of memory and time.

Whatever a file or a list makes of a parser or of the typesetter, the process that asked
stays as it was: as large, and alive. A process is started when there is work, serves some
calls, and ends when it has nothing to do, so that an idle server holds none.
``pool_process`` is its other end.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from threading import BoundedSemaphore, Lock, Timer
from typing import IO, Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

SIZE = 2  # processes at most: one long sheet does not hold up everybody
PATIENCE = 60.0  # seconds to wait for one's turn, and for the answer
HEADER = 8  # bytes: the length of what follows
GOES_ON, IS_LAST = b"+", b"."  # before an answer: whether there will be another
SECRET = ("SECRET_KEY", "ID_KEY", "SIGNING_KEY", "DATABASE_URL", "QUEUE_URL")


class Exceeded(Exception):
    """It took more memory or time than anything real does, or broke the process."""


class _Process:
    """One child; ``ask`` is one call and its answer."""

    def __init__(self) -> None:
        secret = {f"VILLAGEPUB_{name}" for name in SECRET}
        known = {k: v for k, v in os.environ.items() if k not in secret}
        self._child = subprocess.Popen(
            [sys.executable, "-m", "villagepub.pool_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**known, "MALLOC_ARENA_MAX": "2"},
        )

    def ask(self, call: bytes) -> tuple[bool, Any, bool]:
        """(has it gone well, the answer or the error, whether the process goes on).

        Raises EOFError or OSError where the process ended.
        """
        sent, answered = self._child.stdin, self._child.stdout
        assert sent is not None  # noqa: S101  (asked for above)
        assert answered is not None  # noqa: S101
        watch = Timer(PATIENCE, self._child.kill)
        watch.daemon = True
        watch.start()
        try:
            write(sent, call)
            data = read(answered)
            has_succeeded, answer = pickle.loads(data[1:])  # noqa: S301  (our own child's)
            return has_succeeded, answer, data[:1] == GOES_ON
        finally:
            watch.cancel()

    def end(self) -> int:
        """Its status; 0 where it ended because it had nothing to do."""
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was not read is flushed in vain
                    pipe.close()
        try:
            return self._child.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._child.kill()
            return self._child.wait()


class Pool:
    """Up to ``SIZE`` processes, those that are free taken first."""

    def __init__(self) -> None:
        self._turns = BoundedSemaphore(SIZE)
        self._lock = Lock()
        self._free: list[_Process] = []

    def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What the function gives, or its error. Raises Exceeded."""
        call = pickle.dumps((function, args, kwargs))
        if not self._turns.acquire(timeout=PATIENCE):
            raise Exceeded
        try:
            has_succeeded, answer = self._asked(call)
        finally:
            self._turns.release()
        if has_succeeded:
            return answer
        raise answer

    def _asked(self, call: bytes) -> tuple[bool, Any]:
        while True:
            process, is_new = self._taken()
            try:
                has_succeeded, answer, goes_on = process.ask(call)
            except (EOFError, OSError):
                if process.end() == 0 and not is_new:
                    continue  # it had just gone, with nothing to do
                raise Exceeded from None
            except BaseException:
                process.end()
                raise
            if goes_on:
                with self._lock:
                    self._free.append(process)
            else:
                process.end()
            return has_succeeded, answer

    def _taken(self) -> tuple[_Process, bool]:
        with self._lock:
            if self._free:
                return self._free.pop(), False
        return _Process(), True

    def close(self) -> None:
        with self._lock:
            while self._free:
                self._free.pop().end()


_pool: Pool | None = None


def use() -> None:
    """From now on what is ``bounded`` runs in the pool: for servers and commands."""
    global _pool
    _pool = _pool or Pool()


def close() -> None:
    """End the processes that are idle."""
    if _pool is not None:
        _pool.close()


def bounded(
    refusal: Callable[..., Exception],
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Runs a function in a process with limits, where this one has said ``use``.

    Arguments and answer are pickled: plain values, no rows. ``refusal`` gets the
    arguments and makes the error of a call that took too much, with its sentence.
    """

    def wrapped(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def door(*args: P.args, **kwargs: P.kwargs) -> R:
            if _pool is None:
                return function(*args, **kwargs)
            try:
                found: R = _pool.call(door, *args, **kwargs)
            except Exceeded:
                raise refusal(*args, **kwargs) from None
            return found

        return door

    return wrapped


def write(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(HEADER, "big"))
    pipe.write(data)
    pipe.flush()


def read(pipe: IO[bytes]) -> bytes:
    """Raises EOFError if the other end has gone."""
    length = int.from_bytes(_exactly(pipe, HEADER), "big")
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data
