"""Parsing and drawing in processes of their own, with limits of memory and time.

Whatever a file or a list makes of a parser or of the typesetter, the process that asked
stays as it was: as large, and alive. A process is started when there is work, serves some
calls, and ends when it has nothing to do, so that an idle server holds none. Of all that
web and worker start one lives at a time (``pool_turn``): their memory is that of one.
``pool_process`` is its other end.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import wraps
from signal import SIGKILL
from threading import Lock, Timer
from typing import IO, Any, ParamSpec, TypeVar

from villagepub import memory, pool_turn
from villagepub.errors import UserError
from villagepub.pool_turn import Turn

P = ParamSpec("P")
R = TypeVar("R")
Buffer = bytes | memoryview

QUEUED = 120.0  # seconds to wait for one's turn
HEADER = 8  # bytes: how many parts follow, and how long each is
BEGUN = b"!"  # the first that a process says
GOES_ON, IS_LAST = b"+", b"."  # before an answer: whether there will be another
BETWEEN: list[Callable[[], object]] = []  # there, after each answer: caches let go
# A file of so many bytes, a list of thousands of rows, is not read on top of what a process
# has kept of drawing.
LARGE, DRAWN = 200_000, 32_000_000
SECRET = ("SECRET_KEY", "ID_KEY", "SIGNING_KEY", "DATABASE_URL", "QUEUE_URL")


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """``memory``: bytes of addresses. ``seconds``: of processor, for one call.
    ``patience``: seconds to wait for an answer. ``calls``: then a fresh process.
    """

    memory: int
    seconds: int
    patience: float
    calls: int


# The longest sheet and 2,000 rows of a poster need half of it.
USUAL = Limits(memory=700_000_000, seconds=40, patience=60.0, calls=50)
# Reading characters needs models: they go with the call. Whoever brings a sheet does not
# wait behind a photo, so its one process has a turn of its own; nobody's request does
# (``photo_jobs``), so a busy machine may take its time.
PHOTO = Limits(memory=2_500_000_000, seconds=200, patience=400.0, calls=1)


class Exceeded(Exception):
    """It took more memory or time than anything real does, or broke the process."""


class Busy(UserError):
    """Nobody's file is at fault: others were before it for too long."""

    status = 503

    def __init__(self) -> None:
        super().__init__("别人的表和榜正在处理，还没轮到。请过一会儿再试一次。")

    def __reduce__(self) -> tuple[type["Busy"], tuple[()]]:
        return Busy, ()


