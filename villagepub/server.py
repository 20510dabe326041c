"""The web server: one process; several share the port where there are several."""

import os
import resource
import sys
from importlib import import_module
from typing import Any

from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer

from villagepub import gc_pause
from villagepub.settings import Settings

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
    ).serve()
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
