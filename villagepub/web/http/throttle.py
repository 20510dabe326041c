"""Guessing a password is slowed down, over all processes: what failed is counted in the
database, which nobody signs in without.

Only tries that failed count, so that a training room signs in through one line, and
they count where they came from: nobody elsewhere stops who knows the password. Floods
are stopped by each process for itself.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from ipaddress import IPv6Address, ip_address
from typing import Any, TypeVar

from flask import Flask, abort, make_response, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from villagepub import failed_tries
from villagepub.seals import keyed_hash
from villagepub.web.http import request_context
from villagepub.web.http.request_fields import field

SPAN = timedelta(minutes=5)
MAX_OF_LINE, MAX_OF_LOGIN = 60, 6  # tries that failed within it
FAILED = 400
HALF = "half"  # of the session: who has shown a password and owes the second step
View = TypeVar("View", bound=Callable[..., Any])


def line_key() -> str:
    """Who calls: an address, or the network of 2^64 that one line has in IPv6."""
    text = get_remote_address()
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return f"{address.exploded[:19]}::/64"
    return text


def login_here_key() -> str:
    """The account that somebody tries to open, and from where."""
    login = field("login").strip().lower()[:40]
    return f"login:{login}@{line_key()}"


limiter = Limiter(key_func=line_key)


def init_app(app: Flask) -> None:
    app.config["RATELIMIT_STORAGE_URI"] = "memory://"
    limiter.init_app(app)


def narrow_key() -> str:
    """What somebody tries to open: an account, from here; the second step of one, from
    wherever, since the password is known there; the first day, from here.
    """
    if "login" in request.form:
        return login_here_key()
    if HALF in session:
        return f"second:{session[HALF][0]}"
    return f"{request.path}@{line_key()}" if "code" in request.form else ""


def slows_guessing(view: View) -> View:
    """Answers 429 while too much has failed from this line, or at what is tried to be
    opened.
    """

    @wraps(view)
    def slowed(*args: Any, **kwargs: Any) -> Any:
        at, key = request_context.now(), request_context.settings().id_key
        most = {line_key(): MAX_OF_LINE}
        if narrow := narrow_key():
            most[narrow] = MAX_OF_LOGIN
        digests = {keyed_hash(name.encode(), key): n for name, n in most.items()}
        for digest, number in digests.items():
            reading = request_context.session()
            failed = failed_tries.count(reading, digest, since=at - SPAN, until=at)
            if failed >= number:
                abort(429)
        response = make_response(view(*args, **kwargs))
        if response.status_code == FAILED:
            request_context.let_go()
            failed_tries.note(request_context.engine(), list(digests), at=at)
        return response

    return slowed  # type: ignore[return-value]
