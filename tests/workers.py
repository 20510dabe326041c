"""The tests on several processors: ``pytest --forks=3``.

Loading the house and collecting nine thousand tests takes eleven seconds of processor,
which each worker of ``pytest-xdist`` took anew. Here it is done once: the process that has
done it forks the workers, tells what they report, and runs no test of its own.
"""

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, groupby, pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from signal import SIGINT
from typing import Any

import pytest

_FORK = get_context("fork")
_NUMBER = 2  # bytes: of a file of tests among all


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--forks", type=int, default=0, help="workers, forked once all tests are collected")  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    count = session.config.getoption("--forks")
    if not count or session.testsfailed or session.config.option.collectonly:
        return None
    files = [list(tests) for _, tests in groupby(session.items, lambda one: one.path)]
    turns = _turns(len(files))
    session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    gc.freeze()
    workers = [Worker(session, files, turns, number) for number in range(count)]
    os.close(turns)
    _tell(session, workers)
    if session.shouldfail:
        raise session.Failed(session.shouldfail)
    return True


def _turns(count: int) -> int:
    """The reading end of a pipe with the number of each file: whoever has ended one
    takes the next.
    """
    taken, given = os.pipe()
    os.write(given, b"".join(n.to_bytes(_NUMBER, "big") for n in range(count)))
    os.close(given)
    return taken


class Worker:
    """A forked process, and what it was about when it was last heard."""

    def __init__(
        self,
        session: pytest.Session,
        files: Sequence[Sequence[pytest.Item]],
        turns: int,
        number: int,
    ) -> None:
        self.heard, says = _FORK.Pipe(duplex=False)
        given = session, files, turns, number, says
        self.process = _FORK.Process(target=_work, args=given)
        self.process.start()
        says.close()
        self._at: tuple[str, Any] = ("", ("", None, ""))

    def tell(self, session: pytest.Session) -> bool:
        """What it reports next; false if that was all."""
        try:
            name, said = self.heard.recv()
        except EOFError:
            self._end(session)
            return False
        hook = session.config.hook
        if name == "pytest_runtest_logstart":
            self._at = said["nodeid"], said["location"]
        if "report" in said:
            said["report"] = hook.pytest_report_from_serializable(
                config=session.config, data=said["report"]
            )
        getattr(hook, name)(**said)
        return True

    def _end(self, session: pytest.Session) -> None:
        self.process.join()
        if code := self.process.exitcode:
            session.shouldfail = f"a worker of the tests has ended with {code}"
            report = pytest.TestReport(
                *self._at, {}, "failed", session.shouldfail, "call"
            )
            session.config.hook.pytest_runtest_logreport(report=report)


def _tell(session: pytest.Session, workers: Sequence[Worker]) -> None:
    """What all report, until they have ended or one test has failed too many."""
    at_work: dict[Any, Worker] = {one.heard: one for one in workers}
    try:
        while at_work and not session.shouldfail:
            for heard in wait(list(at_work)):
                if not at_work[heard].tell(session):
                    del at_work[heard]
    finally:
        for worker in at_work.values():
            os.kill(worker.process.pid or 0, SIGINT)
        for worker in workers:
            worker.process.join()


class Reports:
    """What happens in a worker, for the process that tells it."""

    def __init__(self, config: pytest.Config, says: Connection) -> None:
        self._config, self._says = config, says

    def pytest_runtest_logstart(self, nodeid: str, location: Any) -> None:
        self._send("pytest_runtest_logstart", nodeid=nodeid, location=location)

    def pytest_runtest_logfinish(self, nodeid: str, location: Any) -> None:
        self._send("pytest_runtest_logfinish", nodeid=nodeid, location=location)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        data = self._config.hook.pytest_report_to_serializable(
            config=self._config, report=report
        )
        self._send("pytest_runtest_logreport", report=data)

    def _send(self, name: str, **said: Any) -> None:
        self._says.send((name, said))


def _work(
    session: pytest.Session,
    files: Sequence[Sequence[pytest.Item]],
    turns: int,
    number: int,
    says: Connection,
) -> None:
    _have_ones_own(session.config, number)
    session.config.pluginmanager.register(Reports(session.config, says))
    tests = chain.from_iterable(files[number] for number in _taken(turns))
    with suppress(KeyboardInterrupt):
        for item, following in pairwise(chain(tests, [None])):
            assert item
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.shouldfail or session.shouldstop:
                break
    session._setupstate.teardown_exact(None)


def _taken(turns: int) -> Iterator[int]:
    while number := os.read(turns, _NUMBER):
        yield int.from_bytes(number, "big")


def _have_ones_own(config: pytest.Config, number: int) -> None:
    """Nothing that is written by all: no terminal, what tests say, temporary folders."""
    os.environ["PYTEST_XDIST_WORKER"] = f"gw{number}"  # the name that plugins know
    plugins, folders = config.pluginmanager, config._tmp_path_factory  # type: ignore[attr-defined]
    plugins.unregister(name="terminalreporter")
    capturing = plugins.getplugin("capturemanager")
    capturing.stop_global_capturing()
    capturing.start_global_capturing()
    capturing.suspend_global_capture()
    folders._basetemp = folders.getbasetemp() / f"worker-{number}"
    folders._basetemp.mkdir(mode=0o700)
