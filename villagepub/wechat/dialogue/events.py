"""Jobs that 公众号 says are finished: publishing and mass sending.

``after_publishing`` and ``after_mass`` are the same for a poll's answer. A job whose
number no delivery has yet is left to the poll: the callback may overtake the call.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog
from sqlmodel import Session

from villagepub import outbox
from villagepub.outbox import Told
from villagepub.states import ChannelKind, DeliveryState
from villagepub.wechat.dialogue.parser import Incoming

log = structlog.get_logger()

PUBLISHED, MASS_SENT = "publishjobfinish", "masssendjobfinish"
# Some accounts hear of a publication by the other event: both are looked for.
KINDS = {
    PUBLISHED: (ChannelKind.ARTICLE, ChannelKind.MASS),
    MASS_SENT: (ChannelKind.MASS, ChannelKind.ARTICLE),
}
WORKING = "1"  # publish_status: still being published
PUBLISHING = {
    "2": "微信查到别的公众号发过一样的文章，没有发布。请改一改题目再发。",
    "3": "微信没有发布成，也没说为什么。请再发一次。",
    "4": "微信平台审核没有通过。请到公众号后台看原因。",
    "5": "文章发布以后，被人在公众号后台删了。",
    "6": "文章发布以后，被微信封了。请到公众号后台看原因。",
}
TAKEN_DOWN = ("5", "6")
REFUSED = "微信审核没有通过，说内容涉嫌{}，没有群发。请到公众号后台看一看。"
MASS = {
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
MASS_FAILED = "微信没有群发成，也没说为什么。请再发一次。"
NOBODY = "微信说群发完了，但是一个人也没收到。"


def take(
    session: Session, *, account_id: int, incoming: Incoming, at: datetime
) -> bool:
    """Write a finished job down in the caller's transaction; False if nothing changed."""
    data = incoming.data
    if incoming.event == PUBLISHED:
        job = data.get("PublishEventInfo")
        job = job if isinstance(job, Mapping) else {}
        number, told = str(job.get("publish_id") or ""), after_publishing(job)
    else:
        number, told = str(data.get("MsgID") or ""), after_mass(data)
    if not number or told is None:
        return False
    delivery = outbox.find(
        session,
        account_id=account_id,
        remote_id=number,
        kinds=KINDS[incoming.event],
    )
    if delivery is None:
        log.info("job_of_nobody", job=incoming.event, account=account_id)
        return False
    return outbox.finish(session, delivery, told, at=at)


def after_publishing(job: Mapping[str, Any]) -> Told | None:
    """From ``publish_status`` (a number, or a string in XML); None while it works."""
    status = str(job.get("publish_status", ""))
    if status == WORKING:
        return None
    if status == "0":
        urls = _urls(job.get("article_detail"), "item", "article_url")
        remote = {"article_id": str(job.get("article_id") or ""), "urls": urls}
        return Told(state=DeliveryState.CONFIRMED, remote=remote)
    return Told(
        state=DeliveryState.FAILED,
        code=status[:20],
        reason=PUBLISHING.get(status, PUBLISHING["3"]),
        is_taken_down=status in TAKEN_DOWN,
    )


def after_mass(data: Mapping[str, Any]) -> Told:
    """From ``Status`` and the counts; a few who did not get it make it partial."""
    status = str(data.get("Status", "")).strip().lower().replace(" ", "")
    if status != "sendsuccess":
        code = status.removeprefix("err(").removesuffix(")")
        reason = MASS.get(code, MASS_FAILED)
        return Told(state=DeliveryState.FAILED, code=code[:20], reason=reason)
    sent, missed = _number(data, "SentCount"), _number(data, "ErrorCount")
    result = data.get("ArticleUrlResult")
    found = result.get("ResultList") if isinstance(result, Mapping) else None
    remote = {
        "sent": sent,
        "missed": missed,
        "urls": _urls(found, "item", "ArticleUrl"),
    }
    if missed and not sent:
        return Told(state=DeliveryState.FAILED, reason=NOBODY, remote=remote)
    if missed:
        reason = f"{sent} 个人收到了，{missed} 个人没收到。"
        return Told(state=DeliveryState.PARTIAL, reason=reason, remote=remote)
    return Told(state=DeliveryState.CONFIRMED, remote=remote)


def _number(data: Mapping[str, Any], name: str) -> int:
    text = str(data.get(name) or "0")
    return int(text) if text.isdecimal() else 0


def _urls(holder: object, items: str, name: str) -> list[str]:
    """The addresses in a list of items; a list of one comes as the item itself."""
    found = holder.get(items) if isinstance(holder, Mapping) else None
    rows = found if isinstance(found, list) else [found]
    return [str(r[name]) for r in rows if isinstance(r, Mapping) and r.get(name)]
