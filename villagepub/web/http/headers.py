"""Headers on every answer: nothing from elsewhere, no framing, small on the wire."""

import gzip
from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from villagepub.web.http import request_context

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
WORTH = 800  # bytes: less than this does not get smaller
TEXTS = (
    "text/",
    "application/json",
    "application/javascript",
    "image/svg",
    "application/atom",
)


class Sessions(SecureCookieSessionInterface):
    """The session is prolonged by pages only.

    On a picture or a style sheet, which anybody on the way may keep, the cookie could
    reach somebody else; and one that arrives late on a slow line would put back the
    session from before the page, and what is sent from that page would be refused.
    """

    def get_cookie_secure(self, app: Flask) -> bool:
        """Where the page was reached by its https address; by the number of a machine
        in the office it is http, and a cookie that is not sent back signs nobody in.
        """
        own = urlsplit(request_context.settings().base_url)
        return own.scheme == "https" and request.host == own.netloc

    def save_session(
        self, app: Flask, session: SessionMixin, response: Response
    ) -> None:
        is_page = response.cache_control.no_store and response.mimetype == "text/html"
        if is_page or session.modified:
            super().save_session(app, session, response)
        elif session.accessed:
            response.vary.add("Cookie")


def init_app(app: Flask) -> None:
    app.session_interface = Sessions()
    app.after_request(secure)
    app.after_request(shrink)


def secure(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def shrink(response: Response) -> Response:
    """gzip for texts: on a slow line a page of 60 KB is one of 9."""
    kind = response.content_type or ""
    if (
        response.status_code != 200
        or "gzip" not in request.headers.get("Accept-Encoding", "")
        or not kind.startswith(TEXTS)
        or "Content-Encoding" in response.headers
    ):
        return response
    response.direct_passthrough = False
    data = response.get_data()
    if len(data) > WORTH:
        response.set_data(gzip.compress(data, 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.get_data()))
    response.vary.add("Accept-Encoding")
    return response
