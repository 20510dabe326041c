"""企业微信群机器人 as its documentation says it answers (docs/wechat.md)."""

import base64
import binascii
import hashlib
import io
import json
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

TEXT, MARKDOWN, IMAGE = 2048, 4096, 2 * 1024 * 1024  # bytes
CARD_TITLE, CARD_TEXT, CARDS = 128, 512, 8
SMALLEST, LARGEST = 5, 20 * 1024 * 1024  # bytes of a file
PER_MINUTE = 20
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class File(NamedTuple):
    key: str  # of the robot that may send it
    name: str
    data: bytes


@dataclass
class Robots:
    """Keys that exist, what each robot's group has seen, and answers still to come.

    ``script``: key → odd answers for the next calls: an errcode, "html", "nothing",
    "hang", "bad-gateway", "string", "posted-then-nothing". ``uploading``: the same for
    uploads.
    """

    keys: set[str] = field(default_factory=set)
    seen: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    script: dict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    uploading: dict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    files: dict[str, File] = field(default_factory=dict)  # by media_id
    calls: list[tuple[str, float]] = field(default_factory=list)
    log: list[tuple[str, bytes]] = field(default_factory=list)  # key and body of calls
    recent: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    refused: int = 0  # calls above twenty a minute

    def answer(self, key: str, body: bytes, now: float) -> dict[str, Any] | str:
        """The answer to a message, or the name of an odd one."""
        self.calls.append((key, now))
        self.log.append((key, body))
        return oddly(self.script[key], lambda: self._post(key, body, now))

    def upload(
        self, key: str, query: dict[str, str], kind: str, body: bytes
    ) -> dict[str, Any] | str:
        """``kind``: the Content-Type with the boundary. Nobody in the group sees it, and
        it is no message of the twenty.
        """
        return oddly(self.uploading[key], lambda: self._keep(key, query, kind, body))

    def _keep(
        self, key: str, query: dict[str, str], kind: str, body: bytes
    ) -> dict[str, Any]:
        if key not in self.keys:
            return error(93000)
        if query.get("type") != "file":
            return error(40004)
        name, data = media_in(kind, body)
        if not name or len(data) <= SMALLEST:
            return error(40006 if name else 40004)
        if len(data) > LARGEST:
            return error(45001)
        media = f"3a8asd892asd8asd-{len(self.files) + 1}"
        self.files[media] = File(key, name, data)
        said = {"errcode": 0, "errmsg": "ok", "type": "file"}
        return said | {"media_id": media, "created_at": "1764000000"}

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
        code = fault(message) or self._file_fault(key, message)
        if not code:
            self.seen[key].append(message)
        return error(code) if code else {"errcode": 0, "errmsg": "ok"}

    def _file_fault(self, key: str, message: dict[str, Any]) -> int:
        """A file is known for three days, and to the robot that uploaded it."""
        if message["msgtype"] != "file":
            return 0
        found = self.files.get(str(message["file"]["media_id"]))
        return 0 if found and found.key == key else 40007

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


def oddly(
    script: deque[str], act: Callable[[], dict[str, Any]]
) -> dict[str, Any] | str:
    """What the server does when the next line of the script is odd."""
    odd = script.popleft() if script else ""
    if odd == "posted-then-nothing":
        act()
        return "nothing"
    if odd.lstrip("-").isdigit():
        return error(int(odd))
    if odd and odd != "string":
        return odd
    answer = act()
    return {"errcode": str(answer["errcode"])} if odd == "string" else answer


def media_in(kind: str, body: bytes) -> tuple[str, bytes]:
    """Name and bytes of the field ``media``; '' for a name if there is none."""
    mime, options = parse_options_header(kind)
    stream = io.BytesIO(body)
    _, _, files = FormDataParser().parse(stream, mime, len(body), options)
    found = files.get("media")
    if found is None:
        return "", b""
    with found.stream:
        return found.filename or "", found.read()


def fault(message: Any) -> int:
    """The errcode of a message that the real server would refuse; 0 if it is good."""
    kind = message.get("msgtype") if isinstance(message, dict) else None
    if kind not in CHECKS:
        return 40008
    if set(message) - {"msgtype", kind}:
        return 47001
    content = message.get(kind)
    return CHECKS[kind](content) if isinstance(content, dict) and content else 44004


def _words_fault(most: int) -> Callable[[dict[str, Any]], int]:
    def check(content: dict[str, Any]) -> int:
        size = len(str(content.get("content", "")).encode())
        if not size:
            return 44004
        return 45002 if size > most else 0

    return check


def _image_fault(content: dict[str, Any]) -> int:
    if set(content) != {"base64", "md5"}:
        return 47001
    try:
        data = base64.b64decode(content["base64"], validate=True)
    except binascii.Error:
        return 40009
    if not data.startswith(PICTURES) or len(data) > IMAGE:
        return 40009
    return 0 if hashlib.md5(data).hexdigest() == content["md5"] else 301019  # noqa: S324


def _news_fault(content: dict[str, Any]) -> int:
    """1 to 8 articles; a title and an address each, within their bytes."""
    articles = content.get("articles")
    if not isinstance(articles, list) or not articles:
        return 44004
    if len(articles) > CARDS:
        return 45008
    for one in articles:
        if set(one) - {"title", "description", "url", "picurl"}:
            return 47001
        if not one.get("title") or not one.get("url"):
            return 44004
        if len(one["title"].encode()) > CARD_TITLE:
            return 45003
        if len(one.get("description", "").encode()) > CARD_TEXT:
            return 45004
    return 0


def _file_fault(content: dict[str, Any]) -> int:
    if set(content) - {"media_id"}:
        return 47001
    return 0 if content.get("media_id") else 44004


CHECKS: dict[str, Callable[[dict[str, Any]], int]] = {
    "text": _words_fault(TEXT),
    "markdown": _words_fault(MARKDOWN),
    "image": _image_fault,
    "news": _news_fault,
    "file": _file_fault,
}
