"""What became of a notice at one group or account: a word, a sentence, the next act."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import url_for

from villagepub import clock, outbox
from villagepub.channels.registry import CHANNELS
from villagepub.models import OwnerAsk
from villagepub.outbox.enqueue import STALE, WHILE_STOPPED
from villagepub.outbox.queries import DeliveryLine
from villagepub.states import DELIVERIES, DeliveryState, OwnerAct, Word

LATER = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.RETRY)
ASKED = (DeliveryState.UNKNOWN, DeliveryState.FAILED)
BACK = "现在用起来了，要发过去吗？"
STILL = "现在还要发过去吗？"
STOPPED = "这里停用了，没有发。到群的设置里用起来，就接着发"


@dataclass(frozen=True, kw_only=True, slots=True)
class SentLine:
    """``tick``, ``untick``, ``confirm``, ``owner``: where to post, '' if not possible."""

    name: str
    note: str
    tag: Word
    link: str = ""  # where it stands
    tick: str = ""
    untick: str = ""
    confirm: str = ""
    question: str = ""
    seen: str = ""  # the words of the two answers; '' if there is only one
    again: str = ""
    owner: str = ""
    reminders: int = 0  # that are left today
    parts: tuple["SentLine", ...] = ()  # of several messages those that need somebody


def delivery_line(d: DeliveryLine, writes: bool, at: datetime) -> SentLine:
    """``writes``: may this person act on it?"""
    ids: dict[str, Any] = {"delivery_id": d.id}
    is_group = d.is_by_hand
    asked = writes and d.is_asked
    waits = writes and _waits_for_owner(d)
    return SentLine(
        name=d.channel,
        note=_group_note(d) if is_group else _note(d, at),
        tag=tag_of(d),
        link=d.url,
        tick=url_for("clerk.tick", what="tick", **ids)
        if writes and is_group and d.state in LATER
        else "",
        untick=url_for("clerk.tick", what="untick", **ids)
        if writes and is_group and d.state is DeliveryState.SENT
        else "",
        confirm=url_for("clerk.confirm", **ids) if asked else "",
        question=_question(d) if asked else "",
        seen="看到了" if d.state is DeliveryState.UNKNOWN else "人已经说过了",
        again=_again(d),
        owner=url_for("clerk.ask_owner", **ids) if waits else "",
        reminders=outbox.PER_DAY - len(_reminders(d, at)),
    )


def _question(d: DeliveryLine) -> str:
    if d.state is DeliveryState.UNKNOWN:
        question = CHANNELS[d.kind].question.format(d.channel)
        return f"改以前的那一条，{question}" if d.is_superseded else question
    if not d.is_in_use:
        return ""
    asked = {WHILE_STOPPED: BACK, STALE: STILL}
    return asked.get(d.code, "照上面说的弄好了，再发一次。")


def _again(d: DeliveryLine) -> str:
    if d.is_superseded:
        return "没有"
    if not d.is_in_use:
        return ""
    if d.code in (WHILE_STOPPED, STALE):
        return "发过去"
    return "没有，再发一次" if d.state is DeliveryState.UNKNOWN else "重发"


def _waits_for_owner(d: DeliveryLine) -> bool:
    is_open = d.state is DeliveryState.ACCEPTED and CHANNELS[d.kind].has_owner
    return is_open and _taken_back(d) is None


def _taken_back(d: DeliveryLine) -> OwnerAsk | None:
    """Asked for, and not refused."""
    asks = (a for a in d.asks if a.act is OwnerAct.CANCEL and not a.reason)
    return next(asks, None)


def _reminders(d: DeliveryLine, at: datetime) -> list[OwnerAsk]:
    since = at - timedelta(days=1)
    return [a for a in d.asks if a.act is OwnerAct.REMIND and a.asked_at > since]


def _group_note(d: DeliveryLine) -> str:
    if d.state is DeliveryState.SENT:
        return _done(d, "转发")
    keeper = f"{d.keeper}在管" if d.keeper else ""
    return "。".join(w.rstrip("。") for w in (keeper, d.reason) if w)


def _note(d: DeliveryLine, at: datetime) -> str:
    words = [CHANNELS[d.kind].label.text]
    if d.state is DeliveryState.SENT and d.confirmed_by:
        words.append(_done(d, "看过，说到了"))
    elif d.state in LATER and not d.is_in_use:
        words.append(STOPPED)
    elif d.reason and d.state is not DeliveryState.SENT:
        words.append(d.reason)
    if d.state is DeliveryState.RETRY and d.is_in_use:
        words.append(f"{clock.say_moment(d.next_at)} 再发")
    if d.state is DeliveryState.ACCEPTED:
        words += _asked(d, at)
    return "。".join(w.rstrip("。") for w in words)


def _asked(d: DeliveryLine, at: datetime) -> list[str]:
    """What the owner was asked, and what came of it."""
    if _taken_back(d) is not None:
        return ["已经叫停，等一会儿再看"]
    reminded = _reminders(d, at)
    words = []
    if reminded:
        when = clock.say_moment(reminded[0].asked_at)
        words.append(f"今天催过 {len(reminded)} 次，最近 {when}")
    if d.asks and d.asks[0].reason:
        words.append(f"没催成：{d.asks[0].reason}")
    return words


def _done(d: DeliveryLine, act: str) -> str:
    who = f"{d.confirmed_by} " if d.confirmed_by else ""
    when = f"{clock.say_moment(d.done_at)} " if d.done_at else ""
    return f"{who}{when}{act}的"


def tag_of(d: DeliveryLine) -> Word:
    word, kind = DELIVERIES[d.state], CHANNELS[d.kind]
    if d.is_by_hand:
        if d.state is DeliveryState.SENT:
            return Word("已转发", "ok")
        return Word("还没转") if d.state in LATER else word
    if d.state is DeliveryState.ACCEPTED:
        return kind.accepted or word
    if d.state in (DeliveryState.SENT, DeliveryState.CONFIRMED) and d.done_at:
        word = kind.arrived or word
        return Word(f"{clock.say_moment(d.done_at)} {word.text}", word.look)
    return word
