"""The web server: one process; several share the port where there are several."""

from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from villagepub.settings import Settings


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
    """Answers until SIGTERM; what is in hand is finished first."""
    OneProcess(
        "villagepub.factory:create_app",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        blocking_threads=1,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
