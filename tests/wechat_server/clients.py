"""wechatpy's own clients, pointed at the test server: what ``client_of`` hands in."""

import importlib
from collections.abc import Callable
from typing import Any

import requests

from villagepub.models import Account
from villagepub.states import AccountKind

# The program leaves the library's packages unopened (``villagepub.imports``).
for name in ("client.api", "client", "work.client.api", "work.client"):
    importlib.reload(importlib.import_module(f"wechatpy.{name}"))

from wechatpy.client import WeChatClient  # noqa: E402
from wechatpy.work.client import WeChatClient as WorkClient  # noqa: E402

PATIENCE = 1.0  # seconds; the server hangs for longer
NEVER = 2**40  # no token of a test expires


class _Pointed:
    """Tokens from the test server: the library's own address is written into it."""

    def fetch_access_token(self) -> dict[str, Any]:
        named = {"corpid": self._id, "corpsecret": self.secret}
        answer = requests.get(
            f"{self.API_BASE_URL}gettoken", params=named, timeout=PATIENCE
        ).json()
        self.session.set(self.access_token_key, answer["access_token"], 7200)
        self.expires_at = NEVER
        return dict(answer)


class _Official(_Pointed, WeChatClient):  # type: ignore[misc]
    pass


class _Work(_Pointed, WorkClient):  # type: ignore[misc]
    pass


def clients(api: str, secret: str) -> Callable[[Account], Any]:
    def client_of(account: Account) -> Any:
        kind = _Work if account.kind is AccountKind.WECOM else _Official
        client = kind(account.app_id, secret, timeout=PATIENCE, auto_retry=False)
        client.API_BASE_URL = f"{api}/cgi-bin/"
        client._id = account.app_id
        client._http.trust_env = False
        return client

    return client_of
