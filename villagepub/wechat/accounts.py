"""公众号 and 企业微信 accounts: added with sealed secrets, probed before anything is sent."""

import json
import re
import secrets
from collections.abc import Mapping

from sqlmodel import Session, col, select

from villagepub import access, privacy
from villagepub.access import Action, Actor
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.models import Account, Channel
from villagepub.states import AccountKind, DeliveryState
from villagepub.wechat.api_clients import Caller
from villagepub.wechat.encryption import seal
from villagepub.wechat.errors import ChannelError, SendError
from villagepub.wechat.retry_policy import OF_ACCOUNT, outcome_of

_ID = re.compile(r"[0-9A-Za-z_-]{6,40}")
_SECRET = re.compile(r"[0-9A-Za-z_-]{16,128}")
_TOKEN = re.compile(r"[0-9A-Za-z]{3,32}")
_AES = re.compile(r"[0-9A-Za-z]{43}")
_NUMBER = re.compile(r"[0-9]{1,12}")
GONE = "这个群解散了，或者不归这个企业微信了。"
NO_ANSWER = "微信没有回话，过一会儿再试一遍。"
BAD_SECRET = "Secret 没有填对，请从微信后台复制，不要带空格。"  # noqa: S105
# What is asked, harmlessly, to know a right: path, body, what it is for.
ProbeCall = tuple[str, str, dict[str, object]]
OFFICIAL_RIGHTS: tuple[ProbeCall, ...] = (
    ("draft", "draft/count", {}),
    ("publish", "freepublish/batchget", {"offset": 0, "count": 1, "no_content": 1}),
    ("mass", "message/mass/get", {"msg_id": "1"}),
    ("jsapi", "ticket/getticket", {}),
)
WECOM_RIGHTS: tuple[ProbeCall, ...] = (
    ("message", "agent/get", {}),
    ("groups", "externalcontact/groupchat/list", {"status_filter": 0, "limit": 1}),
)
RIGHT_WORDS = {
    "draft": "存草稿",
    "publish": "发文章",
    "mass": "群发",
    "jsapi": "分享带标题和图片",
    "message": "给工作人员发消息",
    "groups": "往居民群里发",
}
PARAMS = {"ticket/getticket": {"type": "jsapi"}}
HAS = frozenset({"40059"})  # no such message: whoever hears that has the right


def add(
    act: Act,
    *,
    place_code: str,
    kind: AccountKind,
    name: str,
    app_id: str,
    secret: str,
    agent_id: str = "",
    secret_key: bytes,
) -> Account:
    """An account of a place; the secret is sealed at once. Raises ChannelError."""
    act.allow(Action.ACCOUNTS, place_code)
    _require(kind, name, app_id, secret, agent_id)
    account = Account(
        place_code=place_code,
        kind=kind,
        name=name.strip(),
        app_id=app_id.strip(),
        agent_id=agent_id.strip(),
        secret=seal(secret.strip(), secret_key),
        slug=secrets.token_urlsafe(12),
        created_at=act.at,
    )
    act.session.add(account)
    act.session.flush()  # the log names the new row
    act.record(AuditAction.ACCOUNT_ADD, account)
    return account


def _require(
    kind: AccountKind, name: str, app_id: str, secret: str, agent_id: str
) -> None:
    if not 1 < len(name.strip()) <= 40:
        raise ChannelError("账号的名字写 2 到 40 个字。")
    if privacy.find(name):
        raise ChannelError("账号的名字里不要写电话，会存下来。")
    if not _ID.fullmatch(app_id.strip()):
        word = "AppID" if kind is AccountKind.OFFICIAL else "企业 ID"
        raise ChannelError(f"{word}没有填对，请从微信后台复制。")
    if not _SECRET.fullmatch(secret.strip()):
        raise ChannelError(BAD_SECRET)
    if kind is AccountKind.WECOM and not _NUMBER.fullmatch(agent_id.strip()):
        raise ChannelError("企业微信要填应用的 AgentId，是一串数字。")


def of_place(session: Session, place_code: str) -> list[Account]:
    """The accounts of a place and, for a village, of its township and county."""
    places = (place_code, place_code[:9], place_code[:6])
    return list(
        session.exec(
            select(Account)
            .where(col(Account.place_code).in_(places), col(Account.is_active))
            .order_by(col(Account.id))
        )
    )


def find(session: Session, *, actor: Actor, account_id: int) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise ChannelError("这个账号找不到了。")
    access.allow(actor, Action.ACCOUNTS, account.place_code)
    return account


