"""A worker in a process of its own, forked from one that has loaded the program.

Loading takes seconds of processor, and a worker that is killed before it has loaded shows
nothing. In everything else it is the ``worker`` that a village runs.
"""

import multiprocessing
import os
from collections.abc import Mapping
from multiprocessing import forkserver

from villagepub import worker  # noqa: F401  (what takes its time)
from villagepub.cli import main, server  # noqa: F401

_FORKED = multiprocessing.get_context("forkserver")
# pytest itself is the program that every child of multiprocessing looks into.
_FORKED.set_forkserver_preload(["pytest", __name__])


def start(environ: Mapping[str, str]) -> multiprocessing.context.ForkServerProcess:
    process = _FORKED.Process(target=_work, args=(dict(environ),), daemon=True)
    process.start()
    return process


def end() -> None:
    """Nothing is forked any more; waited for, so that what it all cost is counted."""
    forkserver._forkserver._stop()  # type: ignore[attr-defined]


def _work(environ: Mapping[str, str]) -> None:
    os.environ |= environ
    nothing = os.open(os.devnull, os.O_RDWR)
    for file in (0, 1, 2):
        os.dup2(nothing, file)
    main(["worker"])
