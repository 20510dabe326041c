"""Who somebody is: web sign-in of 公众号 and 企业微信, and the tickets for signatures.

Codes are used once; a token has to be a live one. Played as docs/wechat.md says.
"""

import secrets
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

Answer = dict[str, Any] | str
LASTS = 7200  # seconds of a token or a ticket
ALWAYS = ("/connect/oauth2/authorize", "/cgi-bin/gettoken")  # no odd answers here


@dataclass
class Redirect:
    to: str


@dataclass
class People:
    """``apps``: id → secret of accounts that exist; ``who``: code → what it stands for.

    ``script``: odd answers for the next calls: an errcode, or a name that the server
    knows ("html", "hang", "nothing", "bad-gateway", "no-errmsg").
    """

    apps: dict[str, str] = field(default_factory=dict)
    who: dict[str, dict[str, Any]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    script: deque[str] = field(default_factory=deque)
    calls: list[str] = field(default_factory=list)
    is_old: bool = False  # an older 企业微信 says UserId instead of userid

    def may_enter(self, **who: Any) -> str:
        """A code for somebody who has just agreed, as the redirect carries it."""
        code = secrets.token_hex(16)
        self.who[code] = who
        return code

    def answer(self, path: str, query: Mapping[str, str]) -> Answer | Redirect | None:
        """The answer to a GET, the name of an odd one, or None for another's path."""
        act: Callable[[Mapping[str, str]], Answer | Redirect] | None = {
            "/connect/oauth2/authorize": self._authorize,
            "/sns/oauth2/access_token": self._of_official,
            "/cgi-bin/gettoken": self._token,
            "/cgi-bin/user/getuserinfo": self._of_wecom,
            "/cgi-bin/auth/getuserinfo": self._of_wecom,
            "/cgi-bin/ticket/getticket": self._ticket,
        }.get(path)
        if act is None:
            return None
        self.calls.append(path)
        if self.script and path not in ALWAYS:
            odd = self.script.popleft()
            if odd == "no-errmsg":
                return {"errcode": 40029}
            return refused(int(odd)) if odd.lstrip("-").isdigit() else odd
        return act(query)

    def _authorize(self, query: Mapping[str, str]) -> Redirect | Answer:
        """The page on which one agrees; here everybody agrees at once."""
        if query.get("appid") not in self.apps:
            return refused(40013)
        code = self.may_enter(openid="oV5agreed", userid="agreed")
        back = urlencode({"code": code, "state": query.get("state", "")})
        return Redirect(f"{query['redirect_uri']}?{back}")

    def _of_official(self, query: Mapping[str, str]) -> Answer:
        if query.get("appid") not in self.apps:
            return refused(40013)
        if self.apps[query["appid"]] != query.get("secret"):
            return refused(40125)
        who = self._once(query.get("code", ""))
        if isinstance(who, int):
            return refused(who)
        return {
            "access_token": secrets.token_hex(20),
            "expires_in": LASTS,
            "refresh_token": secrets.token_hex(20),
            "scope": "snsapi_base",
            **who,
        }

    def _once(self, code: str) -> dict[str, Any] | int:
        if code in self.used:
            return 40163
        if code not in self.who:
            return 40029
        self.used.add(code)
        return self.who[code]

    def _token(self, query: Mapping[str, str]) -> Answer:
        if self.apps.get(query.get("corpid", "")) != query.get("corpsecret"):
            return refused(40001)
        self.tokens.add("TOKEN")
        return good(access_token="TOKEN", expires_in=LASTS)

    def _of_wecom(self, query: Mapping[str, str]) -> Answer:
        if query.get("access_token") not in self.tokens:
            return refused(40014)
        who = self._once(query.get("code", ""))
        if isinstance(who, int):
            return refused(who)
        if "userid" not in who:
            return good(openid=who["openid"])
        return good(**{"UserId" if self.is_old else "userid": who["userid"]})

    def _ticket(self, query: Mapping[str, str]) -> Answer:
        if query.get("access_token") not in self.tokens:
            return refused(40001)
        return good(ticket="sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3V", expires_in=LASTS)


def good(**more: Any) -> dict[str, Any]:
    return {"errcode": 0, "errmsg": "ok", **more}


def refused(code: int) -> dict[str, Any]:
    return {"errcode": code, "errmsg": "refused, rid: 5f6c8a1b-2f8d2c3e-1a2b3c4d"}
