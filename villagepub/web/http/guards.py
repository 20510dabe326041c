"""Default deny: a view without a guard answers nobody, whatever it does.

``@public`` opens a view to everybody, ``@staff`` to whoever is signed in, ``@needs`` to
roles with an action. Whether it is allowed *here* is asked by the verb itself.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect

from villagepub.access import GRANTS, Action
from villagepub.web.http import request_context

View = TypeVar("View", bound=Callable[..., Any])
csrf = CSRFProtect()
PUBLIC, STAFF = "public", "staff"
# Open to somebody whose password is still somebody else's.
ALWAYS = frozenset(
    {"account.password", "account.sign_out", "static", "public.large_type"}
)


def public(view: View) -> View:
    view.guard = PUBLIC  # type: ignore[attr-defined]
    return view


def staff(view: View) -> View:
    view.guard = STAFF  # type: ignore[attr-defined]
    return view


def needs(*actions: Action) -> Callable[[View], View]:
    """Roles that have one of the actions."""

    def mark(view: View) -> View:
        view.guard = frozenset(actions)  # type: ignore[attr-defined]
        return view

    return mark


def init_app(app: Flask) -> None:
    app.before_request(check)
    csrf.init_app(app)


def check() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static":
        return None  # no such page: the error page says so
    guard = guard_of(current_app, request.endpoint)
    if guard == PUBLIC:
        return None
    if guard is None:
        abort(403)
    if not current_user.is_authenticated:
        if request.method != "GET":
            flash("登录过期了，刚才那一下没有存。登录好就回到那一页，接着办。")
        return redirect(url_for("account.login", next=_here()))
    if _must_change() and request.endpoint not in ALWAYS:
        return redirect(url_for("account.password"))
    if guard != STAFF and not guard & GRANTS[current_user.role]:
        abort(403)
    return None


def guard_of(app: Flask, endpoint: str) -> Any:
    return getattr(app.view_functions[endpoint], "guard", None)


def _here() -> str:
    """Where to go back to after signing in; of a form that was posted, which can't be
    repeated, the page on which it stood: the phone has kept the words.
    """
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return standing_page() or "/"


def standing_page() -> str:
    """The page of this site on which the form or the link stood; '' if it was none."""
    page = urlsplit(request.referrer or "")
    if page.netloc != request.host:
        return ""
    return own_path(f"{page.path}?{page.query}".rstrip("?"))


def own_path(wanted: str) -> str:
    """``wanted`` if it is a path of this site, else ''.

    Browsers drop tabs and line ends from an address: "/<tab>/evil.cn" leads to evil.cn.
    """
    is_own = wanted.startswith("/") and wanted.isprintable()
    return wanted if is_own and not wanted.startswith(("//", "/\\")) else ""


def _must_change() -> bool:
    """Somebody else made the password. The demo's own may stay while it is on this
    machine only.
    """
    if not current_user.must_change:
        return False
    settings = request_context.settings()
    return not (settings.is_demo and settings.is_for_this_machine)
