"""Puts the application together, in one visible order."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from jinja2 import StrictUndefined
from sqlalchemy.engine import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from villagepub import db, logs, own_forms, pool, settings
from villagepub.settings import Settings
from villagepub.web.account import bp as account
from villagepub.web.clerk import bp as clerk
from villagepub.web.http import (
    body_limits,
    error_pages,
    filters,
    first_day,
    guards,
    headers,
    page_files,
    request_context,
    request_log,
    throttle,
)
from villagepub.web.http.page_cache import ServedPages
from villagepub.web.http.request_context import ClientOf
from villagepub.web.public import bp as public
from villagepub.web.review import bp as review
from villagepub.web.setup import bp as setup
from villagepub.web.township import bp as township
from villagepub.web.wechat_hook import bp as wechat_hook
from villagepub.wechat import api_clients

if TYPE_CHECKING:
    from villagepub.web.server.application import Server

LOCAL = ("127.0.0.1", "::1", "::ffff:127.0.0.1")
ROOT = Path(__file__).resolve().parent.parent


def create_app(
    given: Settings | None = None,
    *,
    engine: Engine | None = None,
    client_of: ClientOf | None = None,
) -> Flask:
    """``given`` and ``engine`` are handed in by tests; else from the environment.

    ``client_of`` makes the client of a WeChat account; without it pages are shared
    unsigned and 企业微信 does not sign anybody in.
    """
    if given is None:  # a server's own process: nobody has set up its log yet
        logs.configure()
        pool.use()
    chosen = given or settings.read()
    engine = engine or db.make_engine(chosen.database_url)
    own_forms.use(engine)
    if given is None and client_of is None:
        client_of = partial(api_clients.client_of, engine, chosen)
    app = _flask(chosen.secret_key)
    request_log.init_app(app)
    request_context.init_app(app, chosen, engine, client_of)
    filters.init_app(app)
    headers.init_app(app)
    error_pages.init_app(app)
    body_limits.init_app(app)
    throttle.init_app(app)
    first_day.init_app(app)
    page_files.init_app(app, chosen, engine)
    guards.init_app(app)
    for pages in (public, account, clerk, review, setup, township, wechat_hook):
        app.register_blueprint(pages)
    behind_proxy = _behind_local_proxy(app.wsgi_app)
    app.wsgi_app = ServedPages(behind_proxy, engine)  # type: ignore[method-assign]
    return app


def _flask(secret_key: bytes) -> Flask:
    app = Flask(
        "villagepub",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.config.update(
        SECRET_KEY=secret_key,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=60 * 60 * 24 * 14,
        # Pages stay open for days on a clerk's phone; the session itself still ends.
        WTF_CSRF_TIME_LIMIT=None,
        SEND_FILE_MAX_AGE_DEFAULT=86_400,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    return app


def create_server() -> "Server":
    """What Granian calls in each web process."""
    from villagepub.web.server import freshness
    from villagepub.web.server.application import Server

    app = create_app()
    return Server(app, check=freshness.of(request_context.engine_of(app)))


def _behind_local_proxy(application: WSGIApplication) -> WSGIApplication:
    """Who asks, where a web server on this machine passes requests on.

    Only our own machine is believed, and of what it says only the last address: the
    others are what the caller claims.
    """
    fixed = ProxyFix(application, x_for=1, x_proto=0, x_host=0)

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        is_local = environ.get("REMOTE_ADDR") in LOCAL
        return (fixed if is_local else application)(environ, start)

    return answer
