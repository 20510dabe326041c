"""Signing in by WeChat: bound once after a password, then one tap.

``state`` comes from the session, is used once and lives ten minutes: nobody can bring
somebody else's browser back with a code of their own.
"""

import hmac
import secrets
from typing import Any, NamedTuple

from flask import abort, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from villagepub.errors import UserError
from villagepub.models import Account
from villagepub.states import AccountKind
from villagepub.web.account import bp
from villagepub.web.account.login import sign_in_page
from villagepub.web.account.password import password_page
from villagepub.web.account.wechat import entries
from villagepub.web.http import public, request_context, staff, to
from villagepub.web.http.throttle import slows_guessing
from villagepub.web.parts.signed_in import let_in
from villagepub.wechat import bindings, oauth
from villagepub.wechat.bindings import BindingError
from villagepub.wechat.encryption import seal
from villagepub.wechat.identity import openid_key

KEY = "wechat_login"  # of the session
LASTS = 600  # seconds between going and coming back
REFUSED = "你没有同意用微信登录，请用账号密码登录。"
UNBOUND = "这个微信还没有绑账号。请先用账号密码登录，再到“改密码”那一页绑上。"
PASSWORD_FIRST = "要先用密码登录一次才能绑。请退出，用账号密码登录，再来绑。"  # noqa: S105
TAKEN = "这个微信或者你的账号已经绑过了，先解绑，再绑新的。"


@bp.get("/login/wechat/<slug>")
@public
@slows_guessing()
def wechat(slug: str) -> ResponseReturnValue:
    """Off to WeChat, which asks whether one agrees."""
    return _go(_account(slug), binds=0, wanted=request.args.get("next", ""))


@bp.get("/account/wechat/<slug>")
@staff
def bind_wechat(slug: str) -> ResponseReturnValue:
    """The same to bind, for who is here by a password."""
    if session.get("way") != "password":
        return password_page(PASSWORD_FIRST)
    return _go(_account(slug), binds=current_user.id, wanted="")


def _go(account: Account, *, binds: int, wanted: str) -> ResponseReturnValue:
    state = secrets.token_urlsafe(24)
    session[KEY] = {
        "state": state,
        "slug": account.slug,
        "binds": binds,
        "next": wanted[:500],
        "at": int(request_context.now().timestamp()),
    }
    back = request_context.settings().base_url + url_for(
        "account.wechat_back", slug=account.slug
    )
    return redirect(
        oauth.authorize_url(account, back=back, state=state, api=_api(account))
    )


@bp.get("/login/wechat/<slug>/back")
@public
@slows_guessing()
def wechat_back(slug: str) -> ResponseReturnValue:
    """Back from WeChat, with a code or without one."""
    going = _going(slug)
    if going is None:
        return sign_in_page(oauth.AGAIN, 400)
    binds = going["binds"]
    try:
        who = _who(_account(slug))
        if binds:
            return _bind(slug, who)
        return _enter(who, going["next"])
    except UserError as error:
        page = password_page if binds else sign_in_page
        return page(str(error), 400)


def _going(slug: str) -> dict[str, Any] | None:
    """What was begun in this browser; None if this is not its end."""
    going: dict[str, Any] = session.pop(KEY, None) or {}
    given = request.args.get("state", "")
    fits = hmac.compare_digest(going.get("state", "").encode(), given.encode())
    fresh = request_context.now().timestamp() - going.get("at", 0) <= LASTS
    same = not going.get("binds") or (
        current_user.is_authenticated and current_user.id == going["binds"]
    )
    return (
        going if given and fits and fresh and same and going["slug"] == slug else None
    )


class Who(NamedTuple):
    """Whoever agreed: a hash, and for 企业微信 the sealed userid."""

    key: str
    userid: str


def _who(account: Account) -> Who:
    """Raises UserError."""
    code = request.args.get("code", "")
    if not code or len(code) > 512:
        raise UserError(REFUSED)
    settings, userid = request_context.settings(), ""
    if account.kind is AccountKind.WECOM:
        client_of = request_context.client_of() or abort(404)
        found = oauth.userid_of(client_of(account), code)
        userid = seal(found, settings.secret_key)
    else:
        found = oauth.openid_of(
            account, code, api=settings.oa_api, secret_key=settings.secret_key
        )
    key = openid_key(found, account_id=account.id, id_key=settings.id_key)
    return Who(key=key, userid=userid)


def _enter(who: Who, wanted: str) -> ResponseReturnValue:
    with request_context.transaction() as writing:
        row = bindings.enter(
            writing,
            key=who.key,
            userid=who.userid,
            address=request.remote_addr or "",
            at=request_context.now(),
        )
    if row is None:
        return sign_in_page(UNBOUND, 400)
    return let_in(row, way="wechat", wanted=wanted)


def _bind(slug: str, who: Who) -> ResponseReturnValue:
    account = _account(slug)
    try:
        with request_context.act() as act:
            bindings.bind(act, account_id=account.id, key=who.key, userid=who.userid)
    except IntegrityError:  # two taps at once
        raise BindingError(TAKEN) from None
    flash("绑好了，以后在微信里点一下就能登录。")
    return redirect(url_for("account.password"))


@bp.post("/account/wechat/<int:binding_id>/off")
@staff
def unbind_wechat(binding_id: int) -> ResponseReturnValue:
    try:
        with request_context.act() as act:
            bindings.unbind(act, binding_id=binding_id)
    except BindingError as error:
        return password_page(str(error), 400)
    flash("解绑了，以后用账号密码登录。")
    return to("account.password")


def _account(slug: str) -> Account:
    return entries.by_slug(slug) or abort(404)


def _api(account: Account) -> str:
    settings = request_context.settings()
    wecom = account.kind is AccountKind.WECOM
    return settings.wecom_api if wecom else settings.oa_api
