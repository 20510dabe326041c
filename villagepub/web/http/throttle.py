"""Guessing a password is slowed down, over all processes: what failed is counted in the
database, which nobody signs in without.

Only tries that failed count, so that a training room signs in through one line, and
they count where they came from: nobody elsewhere stops who knows the password. Floods
are stopped by each process for itself.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from ipaddress import IPv6Address, ip_address
from typing import Any, TypeVar

from flask import Flask, abort, make_response, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from villagepub import failed_tries
from villagepub.errors import UserError
from villagepub.seals import keyed_hash
from villagepub.web.http import request_context
from villagepub.web.http.request_fields import field

SPAN = timedelta(minutes=5)
MAX_OF_LINE, MAX_OF_LOGIN = 60, 6  # tries that failed within it
FAILED = 400
HALF = "half_in"  # of the session: who has shown a password and owes the second step
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


def second_step_key() -> str:
    """The second step of one account, from wherever: the password is known there."""
    return f"second:{session[HALF][0]}" if HALF in session else ""


def page_here_key() -> str:
    """The one thing that the page opens, from here."""
    return f"{request.path}@{line_key()}"


def slows_guessing(tried: Callable[[], str] = str) -> Callable[[View], View]:
    """Answers 429 while too much has failed from this line, or at what is ``tried`` to be
    opened, which the page says and no field that somebody adds to its form.
    """
    return lambda view: _slowed(view, tried)


def _slowed(view: View, tried: Callable[[], str]) -> View:
    @wraps(view)
    def slowed(*args: Any, **kwargs: Any) -> Any:
        counted = _counted(tried())
        response = make_response(view(*args, **kwargs))
        if response.status_code == FAILED:
            _note(counted)
        return response

    return slowed  # type: ignore[return-value]


@contextmanager
def slows_proving(staff_id: int) -> Iterator[None]:
    """The same for whoever is in by a session that may be somebody else's and shows the
    password of the account once more.
    """
    counted = _counted(f"own:{staff_id}")
    try:
        yield
    except UserError:
        _note(counted)
        raise


def _counted(narrow: str) -> list[str]:
    """What a failed try is counted for; stops the request where it was too often."""
    at, key = request_context.now(), request_context.settings().id_key
    most = {line_key(): MAX_OF_LINE}
    if narrow:
        most[narrow] = MAX_OF_LOGIN
    digests = {keyed_hash(name.encode(), key): n for name, n in most.items()}
    for digest, number in digests.items():
        reading = request_context.session()
        failed = failed_tries.count(reading, digest, since=at - SPAN, until=at)
        if failed >= number:
            abort(429)
    return list(digests)


def _note(counted: list[str]) -> None:
    request_context.let_go()
    at = request_context.now()
    failed_tries.note(request_context.engine(), counted, at=at)
