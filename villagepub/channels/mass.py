"""公众号群发: pushed to all followers or a tag, with a key that the server knows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from villagepub.channels import official_drafts
from villagepub.channels.announcement import Announcement, MessagePart
from villagepub.channels.kind import Callback, Kind
from villagepub.channels.reconciliation import still
from villagepub.delivery_attempts import Claimed, Keep, Outcome, PollResult
from villagepub.models import Channel
from villagepub.states import AccountKind, ChannelKind, DeliveryState, Word
from villagepub.wechat.connections import Connections
from villagepub.wechat.retry_policy import OFFICIAL, POLLS, WORKING, Doubt

REFUSED = "微信审核没有通过，说内容涉嫌{}，没有群发。请到公众号后台看一看。"
ENDS = {
    "10001": REFUSED.format("广告"),
    "20001": REFUSED.format("政治"),
    "20002": REFUSED.format("色情"),
    "20004": REFUSED.format("社会问题"),
    "20006": REFUSED.format("违法犯罪"),
    "20008": REFUSED.format("欺诈"),
    "20013": REFUSED.format("侵权"),
    "21000": REFUSED.format("其他问题"),
    "22000": REFUSED.format("互相推广"),
    "30001": "微信查原创时出错了，没有群发。请再发一次。",
    "30002": "微信查原创没有通过，没有群发。请改一改题目再发。",
    "30003": "微信说这是转载的文章，没有群发。请改一改题目再发。",
    "40001": "公众号管理员没有同意群发。请跟管理员说一声再发。",
    "40002": "公众号管理员半小时里没有确认，没有群发。请跟管理员说好再发。",
}
FAILED = "微信没有群发成，也没说为什么。请再发一次。"
NOBODY = "微信说群发完了，但是一个人也没收到。"
LOOK = "微信说没有群发成。请到公众号后台看看。"


def _parts(said: Announcement, _: Channel) -> Sequence[MessagePart]:
    return (MessagePart("text", said.article),)


def _send(ways: Connections, one: Claimed, keep: Keep) -> Outcome:
    caller = ways.caller(one.account)
    done = official_drafts.stored(caller, one, keep)
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
        remote_id=official_drafts.remote_id_of(answer, "msg_id"),
        wait=POLLS[0],
    )


def _poll(ways: Connections, one: Claimed) -> Outcome:
    caller = ways.caller(one.account)
    answer = caller.call("message/mass/get", {"msg_id": one.remote_id})
    status = str(answer.get("msg_status", ""))
    if status == "SEND_SUCCESS":
        return Outcome(state=DeliveryState.CONFIRMED)
    if status in ("SEND_FAIL", "DELETE"):
        return Outcome(state=DeliveryState.FAILED, code=status, reason=LOOK)
    return still(one, WORKING)


def _read(data: Mapping[str, Any]) -> tuple[str, PollResult | None]:
    return str(data.get("MsgID") or ""), after_mass(data)


def after_mass(data: Mapping[str, Any]) -> PollResult:
    """From ``Status`` and the counts; a few who did not get it make it partial."""
    status = str(data.get("Status", "")).strip().lower().replace(" ", "")
    if status != "sendsuccess":
        code = status.removeprefix("err(").removesuffix(")")
        reason = ENDS.get(code, FAILED)
        return PollResult(state=DeliveryState.FAILED, code=code[:20], reason=reason)
    sent, missed = _number(data, "SentCount"), _number(data, "ErrorCount")
    result = data.get("ArticleUrlResult")
    found = result.get("ResultList") if isinstance(result, Mapping) else None
    remote = {
        "sent": sent,
        "missed": missed,
        "urls": official_drafts.urls_in(found, "ArticleUrl"),
    }
    if missed and not sent:
        return PollResult(state=DeliveryState.FAILED, reason=NOBODY, remote=remote)
    if missed:
        reason = f"{sent} 个人收到了，{missed} 个人没收到。"
        return PollResult(state=DeliveryState.PARTIAL, reason=reason, remote=remote)
    return PollResult(state=DeliveryState.CONFIRMED, remote=remote)


def _number(data: Mapping[str, Any], name: str) -> int:
    text = str(data.get(name) or "0")
    return int(text) if text.isdecimal() else 0


# 订阅号 once a day, 服务号 four times a month to each follower; each piece is one of them.
WARNING = (
    "群发有次数：订阅号一天一次，服务号一个月四次，各村贴的、更正的、撤回的都算在里面，"
    "用完了要等到第二天或者下个月，等过一天的会先问还要不要发。"
)

MASS = Kind(
    kind=ChannelKind.MASS,
    label=Word("公众号群发，推给关注的人"),
    question="关注公众号的人收到了吗？",
    parts=_parts,
    send=_send,
    poll=_poll,
    callback=Callback(event="masssendjobfinish", read=_read),
    accepted=Word("正在群发", "info"),
    arrived=Word("群发了", "ok"),
    vendor=replace(OFFICIAL, doubt=Doubt.REPEAT),
    account=AccountKind.OFFICIAL,
    warning=WARNING,
    remembers=timedelta(hours=23),
    limit=official_drafts.daily,
)
