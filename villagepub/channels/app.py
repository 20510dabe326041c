"""企业微信应用消息, to staff about their work. The server swallows a repetition."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from villagepub import db
from villagepub.channels import staff_messages
from villagepub.channels.announcement import Announcement, MessagePart
from villagepub.channels.kind import Kind
from villagepub.delivery_attempts import Claimed, Keep, Limit, Outcome
from villagepub.models import Channel
from villagepub.states import AccountKind, ChannelKind, DeliveryState, Word
from villagepub.wechat.connections import Connections
from villagepub.wechat.retry_policy import WECOM, Doubt

MINUTE = timedelta(seconds=65)


def _parts(_said: Announcement, _: Channel) -> Sequence[MessagePart]:
    """No notice goes there; what does is made by ``staff_messages``."""
    return ()


def _send(ways: Connections, one: Claimed, _keep: Keep) -> Outcome:
    """The same bytes again are swallowed by the server for half an hour."""
    if staff_messages.TO in one.payload:
        key = ways.settings.secret_key
        with db.reading(ways.engine) as session:
            one = replace(one, payload=staff_messages.addressed(session, one, key))
    answer = ways.caller(one.account).call("message/send", one.payload.encode())
    missed = [n for n in str(answer.get("invaliduser", "")).split("|") if n]
    remote = str(answer.get("msgid", ""))
    if missed:
        told = f"{len(missed)} 个人收不到：{'、'.join(missed[:5])}。"
        return Outcome(state=DeliveryState.PARTIAL, reason=told, remote_id=remote)
    return Outcome(state=DeliveryState.SENT, remote_id=remote)


def _limit(one: Claimed) -> Limit:
    """More than 30 a minute to one member are dropped without a word."""
    return Limit(f"app {one.app_id} {one.target}"[:120], 30, MINUTE)


APP = Kind(
    kind=ChannelKind.APP,
    label=Word("企业微信，给工作人员"),
    question="问问同事：企业微信里收到了吗？",
    parts=_parts,
    send=_send,
    vendor=replace(WECOM, doubt=Doubt.REPEAT),
    account=AccountKind.WECOM,
    is_for_staff=True,
    remembers=timedelta(minutes=25),
    limit=_limit,
)
