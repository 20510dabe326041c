"""Signing in and out."""

import json

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user

from villagepub import staff_accounts
from villagepub.settings import DEMO_MARKER
from villagepub.states import ROLES, Role
from villagepub.web.account import bp
from villagepub.web.account.wechat import entries
from villagepub.web.http import field, public, request_context, staff
from villagepub.web.http.throttle import login_here_key, slows_guessing
from villagepub.web.parts.signed_in import HOME, let_in


@bp.get("/login")
@public
def login() -> ResponseReturnValue:
    return sign_in_page("")


def sign_in_page(
    fault: str, code: int = 200, *, login: str = "", wanted: str = ""
) -> ResponseReturnValue:
    """The page to sign in on, with what went wrong."""
    page = render_template(
        "account/login.html",
        fault=fault,
        login=login,
        next=wanted or request.args.get("next", ""),
        demo=_demo(),
        offered=entries.offered(),
        home=_home(),
    )
    return page, code


def _home() -> str:
    """Where the work is of somebody who is signed in already, else ''."""
    signed_in = current_user.is_authenticated
    return url_for(HOME[current_user.role]) if signed_in else ""


@bp.post("/login")
@public
@slows_guessing(login_here_key)
def sign_in() -> ResponseReturnValue:
    login = field("login")[:40]
    wanted = field("next")
    request_context.let_go()
    row = staff_accounts.sign_in(
        request_context.engine(),
        login=login,
        password=field("password")[:200],
        address=request.remote_addr or "",
        at=request_context.now(),
    )
    if row is None:
        fault = "账号或密码不对，再看看大小写。"
        return sign_in_page(fault, 400, login=login, wanted=wanted)
    return let_in(row, way="password", wanted=wanted)


def _demo() -> list[dict[str, str]]:
    """The demo's accounts, said on the page while it is a demo on this machine only."""
    settings = request_context.settings()
    if not settings.is_demo or not settings.is_for_this_machine:
        return []
    path = settings.instance / DEMO_MARKER
    told = json.loads(path.read_text("utf-8"))["accounts"]
    return [{**one, "post": ROLES[Role(one["role"])].text} for one in told]


@bp.post("/logout")
@staff
def sign_out() -> ResponseReturnValue:
    """Here and everywhere else where this account is open."""
    with request_context.act() as act:
        staff_accounts.sign_out(act)
    logout_user()
    session.clear()
    return redirect(url_for("account.login"))
