"""公众号 and 企业微信 as their documentation says they answer (wechat.md 3.1–3.3)."""

import json
import re
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from tests.wechat_server.robots import error

Answer = dict[str, Any] | str
TITLE, AUTHOR, DIGEST, CONTENT = 32, 16, 128, 20_000
APP_TEXT, GROUP_TEXT = 2048, 4000
DRAFT_KEYS = {
    "title", "author", "digest", "content", "content_source_url", "thumb_media_id",
    "need_open_comment", "only_fans_can_comment",
}  # fmt: skip


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
    token: str = ""
    tokens_given: int = 0
    media: dict[str, bytes] = field(default_factory=dict)
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    published: dict[str, list[int]] = field(
        default_factory=dict
    )  # id → statuses to come
    mass: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    mass_left: int = 4
    app_seen: list[dict[str, Any]] = field(default_factory=list)
    app_bodies: set[bytes] = field(default_factory=set)
    unknown_users: set[str] = field(default_factory=set)
    groups: dict[str, str] = field(
        default_factory=lambda: {"wr-majiagou": "tuoxiaomei"}
    )
    group_names: dict[str, str] = field(default_factory=dict)
    scenes: list[str] = field(default_factory=list)
    ways: dict[str, dict[str, Any]] = field(default_factory=dict)
    way_picture: str = "/wwhead/way.png"  # where a 加群码 is shown
    tasks: dict[str, tuple[dict[str, Any], list[int]]] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    reminded: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def knows(self, query: dict[str, str]) -> bool:
        """Is a GET for this account, and not for people who sign in?"""
        is_ours = bool(self.token) and query.get("access_token") == self.token
        return is_ours or query.get("corpid") == self.corp_id

    def answer(self, path: str, query: dict[str, str], body: bytes) -> Answer:
        name = path.removeprefix("/cgi-bin/")
        self.calls.append(name)
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
        if not self.is_listed:
            return error(
                60020 if name.startswith(("message/send", "external")) else 40164
            )
        if query.get("access_token") != self.token or not self.token:
            return error(42001 if self.token else 40014)
        if name in self.lacking:
            return error(48001)
        if name == "material/add_material":
            return self._material(body)
        handler = HANDLERS.get(name)
        if handler is None:
            return "missing"
        try:
            return handler(self, json.loads(body or b"{}"), body)
        except ValueError:
            return error(47001)

    def _token(self, name: str, query: dict[str, str], body: bytes) -> Answer:
        given = query if name == "gettoken" else json.loads(body)
        app = given.get("corpid") or given.get("appid")
        if app not in (self.app_id, self.corp_id):
            return error(40013)
        if (given.get("corpsecret") or given.get("secret")) != self.secret:
            return error(40001 if name == "gettoken" else 40125)
        if not self.is_listed and name == "stable_token":
            return error(40164)
        if not self.token or given.get("force_refresh"):
            self.revoke()
        return {"access_token": self.token, "expires_in": 7200}

    def revoke(self) -> None:
        """The token in use is worth nothing from now on."""
        self.tokens_given += 1
        self.token = f"TOKEN-{self.tokens_given}"

    def _material(self, body: bytes) -> Answer:
        if b"\x89PNG" not in body:
            return error(40005)
        name = f"material-{len(self.media) + 1}"
        self.media[name] = body
        return {"media_id": name, "url": f"http://mmbiz.example/{name}"}

    def add_draft(self, given: dict[str, Any], _: bytes) -> Answer:
        (article,) = given["articles"]
        if set(article) - DRAFT_KEYS:
            return error(47001)
        if len(article["title"]) > TITLE:
            return error(45003)
        if len(article["digest"]) > DIGEST or len(article["author"]) > AUTHOR:
            return error(45004)
        if len(article["content"]) >= CONTENT:
            return error(45002)
        if re.search(r"<a\b|https?://", article["content"]):
            return error(45166)
        if article["thumb_media_id"] not in self.media:
            return error(40007)
        name = f"draft-{len(self.drafts) + 1}"
        self.drafts[name] = article
        return {"media_id": name}

    def publish(self, given: dict[str, Any], _: bytes) -> Answer:
        if given["media_id"] not in self.drafts:
            return error(40007)
        name = f"10000000{len(self.published) + 1}"
        self.published[name] = [1, 0]
        return {"errcode": 0, "errmsg": "ok", "publish_id": name}

    def publication(self, given: dict[str, Any], _: bytes) -> Answer:
        states = self.published.get(given["publish_id"])
        if states is None:
            return error(53502)
        status = states.pop(0) if len(states) > 1 else states[0]
        answer: dict[str, Any] = {
            "publish_id": given["publish_id"],
            "publish_status": status,
        }
        if status == 0:
            address = "https://mp.weixin.qq.com/s/abc"
            item = {"idx": 1, "article_url": address}
            answer["article_detail"] = {"count": 1, "item": [item]}
        return answer

    def mass_send(self, given: dict[str, Any], _: bytes) -> Answer:
        key = given["clientmsgid"]
        if len(key) > 64:
            return error(45067)
        if key in self.mass:
            return {**error(45065), "msg_id": self.mass[key][0]}
        if given["mpnews"]["media_id"] not in self.drafts:
            return error(40007)
        if not self.mass_left:
            return error(45028)
        self.mass_left -= 1
        self.mass[key] = (str(34182 + len(self.mass)), given)
        return {"errcode": 0, "errmsg": "ok", "msg_id": int(self.mass[key][0])}

    def mass_get(self, given: dict[str, Any], _: bytes) -> Answer:
        known = {msg_id for msg_id, _ in self.mass.values()}
        if str(given["msg_id"]) not in known:
            return error(40059)
        return {"msg_id": given["msg_id"], "msg_status": "SEND_SUCCESS"}

    def app_send(self, given: dict[str, Any], body: bytes) -> Answer:
        if len(given["text"]["content"].encode()) > APP_TEXT:
            return error(45002)
        users = given["touser"].split("|")
        missed = [u for u in users if u in self.unknown_users]
        if len(missed) == len(users):
            return error(81013)
        if body not in self.app_bodies:  # the same bytes again are swallowed
            self.app_bodies.add(body)
            self.app_seen.append(given)
        told = {"errcode": 0, "errmsg": "ok", "invaliduser": "|".join(missed)}
        return told | {"msgid": f"msg-{len(self.app_seen)}"}

    def group_send(self, given: dict[str, Any], _: bytes) -> Answer:
        if len(given["text"]["content"].encode()) > GROUP_TEXT:
            return error(40058)
        if any(_link_fault(one) for one in given.get("attachments", [])):
            return error(40058)
        asked = given["chat_id_list"]
        failed = [c for c in asked if self.groups.get(c) != given["sender"]]
        name = f"task-{len(self.tasks) + 1}"
        self.tasks[name] = (given, [0 for c in asked if c not in failed])
        return {"errcode": 0, "errmsg": "ok", "fail_list": failed, "msgid": name}

    def group_result(self, given: dict[str, Any], _: bytes) -> Answer:
        asked, states = self.tasks[given["msgid"]]
        lines = [
            {"chat_id": chat, "userid": given["userid"], "status": status}
            for chat, status in zip(asked["chat_id_list"], states, strict=False)
        ]
        return {"errcode": 0, "errmsg": "ok", "send_list": lines}

    def tap(self, task: str, status: int = 1) -> None:
        """The owner of the group taps 发送 (or it fails with 2, 3)."""
        assert task not in self.cancelled, "nothing is there to tap any more"
        states = self.tasks[task][1]
        states[:] = [status] * len(states)

    def group_remind(self, given: dict[str, Any], _: bytes) -> Answer:
        """Three a day for each message."""
        if given["msgid"] not in self.tasks:
            return error(41063)
        if self.reminded.count(given["msgid"]) >= 3:
            return error(45009)
        self.reminded.append(given["msgid"])
        return {"errcode": 0, "errmsg": "ok"}

    def group_cancel(self, given: dict[str, Any], _: bytes) -> Answer:
        """What was not tapped yet is never shown to the owner again."""
        if given["msgid"] not in self.tasks:
            return error(41063)
        self.cancelled.add(given["msgid"])
        return {"errcode": 0, "errmsg": "ok"}

    def group_list(self, given: dict[str, Any], _: bytes) -> Answer:
        lines = [{"chat_id": chat, "status": 0} for chat in self.groups]
        return {
            "errcode": 0,
            "errmsg": "ok",
            "group_chat_list": lines,
            "next_cursor": "",
        }

    def group_get(self, given: dict[str, Any], _: bytes) -> Answer:
        owner = self.groups.get(given["chat_id"])
        if owner is None:
            return error(90501)
        name = self.group_names.get(given["chat_id"], "马家沟乡亲群")
        group = {"chat_id": given["chat_id"], "name": name, "owner": owner}
        return {"errcode": 0, "errmsg": "ok", "group_chat": group}

    def scene(self, given: dict[str, Any], _: bytes) -> Answer:
        """A lasting code: a scene of 1 to 64 characters."""
        name = str(given["action_info"]["scene"]["scene_str"])
        if given["action_name"] != "QR_LIMIT_STR_SCENE" or not 0 < len(name) <= 64:
            return error(40053)
        self.scenes.append(name)
        return {"ticket": "gQH47joAAAAA", "url": f"http://weixin.qq.com/q/{name}"}

    def add_way(self, given: dict[str, Any], _: bytes) -> Answer:
        chats = given["chat_id_list"]
        wrong = set(chats) - set(self.groups)
        if given["scene"] != 2 or not 0 < len(chats) <= 5 or wrong:
            return error(40058)
        if len(given.get("state", "")) > 30 or len(given["room_base_name"]) > 40:
            return error(40058)
        name = f"way-{len(self.ways) + 1}"
        self.ways[name] = given
        return {"errcode": 0, "errmsg": "ok", "config_id": name}

    def get_way(self, given: dict[str, Any], _: bytes) -> Answer:
        way = self.ways.get(given["config_id"])
        if way is None:
            return error(40058)
        return {
            "errcode": 0,
            "errmsg": "ok",
            "join_way": {**way, "qr_code": self.address + self.way_picture},
        }

    def ticket(self, _given: dict[str, Any], _: bytes) -> Answer:
        return {"errcode": 0, "errmsg": "ok", "ticket": "TICKET", "expires_in": 7200}

    def nothing(self, _given: dict[str, Any], _: bytes) -> Answer:
        return {"errcode": 0, "errmsg": "ok"}