def probe(account: Account, caller: Caller) -> dict[str, str]:
    """Each right (``RIGHT_WORDS``): '' if it is there, else what is missing.

    Nothing is sent to anybody. Call it outside a transaction: it waits for the network.
    """
    rights = OFFICIAL_RIGHTS if account.kind is AccountKind.OFFICIAL else WECOM_RIGHTS
    found: dict[str, str] = {}
    for word, path, body in rights:
        params = PARAMS.get(path)
        if path == "agent/get":
            params = {"agentid": account.agent_id}
        try:
            _ask(caller, path, body, params)
            found[word] = ""
        except SendError as error:
            found[word] = "" if error.code in HAS else _missing(error, account.kind)
    return found


def _ask(
    caller: Caller, path: str, body: dict[str, object], params: dict[str, str] | None
) -> None:
    """A GET has no body: it would be taken for the beginning of the next call."""
    if params:
        caller.call(path, params=params, method="get")
    else:
        caller.call(path, body)


def _missing(error: SendError, kind: AccountKind) -> str:
    """What is wrong, for somebody who sets an account up: nothing was being sent."""
    outcome = outcome_of(error, attempts=1, vendor=OF_ACCOUNT[kind])
    is_refused = outcome.state is DeliveryState.FAILED
    return outcome.reason if is_refused else NO_ANSWER


def keep_rights(act: Act, *, account_id: int, rights: Mapping[str, str]) -> None:
    account = act.session.get_one(Account, account_id)
    account.rights = json.dumps(dict(rights), ensure_ascii=False)
    account.probed_at = act.at
    account.fault = next((fault for fault in rights.values() if fault), "")
    if account.is_active and not account.fault:
        _use_again(act.session, account_id)
    act.record(AuditAction.ACCOUNT_PROBE, account)


def _use_again(session: Session, account_id: int) -> None:
    """What the program itself had stopped goes on once nothing is missing any more."""
    rows = session.exec(
        select(Channel).where(
            Channel.account_id == account_id,
            col(Channel.is_active).is_(False),
            col(Channel.fault).not_in(("", GONE)),
        )
    )
    for channel in rows:
        channel.is_active, channel.fault = True, ""


def replace_secret(
    act: Act, *, account_id: int, secret: str, secret_key: bytes
) -> Account:
    """A new Secret in the place of the old; everything that uses the account stays.

    Raises ChannelError.
    """
    account = find(act.session, actor=act.person, account_id=account_id)
    if not _SECRET.fullmatch(secret.strip()):
        raise ChannelError(BAD_SECRET)
    account.secret = seal(secret.strip(), secret_key)
    act.record(AuditAction.ACCOUNT_SECRET, account)
    return account


def set_callback(
    act: Act, *, account_id: int, token: str, aes_key: str, secret_key: bytes
) -> None:
    """令牌 and EncodingAESKey of the account's callback, sealed. Raises ChannelError."""
    account = find(act.session, actor=act.person, account_id=account_id)
    if not _TOKEN.fullmatch(token.strip()):
        raise ChannelError("令牌写 3 到 32 个字母或数字，和微信后台里的一样。")
    if aes_key.strip() and not _AES.fullmatch(aes_key.strip()):
        raise ChannelError("消息加解密密钥是 43 个字母或数字，请从微信后台复制。")
    account.callback_token = seal(token.strip(), secret_key)
    account.aes_key = seal(aes_key.strip(), secret_key) if aes_key.strip() else ""
    act.record(AuditAction.ACCOUNT_CALLBACK, account)


def disable(act: Act, *, account_id: int) -> Account:
    """Use the account and its channels no more; what was sent stays in the log."""
    account = find(act.session, actor=act.person, account_id=account_id)
    account.is_active = False
    for channel in act.session.exec(
        select(Channel).where(Channel.account_id == account_id)
    ):
        channel.is_active = False
    act.record(AuditAction.ACCOUNT_DISABLE, account)
    return account


def by_slug(session: Session, slug: str) -> Account | None:
    """An account by its name in addresses, in use or not."""
    return session.exec(select(Account).where(Account.slug == slug)).first()


def in_use(session: Session, kind: AccountKind) -> list[Account]:
    """The accounts of a kind, by name."""
    return list(
        session.exec(
            select(Account)
            .where(Account.kind == kind, col(Account.is_active))
            .order_by(col(Account.name), col(Account.id))
        )
    )


def log_act(act: Act, action: AuditAction, account_id: int) -> None:
    """Something that was done with an account over the network."""
    act.record(action, act.session.get_one(Account, account_id))
