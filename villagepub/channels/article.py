"""公众号发布: a permanent link, pushed to nobody.

The server has no key by which it would tell a repetition: what it lists is looked
through before anything is sent again, and what is not there is sent once more at most.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from villagepub.channels import official_drafts
from villagepub.channels.announcement import Announcement, MessagePart
from villagepub.channels.kind import Callback, Kind
from villagepub.channels.reconciliation import NOT_SENT, ONCE_MORE, not_found, still
from villagepub.delivery_attempts import (
    SUBMITTING,
    Claimed,
    Keep,
    Limit,
    Outcome,
    PollResult,
)
from villagepub.models import Channel
from villagepub.states import AccountKind, ChannelKind, DeliveryState, Word
from villagepub.wechat.api_clients import Caller
from villagepub.wechat.connections import Connections
from villagepub.wechat.errors import SendError
from villagepub.wechat.retry_policy import NO_MEDIA, OFFICIAL, POLLS, WORKING, Doubt

PAGE = 20  # that batchget lists at once
COMING = "微信收下了，还没查到，过一会儿再查。"
IN_WORK = "1"  # publish_status: still being published
ENDS = {
    "2": "微信查到别的公众号发过一样的文章，没有发布。请改一改题目再发。",
    "3": "微信没有发布成，也没说为什么。请再发一次。",
    "4": "微信平台审核没有通过。请到公众号后台看原因。",
    "5": "文章发布以后，被人在公众号后台删了。",
    "6": "文章发布以后，被微信封了。请到公众号后台看原因。",
}
TAKEN_DOWN = ("5", "6")


def _parts(said: Announcement, _: Channel) -> Sequence[MessagePart]:
    return (MessagePart("text", said.article),)


def _send(ways: Connections, one: Claimed, keep: Keep) -> Outcome:
    caller, steps = ways.caller(one.account), {SUBMITTING: True}
    if one.in_doubt:
        found = _looked_up(caller, one, keep)
        if found is not None or one.is_superseded:
            return found or NOT_SENT
        steps[ONCE_MORE] = True
    done = official_drafts.stored(caller, one, keep)
    keep({**done, **steps})
    answer = caller.call("freepublish/submit", {"media_id": done["media"]})
    return Outcome(
        state=DeliveryState.ACCEPTED,
        reason=WORKING,
        remote_id=official_drafts.remote_id_of(answer, "publish_id"),
        wait=POLLS[0],
    )


def _looked_up(caller: Caller, one: Claimed, keep: Keep) -> Outcome | None:
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
        if error.code == NO_MEDIA and not one.remote.get("asked"):
            keep({**one.remote, "asked": True})
            return Outcome(
                state=DeliveryState.RETRY, reason=COMING, wait=600, in_doubt=True
            )
        return not_found("公众号")
    return not_found("公众号") if one.remote.get(ONCE_MORE) else None


def _published(caller: Caller, one: Claimed) -> Outcome | None:
    """Two corrections of one notice share their title: the source's # tells them apart."""
    wanted = json.loads(one.payload)
    for item in _publications(caller):
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


def _publications(caller: Caller) -> Iterator[dict[str, Any]]:
    """The newest first, as many as an account may publish in a day."""
    for offset in range(0, 100, PAGE):
        body = {"offset": offset, "count": PAGE, "no_content": 1}
        items = caller.call("freepublish/batchget", body).get("item", [])
        yield from items
        if len(items) < PAGE:
            return


def _poll(ways: Connections, one: Claimed) -> Outcome:
    """The same words as for a callback: whichever comes first."""
    caller = ways.caller(one.account)
    answer = caller.call("freepublish/get", {"publish_id": one.remote_id})
    told = after_publishing(answer)
    if told is None or "publish_status" not in answer:
        return still(one, WORKING)
    return Outcome(
        state=told.state, code=told.code, reason=told.reason, remote=told.remote
    )


def _read(data: Mapping[str, Any]) -> tuple[str, PollResult | None]:
    job = data.get("PublishEventInfo")
    job = job if isinstance(job, Mapping) else {}
    return str(job.get("publish_id") or ""), after_publishing(job)


def after_publishing(job: Mapping[str, Any]) -> PollResult | None:
    """From ``publish_status`` (a number, or a string in XML); None while it works."""
    status = str(job.get("publish_status", ""))
    if status == IN_WORK:
        return None
    if status == "0":
        urls = official_drafts.urls_in(job.get("article_detail"), "article_url")
        remote = {"article_id": str(job.get("article_id") or ""), "urls": urls}
        return PollResult(state=DeliveryState.CONFIRMED, remote=remote)
    return PollResult(
        state=DeliveryState.FAILED,
        code=status[:20],
        reason=ENDS.get(status, ENDS["3"]),
        is_taken_down=status in TAKEN_DOWN,
    )


def _poll_limit(one: Claimed) -> Limit | None:
    """A hundred questions a day for an account."""
    return Limit(f"polls {one.app_id}", 100) if one.account else None


ARTICLE = Kind(
    kind=ChannelKind.ARTICLE,
    label=Word("公众号文章，有固定网址"),
    question="公众号里看到这一篇了吗？",
    parts=_parts,
    send=_send,
    poll=_poll,
    callback=Callback(event="publishjobfinish", read=_read),
    accepted=Word("正在发布", "info"),
    arrived=Word("发布了", "ok"),
    vendor=replace(OFFICIAL, doubt=Doubt.LOOK_UP),
    account=AccountKind.OFFICIAL,
    stepwise=frozenset({"text"}),
    limit=official_drafts.daily,
    poll_limit=_poll_limit,
)
