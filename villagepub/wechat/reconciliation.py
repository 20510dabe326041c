"""Was it posted? Asked of the vendor before anything is sent again (wechat.md 5).

Neither a 客户群群发 nor a publication has a key by which the server would tell a
repetition. What the server lists is looked through instead; what is not there may be
sent once more, and once only.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from villagepub.outbox import Claimed, Outcome
from villagepub.states import DeliveryState
from villagepub.wechat.api_clients import Caller
from villagepub.wechat.errors import SendError

ONCE_MORE = "again"  # the step after which nothing is sent again
EARLIER = timedelta(minutes=1)  # the server's clock may be behind ours
WAIT_OWNER = "等群主确认：群主的企业微信里有一条“群发”，点了才发出去。"
NOT_FOUND = "微信那里查不到，也没有给准话。请到{place}里看一眼。"
COMING = "微信收下了，还没查到，过一会儿再查。"
NO_DRAFT = frozenset({"40007"})
Keep = Callable[[dict[str, Any]], None]


def waiting(msgid: str) -> Outcome:
    """A task of 客户群群发 that its owner has to tap."""
    return Outcome(
        state=DeliveryState.ACCEPTED, reason=WAIT_OWNER, remote_id=msgid, wait=600
    )


def group_task(caller: Caller, one: Claimed, keep: Keep) -> Outcome | None:
    """The task that an earlier call made after all; None if it may be sent once more."""
    asked = json.loads(one.payload)
    try:
        for task in _tasks(caller, one, asked["sender"]):
            if _is_same(task, asked) and _is_for(caller, task, asked):
                keep({**one.remote, "owner": asked["sender"]})
                return waiting(str(task["msgid"]))
    except SendError as error:
        if not error.code:  # not even this was answered: try again later
            raise
        return _unknown("群")
    return _unknown("群") if one.remote.get(ONCE_MORE) else None


def _tasks(caller: Caller, one: Claimed, sender: str) -> Iterator[dict[str, Any]]:
    first = one.first_sent_at or datetime.fromtimestamp(0)  # noqa: DTZ006
    start = int((first - EARLIER).timestamp())
    body = {
        "chat_type": "group",
        "start_time": start,
        "end_time": start + int(timedelta(days=2).total_seconds()),
        "creator": sender,
        "limit": 100,
        "cursor": "",
    }
    while True:
        page = caller.call("externalcontact/get_groupmsg_list_v2", body)
        yield from page.get("group_msg_list", [])
        body["cursor"] = str(page.get("next_cursor") or "")
        if not body["cursor"]:
            return


def _is_same(task: dict[str, Any], asked: dict[str, Any]) -> bool:
    text = (task.get("text") or {}).get("content")
    return bool(text == asked["text"]["content"]) and len(
        task.get("attachments") or []
    ) == len(asked.get("attachments") or [])


def _is_for(caller: Caller, task: dict[str, Any], asked: dict[str, Any]) -> bool:
    """One owner may keep several groups: the list doesn't say for which a task is."""
    body = {"msgid": task["msgid"], "userid": asked["sender"], "limit": 500}
    answer = caller.call("externalcontact/get_groupmsg_send_result", body)
    chats = {line.get("chat_id") for line in answer.get("send_list", [])}
    return bool(chats & set(asked["chat_id_list"]))


def article(caller: Caller, one: Claimed, keep: Keep) -> Outcome | None:
    """The publication that an earlier call began after all; None if its draft still
    lies there and may be submitted once more.
    """
    try:
        found = _published(caller, one)
        if found is not None:
            return found
        caller.call("draft/get", {"media_id": one.remote.get("media", "")})
    except SendError as error:
        if not error.code:
            raise
        if error.code in NO_DRAFT and not one.remote.get("asked"):
            keep({**one.remote, "asked": True})
            return Outcome(
                state=DeliveryState.RETRY, reason=COMING, wait=600, in_doubt=True
            )
        return _unknown("公众号")
    return _unknown("公众号") if one.remote.get(ONCE_MORE) else None


def _published(caller: Caller, one: Claimed) -> Outcome | None:
    wanted = json.loads(one.payload)
    body = {"offset": 0, "count": 20, "no_content": 1}
    answer = caller.call("freepublish/batchget", body)
    for item in answer.get("item", []):
        for line in (item.get("content") or {}).get("news_item", []):
            if (
                line.get("title") == wanted["title"]
                and line.get("content_source_url") == wanted["source"]
            ):
                remote = {
                    "article_id": str(item.get("article_id") or ""),
                    "urls": [str(line["url"])] if line.get("url") else [],
                }
                return Outcome(state=DeliveryState.CONFIRMED, remote=remote)
    return None


def _unknown(place: str) -> Outcome:
    told = NOT_FOUND.format(place=place)
    return Outcome(state=DeliveryState.UNKNOWN, reason=told, in_doubt=True)
