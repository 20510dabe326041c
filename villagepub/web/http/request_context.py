"""What every view needs of the site: settings, sessions, the moment, who is signed in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from flask import Flask, current_app, g, request
from flask_login import AnonymousUserMixin, current_user
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError, TimeoutError
from sqlmodel import Session

from villagepub import clock, db, job_queue, site
from villagepub.access import Actor
from villagepub.act import Act, acting
from villagepub.models import Account, Place
from villagepub.settings import Settings
from villagepub.states import ROLES

KEY = "villagepub"
LAST_KNOWN = f"{KEY}.settings"
# From an account to a client like wechatpy's: .jsapi of a 公众号, .oauth of a 企业微信.
ClientOf = Callable[[Account], Any]


def init_app(
    app: Flask, settings: Settings, engine: Engine, client_of: ClientOf | None = None
) -> None:
    app.extensions[KEY] = (settings, engine)
    app.extensions[f"{KEY}.client_of"] = client_of
    app.teardown_appcontext(let_go)
    app.context_processor(_words)


def settings() -> Settings:
    """With the address that holds: a setting's, else the one that was written here.

    Read in a session of its own: one that is open in an act would go on showing what
    stood there before. While the database is away the last known one holds, so that the
    page that says so can be made.
    """
    chosen: Settings = current_app.extensions[KEY][0]
    if chosen.is_address_set:
        return chosen
    if "settings" not in g:
        try:
            with db.reading(engine()) as reading:
                g.settings = site.with_address(reading, chosen)
        except (OperationalError, TimeoutError):
            g.settings = current_app.extensions.get(LAST_KNOWN, chosen)
        current_app.extensions[LAST_KNOWN] = g.settings
    settled: Settings = g.settings
    return settled


def engine() -> Engine:
    return engine_of(current_app)


def engine_of(app: Flask) -> Engine:
    """The same outside of a request."""
    chosen: Engine = app.extensions[KEY][1]
    return chosen


def client_of() -> ClientOf | None:
    """How an account's interface is called; None where nothing is ever called."""
    chosen: ClientOf | None = current_app.extensions[f"{KEY}.client_of"]
    return chosen


def session() -> Session:
    """The request's session for reading; closed when the request ends."""
    if "session" not in g:
        g.session = Session(engine(), expire_on_commit=False)
    reading: Session = g.session
    return reading


@contextmanager
def transaction() -> Iterator[Session]:
    """A session for one verb. What the request read before is let go of first, so that
    the answer shows what was written.
    """
    let_go()
    with db.transaction(engine()) as writing:
        yield writing


@contextmanager
def act(at: datetime | None = None) -> Iterator[Act]:
    """An act of who is signed in: one transaction, all or nothing. Nobody else writes
    meanwhile: what takes its time is done before, ``at`` the same moment.
    """
    let_go()
    with acting(engine(), at=at or now(), actor=actor()) as doing:
        yield doing


def let_go(_error: BaseException | None = None) -> None:
    """Close the request's session for reading; the next question opens another."""
    reading = g.pop("session", None)
    if reading is not None:
        reading.close()


def forget_who() -> None:
    """For the rest of this request nobody is signed in, and nothing is asked for it."""
    let_go()
    g._login_user = AnonymousUserMixin()  # where Flask-Login keeps whom it has loaded


def now() -> datetime:
    return clock.now()


def today() -> date:
    return clock.day(now())


def actor() -> Actor:
    """Who is signed in. Only guarded views ask."""
    return Actor(
        id=current_user.id,
        name=current_user.name,
        role=current_user.role,
        place_code=current_user.place_code,
        address=request.remote_addr or "",
    )


def poke_worker() -> None:
    """Ask the worker for a round now. If nobody hears, the next minute's round comes."""
    try:
        job_queue.of(settings()).wake()
    except Exception:  # a queue that is away must not undo a publication
        current_app.logger.warning("worker_not_poked")


def _words() -> dict[str, object]:
    """For every template: is the type large, who is signed in."""
    signed_in = current_user.is_authenticated
    return {
        "is_big": request.cookies.get("big") == "1",
        "who": current_user.name if signed_in else "",
        "whose": current_user.id if signed_in else "",
        "role": ROLES[current_user.role].text if signed_in else "",
        "place_name": _place_name,
    }


def _place_name() -> str:
    """沿河湾镇: whose desk this is. Asked for by the pages that show it."""
    place = session().get(Place, actor().place_code)
    return place.short_name if place else ""
