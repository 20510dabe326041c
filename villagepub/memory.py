"""What a process holds of its own, and what it gives back once a long sheet is let go."""

import ctypes
import gc
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

GROWN = 8_000_000  # bytes: for less nobody is kept waiting while garbage is looked for
_libc = ctypes.CDLL(None)
# Since 3.13 under another name; the old one warns there.
_clear_method_names: Callable[[], None] = (
    getattr(sys, "_clear_internal_caches", None) or sys._clear_type_cache
)
_forget: list[Callable[[], None]] = []


def own(process: int | str = "self") -> int:
    """Bytes, without the fonts and libraries, which are files that all share. Raises
    OSError for a process that is gone.
    """
    resident, shared = Path(f"/proc/{process}/statm").read_text().split()[1:3]
    return (int(resident) - int(shared)) * resource.getpagesize()


def give_back() -> None:
    """Malloc's free pages go back to the system, which it does by itself only from its
    upper end.
    """
    if hasattr(_libc, "malloc_trim"):  # glibc's alone
        _libc.malloc_trim(0)


def remembers(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """``lru_cache`` for what the cells of a list say, until the next ``collect``: a name
    or a number that is remembered stands among the rows it was made between, and holds
    the whole megabyte of them, since Python gives nothing smaller back.
    """

    def wrapped(function: Callable[P, R]) -> Callable[P, R]:
        remembering = lru_cache(maxsize=most)(function)
        _forget.append(remembering.cache_clear)
        return cast(Callable[P, R], remembering)

    return wrapped


def collect() -> None:
    """Garbage is looked for, and what it held goes back."""
    for forget in _forget:
        forget()
    # Python remembers where it found a method by its name, which a library written in C
    # makes anew for each call: thousands of those stand among the rows, too.
    _clear_method_names()
    gc.collect()
    give_back()


class Holding:
    """What this process holds beside what stays."""

    def __init__(self) -> None:
        self._staying = own()

    def give_back(self) -> None:
        """Where it has grown: its garbage is collected first."""
        with suppress(OSError):  # no more files can be opened: who calls lives on
            if own() - self._staying > GROWN:
                collect()
                # Half of what is left: it may be a page's that is just being made, and
                # garbage at the next look.
                self._staying += (own() - self._staying) // 2
            self._staying = min(self._staying, own())
