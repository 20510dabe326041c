"""公众号和企业微信: set up, probed in words, and what each is used for."""

import json

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.channels import village_groups
from villagepub.channels.kind import Kind
from villagepub.channels.registry import of_account
from villagepub.models import Account
from villagepub.states import ACCOUNTS, AccountKind, ChannelKind
from villagepub.web.http import (
    acts,
    asks_again,
    field,
    mends,
    needs,
    one_of,
    request_context,
    to,
)
from villagepub.web.township import bp, township
from villagepub.wechat import accounts, api_clients, menus
from villagepub.wechat.api_clients import Caller
from villagepub.wechat.errors import ChannelError, SendError
from villagepub.wechat.retry_policy import OFFICIAL, sentence_of

ADDED = "加好了。以后各村贴出的公示也往这里发，在“群”里可以停。"
ADDED_STAFF = (
    "加好了。退回、待审、快到期、镇上要改的，以后在企业微信里告诉本人。"
    "每个人先在企业微信里打开这个网站，到“改密码”那一页绑一次。"
)


@bp.get("/wechat/")
@needs(Action.ACCOUNTS)
def wechat() -> ResponseReturnValue:
    return _page()


def _page(fault: str = "") -> str:
    """With what was typed, when it could not be added; never the secret."""
    rows = accounts.of_place(request_context.session(), township().code)
    names = ("kind", "name", "app_id", "agent_id")
    return render_template(
        "township/wechat.html",
        lines=[(row, _rights(row), _uses(row)) for row in rows],
        kinds=ACCOUNTS,
        topics=menus.offered(),
        base=request_context.settings().base_url,
        fault=fault,
        typed={name: request.form.get(name, "") for name in names},
    )


def _rights(row: Account) -> dict[str, str]:
    """What the account is used for, and what is missing to it, in words."""
    found = json.loads(row.rights)
    return {accounts.RIGHT_WORDS.get(one, one): fault for one, fault in found.items()}


def _uses(row: Account) -> list[Kind]:
    """What needs nothing but the account; its groups have a page of their own."""
    return [one for one in of_account(row.kind) if not one.needs_target]


@bp.post("/wechat/")
@needs(Action.ACCOUNTS)
@mends("township.wechat")
@asks_again(_page, ChannelError)
def add_wechat() -> ResponseReturnValue:
    """Add it, and probe it at once: what is missing is said before anything is sent."""
    with request_context.act() as act:
        row = accounts.add(
            act,
            place_code=township().code,
            kind=one_of("kind", AccountKind),
            name=field("name"),
            app_id=field("app_id"),
            secret=field("secret"),
            agent_id=field("agent_id"),
            secret_key=request_context.settings().secret_key,
        )
    _probe(row)
    return to("township.wechat")


@bp.post("/wechat/<int:account_id>/callback")
@needs(Action.ACCOUNTS)
@acts("township.wechat")
def set_callback(act: Act, account_id: int) -> str:
    """令牌 and 消息加解密密钥, as they are written into WeChat's own settings."""
    accounts.set_callback(
        act,
        account_id=account_id,
        token=field("token"),
        aes_key=field("aes_key"),
        secret_key=request_context.settings().secret_key,
    )
    return "存好了，封起来的。现在可以在微信后台点“提交”，让它来核对。"


@bp.post("/wechat/<int:account_id>/secret")
@needs(Action.ACCOUNTS)
@mends("township.wechat")
def replace_secret(account_id: int) -> ResponseReturnValue:
    """The new one in the place of the old, probed at once."""
    with request_context.act() as act:
        row = accounts.replace_secret(
            act,
            account_id=account_id,
            secret=field("secret"),
            secret_key=request_context.settings().secret_key,
        )
    _probe(row)
    return to("township.wechat")


@bp.post("/wechat/<int:account_id>/probe")
@needs(Action.ACCOUNTS)
@mends("township.wechat")
def probe_account(account_id: int) -> ResponseReturnValue:
    _probe(own_account(account_id))
    return to("township.wechat")


def _probe(row: Account) -> None:
    """The network is waited for outside any transaction."""
    rights = accounts.probe(row, caller_of(row))
    with request_context.act() as act:
        accounts.keep_rights(act, account_id=row.id, rights=rights)
    missing = [accounts.RIGHT_WORDS[right] for right, fault in rights.items() if fault]
    if missing:
        flash(f"接上了，但是{'、'.join(missing)}还不行，下面写着缺什么。")
    else:
        flash("都通了，什么都不缺。什么也没有发出去。")


def own_account(account_id: int) -> Account:
    """Raises ChannelError or Forbidden if it is not the township's."""
    return accounts.find(
        request_context.session(), actor=request_context.actor(), account_id=account_id
    )


def caller_of(row: Account) -> Caller:
    return api_clients.caller_of(
        request_context.engine(), request_context.settings(), row
    )


@bp.post("/wechat/<int:account_id>/menu")
@needs(Action.ACCOUNTS)
@mends("township.wechat")
def set_menu(account_id: int) -> ResponseReturnValue:
    """Only when it was ticked that the present menu goes."""
    row = own_account(account_id)
    if request.form.get("sure") != "1":
        raise ChannelError("这会换掉公众号现在的菜单。确定要换，请先打勾。")
    try:
        menus.set_menu(
            caller_of(row),
            first=field("first"),
            second=field("second"),
            address=f"{request_context.settings().base_url}/",
        )
    except SendError as error:
        raise ChannelError(sentence_of(error, OFFICIAL)) from None
    with request_context.act() as act:
        accounts.log_act(act, AuditAction.ACCOUNT_MENU, account_id)
    flash("菜单换好了，取消关注再关注，马上就能看到；别人一天之内都会变。")
    return to("township.wechat")


@bp.post("/wechat/<int:account_id>/off")
@needs(Action.ACCOUNTS)
@acts("township.wechat")
def disable_wechat(act: Act, account_id: int) -> str:
    row = accounts.disable(act, account_id=account_id)
    return f"“{row.name}”停用了，用它的也一起停了。"


@bp.post("/wechat/<int:account_id>/use")
@needs(Action.ACCOUNTS)
@mends("township.wechat")
def use_account(account_id: int) -> ResponseReturnValue:
    """From now on every notice of the township's villages goes there too."""
    asked = one_of("kind", ChannelKind)
    row = own_account(account_id)
    use = next((one for one in _uses(row) if one.kind is asked), None)
    if use is None:
        raise ChannelError("这个账号做不了这件事。")
    if use.warning and request.form.get("sure") != "1":
        raise ChannelError(f"{use.warning}看过了，请先打勾。")
    with request_context.act() as act:
        village_groups.connect(
            act,
            row,
            place_code=township().code,
            kind=use.kind,
            name=f"{row.name}{use.label.text.partition('，')[0]}"[:40],
        )
    flash(ADDED_STAFF if use.is_for_staff else ADDED)
    return to("township.groups")
