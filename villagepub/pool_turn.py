"""One process of a pool at work on a machine, whoever started it: web or worker.

Whoever keeps the processes opens one file for all that it starts. Who wants to start a
pool's process locks the file's second byte while it waits, then the first one, and gives
that lock to the process with an opening of its own: it lasts while the process lives, and
the kernel gives back what a killed one held. Only who waits is there: a started process
that waits would be 11 MB beside the one at work. That one sees that it is waited for, and
ends when it has answered.
"""

import fcntl
import os
import struct
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

NAME = "VILLAGEPUB_POOL_TURN"  # in the environment: the open file
TURN, QUEUE = 0, 1  # the bytes
GLANCE = 0.02  # seconds between two tries: the kernel's own waiting knows no end
_FLOCK = "hhqqi4x"  # the kernel's struct flock: kind, whence, start, length, process


@dataclass(frozen=True)
class Turn:
    """``file``: kept open by everybody who knows of it."""

    file: int

    @classmethod
    def new(cls) -> Self:
        with tempfile.TemporaryFile() as file:
            return cls(os.dup(file.fileno()))

    @classmethod
    def mine(cls) -> Self:
        """What this process was given; one for itself where nobody shares it."""
        given = os.environ.get(NAME, "")
        return cls(int(given)) if given.isdecimal() else cls.new()

    @contextmanager
    def taken(self, *, within: float) -> Iterator[int]:
        """The file opened once more, with the turn: the turn of whoever keeps that open.

        Raises TimeoutError after so many seconds.
        """
        end = time.monotonic() + within
        opened = os.open(f"/proc/self/fd/{self.file}", os.O_RDWR)
        try:
            for byte in (QUEUE, TURN):  # who is first in the queue has the next turn
                while not _locked(opened, byte):
                    if time.monotonic() > end:
                        raise TimeoutError
                    time.sleep(GLANCE)
            _asked(opened, fcntl.F_OFD_SETLK, fcntl.F_UNLCK, QUEUE)
            yield opened
        finally:
            os.close(opened)

    @property
    def is_wanted(self) -> bool:
        """Asked by who has it: whether another waits for its end."""
        return _asked(self.file, fcntl.F_OFD_GETLK, fcntl.F_WRLCK, QUEUE) != (
            fcntl.F_UNLCK
        )


def _locked(file: int, byte: int) -> bool:
    try:
        _asked(file, fcntl.F_OFD_SETLK, fcntl.F_WRLCK, byte)
    except BlockingIOError:
        return False
    return True


def _asked(file: int, command: int, kind: int, byte: int) -> int:
    """Of an opening, not of a process: the kind of lock that is in the way, or is had."""
    lock = struct.pack(_FLOCK, kind, os.SEEK_SET, byte, 1, 0)
    found: int = struct.unpack(_FLOCK, fcntl.fcntl(file, command, lock))[0]
    return found
