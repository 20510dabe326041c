"""How large a body may be: a sheet where staff hand in sheets, a form everywhere else."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_cookie

View = TypeVar("View", bound=Callable[..., Any])
FORM = 1024 * 1024  # bytes: a form with 2,000 rows of choices has 200 KB
UPLOAD = 21 * 1024 * 1024  # bytes: a sheet of 20 MB and the form around it


def takes_files(view: View) -> View:
    """Mark a view that takes sheets or photos."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    app.before_request(limit)


def limit() -> None:
    """What Werkzeug reads for this view at most, whichever server hands it on."""
    is_wide = _takes_files(current_app, request.endpoint)
    request.max_content_length = UPLOAD if is_wide else FORM


def max_body(app: Flask, *, path: str, method: str, cookie: str) -> int:
    """The limit in bytes before anything is read. Strangers hand in no files."""
    try:
        endpoint, _ = app.url_map.bind("").match(path, method)
    except HTTPException:
        return FORM
    is_wide = _takes_files(app, endpoint) and _is_signed_in(app, cookie)
    return UPLOAD if is_wide else FORM


def _takes_files(app: Flask, endpoint: str | None) -> bool:
    view = app.view_functions.get(endpoint or "")
    return hasattr(view, "takes_files")


def _is_signed_in(app: Flask, cookie: str) -> bool:
    """Whether the cookie is a session of somebody's that we signed ourselves."""
    interface = app.session_interface
    if not isinstance(interface, SecureCookieSessionInterface):
        return False
    signer = interface.get_signing_serializer(app)
    given = parse_cookie(cookie).get(interface.get_cookie_name(app), "")
    try:
        return signer is not None and "_user_id" in signer.loads(given)
    except BadSignature:
        return False
