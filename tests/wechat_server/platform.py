"""公众号 and 企业微信 as their documentation says they answer (docs/wechat.md)."""

import json
import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.wechat_server.robots import error
from tests.wechat_server.tokens import EARLY, Tokens

Answer = dict[str, Any] | str
TITLE, AUTHOR, DIGEST, CONTENT = 32, 16, 128, 20_000
APP_TEXT, GROUP_TEXT = 2048, 4000
DRAFT_KEYS = {
    "title", "author", "digest", "content", "content_source_url", "thumb_media_id",
    "need_open_comment", "only_fans_can_comment",
}  # fmt: skip
MASS_KEYS = {"filter", "mpnews", "msgtype", "send_ignore_reprint", "clientmsgid"}
APP_KEYS = {
    "touser", "toparty", "totag", "agentid", "msgtype", "text", "safe",
    "enable_duplicate_check", "duplicate_check_interval",
}  # fmt: skip
GROUP_KEYS = {
    "chat_type",
    "sender",
    "chat_id_list",
    "allow_select",
    "text",
    "attachments",
}
MEGABYTE = 1024 * 1024
PICTURE = 10 * MEGABYTE  # bytes
A_DAY = {
    "draft/add": 1000, "draft/get": 500, "freepublish/submit": 100,
    "freepublish/get": 100, "message/mass/sendall": 100,
}  # fmt: skip
OF_WECOM = ("gettoken", "message/send", "externalcontact/", "agent/", "auth/")
SWALLOWED = 1800  # seconds in which the same bytes are the same app message
KEPT = 24 * 3600  # seconds in which a clientmsgid is known
HASTY = 60  # seconds in which it is refused as too early


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
        handler = HANDLERS.get(name)
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

    def add_draft(self, given: dict[str, Any], _: bytes) -> Answer:
        if not given["articles"]:
            return error(44003)
        (article,) = given["articles"]
        code = draft_fault(article)
        if code:
            return error(code)
        if article["thumb_media_id"] not in self.media:
            return error(40007)
        name = f"draft-{len(self.drafts) + len(self.articles) + 1}"
        self.drafts[name] = article
        return {"media_id": name}

    def publish(self, given: dict[str, Any], _: bytes) -> Answer:
        if given["media_id"] not in self.drafts:
            return error(40007)
        name = f"{100_000_001 + len(self.published)}"
        self.published[name] = [1, 0]
        self.articles[name] = self.drafts.pop(given["media_id"])  # the draft is gone
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
            item = {"idx": 1, "article_url": address_of(given["publish_id"])}
            answer["article_id"] = f"AID-{given['publish_id']}"
            answer["article_detail"] = {"count": 1, "item": [item]}
        return answer

    def draft(self, given: dict[str, Any], _: bytes) -> Answer:
        found = self.drafts.get(given["media_id"])
        return {"news_item": [found]} if found else error(40007)

    def publications(self, given: dict[str, Any], _: bytes) -> Answer:
        """Only what has ended well is listed, the newest first."""
        done = [(n, a) for n, a in self.articles.items() if self.published[n][0] == 0]
        page = done[::-1][given["offset"] : given["offset"] + given["count"]]
        items = [
            {
                "article_id": f"AID-{number}",
                "content": {"news_item": [{**article, "url": address_of(number)}]},
            }
            for number, article in page
        ]
        return {"total_count": len(done), "item_count": len(items), "item": items}

    def mass_send(self, given: dict[str, Any], _: bytes) -> Answer:
        if set(given) - MASS_KEYS:
            return error(47001)
        key = given["clientmsgid"]
        if len(key.encode()) > 64:
            return error(45067)
        since = self.clock() - self.mass_times.get(key, 0.0)
        if since < HASTY:
            return error(45066)
        if since < KEPT:
            return {**error(45065), "msg_id": int(self.mass[key][0])}
        if given["mpnews"]["media_id"] not in self.drafts:
            return error(40007)
        if not self.mass_left:
            return error(45028)
        self.mass_left -= 1
        self.mass_times[key] = self.clock()
        self.mass[key] = (str(34182 + len(self.mass)), given)
        return {"errcode": 0, "errmsg": "ok", "msg_id": int(self.mass[key][0])}

    def mass_get(self, given: dict[str, Any], _: bytes) -> Answer:
        known = {msg_id for msg_id, _ in self.mass.values()}
        if str(given["msg_id"]) not in known:
            return error(40059)
        return {"msg_id": given["msg_id"], "msg_status": "SEND_SUCCESS"}

    def app_send(self, given: dict[str, Any], body: bytes) -> Answer:
        if set(given) - APP_KEYS:
            return error(47001)
        if not given["text"]["content"]:
            return error(44004)
        if len(given["text"]["content"].encode()) > APP_TEXT:
            return error(45002)
        users = given["touser"].split("|")
        missed = [u for u in users if u in self.unknown_users]
        if len(missed) == len(users):
            return error(81013)
        before, again = (
            self.app_bodies.get(body, 0.0),
            given.get("enable_duplicate_check"),
        )
        if not again or self.clock() - before > SWALLOWED:  # else it is swallowed
            self.app_bodies[body] = self.clock()
            self.app_seen.append(given)
        told = {"errcode": 0, "errmsg": "ok", "invaliduser": "|".join(missed)}
        return told | {"msgid": f"msg-{len(self.app_seen)}"}

    def group_send(self, given: dict[str, Any], _: bytes) -> Answer:
        if set(given) - GROUP_KEYS or len(given["attachments"]) > 9:
            return error(40058)
        if len(given["text"]["content"].encode()) > GROUP_TEXT:
            return error(40058)
        if any(_link_fault(one) for one in given.get("attachments", [])):
            return error(40058)
        asked = given["chat_id_list"]
        failed = [c for c in asked if self.groups.get(c) != given["sender"]]
        name = f"task-{len(self.tasks) + 1}"
        self.task_times[name] = int(self.clock())
        self.tasks[name] = (given, [0 for c in asked if c not in failed])
        return {"errcode": 0, "errmsg": "ok", "fail_list": failed, "msgid": name}

    def group_tasks(self, given: dict[str, Any], _: bytes) -> Answer:
        """Who made what and when, without the groups that it is for."""
        span = range(given["start_time"], given["end_time"] + 1)
        if given["limit"] > 100 or len(span) > 31 * 24 * 3600:
            return error(40058)
        lines = [
            {
                "msgid": name,
                "creator": asked["sender"],
                "create_time": str(self.task_times[name]),
                "create_type": 0,
                "text": asked["text"],
                "attachments": asked["attachments"],
            }
            for name, (asked, _) in self.tasks.items()
            if self.task_times[name] in span and asked["sender"] == given["creator"]
        ]
        at = int(given.get("cursor") or 0)
        page, more = lines[at : at + given["limit"]], at + given["limit"] < len(lines)
        told = {
            "group_msg_list": page,
            "next_cursor": str(at + given["limit"]) if more else "",
        }
        return {"errcode": 0, "errmsg": "ok", **told}

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

    def set_menu(self, given: dict[str, Any], _: bytes) -> Answer:
        """One to three buttons, each with what its type needs."""
        buttons = given["button"]
        needs = {"click": "key", "view": "url"}
        if not 0 < len(buttons) <= 3:
            return error(40016)
        if any(len(b["name"].encode()) > 16 for b in buttons):
            return error(40018)
        if not all(b.get(needs[b["type"]]) for b in buttons):
            return error(40019)
        self.menu = buttons
        return {"errcode": 0, "errmsg": "ok"}

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


