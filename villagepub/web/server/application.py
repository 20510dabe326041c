"""The application as Granian calls it (RSGI): bodies are awaited, threads only work.

A published page that is kept in memory is answered on the spot, before there is a task
for it where one look at SQLite says that it holds. Everything else is
handed to a few threads, once its body is there; an answer leaves without a thread.
"""

import asyncio
import io
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING
from wsgiref.types import WSGIEnvironment

import structlog
from flask import Flask

from villagepub import heartbeat, logs, memory
from villagepub.notices import photo_jobs
from villagepub.web.http.body_limits import FORM, max_body
from villagepub.web.http.error_pages import REFUSED
from villagepub.web.http.page_cache import UNUSUAL, Key, Page, ServedPages, asked_for
from villagepub.web.server import bodies
from villagepub.web.server.freshness import FreshnessCheck
from villagepub.web.server.wsgi import ReadyAnswer, answer_of, environ_of

if TYPE_CHECKING:
    from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]

log = structlog.get_logger()

READY = "/readyz"
THREADS = 4  # more of them would only wait for each other
# Seconds that a thread at work keeps the interpreter from the loop; 5 ms is Python's own.
TURN = 0.0005
DRAIN = 80.0  # seconds for the photos that are being read at the end
MAX_WAITING = 256  # requests that wait for a thread
MAX_DIGITS = 18  # of a body's length; Python reads no number of thousands of digits
MAX_SHEETS = 3  # bodies larger than a form that are held at once, 21 MB each
HTML = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
BUSY = ReadyAnswer(503, HTML, "<h1>现在人多，请过一会儿再试</h1>".encode())
BROKEN = ReadyAnswer(500, HTML, "<h1>系统出了点问题，请过一会儿再试</h1>".encode())


class Server:
    """``app`` with its kept pages in front. ``check`` says whether they still hold, where
    that is asked over a network; None: one look on the spot does.
    """

    def __init__(self, app: Flask, *, check: FreshnessCheck | None) -> None:
        served = app.wsgi_app
        if not isinstance(served, ServedPages):
            raise TypeError("published pages stand in front of the application")
        self._app, self._served, self._check = app, served, check
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="request")
        self._sheets = asyncio.Semaphore(MAX_SHEETS)
        self._refusals: dict[int, ReadyAnswer] = {}
        self._refusing = asyncio.Lock()
        self._waiting = 0
        # Who asks whether we are ready does not wait behind those who wait.
        self._ready = ThreadPoolExecutor(1, thread_name_prefix="ready")
        self._heart: asyncio.Task[None] | None = None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        sys.setswitchinterval(TURN)
        end = heartbeat.mine()
        if end is not None:
            self._heart = loop.create_task(self._show_life(end))

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        self._threads.shutdown()
        self._ready.shutdown()
        photo_jobs.finish(DRAIN)

    async def _show_life(self, end: int) -> None:
        """As long as a thread can be had, which is what a page needs."""
        loop, holding = asyncio.get_running_loop(), memory.Holding()
        while await loop.run_in_executor(self._threads, heartbeat.beat, end):
            await asyncio.sleep(heartbeat.EVERY)
            await loop.run_in_executor(self._threads, holding.give_back)

    def answers_at_once(self, scope: "Scope", protocol: "HTTPProtocol") -> bool:
        """Whether it was a kept page, which is sent; called in one thread, not the loop's."""
        key = _page_of(scope) if self._check is None else None
        page = self._served.holding(key) if key else None
        if page is not None:
            _send_page(page, scope, protocol)
        return page is not None

    async def __rsgi__(self, scope: "Scope", protocol: "HTTPProtocol") -> None:
        page = await self._kept(scope, self._check) if self._check else None
        if page is not None:
            _send_page(page, scope, protocol)
            return
        async with AsyncExitStack() as held:
            _send(await self._answer(scope, protocol, held), protocol)

    async def _kept(self, scope: "Scope", check: FreshnessCheck) -> Page | None:
        key = _page_of(scope)
        return self._served.kept(key, await check(key.public_id)) if key else None

    async def _answer(
        self, scope: "Scope", protocol: "HTTPProtocol", held: AsyncExitStack
    ) -> ReadyAnswer:
        length = _length(scope)
        try:
            body = await self._body(scope, protocol, length, held)
        except bodies.BodyRefused as refused:
            return await self._refusal(refused.status, scope)
        return await self._worked(environ_of(scope, body, length or 0))

    async def _refusal(self, status: int, scope: "Scope") -> ReadyAnswer:
        """Its page is made once: whoever is refused costs nothing from then on."""
        async with self._refusing:
            if status not in self._refusals:
                environ = environ_of(scope, io.BytesIO(), 0) | {REFUSED: status}
                environ |= {"HTTP_COOKIE": "", "HTTP_ACCEPT_ENCODING": ""}
                answer = await self._worked(environ)
                if answer.status != status:
                    return answer
                self._refusals[status] = answer
        return self._refusals[status]

    async def _worked(self, environ: WSGIEnvironment) -> ReadyAnswer:
        """What the application answers, from one of its threads."""
        if self._waiting >= MAX_WAITING:
            return BUSY
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            is_ready = environ["PATH_INFO"] == READY
            threads = self._ready if is_ready else self._threads
            return await loop.run_in_executor(threads, answer_of, self._served, environ)
        except Exception as error:
            kind, where = type(error).__name__, logs.place_of(error)
            log.error("no_answer", kind=kind, where=where)
            return BROKEN
        finally:
            self._waiting -= 1

    async def _body(
        self,
        scope: "Scope",
        protocol: "HTTPProtocol",
        length: int | None,
        held: AsyncExitStack,
    ) -> IO[bytes]:
        """The body whole; a large one takes one of a few places until its answer."""
        if length is None:
            raise bodies.BodyRefused(411)
        limit = FORM
        if length > FORM:
            limit = max_body(
                self._app,
                path=scope.path,
                method=scope.method,
                cookie=scope.headers.get("cookie", ""),
            )
            if length <= limit:
                await held.enter_async_context(self._sheets)
        if not length:
            return io.BytesIO()
        taken = await bodies.take(protocol, length=length, limit=limit)
        return io.BufferedReader(taken)


def _page_of(scope: "Scope") -> Key | None:
    """The published page that is asked for as it is; None for everything else."""
    if scope.method != "GET" or not scope.path.startswith("/n/"):
        return None
    headers = scope.headers
    if any(name in headers for name in UNUSUAL):
        return None
    return asked_for(
        scope.path,
        cookie=headers.get("cookie", ""),
        encoding=headers.get("accept-encoding", ""),
    )


def _length(scope: "Scope") -> int | None:
    """How long the body is; None where nobody says so before it ends."""
    headers = scope.headers
    if "transfer-encoding" in headers:
        return None
    given = headers.get("content-length", "0")
    return int(given) if given.isdecimal() and len(given) <= MAX_DIGITS else None


def _send_page(page: Page, scope: "Scope", protocol: "HTTPProtocol") -> None:
    if page.etag in scope.headers.get("if-none-match", ""):
        protocol.response_empty(304, page.short)
    else:
        protocol.response_bytes(200, page.headers, page.body)


def _send(answer: ReadyAnswer, protocol: "HTTPProtocol") -> None:
    if isinstance(answer.body, Path):
        protocol.response_file(answer.status, answer.headers, str(answer.body))
    elif answer.body:
        protocol.response_bytes(answer.status, answer.headers, answer.body)
    else:
        protocol.response_empty(answer.status, answer.headers)
