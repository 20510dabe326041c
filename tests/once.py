"""What takes seconds to make is made once, by whichever worker of pytest needs it first."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(
    folders: pytest.TempPathFactory, name: str, make: Callable[[Path], None]
) -> Path:
    """A folder that ``make`` has filled: the same for every worker of this run.

    To be read and copied, not to be written in.
    """
    here = folders.getbasetemp()
    shared = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here
    folder, done = shared / "once" / name, shared / "once" / f"{name}.made"
    folder.mkdir(parents=True, exist_ok=True)
    with (shared / "once" / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder
