"""What a 公众号 answers: drafts, publications, mass sending, codes, menu."""

import re
from typing import TYPE_CHECKING, Any

from tests.wechat_server.people import Answer
from tests.wechat_server.robots import error

if TYPE_CHECKING:
    from tests.wechat_server.platform import Platform

TITLE, AUTHOR, DIGEST, CONTENT = 32, 16, 128, 20_000
DRAFT_KEYS = {
    "title", "author", "digest", "content", "content_source_url", "thumb_media_id",
    "need_open_comment", "only_fans_can_comment",
}  # fmt: skip
MASS_KEYS = {"filter", "mpnews", "msgtype", "send_ignore_reprint", "clientmsgid"}
MEGABYTE = 1024 * 1024
KEPT = 24 * 3600  # seconds in which a clientmsgid is known
HASTY = 60  # seconds in which it is refused as too early


def add_draft(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    if not given["articles"]:
        return error(44003)
    (article,) = given["articles"]
    code = draft_fault(article)
    if code:
        return error(code)
    if article["thumb_media_id"] not in platform.media:
        return error(40007)
    name = f"draft-{len(platform.drafts) + len(platform.articles) + 1}"
    platform.drafts[name] = article
    return {"media_id": name}


def publish(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    if given["media_id"] not in platform.drafts:
        return error(40007)
    name = f"{100_000_001 + len(platform.published)}"
    platform.published[name] = [1, 0]
    platform.articles[name] = platform.drafts.pop(
        given["media_id"]
    )  # the draft is gone
    return {"errcode": 0, "errmsg": "ok", "publish_id": name}


def publication(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    states = platform.published.get(given["publish_id"])
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


def draft(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    found = platform.drafts.get(given["media_id"])
    return {"news_item": [found]} if found else error(40007)


def publications(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    """Only what has ended well is listed, the newest first."""
    done = [
        (n, a) for n, a in platform.articles.items() if platform.published[n][0] == 0
    ]
    page = done[::-1][given["offset"] : given["offset"] + given["count"]]
    items = [
        {
            "article_id": f"AID-{number}",
            "content": {"news_item": [{**article, "url": address_of(number)}]},
        }
        for number, article in page
    ]
    return {"total_count": len(done), "item_count": len(items), "item": items}


def mass_send(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    if set(given) - MASS_KEYS:
        return error(47001)
    key = given["clientmsgid"]
    if len(key.encode()) > 64:
        return error(45067)
    since = platform.clock() - platform.mass_times.get(key, 0.0)
    if since < HASTY:
        return error(45066)
    if since < KEPT:
        return {**error(45065), "msg_id": int(platform.mass[key][0])}
    if given["mpnews"]["media_id"] not in platform.drafts:
        return error(40007)
    if not platform.mass_left:
        return error(45028)
    platform.mass_left -= 1
    platform.mass_times[key] = platform.clock()
    platform.mass[key] = (str(34182 + len(platform.mass)), given)
    return {"errcode": 0, "errmsg": "ok", "msg_id": int(platform.mass[key][0])}


def mass_get(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    known = {msg_id for msg_id, _ in platform.mass.values()}
    if str(given["msg_id"]) not in known:
        return error(40059)
    return {"msg_id": given["msg_id"], "msg_status": "SEND_SUCCESS"}


def scene(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    """A lasting code: a scene of 1 to 64 characters."""
    name = str(given["action_info"]["scene"]["scene_str"])
    if given["action_name"] != "QR_LIMIT_STR_SCENE" or not 0 < len(name) <= 64:
        return error(40053)
    platform.scenes.append(name)
    return {"ticket": "gQH47joAAAAA", "url": f"http://weixin.qq.com/q/{name}"}


def set_menu(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    """One to three buttons, each with what its type needs."""
    buttons = given["button"]
    needs = {"click": "key", "view": "url"}
    if not 0 < len(buttons) <= 3:
        return error(40016)
    if any(len(b["name"].encode()) > 16 for b in buttons):
        return error(40018)
    if not all(b.get(needs[b["type"]]) for b in buttons):
        return error(40019)
    platform.menu = buttons
    return {"errcode": 0, "errmsg": "ok"}


def ticket(platform: "Platform", _given: dict[str, Any], _: bytes) -> Answer:
    return {"errcode": 0, "errmsg": "ok", "ticket": "TICKET", "expires_in": 7200}


def nothing(platform: "Platform", _given: dict[str, Any], _: bytes) -> Answer:
    return {"errcode": 0, "errmsg": "ok"}


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


OFFICIAL = {
    "draft/add": add_draft,
    "draft/count": nothing,
    "freepublish/submit": publish,
    "freepublish/get": publication,
    "draft/get": draft,
    "freepublish/batchget": publications,
    "message/mass/sendall": mass_send,
    "message/mass/get": mass_get,
    "qrcode/create": scene,
    "menu/create": set_menu,
    "ticket/getticket": ticket,
}