def _link_fault(attachment: dict[str, Any]) -> bool:
    link = attachment.get(attachment["msgtype"]) or {}
    long = len(link.get("title", "").encode()) > 128
    return long or len(link.get("desc", "").encode()) > 512 or not link.get("url")


HANDLERS = {
    "draft/add": Platform.add_draft,
    "draft/count": Platform.nothing,
    "freepublish/submit": Platform.publish,
    "freepublish/get": Platform.publication,
    "freepublish/batchget": Platform.nothing,
    "message/mass/sendall": Platform.mass_send,
    "message/mass/get": Platform.mass_get,
    "message/send": Platform.app_send,
    "agent/get": Platform.nothing,
    "qrcode/create": Platform.scene,
    "externalcontact/groupchat/add_join_way": Platform.add_way,
    "externalcontact/groupchat/get_join_way": Platform.get_way,
    "ticket/getticket": Platform.ticket,
    "externalcontact/add_msg_template": Platform.group_send,
    "externalcontact/get_groupmsg_send_result": Platform.group_result,
    "externalcontact/remind_groupmsg_send": Platform.group_remind,
    "externalcontact/cancel_groupmsg_send": Platform.group_cancel,
    "externalcontact/groupchat/list": Platform.group_list,
    "externalcontact/groupchat/get": Platform.group_get,
}
