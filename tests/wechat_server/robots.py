"""企业微信群机器人 as its documentation says it answers (wechat.md 2.C, 3.3)."""

import base64
import binascii
import hashlib
import json
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

TEXT, MARKDOWN, IMAGE = 2048, 4096, 2 * 1024 * 1024  # bytes
PER_MINUTE = 20
KNOWN = {"text", "markdown", "image", "news", "file"}


@dataclass
class Robots:
    """Keys that exist, what each robot's group has seen, and answers still to come.

    ``script``: key → odd answers for the next calls: an errcode, "html", "nothing",
    "hang", "bad-gateway", "string", "posted-then-nothing".
    """

    keys: set[str] = field(default_factory=set)
    seen: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    script: dict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    calls: list[tuple[str, float]] = field(default_factory=list)
    log: list[tuple[str, bytes]] = field(default_factory=list)  # key and body of calls
    recent: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    refused: int = 0  # calls above twenty a minute

    def answer(self, key: str, body: bytes, now: float) -> dict[str, Any] | str:
        """The answer to a message, or the name of an odd one."""
        self.calls.append((key, now))
        self.log.append((key, body))
        odd = self.script[key].popleft() if self.script[key] else ""
        if odd == "posted-then-nothing":
            self._post(key, body)
            return "nothing"
        if odd.lstrip("-").isdigit():
            return error(int(odd))
        if odd and odd != "string":
            return odd
        answer = self._post(key, body, now)
        return {"errcode": str(answer["errcode"])} if odd == "string" else answer

    def _post(self, key: str, body: bytes, now: float = 0.0) -> dict[str, Any]:
        if key not in self.keys:
            return error(93000)
        if now and self._is_full(key, now):
            self.refused += 1
            return error(45009)
        try:
            message = json.loads(body)
        except ValueError:
            return error(47001)
        code = fault(message)
        if not code:
            self.seen[key].append(message)
        return error(code) if code else {"errcode": 0, "errmsg": "ok"}

    def _is_full(self, key: str, now: float) -> bool:
        """Counts this call as well, refused or not."""
        times = self.recent[key]
        times.append(now)
        while now - times[0] >= 60:
            times.popleft()
        return len(times) > PER_MINUTE

    def new_minute(self) -> None:
        self.recent.clear()


HINT = "hint: [1764000000_1_0123456789abcdef], from ip: 127.0.0.1"
SAID = {
    40164: "invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist rid: "
    "5f6c8a1b-2f8d2c3e-1a2b3c4d",
    60020: f"not allow to access from your ip, {HINT}, more info at "
    "https://open.work.weixin.qq.com/devtool/query?e=60020",
}


def error(code: int) -> dict[str, Any]:
    """As the real ones word it; nobody should ever act on the words."""
    return {"errcode": code, "errmsg": SAID.get(code, f"refused, {HINT}")}


def fault(message: Any) -> int:
    """The errcode of a message that the real server would refuse; 0 if it is good."""
    kind = message.get("msgtype") if isinstance(message, dict) else None
    if kind not in KNOWN:
        return 40008
    if set(message) - {"msgtype", kind}:
        return 47001
    content = message.get(kind) or {}
    if kind in ("text", "markdown"):
        size = len(str(content.get("content", "")).encode())
        if not size:
            return 44004
        return 45002 if size > (TEXT if kind == "text" else MARKDOWN) else 0
    return _image_fault(content) if kind == "image" else 0


def _image_fault(content: dict[str, str]) -> int:
    try:
        data = base64.b64decode(content.get("base64", ""), validate=True)
    except binascii.Error:
        return 40009
    if not data or len(data) > IMAGE:
        return 40009
    return 0 if hashlib.md5(data).hexdigest() == content.get("md5") else 301019  # noqa: S324
