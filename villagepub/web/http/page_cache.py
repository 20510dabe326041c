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
from typing import Any, NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from sqlalchemy.engine import Engine
from werkzeug.http import parse_cookie

from villagepub.notices.page_state import State, holding_reader, state_reader

MAX_PAGES = 512  # pages: about 20 MB
# What hangs on more than the notice itself, as an account that signs, follows so late.
SECONDS = 60.0
_PATH = re.compile(r"/n/([0-9a-z]{1,12})(?:/v\d{1,4})?")
# Who sends one of these wants something else than the page as it is.
UNUSUAL = (
    "if-modified-since",
    "range",
    "if-range",
    "if-match",
    "if-unmodified-since",
)
_IN_ENVIRON = {name: f"HTTP_{name.upper().replace('-', '_')}" for name in UNUSUAL}


class Key(NamedTuple):
    """What a page differs by."""

    path: str
    public_id: str
    is_big: bool
    is_zipped: bool


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
        self._look, self._look_at_once = state_reader(engine), holding_reader(engine)
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = Lock()

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        key = asked_for(
            environ["PATH_INFO"],
            cookie=environ.get("HTTP_COOKIE", ""),
            encoding=environ.get("HTTP_ACCEPT_ENCODING", ""),
        )
        state = self._look(key.public_id) if key and _is_plain(environ) else None
        if key is None or state is None:
            return self._application(environ, start_response)
        page = self.kept(key, state)
        if page is None:
            environ["QUERY_STRING"] = ""
            return self._filled(key, state, environ, start_response)
        return _answer(page, environ, start_response)

    def holding(self, key: Key) -> Page | None:
        """The page as one look says that it is now; no look where there is none. For one
        thread, the server's.
        """
        if key not in self._pages:
            return None
        return self.kept(key, self._look_at_once(key.public_id))

    def kept(self, key: Key, state: State | None) -> Page | None:
        """The page as it is in this state, if somebody has asked for it before."""
        page = self._pages.get(key)
        if page is None or page.state != state or page.until < time.monotonic():
            return None
        return page

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
        self._keep(key, page)
        return _answer(page, environ, start_response)

    def _keep(self, key: Key, page: Page) -> None:
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > MAX_PAGES:
                self._pages.popitem(last=False)


def asked_for(path: str, *, cookie: str, encoding: str) -> Key | None:
    """The page that a plain GET asks for; None for what is not kept.

    Cookies as Flask reads them: one that only Flask sees would choose what all get.
    """
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    cookies = parse_cookie(cookie) if cookie else {}
    if "session" in cookies:
        return None
    return Key(path, found[1], cookies.get("big") == "1", "gzip" in encoding)


def _is_plain(environ: WSGIEnvironment) -> bool:
    """A plain look at a page. What stands behind a question mark chooses nothing: WeChat
    hangs it there when a page is passed on (from=singlemessage).
    """
    return environ["REQUEST_METHOD"] == "GET" and not any(
        _IN_ENVIRON[name] in environ for name in UNUSUAL
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
