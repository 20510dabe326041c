"""The program in a process of its own, forked from one that has loaded it.

Loading takes a second and more of processor, and a worker that is killed before it has
loaded shows nothing. In everything else it is the ``villagepub`` that a village runs.
"""

import multiprocessing
import os
from collections.abc import Mapping
from multiprocessing import forkserver
from pathlib import Path

from villagepub import worker  # noqa: F401  (what takes its time)
from villagepub.cli import main, server  # noqa: F401

_FORKED = multiprocessing.get_context("forkserver")
# pytest itself is the program that every child of multiprocessing looks into.
_FORKED.set_forkserver_preload(["pytest", __name__, "tests.loaded_when_used"])


def start(
    environ: Mapping[str, str], *words: str, says: Path = Path(os.devnull)
) -> multiprocessing.context.ForkServerProcess:
    """``villagepub`` with these words; what it says and its errors go to two files
    beside each other, ``says`` and the same with ``.err`` behind it.
    """
    process = _FORKED.Process(
        target=_run, args=(dict(environ), words, str(says)), daemon=True
    )
    process.start()
    return process


def end() -> None:
    """Nothing is forked any more; waited for, so that what it all cost is counted."""
    forkserver._forkserver._stop()  # type: ignore[attr-defined]


def _run(environ: dict[str, str], words: tuple[str, ...], says: str) -> None:
    os.setsid()  # a signal to its group is not the tests'
    os.environ |= environ
    errors = says if says == os.devnull else f"{says}.err"
    for file, path in ((0, os.devnull), (1, says), (2, errors)):
        opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(opened, file)
    main(words)
