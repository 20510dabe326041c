"""What a 企业微信 answers: messages of an app, groups of customers and their tasks."""

from typing import TYPE_CHECKING, Any

from tests.wechat_server.official import nothing
from tests.wechat_server.people import Answer
from tests.wechat_server.robots import error

if TYPE_CHECKING:
    from tests.wechat_server.platform import Platform

APP_TEXT, GROUP_TEXT = 2048, 4000
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
SWALLOWED = 1800  # seconds in which the same bytes are the same app message


def app_send(platform: "Platform", given: dict[str, Any], body: bytes) -> Answer:
    if set(given) - APP_KEYS:
        return error(47001)
    if not given["text"]["content"]:
        return error(44004)
    if len(given["text"]["content"].encode()) > APP_TEXT:
        return error(45002)
    users = given["touser"].split("|")
    missed = [u for u in users if u in platform.unknown_users]
    if len(missed) == len(users):
        return error(81013)
    before, again = (
        platform.app_bodies.get(body, 0.0),
        given.get("enable_duplicate_check"),
    )
    if not again or platform.clock() - before > SWALLOWED:  # else it is swallowed
        platform.app_bodies[body] = platform.clock()
        platform.app_seen.append(given)
    told = {"errcode": 0, "errmsg": "ok", "invaliduser": "|".join(missed)}
    return told | {"msgid": f"msg-{len(platform.app_seen)}"}


def group_send(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    if set(given) - GROUP_KEYS or len(given["attachments"]) > 9:
        return error(40058)
    if len(given["text"]["content"].encode()) > GROUP_TEXT:
        return error(40058)
    if any(_link_fault(one) for one in given.get("attachments", [])):
        return error(40058)
    asked = given["chat_id_list"]
    failed = [c for c in asked if platform.groups.get(c) != given["sender"]]
    name = f"task-{len(platform.tasks) + 1}"
    platform.task_times[name] = int(platform.clock())
    platform.tasks[name] = (given, [0 for c in asked if c not in failed])
    return {"errcode": 0, "errmsg": "ok", "fail_list": failed, "msgid": name}


def group_tasks(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    """Who made what and when, without the groups that it is for."""
    span = range(given["start_time"], given["end_time"] + 1)
    if given["limit"] > 100 or len(span) > 31 * 24 * 3600:
        return error(40058)
    lines = [
        {
            "msgid": name,
            "creator": asked["sender"],
            "create_time": str(platform.task_times[name]),
            "create_type": 0,
            "text": asked["text"],
            "attachments": asked["attachments"],
        }
        for name, (asked, _) in platform.tasks.items()
        if platform.task_times[name] in span and asked["sender"] == given["creator"]
    ]
    at = int(given.get("cursor") or 0)
    page, more = lines[at : at + given["limit"]], at + given["limit"] < len(lines)
    told = {
        "group_msg_list": page,
        "next_cursor": str(at + given["limit"]) if more else "",
    }
    return {"errcode": 0, "errmsg": "ok", **told}


def group_result(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    asked, states = platform.tasks[given["msgid"]]
    lines = [
        {"chat_id": chat, "userid": given["userid"], "status": status}
        for chat, status in zip(asked["chat_id_list"], states, strict=False)
    ]
    return {"errcode": 0, "errmsg": "ok", "send_list": lines}


def group_remind(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    """Three a day for each message."""
    if given["msgid"] not in platform.tasks:
        return error(41063)
    if platform.reminded.count(given["msgid"]) >= 3:
        return error(45009)
    platform.reminded.append(given["msgid"])
    return {"errcode": 0, "errmsg": "ok"}


def group_cancel(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    """What was not tapped yet is never shown to the owner again."""
    if given["msgid"] not in platform.tasks:
        return error(41063)
    platform.cancelled.add(given["msgid"])
    return {"errcode": 0, "errmsg": "ok"}


def group_list(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    lines = [{"chat_id": chat, "status": 0} for chat in platform.groups]
    return {
        "errcode": 0,
        "errmsg": "ok",
        "group_chat_list": lines,
        "next_cursor": "",
    }


def group_get(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    owner = platform.groups.get(given["chat_id"])
    if owner is None:
        return error(90501)
    name = platform.group_names.get(given["chat_id"], "马家沟乡亲群")
    group = {"chat_id": given["chat_id"], "name": name, "owner": owner}
    return {"errcode": 0, "errmsg": "ok", "group_chat": group}


def add_way(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    chats = given["chat_id_list"]
    wrong = set(chats) - set(platform.groups)
    if given["scene"] != 2 or not 0 < len(chats) <= 5 or wrong:
        return error(40058)
    if len(given.get("state", "")) > 30 or len(given["room_base_name"]) > 40:
        return error(40058)
    name = f"way-{len(platform.ways) + 1}"
    platform.ways[name] = given
    return {"errcode": 0, "errmsg": "ok", "config_id": name}


def get_way(platform: "Platform", given: dict[str, Any], _: bytes) -> Answer:
    way = platform.ways.get(given["config_id"])
    if way is None:
        return error(40058)
    return {
        "errcode": 0,
        "errmsg": "ok",
        "join_way": {**way, "qr_code": platform.address + platform.way_picture},
    }


def _link_fault(attachment: dict[str, Any]) -> bool:
    link = attachment.get(attachment["msgtype"]) or {}
    long = len(link.get("title", "").encode()) > 128
    return long or len(link.get("desc", "").encode()) > 512 or not link.get("url")


WECOM = {
    "message/send": app_send,
    "externalcontact/groupchat/add_join_way": add_way,
    "externalcontact/groupchat/get_join_way": get_way,
    "externalcontact/add_msg_template": group_send,
    "externalcontact/get_groupmsg_list_v2": group_tasks,
    "externalcontact/get_groupmsg_send_result": group_result,
    "externalcontact/remind_groupmsg_send": group_remind,
    "externalcontact/cancel_groupmsg_send": group_cancel,
    "externalcontact/groupchat/list": group_list,
    "externalcontact/groupchat/get": group_get,
    "agent/get": nothing,
}
