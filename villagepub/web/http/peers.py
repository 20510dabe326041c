"""Who asks, where a web server on this machine passes requests on.

Without this everybody comes from 127.0.0.1: one stranger's tries would slow down every
clerk, and the log would say of nobody where they were.
"""

from collections.abc import Iterable
from ipaddress import ip_address
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class Peers:
    """WSGI in front of the application.

    Only our own machine is believed, and of what it says only the last address: that is
    the one it has seen itself, the others are what the caller claims.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        told = environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if told and _is_here(environ.get("REMOTE_ADDR", "")) and _is_address(told):
            environ["REMOTE_ADDR"] = told
        return self._application(environ, start_response)


def _is_here(address: str) -> bool:
    return _is_address(address) and ip_address(address).is_loopback


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
