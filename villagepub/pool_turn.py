"""One process of a pool at work on a machine, whoever started it: web or worker.

Whoever keeps the processes opens one file for all that it starts. A pool's process holds
a lock on its first byte while it lives, and whoever waits for that one on its second: so
it sees that it is waited for, and ends when it has answered. The kernel gives back what a
killed one held.
"""

import fcntl
import os
import tempfile
from dataclasses import dataclass
from typing import Self

NAME = "VILLAGEPUB_POOL_TURN"  # in the environment: the open file
TURN, QUEUE = 0, 1  # the bytes


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

    def take(self) -> None:
        """Waits; held until this process ends."""
        fcntl.lockf(self.file, fcntl.LOCK_SH, 1, QUEUE)
        fcntl.lockf(self.file, fcntl.LOCK_EX, 1, TURN)
        fcntl.lockf(self.file, fcntl.LOCK_UN, 1, QUEUE)

    @property
    def is_wanted(self) -> bool:
        """Asked by who has it: whether another process waits for its end."""
        try:
            fcntl.lockf(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, QUEUE)
        except OSError:
            return True
        fcntl.lockf(self.file, fcntl.LOCK_UN, 1, QUEUE)
        return False
