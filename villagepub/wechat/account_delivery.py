"""One delivery to one channel of an account: what is called, and what it came to.

Each kind has a ``send`` and, where the answer is only 收下了, a ``poll``. A payload is
the JSON that was made when the notice was published and never changes.
"""

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any

from villagepub.outbox import Claimed, Outcome
from villagepub.outbox.claims import SUBMITTING
from villagepub.states import ChannelKind, DeliveryState
from villagepub.wechat import materials, reconciliation
from villagepub.wechat.api_clients import Caller
from villagepub.wechat.dialogue import events
from villagepub.wechat.error_rules import POLLS, WORKING
from villagepub.wechat.errors import SendError

NO_MEDIA = "40007"
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
    steps = {SUBMITTING: True}
    if one.in_doubt:
        found = reconciliation.article(caller, one, keep)
        if found is not None:
            return found
        steps[reconciliation.ONCE_MORE] = True
    done = _draft(caller, one, keep)
    keep({**done, **steps})
    answer = caller.call("freepublish/submit", {"media_id": done["media"]})
    return Outcome(
        state=DeliveryState.ACCEPTED,
        reason=WORKING,
        remote_id=_number(answer, "publish_id"),
        wait=POLLS[0],
    )


def _draft(caller: Caller, one: Claimed, keep: Keep) -> dict[str, Any]:
    """Cover and draft; a draft too many harms nobody, a step done is not done again."""
    article, done = json.loads(one.payload), dict(one.remote)
    try:
        if "thumb" not in done:
            done["thumb"] = _cover(caller, one, article["cover"])
            keep(done)
        if "media" not in done:
            done |= _stored_with_cover(caller, one, article, done["thumb"])
            keep(done)
    except SendError as error:
        raise error.before_posting() from None
    return done


def _cover(caller: Caller, one: Claimed, cover: str) -> str:
    """Uploaded, unless the account has this very picture already."""
    data = base64.b64decode(cover)

    def upload() -> str:
        answer = caller.call(
            "material/add_material",
            upload=("cover.png", data, "image/png"),
            params={"type": "image"},
        )
        return _number(answer, "media_id")

    tokens = caller.tokens
    return materials.kept(
        tokens.engine,
        account_id=_account_id(one),
        data=data,
        upload=upload,
        at=tokens.now(),
    )


def _account_id(one: Claimed) -> int:
    return (one.account.id or 0) if one.account else 0


def _stored_with_cover(
    caller: Caller, one: Claimed, article: Mapping[str, str], thumb: str
) -> dict[str, str]:
    """The draft; a kept cover that somebody deleted meanwhile is uploaded once more."""
    try:
        return {"media": _stored(caller, article, thumb)}
    except SendError as error:
        engine, account_id = caller.tokens.engine, _account_id(one)
        if error.code != NO_MEDIA or not materials.forget(
            engine, account_id=account_id, media_id=thumb
        ):
            raise
    thumb = _cover(caller, one, article["cover"])
    return {"thumb": thumb, "media": _stored(caller, article, thumb)}


def _stored(caller: Caller, article: Mapping[str, str], thumb: str) -> str:
    body = {
        "title": article["title"],
        "author": article["author"],
        "digest": article["digest"],
        "content": article["content"],
        "content_source_url": article["source"],
        "thumb_media_id": thumb,
        "need_open_comment": 0,
        "only_fans_can_comment": 0,
    }
    return _number(caller.call("draft/add", {"articles": [body]}), "media_id")


def _number(answer: Mapping[str, Any], name: str) -> str:
    """What the server calls it. Raises SendError: without it nothing is known."""
    number = str(answer.get(name) or "")
    if not number:
        raise SendError("the answer names nothing")
    return number


def send_mass(caller: Caller, one: Claimed, keep: Keep) -> Outcome:
    """群发 to all followers or a tag, with a key that the server knows for 24 hours."""
    done = _draft(caller, one, keep)
    body = {
        "filter": {"is_to_all": not one.target, "tag_id": one.target},
        "mpnews": {"media_id": done["media"]},
        "msgtype": "mpnews",
        "send_ignore_reprint": 0,
        "clientmsgid": f"n{one.id:020d}t{int(one.remote.get('tries', 0)):05d}",
    }
    answer = caller.call("message/mass/sendall", body)
    return Outcome(
        state=DeliveryState.ACCEPTED,
        reason=WORKING,
        remote_id=_number(answer, "msg_id"),
        wait=POLLS[0],
    )


def send_customer_group(caller: Caller, one: Claimed, keep: Keep) -> Outcome:
    """客户群群发: a task that the group's owner has to tap."""
    asked = json.loads(one.payload)
    keep_owner = {**one.remote, "owner": asked["sender"]}
    if one.in_doubt:
        found = reconciliation.group_task(caller, one, keep)
        if found is not None:
            return found
        keep_owner[reconciliation.ONCE_MORE] = True
    if keep_owner != one.remote:
        keep(keep_owner)
    answer = caller.call("externalcontact/add_msg_template", one.payload.encode())
    failed = answer.get("fail_list") or []
    if failed and len(failed) >= len(asked["chat_id_list"]):
        told = "这个群发不了：群主不在，或者今天已经群发过。"
        remote = str(answer.get("msgid") or "")
        return Outcome(state=DeliveryState.FAILED, reason=told, remote_id=remote)
    return reconciliation.waiting(_number(answer, "msgid"))


def poll_article(caller: Caller, one: Claimed) -> Outcome:
    """The same words as for a callback: whichever comes first."""
    answer = caller.call("freepublish/get", {"publish_id": one.remote_id})
    told = events.after_publishing(answer)
    if told is None or "publish_status" not in answer:
        return still(one)
    return Outcome(
        state=told.state, code=told.code, reason=told.reason, remote=told.remote
    )


def poll_mass(caller: Caller, one: Claimed) -> Outcome:
    answer = caller.call("message/mass/get", {"msg_id": one.remote_id})
    status = str(answer.get("msg_status", ""))
    if status == "SEND_SUCCESS":
        return Outcome(state=DeliveryState.CONFIRMED)
    if status in ("SEND_FAIL", "DELETE"):
        told = "微信说没有群发成。请到公众号后台看看。"
        return Outcome(state=DeliveryState.FAILED, code=status, reason=told)
    return still(one)


def poll_customer_group(caller: Caller, one: Claimed) -> Outcome:
    owner = one.remote.get("owner", "")
    body = {"msgid": one.remote_id, "userid": owner, "limit": 500}
    answer = caller.call("externalcontact/get_groupmsg_send_result", body)
    states = [int(line.get("status", 0)) for line in answer.get("send_list", [])]
    if not states or 0 in states:
        return still(one)
    if all(state == 1 for state in states):
        return Outcome(state=DeliveryState.CONFIRMED)
    if any(state == 1 for state in states):
        told = f"{sum(s == 1 for s in states)} 个群发到了，{sum(s != 1 for s in states)} 个没有。"
        return Outcome(state=DeliveryState.PARTIAL, reason=told)
    told = "群里没有收到：今天已经收过别的群发，或者不再是群成员。"
    return Outcome(state=DeliveryState.FAILED, reason=told)


def still(one: Claimed) -> Outcome:
    """Not ended yet, or nobody could be asked: look again, later each time."""
    is_group = one.kind is ChannelKind.CUSTOMER_GROUP
    reason = reconciliation.WAIT_OWNER if is_group else WORKING
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