class _Process:
    """One child, started when it is its turn; ``ask`` is one call and its answer."""

    def __init__(self, turn: Turn, limits: Limits) -> None:
        """Raises Busy."""
        self._patience, self.is_late = limits.patience, False
        given = (limits.memory, limits.seconds, limits.calls)
        secret = {f"VILLAGEPUB_{name}" for name in SECRET}
        known = {k: v for k, v in os.environ.items() if k not in secret}
        command = [sys.executable, "-m", "villagepub.pool_process", *map(str, given)]
        try:
            with turn.taken(within=QUEUED) as mine:
                self._child = subprocess.Popen(  # noqa: S603  (our own program, our own numbers)
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    pass_fds=[mine],
                    env={**known, "MALLOC_ARENA_MAX": "2", pool_turn.NAME: str(mine)},
                )
        except TimeoutError:
            raise Busy from None
        with self._killed_after(QUEUED):
            assert self._child.stdout is not None  # noqa: S101  (asked for above)
            if self._child.stdout.read(1) != BEGUN:
                self.end()
                raise Busy

    @property
    def holds(self) -> int:
        """Bytes of its own."""
        with suppress(OSError):  # it has just gone, with nothing to do
            return memory.own(self._child.pid)
        return 0

    def ask(self, call: Sequence[Buffer]) -> tuple[bool, Any, bool]:
        """(has it gone well, the answer or the error, whether the process goes on).

        Raises EOFError or OSError where the process ended.
        """
        sent, answered = self._child.stdin, self._child.stdout
        assert sent is not None  # noqa: S101  (asked for above)
        assert answered is not None  # noqa: S101
        with self._killed_after(self._patience):
            write(sent, *call)
            goes_on, data = read(answered)
            has_succeeded, answer = pickle.loads(data)  # noqa: S301  (our own child's)
            return has_succeeded, answer, goes_on == GOES_ON

    @contextmanager
    def _killed_after(self, seconds: float) -> Iterator[None]:
        watch = Timer(seconds, self._end_late)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()

    def _end_late(self) -> None:
        self.is_late = True
        self._child.kill()

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
    """One process, one call after another."""

    def __init__(self, turn: Turn | None = None, limits: Limits = USUAL) -> None:
        self._turn, self._limits = turn or Turn.new(), limits
        self._one = Lock()
        self._process: _Process | None = None
        self._others: dict[Limits, Pool] = {}
        self._one_of = Lock()

    def of(self, limits: Limits) -> "Pool":
        """This one, or that for calls with other limits."""
        if limits == self._limits:
            return self
        with self._one_of:
            if limits not in self._others:
                self._others[limits] = Pool(limits=limits)
            return self._others[limits]

    def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What the function gives, or its error. Raises Exceeded, Busy."""
        call = packed(function, args, kwargs)
        if not self._one.acquire(timeout=QUEUED):
            raise Busy
        try:
            has_succeeded, answer = self._asked(call)
        finally:
            self._one.release()
        if has_succeeded:
            return answer
        raise answer

    def _asked(self, call: Sequence[Buffer]) -> tuple[bool, Any]:
        was_killed = False
        while True:
            kept = self._kept_for(call)
            process = kept or _Process(self._turn, self._limits)
            try:
                has_succeeded, answer, goes_on = process.ask(call)
            except (EOFError, OSError):
                status = process.end()
                if status == 0 and kept is not None:
                    continue  # it had just gone, with nothing to do
                if process.is_late:  # its processor's time was not used up
                    raise Busy from None
                if status == -SIGKILL and not was_killed:
                    was_killed = True  # by somebody else: no file is at fault
                    continue
                raise Exceeded from None
            except BaseException:
                process.end()
                raise
            if goes_on:
                self._process = process
            else:
                process.end()
            return has_succeeded, answer

    def _kept_for(self, call: Sequence[Buffer]) -> _Process | None:
        """The process of the last call, but none that has drawn for a large file."""
        kept, self._process = self._process, None
        if kept and sum(map(len, call)) > LARGE and kept.holds > DRAWN:
            kept.end()
            return None
        return kept

    def close(self) -> None:
        with self._one:
            if self._process is not None:
                self._process.end()
                self._process = None
        for other in self._others.values():
            other.close()


_pool: Pool | None = None


def use() -> None:
    """From now on what is ``bounded`` runs in the pool: for servers and commands."""
    global _pool
    _pool = _pool or Pool(Turn.mine())


def close() -> None:
    """End the processes that are idle."""
    if _pool is not None:
        _pool.close()


def bounded(
    refusal: Callable[..., Exception], *, limits: Limits = USUAL
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
                found: R = _pool.of(limits).call(door, *args, **kwargs)
            except Exceeded:
                raise refusal(*args, **kwargs) from None
            return found

        return door

    return wrapped


def packed(
    function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> Sequence[Buffer]:
    """The call, and its files beside it: nobody waits for 20 MB to be copied."""
    files: list[pickle.PickleBuffer] = []
    given = tuple(pickle.PickleBuffer(a) if type(a) is bytes else a for a in args)
    call = pickle.dumps((function, given, kwargs), 5, buffer_callback=files.append)
    return [call, *(file.raw() for file in files)]


def write(pipe: IO[bytes], *parts: Buffer) -> None:
    pipe.write(len(parts).to_bytes(HEADER, "big"))
    for part in parts:
        pipe.write(len(part).to_bytes(HEADER, "big"))
        pipe.write(part)
    pipe.flush()


def read(pipe: IO[bytes]) -> list[bytes]:
    """The parts. Raises EOFError if the other end has gone."""
    return [_exactly(pipe, _number(pipe)) for _ in range(_number(pipe))]


def _number(pipe: IO[bytes]) -> int:
    return int.from_bytes(_exactly(pipe, HEADER), "big")


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data
