"""Keeps the processes of one machine: starts them, replaces what dies or answers nothing,
ends them all.

It holds nothing but itself in memory, has one thread, and waits for ended children and
for signals in one call, so that neither can be missed between two looks.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog

from villagepub import heartbeat, pool_turn
from villagepub.heartbeat import Listener
from villagepub.pool_turn import Turn

log = structlog.get_logger()

FIRST_PAUSE, MAX_PAUSE = 0.5, 60.0  # seconds before what died is started again
STEADY = 60.0  # what ran so long has earned a short pause again
# For requests, the delivery in hand, a photo that is being read; then they are killed.
DRAIN = 90.0
LOOK = 10.0  # seconds between two looks at who is alive
FIRST_LOOK = 0.1  # until somebody answers for the first time
ENDS = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
# Arenas of malloc for each thread, and a threshold that grows with what was let go, would
# keep what one upload once needed.
SPARING = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072"}
PDEATHSIG = 1  # prctl: a signal for the child whose parent is gone
_libc = ctypes.CDLL(None)


@dataclass(frozen=True, kw_only=True)
class Program:
    """One process to keep: ``name`` stands in the log, ``command`` is called."""

    name: str
    command: tuple[str, ...]
    has_heartbeat: bool = False  # silent for long, it is killed and replaced


@dataclass
class _Kept:
    program: Program
    turn: Turn  # the same for all: one of their pools' processes at a time
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0  # when to start, while there is no process
    pause: float = field(default=FIRST_PAUSE)
    heart: Listener | None = None

    def start_if_due(self) -> None:
        if self.process is not None or time.monotonic() < self.due:
            return
        self.started = time.monotonic()
        self.heart = Listener.new() if self.program.has_heartbeat else None
        self.process = _started(self.program, self.heart, self.turn)
        log.info("process_started", program=self.program.name, process=self.process.pid)

    def end_if_silent(self, *, is_late: bool) -> None:
        """``is_late``: we ourselves were stopped, and it perhaps with us."""
        if self.process is None or self.heart is None:
            return
        self.heart.listen()
        if is_late:
            self.heart.heard = time.monotonic()
        elif self.heart.is_silent:
            name, process = self.program.name, self.process.pid
            log.error("process_silent", program=name, process=process)
            self.process.kill()  # its end is noted as any other

    @property
    def answers(self) -> bool:
        return self.heart is not None and self.heart.has_begun

    def note_end(self) -> None:
        """After an end: when it is started again."""
        if self.process is None or self.process.poll() is None:
            return
        status, self.process = self.process.returncode, None
        if self.heart is not None:
            self.heart.close()
            self.heart = None
        if time.monotonic() - self.started > STEADY:
            self.pause = FIRST_PAUSE
        log.error(
            "process_ended",
            program=self.program.name,
            status=status,
            again_in_seconds=self.pause,
        )
        self.due = time.monotonic() + self.pause
        self.pause = min(self.pause * 2, MAX_PAUSE)


def supervise(programs: Sequence[Program], *, begun: Callable[[], object]) -> None:
    """Until SIGTERM, Ctrl-C or a closed terminal; nothing is left running then.

    ``begun`` is called once, when a program with a heartbeat answers.
    """
    turn, has_begun = Turn.new(), False
    kept = [_Kept(program, turn) for program in programs]
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDS | {signal.SIGCHLD})
    try:
        while True:
            for one in kept:
                one.start_if_due()
            until = _next_start(kept, LOOK if has_begun else FIRST_LOOK)
            if _waited(until) in ENDS:
                break
            for one in kept:
                one.note_end()
                one.end_if_silent(is_late=time.monotonic() > until + LOOK)
            if not has_begun and any(one.answers for one in kept):
                has_begun = True
                begun()
    finally:
        _end(kept)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _next_start(kept: Sequence[_Kept], look: float) -> float:
    """The end of the next pause, or when to look again who is alive."""
    dues = [one.due for one in kept if one.process is None]
    return min([*dues, time.monotonic() + look])


def _waited(until: float) -> int | None:
    """The signal that came: of an end, or of a child that ended."""
    seconds = max(until - time.monotonic(), 0)
    got = signal.sigtimedwait(ENDS | {signal.SIGCHLD}, seconds)
    return got.si_signo if got else None


def _started(
    program: Program, heart: Listener | None, turn: Turn
) -> subprocess.Popen[bytes]:
    """A group of its own: Ctrl-C comes to the supervisor alone, which ends them in order."""
    parent = os.getpid()

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        if sys.platform == "linux":
            _libc.prctl(PDEATHSIG, int(signal.SIGTERM))
        if os.getppid() != parent:  # gone before it could be asked for
            os._exit(1)

    environ = {**SPARING, **os.environ, pool_turn.NAME: str(turn.file)}
    if heart is not None:
        environ[heartbeat.NAME] = str(heart.writing)
    process = subprocess.Popen(  # noqa: S603  (our own program)
        program.command,
        process_group=0,
        preexec_fn=prepare,
        pass_fds=[turn.file, *([heart.writing] if heart is not None else [])],
        env=environ,
    )
    if heart is not None:
        heart.give_away()
    return process


def _end(kept: Sequence[_Kept]) -> None:
    """Asks everybody to finish what is in hand; a second signal, or time, kills."""
    running = [one.process for one in kept if one.process is not None]
    for process in running:
        process.terminate()
    end = time.monotonic() + DRAIN
    while any(process.poll() is None for process in running):
        if time.monotonic() > end or _waited(end) in ENDS:
            break
    for process in running:
        if process.poll() is None:
            log.error("process_killed", process=process.pid)
            process.kill()
            process.wait()
    log.info("all_ended")
