"""The web server: one process; several share the port where there are several."""

import asyncio
import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import structlog
from granian._futures import _cbsched_aioschedule, _future_watcher_wrapper
from granian._granian import CallbackScheduler, RSGIWorker
from granian._signals import set_loop_signals
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer, WorkerProcess

from villagepub import gc_pause, logs
from villagepub.settings import Settings

if TYPE_CHECKING:
    from villagepub.web.server.application import Server

log = structlog.get_logger()

APPLICATION = "villagepub.factory"
MAX_CONNECTIONS = 4096  # a process; who is slow keeps one, never a thread
HEADERS_WITHIN = 15_000  # ms for a request's head, and between two of them


class OneProcess(MPServer):
    """Answers in the process that starts it.

    Granian's own way is a second process that watches the first: the supervisor does that,
    with pauses that grow, for everything that it started.
    """

    def _serve(self, spawn_target: Any, target_loader: Any) -> None:
        self._init_shared_socket()  # type: ignore[no-untyped-call]
        worker = self._spawn_worker(0, spawn_target, target_loader)
        worker.inner.run()


class AtOnce(CallbackScheduler):
    """Takes every request in Granian's own thread. A kept page is answered there: waking
    the loop, and each of the two waiting for the interpreter, costs more than the page.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, server: "Server", *_: object
    ) -> None:
        answer = _future_watcher_wrapper(server.__rsgi__)  # type: ignore[no-untyped-call]
        later: Callable[[Any], None] = _cbsched_aioschedule(loop, self._ctx, answer)  # type: ignore[no-untyped-call]

        def schedule(request: Any) -> None:
            try:
                if server.answers_at_once(request.scope, request.proto):
                    return
            except Exception as error:  # Granian looks for none here
                kind, where = type(error).__name__, logs.place_of(error)
                log.error("no_answer_at_once", kind=kind, where=where)
            later(request)

        self._schedule_fn = schedule


def _answer(
    number: int,
    server: "Server",
    sock: Any,
    ipc: Any,
    loop: asyncio.AbstractEventLoop,
    _mode: object,
    *given: Any,
) -> None:
    """Granian's own worker of RSGI in one thread, but for who is asked first."""
    *sizes, _task, http, http1, http2, sockets, files, _log, tls, _scope, metrics = (
        given
    )
    ended, end = asyncio.Event(), set_loop_signals(loop)  # type: ignore[no-untyped-call]
    end.add_cb(lambda: loop.call_soon_threadsafe(ended.set))
    server.__rsgi_init__(loop)
    worker: Any = RSGIWorker(
        *(number, sock, ipc, *sizes, http, http1, http2, sockets, files, *tls, metrics)
    )
    worker.serve_str(AtOnce(loop, server, None, None, None), loop, end)
    loop.run_until_complete(ended.wait())
    server.__rsgi_del__(loop)


def serve(settings: Settings) -> None:
    """Answers until SIGTERM, which ends the process; what is in hand is finished first."""
    _allow_connections()
    with gc_pause.loading():
        import_module(APPLICATION)
    OneProcess(
        f"{APPLICATION}:create_server",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.RSGI,
        loop=Loops.asyncio,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN),
        websockets=False,
        backpressure=MAX_CONNECTIONS,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve(WorkerProcess.wrap_target(_answer))  # type: ignore[no-untyped-call]
    # Granian's own threads outlive its loop: none may find the interpreter taken down.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _allow_connections() -> None:
    """Most systems allow 1,024 open files, and far more to who asks."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_CONNECTIONS * 2
    if soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
