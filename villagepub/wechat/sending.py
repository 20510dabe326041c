"""One delivery to one channel of an account: what is called, and what it came to.

Each kind has a ``send`` and, where the answer is only 收下了, a ``poll``. A payload is
the JSON that was made when the notice was published and never changes.
"""

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any

from villagepub.outbox import Claimed, Outcome
from villagepub.wechat.callers import Caller
from villagepub.wechat.errors import SendError
from villagepub.wechat.verdicts import ALREADY
from villagepub.words import ChannelKind, DeliveryState

POLLS = (10, 30, 120, 600, 3600)  # seconds; 100 polls a day an account (wechat.md 3.2)
PUBLISHED = {
    2: "微信说原创声明没有过，文章没有发出。",
    3: "微信说没有发成。请到公众号后台看看。",
    4: "微信没有审过这一篇。请到公众号后台看原因。",
    5: "文章后来在公众号后台被删了。",
    6: "文章后来被微信下架了。",
}
WAIT_OWNER = "等群主确认：群主的企业微信里有一条“群发”，点了才发出去。"
WORKING = "微信收下了，正在发。"
Keep = Callable[[dict[str, Any]], None]  # writes down a step before the next is taken


def send_app(caller: Caller, one: Claimed, _keep: Keep) -> Outcome:
    """企业微信应用消息. The same bytes again are swallowed by the server for hours."""
    answer = caller.call("message/send", one.payload.encode())
    missed = [n for n in str(answer.get("invaliduser", "")).split("|") if n]
    remote = str(answer.get("msgid", ""))
    if missed:
        told = f"{len(missed)} 个人收不到：{'、'.join(missed[:5])}。"
        return Outcome(state=DeliveryState.PARTIAL, reason=told, remote_id=remote)
    return Outcome(state=DeliveryState.SENT, remote_id=remote)


def send_article(caller: Caller, one: Claimed, keep: Keep) -> Outcome:
    """草稿 → 发布: a permanent link, pushed to nobody."""
    media = _draft(caller, one, keep)
    answer = caller.call("freepublish/submit", {"media_id": media})
    return Outcome(
        state=DeliveryState.ACCEPTED,
        reason=WORKING,
        remote_id=str(answer.get("publish_id", "")),
        wait=POLLS[0],
    )


def _draft(caller: Caller, one: Claimed, keep: Keep) -> str:
    """Cover and draft; a draft too many harms nobody, a step done is not done again."""
    article, done = json.loads(one.payload), dict(one.remote)
    if "thumb" not in done:
        cover = base64.b64decode(article["cover"])
        answer = caller.call(
            "material/add_material",
            upload=("cover.png", cover, "image/png"),
            params={"type": "image"},
        )
        done["thumb"] = str(answer["media_id"])
        keep(done)
    if "media" not in done:
        body = {
            "title": article["title"],
            "author": article["author"],
            "digest": article["digest"],
            "content": article["content"],
            "content_source_url": article["source"],
            "thumb_media_id": done["thumb"],
            "need_open_comment": 0,
            "only_fans_can_comment": 0,
        }
        answer = caller.call("draft/add", {"articles": [body]})
        done["media"] = str(answer["media_id"])
        keep(done)
    return str(done["media"])


def send_mass(caller: Caller, one: Claimed, keep: Keep) -> Outcome:
    """群发 to all followers or a tag, with a key that the server knows for 24 hours."""
    media = _draft(caller, one, keep)
    body = {
        "filter": {"is_to_all": not one.target, "tag_id": one.target},
        "mpnews": {"media_id": media},
        "msgtype": "mpnews",
        "send_ignore_reprint": 0,
        "clientmsgid": f"n{one.id:026d}",
    }
    try:
        answer = caller.call("message/mass/sendall", body)
    except SendError as error:
        if error.code != ALREADY:
            raise
        answer = {"msg_id": error.answer.get("msg_id", "")}
    return Outcome(
        state=DeliveryState.ACCEPTED,
        reason=WORKING,
        remote_id=str(answer.get("msg_id", "")),
        wait=POLLS[0],
    )


