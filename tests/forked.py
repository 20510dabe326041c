"""The program in a process of its own, forked from one that has loaded it.

Loading takes a second and more of processor, and a worker that is killed before it has
loaded shows nothing. In everything else it is the ``villagepub`` that a village runs; what
it starts of ours (web, worker, the process that draws) is forked from it in the same way.
"""

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from multiprocessing import forkserver
from pathlib import Path
from typing import Any, NoReturn

from villagepub import (
    pool,
    worker,  # noqa: F401  (what takes its time)
)
from villagepub.cli import main, server  # noqa: F401

_FORKED = multiprocessing.get_context("forkserver")
# pytest itself is the program that every child of multiprocessing looks into.
_FORKED.set_forkserver_preload(["pytest", __name__, "tests.loaded_when_used"])
_OURS = [sys.executable, "-m"]
NOWHERE = Path(os.devnull)


class Program:
    """A forked program, asked as a ``subprocess.Popen``."""

    def __init__(self, process: multiprocessing.context.ForkServerProcess) -> None:
        self._process, self.pid = process, process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int | None:
        self._process.join(timeout)
        return self.poll()

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self._process.kill()


def start(
    environ: Mapping[str, str],
    *words: str,
    says: Path = NOWHERE,
    errors: Path = NOWHERE,
) -> multiprocessing.context.ForkServerProcess:
    """``villagepub`` with these words; what it says and its errors go to two files, or
    to one.
    """
    given = dict(environ), words, str(says), str(errors)
    process = _FORKED.Process(target=_run, args=given, daemon=True)
    process.start()
    return process


def end() -> None:
    """Nothing is forked any more; waited for, so that what it all cost is counted."""
    forkserver._forkserver._stop()  # type: ignore[attr-defined]


def _run(
    environ: dict[str, str], words: tuple[str, ...], says: str, errors: str
) -> None:
    os.setsid()  # a signal to its group is not the tests'
    os.environ |= environ
    for file, path in ((0, os.devnull), (1, says), (2, errors)):
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(opened, file)
    subprocess.Popen = _Popen  # type: ignore[misc]
    main(words)


class _Popen(subprocess.Popen[Any]):
    """Our own program is not loaded again; all other commands are started as ever."""

    def _execute_child(  # as CPython calls it
        self, args: Any, executable: Any, prepare: Any, close: Any, kept: Any,
        folder: Any, environ: Any, info: Any, flags: Any, shell: Any, *files: Any
    ) -> None:  # fmt: skip
        words, pipes, group = list(map(str, args)), files[:6], files[-1]
        if words[:2] != _OURS:
            super()._execute_child(  # type: ignore[misc]
                args, executable, prepare, close, kept, folder, environ, info, flags,
                shell, *files,
            )  # fmt: skip
            return
        self.pid = os.fork()
        if not self.pid:
            if group != -1:
                os.setpgid(0, group)
            _become(words[2:], prepare, kept, environ or os.environ, pipes)
        self._child_created = True
        self._close_pipe_fds(*pipes)  # type: ignore[attr-defined]


def _become(
    words: list[str],
    prepare: Any,
    kept: Sequence[int],
    environ: Mapping[str, str],
    pipes: Sequence[int],
) -> NoReturn:
    """What ``python -m`` with these words is, from here to its end."""
    status = 1
    try:
        for number, file in enumerate((pipes[0], pipes[3], pipes[5])):
            if file != -1:
                os.dup2(file, number)
        _keep_only(sorted(kept))
        _forget()
        known = dict(environ)
        os.environ.clear()
        os.environ |= known
        if prepare is not None:
            prepare()
        status = _ran(words)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


def _keep_only(files: Sequence[int]) -> None:
    below = 3
    for file in files:
        os.closerange(below, file)
        below = file + 1
    os.closerange(below, os.sysconf("SC_OPEN_MAX"))


def _forget() -> None:
    """What whoever starts it has of its own: what it does at signals, and its pool."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    pool._pool = None


def _ran(words: list[str]) -> int:
    """Its status. Its name is what it was told to do: ``processes.called``."""
    module, *told = words
    Path("/proc/self/comm").write_text(told[0])
    if (
        module == "villagepub.pool_process"
    ):  # so many addresses beside those of its parent
        told[0] = str(int(told[0]) + _addresses())
    sys.argv = [module, *told]
    try:
        runpy.run_module(module, run_name="__main__")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    return 0


def _addresses() -> int:
    """Bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
