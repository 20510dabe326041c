"""Published pages as bytes in front of Flask: a village's group opens one page at once.

The first request after a publication renders the page; everybody after it gets those
bytes as long as one look at the notice's row says that nothing has happened to it, so
a correction or a withdrawal shows at once. Who is signed in is never answered here.
"""

import re
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from sqlalchemy.engine import Engine
from werkzeug.http import parse_cookie

from villagepub.notices.page_state import State, looker

MAX_PAGES = 512  # pages: about 20 MB
# What hangs on more than the notice itself, as an account that signs, follows so late.
SECONDS = 60.0
_PATH = re.compile(r"/n/([0-9a-z]{1,12})(?:/v\d{1,4})?")
_KEPT = frozenset(
    ("IF_MODIFIED_SINCE", "RANGE", "IF_RANGE", "IF_MATCH", "IF_UNMODIFIED_SINCE")
)

Key = tuple[str, bool, bool]  # address, large type, gzip


@dataclass(frozen=True, slots=True)
class Page:
    state: State
    until: float
    status: str
    headers: list[tuple[str, str]]
    short: list[tuple[str, str]]  # the headers of a 304
    etag: str
    body: bytes


class ServedPages:
    """WSGI in front of the application; everything it does not know goes through."""

    def __init__(self, application: WSGIApplication, engine: Engine) -> None:
        self._application = application
        self._look = looker(engine)
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = Lock()

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        found = _PATH.fullmatch(environ["PATH_INFO"])
        # As Flask reads them: a cookie that only Flask sees would choose what all get.
        cookies = parse_cookie(environ) if "HTTP_COOKIE" in environ else {}
        if not found or "session" in cookies or not _is_plain(environ):
            return self._application(environ, start_response)
        state = self._look(found[1])
        if state is None:
            return self._application(environ, start_response)
        key = _key(environ, is_big=cookies.get("big") == "1")
        page = self._pages.get(key)
        if page is None or page.state != state or page.until < time.monotonic():
            return self._filled(key, state, environ, start_response)
        return _answer(page, environ, start_response)

    def _filled(
        self,
        key: Key,
        state: State,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Rendered once by the application, and kept if it is a whole page."""
        asked = environ.pop("HTTP_IF_NONE_MATCH", None)
        status, headers, body = _run(self._application, environ)
        if asked is not None:
            environ["HTTP_IF_NONE_MATCH"] = asked
        said = {name.lower(): value for name, value in headers}
        if not status.startswith("200") or "set-cookie" in said or "etag" not in said:
            start_response(status, headers)
            return [body]
        page = Page(
            state=state,
            until=time.monotonic() + SECONDS,
            status=status,
            headers=headers,
            short=[h for h in headers if not h[0].lower().startswith("content-")],
            etag=said["etag"],
            body=body,
        )
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > MAX_PAGES:
                self._pages.popitem(last=False)
        return _answer(page, environ, start_response)


def _is_plain(environ: WSGIEnvironment) -> bool:
    """A plain look at a page: no query, nothing unusual."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not environ.get("QUERY_STRING")
        and not any(f"HTTP_{name}" in environ for name in _KEPT)
    )


def _key(environ: WSGIEnvironment, *, is_big: bool) -> Key:
    return (
        environ["PATH_INFO"],
        is_big,
        "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""),
    )


def _answer(
    page: Page, environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    if page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 NOT MODIFIED", page.short)
        return []
    start_response(page.status, page.headers)
    return [page.body]


def _run(
    application: WSGIApplication, environ: WSGIEnvironment
) -> tuple[str, list[tuple[str, str]], bytes]:
    told: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> Any:
        told[:] = status, headers
        return lambda data: None

    parts = application(environ, start)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    return told[0], told[1], body
