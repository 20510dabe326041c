"""One line a request, and a number on every line that a request causes.

The line names the page by its endpoint, never by its address: what people type, look for
and are is in addresses too.
"""

import secrets
import time

import structlog
from flask import Flask, Response, g, request
from structlog.contextvars import bind_contextvars, clear_contextvars

log = structlog.get_logger()
HEADER = "X-Request-Id"
QUIET = frozenset({"static", "public.healthz", "public.readyz", "public.metrics", None})


def init_app(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_end)


def number() -> str:
    """The number of this request: who met an error reads it out on the telephone."""
    return str(g.get("request_number", ""))


def _begin() -> None:
    g.request_number, g.request_began = secrets.token_hex(4), time.monotonic()
    clear_contextvars()
    bind_contextvars(request=g.request_number)


def _end(response: Response) -> Response:
    response.headers[HEADER] = number()
    if request.endpoint not in QUIET:
        log.info(
            "request",
            method=request.method,
            page=request.endpoint,
            status=response.status_code,
            ms=round((time.monotonic() - g.request_began) * 1000),
        )
    return response
