"""Accounts of the people in the township's villages."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub import passwords, places, staff_accounts
from villagepub.access import Action
from villagepub.errors import StaffError
from villagepub.models import Staff
from villagepub.states import Role
from villagepub.web.http import (
    asks_again,
    field,
    mends,
    needs,
    one_of,
    request_context,
    to,
)
from villagepub.web.township import bp, township

VILLAGE_ROLES = (Role.CLERK, Role.SUPERVISOR, Role.HEAD)


@bp.get("/accounts/")
@needs(Action.STAFF)
def accounts() -> ResponseReturnValue:
    return _page()


def _page(fault: str = "") -> str:
    session, town = request_context.session(), township()
    villages = places.villages_of(session, town.code)
    names = {p.code: p.short_name for p in [town, *villages]}
    return render_template(
        "township/accounts.html",
        people=staff_accounts.staff_below(session, town.code),
        names=names,
        own_id=request_context.actor().id,
        villages=villages,
        roles=VILLAGE_ROLES,
        name=town.short_name,
        fault=fault,
        typed={k: request.form.get(k, "") for k in ("login", "name", "role", "place")},
    )


@bp.post("/accounts/")
@needs(Action.STAFF)
@asks_again(_page, StaffError)
def add_account() -> ResponseReturnValue:
    login, role = field("login"), one_of("role", Role, Role.CLERK)
    password = passwords.hashed(field("password"), login)
    with request_context.act() as act:
        staff_accounts.add(
            act,
            login=login,
            name=field("name"),
            role=role,
            place_code=field("place"),
            password=password,
        )
    flash("开好了。把账号和密码当面告诉他，头一次登录要改密码。")
    return to("township.accounts")


@bp.post("/accounts/<login>/disable")
@needs(Action.STAFF)
@mends("township.accounts")
def disable_account(login: str) -> ResponseReturnValue:
    own = request_context.session().get_one(Staff, request_context.actor().id)
    if login == own.login:
        raise StaffError("自己的账号自己不能停。")
    with request_context.act() as act:
        row = staff_accounts.disable(act, login=login)
    flash(f"{row.name}的账号停了，开着的页面马上失效。他办过的事还记着。")
    return to("township.accounts")