def draft_fault(article: dict[str, Any]) -> int:
    """The errcode of a draft that the real server would refuse; 0 if it is good."""
    content = article["content"]
    faults = {
        47001: bool(set(article) - DRAFT_KEYS),
        45003: not 0 < len(article["title"]) <= TITLE,
        45004: len(article["digest"]) > DIGEST or len(article["author"]) > AUTHOR,
        44004: not content,
        45002: len(content) >= CONTENT or len(content.encode()) >= MEGABYTE,
        45166: bool(re.search(r"<a\b|https?://", content)),
    }
    return next((code for code, is_so in faults.items() if is_so), 0)


def address_of(number: str) -> str:
    return f"https://mp.weixin.qq.com/s/{number}"


HANDLERS = {
    "draft/add": Platform.add_draft,
    "draft/count": Platform.nothing,
    "freepublish/submit": Platform.publish,
    "freepublish/get": Platform.publication,
    "draft/get": Platform.draft,
    "freepublish/batchget": Platform.publications,
    "message/mass/sendall": Platform.mass_send,
    "message/mass/get": Platform.mass_get,
    "message/send": Platform.app_send,
    "agent/get": Platform.nothing,
    "qrcode/create": Platform.scene,
    "menu/create": Platform.set_menu,
    "externalcontact/groupchat/add_join_way": Platform.add_way,
    "externalcontact/groupchat/get_join_way": Platform.get_way,
    "ticket/getticket": Platform.ticket,
    "externalcontact/add_msg_template": Platform.group_send,
    "externalcontact/get_groupmsg_list_v2": Platform.group_tasks,
    "externalcontact/get_groupmsg_send_result": Platform.group_result,
    "externalcontact/remind_groupmsg_send": Platform.group_remind,
    "externalcontact/cancel_groupmsg_send": Platform.group_cancel,
    "externalcontact/groupchat/list": Platform.group_list,
    "externalcontact/groupchat/get": Platform.group_get,
}
