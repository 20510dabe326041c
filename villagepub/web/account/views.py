"""Signing in and out, and one's own password."""

import json
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, login_user, logout_user
from flask_wtf.csrf import CSRFProtect

from villagepub import people
from villagepub.clock import day, say_day
from villagepub.models import Staff
from villagepub.people import PeopleError
from villagepub.states import ROLES, Role
from villagepub.web.account import wechat_entries
from villagepub.web.http import request_context
from villagepub.web.http.guards import DEMO_MARKER, own_path, public, staff
from villagepub.web.http.throttle import (
    BY_ADDRESS,
    BY_LOGIN,
    BY_LOGIN_ANYWHERE,
    limiter,
    login_here_key,
    login_key,
)
from villagepub.wechat import bindings

bp = Blueprint("account", __name__)
manager = LoginManager()
csrf = CSRFProtect()

HOME = {
    Role.CLERK: "clerk.tasks",
    Role.HEAD: "clerk.tasks",
    Role.SUPERVISOR: "review.queue",
    Role.TOWNSHIP: "township.overview",
    Role.COUNTY: "township.overview",
}


@dataclass(frozen=True, kw_only=True)
class SignedIn(UserMixin):  # type: ignore[misc]
    """A member of staff for the length of a request, as plain values."""

    id: int
    name: str
    role: Role
    place_code: str
    session_key: str
    must_change: bool

    def get_id(self) -> str:
        """Changes with the password: then every open session is somebody else's."""
        return f"{self.id}:{self.session_key}"


@bp.record_once
def _init(state: BlueprintSetupState) -> None:
    manager.init_app(state.app)
    csrf.init_app(state.app)


@manager.user_loader  # type: ignore[untyped-decorator]
def _load(key: str) -> SignedIn | None:
    number, _, session_key = key.partition(":")
    row = (
        request_context.session().get(Staff, int(number))
        if number.isdecimal()
        else None
    )
    if row is None or not row.is_active or row.session_key != session_key:
        return None
    return _signed_in(row)


def _signed_in(row: Staff) -> SignedIn:
    return SignedIn(
        id=row.id or 0,
        name=row.name,
        role=row.role,
        place_code=row.place_code,
        session_key=row.session_key,
        must_change=row.must_change,
    )


@bp.get("/login")
@public
def sign_in() -> ResponseReturnValue:
    return sign_in_page("")


def sign_in_page(
    fault: str, code: int = 200, *, login: str = "", wanted: str = ""
) -> ResponseReturnValue:
    """The page to sign in on, with what went wrong."""
    page = render_template(
        "account/sign_in.html",
        fault=fault,
        login=login,
        next=wanted or request.args.get("next", ""),
        demo=_demo(),
        offered=wechat_entries.offered(),
    )
    return page, code


@bp.post("/login")
@public
@limiter.limit(BY_ADDRESS)
@limiter.limit(BY_LOGIN, key_func=login_here_key)
@limiter.limit(BY_LOGIN_ANYWHERE, key_func=login_key)
def sign_in_now() -> ResponseReturnValue:
    login = request.form.get("login", "")[:40]
    wanted = request.form.get("next", "")
    with request_context.transaction() as writing:
        row = people.sign_in(
            writing,
            login=login,
            password=request.form.get("password", "")[:200],
            address=request.remote_addr or "",
            at=request_context.now(),
        )
    if row is None:
        fault = "账号或密码不对，再看看大小写。"
        return sign_in_page(fault, 400, login=login, wanted=wanted)
    return let_in(row, way="password", wanted=wanted)


def let_in(row: Staff, *, way: str, wanted: str) -> ResponseReturnValue:
    """A new session for somebody who has shown who they are. ``way``: how they did."""
    session.clear()  # nothing of the session before signing in is kept
    session.permanent = True
    session["way"] = way
    login_user(_signed_in(row))
    home = url_for(HOME[row.role])
    return redirect(home if wanted == "/" else own_path(wanted) or home)


def _demo() -> list[dict[str, str]]:
    """The demo's accounts, said on the page while it is a demo on this machine only."""
    path = request_context.settings().instance / DEMO_MARKER
    if not path.exists() or request_context.settings().host not in (
        "127.0.0.1",
        "localhost",
    ):
        return []
    told = json.loads(path.read_text("utf-8"))["accounts"]
    return [{**one, "post": ROLES[Role(one["role"])].text} for one in told]


@bp.post("/logout")
@staff
def sign_out() -> ResponseReturnValue:
    logout_user()
    session.clear()
    return redirect(url_for("account.sign_in"))


@bp.route("/password", methods=["GET", "POST"])
@staff
def password() -> ResponseReturnValue:
    fault = ""
    if request.method == "POST":
        try:
            with request_context.transaction() as writing:
                row = people.change_password(
                    writing,
                    actor=request_context.actor(),
                    old=request.form.get("old", ""),
                    new=request.form.get("new", ""),
                    at=request_context.now(),
                )
        except PeopleError as error:
            fault = str(error)
        else:
            login_user(_signed_in(row))
            flash("密码改好了，别的地方要重新登录。")
            return redirect(url_for(HOME[row.role]))
    return password_page(fault, 400 if fault else 200)


def password_page(fault: str, code: int = 400) -> ResponseReturnValue:
    """One's own account: the password, and the WeChat that opens it."""
    bound = bindings.of_staff(request_context.session(), request_context.actor().id)
    taken = {account.id for _, account in bound}
    page = render_template(
        "account/password.html",
        fault=fault,
        home=url_for(HOME[request_context.actor().role]),
        bound=[(b.id, a.name, say_day(day(b.bound_at))) for b, a in bound],
        offered=[a for a in wechat_entries.offered() if a.id not in taken],
    )
    return page, code