def send_customer_group(caller: Caller, one: Claimed, keep: Keep) -> Outcome:
    """客户群群发: a task that the group's owner has to tap."""
    answer = caller.call("externalcontact/add_msg_template", one.payload.encode())
    failed = answer.get("fail_list") or []
    asked = json.loads(one.payload)["chat_id_list"]
    remote = str(answer.get("msgid", ""))
    if failed and len(failed) >= len(asked):
        told = "这个群发不了：群主不在，或者今天已经群发过。"
        return Outcome(state=DeliveryState.FAILED, reason=told, remote_id=remote)
    keep({**one.remote, "owner": json.loads(one.payload)["sender"]})
    return Outcome(
        state=DeliveryState.ACCEPTED, reason=WAIT_OWNER, remote_id=remote, wait=600
    )


def poll_article(caller: Caller, one: Claimed) -> Outcome:
    answer = caller.call("freepublish/get", {"publish_id": one.remote_id})
    status = int(answer.get("publish_status", 1))
    if status == 1:
        return _still(one)
    return published(status, answer.get("article_detail") or {})


def published(status: int, detail: Mapping[str, Any]) -> Outcome:
    """The end of a publication, from a poll or a callback; the two commute."""
    if status:
        reason = PUBLISHED.get(status, PUBLISHED[3])
        return Outcome(state=DeliveryState.FAILED, code=str(status), reason=reason)
    items = detail.get("item") or []
    items = [items] if isinstance(items, dict) else items
    address = str(items[0].get("article_url", "")) if items else ""
    return Outcome(state=DeliveryState.CONFIRMED, address=address)


def poll_mass(caller: Caller, one: Claimed) -> Outcome:
    answer = caller.call("message/mass/get", {"msg_id": one.remote_id})
    status = str(answer.get("msg_status", ""))
    if status == "SEND_SUCCESS":
        return Outcome(state=DeliveryState.CONFIRMED)
    if status in ("SEND_FAIL", "DELETE"):
        told = "微信说没有群发成。请到公众号后台看看。"
        return Outcome(state=DeliveryState.FAILED, code=status, reason=told)
    return _still(one)


def poll_customer_group(caller: Caller, one: Claimed) -> Outcome:
    owner = one.remote.get("owner", "")
    body = {"msgid": one.remote_id, "userid": owner, "limit": 500}
    answer = caller.call("externalcontact/get_groupmsg_send_result", body)
    states = [int(line.get("status", 0)) for line in answer.get("send_list", [])]
    if not states or 0 in states:
        return _still(one, reason=WAIT_OWNER)
    if all(state == 1 for state in states):
        return Outcome(state=DeliveryState.CONFIRMED)
    if any(state == 1 for state in states):
        told = f"{sum(s == 1 for s in states)} 个群发到了，{sum(s != 1 for s in states)} 个没有。"
        return Outcome(state=DeliveryState.PARTIAL, reason=told)
    told = "群里没有收到：今天已经收过别的群发，或者不再是群成员。"
    return Outcome(state=DeliveryState.FAILED, reason=told)


def _still(one: Claimed, reason: str = WORKING) -> Outcome:
    wait = POLLS[min(one.polls, len(POLLS) - 1)]
    return Outcome(state=DeliveryState.ACCEPTED, reason=reason, wait=wait)


Send = Callable[[Caller, Claimed, Keep], Outcome]
SENDERS: dict[ChannelKind, Send] = {
    ChannelKind.APP: send_app,
    ChannelKind.ARTICLE: send_article,
    ChannelKind.MASS: send_mass,
    ChannelKind.CUSTOMER_GROUP: send_customer_group,
}
POLLERS: dict[ChannelKind, Callable[[Caller, Claimed], Outcome]] = {
    ChannelKind.ARTICLE: poll_article,
    ChannelKind.MASS: poll_mass,
    ChannelKind.CUSTOMER_GROUP: poll_customer_group,
}
