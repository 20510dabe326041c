"""企业微信客户群群发: a task that the group's owner has to tap.

As with an article the server tells no repetition: its list of tasks is looked through.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from villagepub import render
from villagepub.channels.announcement import Announcement, MessagePart, as_json
from villagepub.channels.kind import Kind
from villagepub.channels.official_drafts import remote_id_of
from villagepub.channels.reconciliation import NOT_SENT, ONCE_MORE, not_found, still
from villagepub.delivery_attempts import Claimed, Keep, Outcome
from villagepub.models import Channel
from villagepub.states import AccountKind, ChannelKind, DeliveryState, Word
from villagepub.wechat.api_clients import Caller
from villagepub.wechat.connections import Connections
from villagepub.wechat.encryption import unseal
from villagepub.wechat.errors import SendError
from villagepub.wechat.retry_policy import WECOM, Doubt

TEXT = 4000  # bytes
SEALED = "gAAAA"  # how a sealed text begins: a version and the time, in base64
EARLIER = timedelta(minutes=1)  # the server's clock may be behind ours
WAIT_OWNER = "等群主确认：群主的企业微信里有一条“群发”，点了才发出去。"
NOBODY = "群里没有收到：今天已经收过别的群发，或者不再是群成员。"
REFUSED = "这个群发不了：群主不在，或者今天已经群发过。"


def _parts(said: Announcement, channel: Channel) -> Sequence[MessagePart]:
    """Whose the group is is added when it is sent: the user id lies here sealed alone."""
    chat = channel.target.partition("|")[0]
    asked = {
        "chat_type": "group",
        "chat_id_list": [chat],
        "allow_select": False,
        "text": {"content": render.fit_bytes(said.text, TEXT)},
        "attachments": [_link(said)],
    }
    return (MessagePart("text", as_json(asked)),)


def _link(said: Announcement) -> dict[str, object]:
    """The notice's card, under the words."""
    link = {
        "title": said.title,
        "desc": said.description,
        "url": said.link,
    }
    if not said.is_withdrawal:  # a card of a withdrawn notice is not drawn
        link["picurl"] = said.card
    return {"msgtype": "link", "link": link}


def plain_owner(kept: str, secret_key: bytes) -> str:
    """The owner's user id; what was written before it was sealed is one. Raises SealError."""
    return unseal(kept, secret_key) if kept.startswith(SEALED) else kept


def _send(ways: Connections, one: Claimed, keep: Keep) -> Outcome:
    caller, kept = ways.caller(one.account), _kept_owner(one)
    owner = plain_owner(kept, ways.settings.secret_key)
    asked = {**json.loads(one.payload), "sender": owner}
    steps = {**one.remote, "owner": kept}
    if one.in_doubt:
        found = _looked_up(caller, one, asked)
        if found is not None:
            keep(steps)
        if found is not None or one.is_superseded:
            return found or NOT_SENT
        steps[ONCE_MORE] = True
    if steps != one.remote:
        keep(steps)
    text = as_json(asked).encode()
    answer = caller.call("externalcontact/add_msg_template", text)
    failed = answer.get("fail_list") or []
    if failed and len(failed) >= len(asked["chat_id_list"]):
        remote = str(answer.get("msgid") or "")
        return Outcome(state=DeliveryState.FAILED, reason=REFUSED, remote_id=remote)
    return _waiting(remote_id_of(answer, "msgid"))


def _kept_owner(one: Claimed) -> str:
    return one.secret or one.target.partition("|")[2]


def _waiting(msgid: str) -> Outcome:
    return Outcome(
        state=DeliveryState.ACCEPTED, reason=WAIT_OWNER, remote_id=msgid, wait=600
    )


def _looked_up(caller: Caller, one: Claimed, asked: dict[str, Any]) -> Outcome | None:
    """The task that an earlier call made after all; None if it may be sent once more."""
    try:
        for task in _tasks(caller, one, asked["sender"]):
            if _is_same(task, asked) and _is_for(caller, task, asked):
                return _waiting(str(task["msgid"]))
    except SendError as error:
        if not error.code:  # not even this was answered: try again later
            raise
        return not_found("群")
    return not_found("群") if one.remote.get(ONCE_MORE) else None


def _tasks(caller: Caller, one: Claimed, sender: str) -> Iterator[dict[str, Any]]:
    first = one.first_sent_at or datetime.fromtimestamp(0, UTC)
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
    """Two corrections of one notice may read alike: their links do not."""
    text = (task.get("text") or {}).get("content")
    return bool(text == asked["text"]["content"]) and _links(task) == _links(asked)


def _links(task: dict[str, Any]) -> list[str]:
    attached = task.get("attachments") or []
    return [str((one.get("link") or {}).get("url", "")) for one in attached]


def _is_for(caller: Caller, task: dict[str, Any], asked: dict[str, Any]) -> bool:
    """One owner may keep several groups: the list doesn't say for which a task is."""
    lines = _result(caller, task["msgid"], asked["sender"])
    return bool({line.get("chat_id") for line in lines} & set(asked["chat_id_list"]))


def _result(caller: Caller, msgid: str, owner: str) -> list[dict[str, Any]]:
    body = {"msgid": msgid, "userid": owner, "limit": 500}
    answer = caller.call("externalcontact/get_groupmsg_send_result", body)
    return list(answer.get("send_list", []))


def _poll(ways: Connections, one: Claimed) -> Outcome:
    kept = one.remote.get("owner", "")
    owner = plain_owner(kept, ways.settings.secret_key)
    lines = _result(ways.caller(one.account), one.remote_id, owner)
    states = [int(line.get("status", 0)) for line in lines]
    if not states or 0 in states:
        return still(one, WAIT_OWNER)
    if all(state == 1 for state in states):
        return Outcome(state=DeliveryState.CONFIRMED)
    if any(state == 1 for state in states):
        told = f"{sum(s == 1 for s in states)} 个群发到了，{sum(s != 1 for s in states)} 个没有。"
        return Outcome(state=DeliveryState.PARTIAL, reason=told)
    return Outcome(state=DeliveryState.FAILED, reason=NOBODY)


CUSTOMER_GROUP = Kind(
    kind=ChannelKind.CUSTOMER_GROUP,
    label=Word("居民群，群主点一下就发"),
    question="“{}”的群主，企业微信里收到要点发送的那一条了吗？",
    parts=_parts,
    send=_send,
    poll=_poll,
    accepted=Word("等群主确认", "warn"),
    waits=WAIT_OWNER,
    vendor=replace(WECOM, place="群", doubt=Doubt.LOOK_UP),
    account=AccountKind.WECOM,
    needs_target=True,
    has_owner=True,
)
