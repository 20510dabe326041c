"""公众号 and 企业微信: calls with an access token, which is renewed once at most."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Engine

from villagepub import clock
from villagepub.models import Account
from villagepub.settings import Settings
from villagepub.states import AccountKind
from villagepub.wechat.encryption import SealError, unseal
from villagepub.wechat.errors import SendError
from villagepub.wechat.tokens import Tokens

TOKEN_CODES = frozenset({"40001", "40014", "42001", "41001"})
# name, bytes, mime: a file object would be sent empty
UploadFile = tuple[str, bytes, str]


class Caller:
    """One account's calls. ``call`` is the only way out."""

    def __init__(self, owner: str, *, api: str, tokens: Tokens) -> None:
        """``owner``: whose tokens they are; ``api``: the server's root."""
        from villagepub.wechat.wire import Wire  # it loads requests and wechatpy

        self.wire, self.owner, self.tokens = Wire(f"{api}/cgi-bin"), owner, tokens

    def call(
        self,
        path: str,
        data: dict[str, Any] | bytes | None = None,
        *,
        upload: UploadFile | None = None,
        params: dict[str, str] | None = None,
        method: str = "post",
    ) -> dict[str, Any]:
        """Ask ``path`` below /cgi-bin/. Raises SendError; a token is renewed once."""
        given: dict[str, Any] = {"params": params or {}}
        if upload is not None:
            given["files"] = {"media": upload}
        elif data is not None:
            given["data"] = data
        token = self.tokens.get(self.owner, self._fetched)
        try:
            return self._once(method, path, given, token)
        except SendError as error:
            if error.code not in TOKEN_CODES:
                raise
        token = self.tokens.get(self.owner, self._fetched, rejected=token)
        return self._once(method, path, given, token)

    def fetch(self, force: bool) -> tuple[str, int]:
        """A token from the server and the seconds that it lives."""
        raise NotImplementedError

    def _fetched(self, force: bool) -> tuple[str, int]:
        """Without a token nothing was sent, however the asking for it ended."""
        try:
            return self.fetch(force)
        except SendError as error:
            failed = error.before_posting()
            failed.at_token = True
            raise failed from None

    def _once(
        self, method: str, path: str, given: dict[str, Any], token: str
    ) -> dict[str, Any]:
        signed = given | {"params": given["params"] | {"access_token": token}}
        return self.wire.ask(method, path, **signed)


class OfficialCaller(Caller):
    """公众号, by stable_token: asking again does not kill the token in use."""

    def __init__(self, app_id: str, secret: str, *, api: str, tokens: Tokens) -> None:
        super().__init__(f"official {app_id} {secret}", api=api, tokens=tokens)
        self._credentials: dict[str, Any] = {"appid": app_id, "secret": secret}

    def fetch(self, force: bool) -> tuple[str, int]:
        body = {"grant_type": "client_credential", "force_refresh": force}
        asked = self._credentials | body
        return _token(self.wire.ask("post", "stable_token", params={}, data=asked))


class WeComCaller(Caller):
    """An app of a 企业微信."""

    def __init__(self, corp_id: str, secret: str, *, api: str, tokens: Tokens) -> None:
        super().__init__(f"wecom {corp_id} {secret}", api=api, tokens=tokens)
        self._credentials = {"corpid": corp_id, "corpsecret": secret}

    def fetch(self, _force: bool) -> tuple[str, int]:
        return _token(self.wire.ask("get", "gettoken", params=self._credentials))


def _token(answer: dict[str, Any]) -> tuple[str, int]:
    return str(answer["access_token"]), int(answer.get("expires_in", 7200))


def caller_of(
    engine: Engine,
    settings: Settings,
    account: Account | None,
    *,
    now: Callable[[], datetime] = clock.now,
    tokens: Tokens | None = None,
) -> Caller:
    """Raises SealError if there is no account, or its secret can't be opened."""
    if account is None:
        raise SealError("这个群没有连到公众号或企业微信，请到群设置里重新选。")
    secret = unseal(account.secret, settings.secret_key)
    tokens = tokens or Tokens(engine, settings.secret_key, now)
    if account.kind is AccountKind.OFFICIAL:
        return OfficialCaller(
            account.app_id, secret, api=settings.oa_api, tokens=tokens
        )
    return WeComCaller(account.app_id, secret, api=settings.wecom_api, tokens=tokens)


class Client:
    """As much of wechatpy's client as signing a page and signing somebody in need."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self.jsapi = self.oauth = self

    def get_jsapi_ticket(self) -> str:
        """Kept like a token: shared by all workers until it ends. Raises SendError."""
        caller = self._caller
        return caller.tokens.get(f"{caller.owner} jsapi", self._ticket)

    def _ticket(self, _force: bool) -> tuple[str, int]:
        answer = self._caller.call(
            "ticket/getticket", params={"type": "jsapi"}, method="get"
        )
        return str(answer["ticket"]), int(answer.get("expires_in", 7200))

    def get_user_info(self, code: str) -> dict[str, Any]:
        """Who agreed to sign in, of a 企业微信. Raises SendError."""
        return self._caller.call(
            "auth/getuserinfo", params={"code": code}, method="get"
        )


def client_of(engine: Engine, settings: Settings, account: Account) -> Client:
    """What pages and sign-ins ask of an account."""
    return Client(caller_of(engine, settings, account))
