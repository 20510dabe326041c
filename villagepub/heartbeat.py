"""How a process shows the one that keeps it that it still works: a byte now and then.

It goes through a pipe, so that nobody else can show it, and each process shows it for
itself where several answer at one address.
"""

import os
import time
from dataclasses import dataclass

NAME = "VILLAGEPUB_HEARTBEAT"  # in the environment: the end of the pipe to write to
EVERY = 5.0  # seconds
MAX_SILENCE = 60.0  # four times as long as anybody waits for a writer
MAX_START = 300.0  # seconds before the first one, on an old computer


def mine() -> int | None:
    """Where this process shows it; None where nobody wants to know."""
    given = os.environ.get(NAME, "")
    return int(given) if given.isdecimal() else None


def beat(end: int) -> bool:
    """False where nobody listens any more."""
    try:
        os.write(end, b".")
    except BlockingIOError:  # as many unread ones as a pipe holds
        return True
    except OSError:
        return False
    return True


@dataclass
class Listener:
    """The other end: ``reading`` is read, ``writing`` is given to the process."""

    reading: int
    writing: int
    heard: float  # when there was a sign of life, or nobody could have expected one
    has_begun: bool = False

    @classmethod
    def new(cls) -> "Listener":
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        return cls(reading, writing, time.monotonic())

    def listen(self) -> None:
        try:
            if os.read(self.reading, 65_536):
                self.heard, self.has_begun = time.monotonic(), True
        except BlockingIOError:
            """Nothing since the last time."""

    @property
    def is_silent(self) -> bool:
        most = MAX_SILENCE if self.has_begun else MAX_START
        return time.monotonic() - self.heard > most

    def close(self) -> None:
        os.close(self.reading)
        if self.writing >= 0:
            os.close(self.writing)

    def give_away(self) -> None:
        """The process has it by now: here nobody writes."""
        os.close(self.writing)
        self.writing = -1
