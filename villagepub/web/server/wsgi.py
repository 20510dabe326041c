"""The WSGI application called for one request whose body is there, as PEP 3333 has it."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

from villagepub.web.http.downloads import WholeFile

if TYPE_CHECKING:
    from granian.rsgi import Scope

Headers = list[tuple[str, str]]
FIXED: WSGIEnvironment = {
    "SCRIPT_NAME": "",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multiprocess": True,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.url_scheme": "http",
    "wsgi.version": (1, 0),
}


@dataclass(frozen=True, slots=True)
class ReadyAnswer:
    status: int
    headers: Headers
    body: bytes | Path


def environ_of(scope: "Scope", body: IO[bytes], length: int) -> WSGIEnvironment:
    host, _, port = scope.server.rpartition(":")
    environ = FIXED | {
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": _as_wsgi(scope.path),
        "QUERY_STRING": _as_wsgi(scope.query_string),
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "wsgi.input": body,
    }
    for name, value in scope.headers.items():
        if "_" in name:  # would be read as the header with a hyphen
            continue
        key = f"HTTP_{name.upper().replace('-', '_')}"
        between = "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{between}{value}" if key in environ else value
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ["CONTENT_LENGTH"] = str(length)
    return environ


def _as_wsgi(heard: str) -> str:
    """Bytes as characters: a phone may send 马家沟 as it is."""
    return heard.encode().decode("latin-1")


def answer_of(application: WSGIApplication, environ: WSGIEnvironment) -> ReadyAnswer:
    """Called to its end; a file stays a file, everything else is one piece of bytes."""
    told: list[Any] = []

    def start(
        status: str, headers: Headers, _: Any = None
    ) -> Callable[[bytes], object]:
        told[:] = int(status.split(" ", 1)[0]), headers
        return lambda _: None

    parts: Iterable[bytes] = application(environ, start)
    try:
        body = parts.path if isinstance(parts, WholeFile) else b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    return ReadyAnswer(told[0], told[1], body)
