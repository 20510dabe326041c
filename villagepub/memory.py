"""What a process holds of its own, and what it gives back once a long sheet is let go."""

import ctypes
import gc
import resource
from contextlib import suppress
from pathlib import Path

GROWN = 8_000_000  # bytes: for less nobody is kept waiting while garbage is looked for
_libc = ctypes.CDLL(None)


def own() -> int:
    """Bytes, without the fonts and libraries, which are files that all share."""
    resident, shared = Path("/proc/self/statm").read_text().split()[1:3]
    return (int(resident) - int(shared)) * resource.getpagesize()


def give_back() -> None:
    """Malloc's free pages go back to the system, which it does by itself only from its
    upper end.
    """
    if hasattr(_libc, "malloc_trim"):  # glibc's alone
        _libc.malloc_trim(0)


class Holding:
    """What this process held when it last gave back, or began."""

    def __init__(self) -> None:
        self._bytes = own()

    def give_back(self) -> None:
        """Where it has grown since then: its garbage is collected first."""
        with suppress(OSError):  # no more files can be opened: who calls lives on
            if own() - self._bytes > GROWN:
                gc.collect()
                give_back()
                self._bytes = own()
