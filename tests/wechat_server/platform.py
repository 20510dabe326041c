"""公众号 and 企业微信 as their documentation says they answer (docs/wechat.md)."""

import json
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.wechat_server.official import MEGABYTE, OFFICIAL
from tests.wechat_server.people import Answer
from tests.wechat_server.robots import error
from tests.wechat_server.tokens import EARLY, Tokens
from tests.wechat_server.wecom import WECOM

PICTURE = 10 * MEGABYTE  # bytes
A_DAY = {
    "draft/add": 1000, "draft/get": 500, "freepublish/submit": 100,
    "freepublish/get": 100, "message/mass/sendall": 100,
}  # fmt: skip
OF_WECOM = ("gettoken", "message/send", "externalcontact/", "agent/", "auth/")


@dataclass
class Platform:
    """One 公众号 and one 企业微信 app. ``script``: path → odd answers to come."""

    app_id: str = "wx0123456789abcdef"
    corp_id: str = "ww0123456789abcdef"
    secret: str = "SECRET-of-the-tests"
    address: str = ""  # of the server, set by it
    is_listed: bool = True  # is the caller's address on the allow list?
    lacking: set[str] = field(default_factory=set)  # paths without permission
    script: dict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    limits: dict[str, int] = field(default_factory=lambda: dict(A_DAY))
    used: Counter[str] = field(default_factory=Counter)  # calls of the day
    clock: Callable[[], float] = time.time  # a test may turn it
    log: list[tuple[str, bytes]] = field(default_factory=list)  # path and body of calls
    media: dict[str, bytes] = field(default_factory=dict)
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    published: dict[str, list[int]] = field(
        default_factory=dict
    )  # id → statuses to come
    articles: dict[str, dict[str, Any]] = field(default_factory=dict)
    mass: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    mass_left: int = 4
    app_seen: list[dict[str, Any]] = field(default_factory=list)
    app_bodies: dict[bytes, float] = field(default_factory=dict)
    unknown_users: set[str] = field(default_factory=set)
    groups: dict[str, str] = field(
        default_factory=lambda: {"wr-majiagou": "tuoxiaomei"}
    )
    group_names: dict[str, str] = field(default_factory=dict)
    menu: list[dict[str, str]] = field(default_factory=list)
    scenes: list[str] = field(default_factory=list)
    ways: dict[str, dict[str, Any]] = field(default_factory=dict)
    way_picture: str = "/wwhead/way.png"  # where a 加群码 is shown
    tasks: dict[str, tuple[dict[str, Any], list[int]]] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    reminded: list[str] = field(default_factory=list)
    task_times: dict[str, int] = field(default_factory=dict)
    mass_times: dict[str, float] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.official, self.corp = Tokens(self.app_id), Tokens(self.corp_id)

    def tokens(self, name: str) -> Tokens:
        """A token of one is nothing to the other."""
        return self.corp if name.startswith(OF_WECOM) else self.official

    def knows(self, given: dict[str, Any]) -> bool:
        """Is a call for this account, and not for another or for who signs in?"""
        if given.get("access_token"):
            token = given["access_token"]
            return token in self.official.ends or token in self.corp.ends
        ours = {"corpid": self.corp_id, "appid": self.app_id}
        return any(given.get(name) == value for name, value in ours.items())

    def answer(self, path: str, query: dict[str, str], body: bytes) -> Answer:
        name = path.removeprefix("/cgi-bin/")
        self.calls.append(name)
        self.log.append((name, body))
        odd = self.script[name].popleft() if self.script[name] else ""
        if odd == "done-then-nothing":
            self._do(name, query, body)
            return "nothing"
        if odd.lstrip("-").isdigit():
            return error(int(odd))
        return odd or self._do(name, query, body)

    def _do(self, name: str, query: dict[str, str], body: bytes) -> Answer:
        if name in ("stable_token", "gettoken"):
            return self._token(name, query, body)
        tokens = self.tokens(name)
        if not self.is_listed:
            return error(60020 if tokens is self.corp else 40164)
        code = tokens.fault(query.get("access_token", ""))
        if code or name in self.lacking:
            return error(code or (48002 if tokens is self.corp else 48001))
        self.used[name] += 1
        if self.used[name] > self.limits.get(name, 2**40):
            return error(45009)
        if name == "material/add_material":
            return self._material(body)
        handler = (OFFICIAL | WECOM).get(name)
        if handler is None:
            return "missing"
        try:
            return handler(self, json.loads(body or b"{}"), body)
        except (ValueError, KeyError, TypeError):
            return error(47001)

    def _token(self, name: str, query: dict[str, str], body: bytes) -> Answer:
        is_corp = name == "gettoken"
        given = query if is_corp else json.loads(body)
        if not is_corp and given.get("grant_type") != "client_credential":
            return error(40002)
        app = given.get("corpid") if is_corp else given.get("appid")
        if app != (self.corp_id if is_corp else self.app_id):
            return error(40013)
        if (given.get("corpsecret") or given.get("secret")) != self.secret:
            return error(40001 if is_corp else 40125)
        if not self.is_listed and not is_corp:
            return error(40164)
        force = bool(given.get("force_refresh")) and not is_corp
        told = self.tokens(name).ask(force=force, early=0 if is_corp else EARLY)
        if isinstance(told, int):
            return error(told)
        token, seconds = told
        answer = {"access_token": token, "expires_in": seconds}
        return {"errcode": 0, "errmsg": "ok", **answer} if is_corp else answer

    def revoke(self) -> None:
        """The tokens in use are worth nothing from now on."""
        self.official.revoke()
        self.corp.revoke()

    def new_day(self) -> None:
        self.used.clear()

    def _material(self, body: bytes) -> Answer:
        if not body:
            return error(41005)
        if b"\x89PNG" not in body:
            return error(40005)
        if len(body) > PICTURE:
            return error(40009)
        name = f"material-{len(self.media) + 1}"
        self.media[name] = body
        return {"media_id": name, "url": f"http://mmbiz.example/{name}"}

    def tap(self, task: str, status: int = 1) -> None:
        """The owner of the group taps 发送 (or it fails with 2, 3)."""
        assert task not in self.cancelled, "nothing is there to tap any more"
        states = self.tasks[task][1]
        states[:] = [status] * len(states)
