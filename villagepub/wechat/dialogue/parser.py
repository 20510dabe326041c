"""A message's XML as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from villagepub.seals import keyed_hash
from villagepub.states import AccountKind
from villagepub.wechat.dialogue.verification import CallRefused, element

MAX_ID_LENGTH = 128  # characters of an id; longer is no id
LAST_SECOND = 2**33  # of the year 2242


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """``sender`` is an openid or userid: it is answered, never stored and never logged.

    ``event``: subscribe, subscribe_scan, scan, click …, '' for what people wrote;
    ``key``: the menu's key, or a QR code's scene without ``qrscene_``.
    """

    kind: str  # text, voice, image …, event
    sender: str
    recipient: str
    created: int  # seconds since 1970
    message_id: str = ""
    text: str = ""
    event: str = ""
    key: str = ""
    data: Mapping[str, Any]


def parse(xml: str, kind: AccountKind) -> Incoming:
    """Raises Refused(400) for whatever is no message."""
    from wechatpy import parser
    from wechatpy.work import parser as work_parser

    element(xml.encode())  # deep, declared or foreign: refused before it is walked
    library = work_parser if kind is AccountKind.WECOM else parser
    try:
        return _incoming(library.parse_message(xml)._data)
    except Exception as error:
        raise CallRefused(400, type(error).__name__) from None


def _incoming(data: Mapping[str, Any]) -> Incoming:
    spoken = _said(data, "Recognition", 2048)
    return Incoming(
        kind=_said(data, "MsgType").lower(),
        sender=_needed(data, "FromUserName"),
        recipient=_needed(data, "ToUserName"),
        created=_moment(data),
        message_id=_said(data, "MsgId"),
        text=_said(data, "Content", 8192) or spoken,
        event=_said(data, "Event").lower(),
        key=_said(data, "EventKey", 1024),
        data=data,
    )


def _moment(data: Mapping[str, Any]) -> int:
    created = int(_needed(data, "CreateTime"))
    if not 0 < created < LAST_SECOND:
        raise ValueError("CreateTime")
    return created


def _said(data: Mapping[str, Any], name: str, longest: int = MAX_ID_LENGTH) -> str:
    """A field said once and without fields in it; '' if it is missing or empty."""
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError(name)
    return value


def _needed(data: Mapping[str, Any], name: str) -> str:
    value = _said(data, name)
    if not value:
        raise KeyError(name)
    return value


def message_key(incoming: Incoming, *, account_id: int, id_key: bytes) -> str:
    """Equal for every delivery of one message: by its id, or what an event is about.

    Jobs that finish in the same second are told apart by their number.
    """
    job = incoming.data.get("PublishEventInfo") or {}
    number = job.get("publish_id") if isinstance(job, Mapping) else ""
    said = incoming.message_id or "|".join(
        str(part)
        for part in (
            incoming.sender,
            incoming.created,
            incoming.event,
            incoming.key,
            incoming.data.get("MsgID") or number or "",
        )
    )
    return keyed_hash(f"message:{account_id}:{said}".encode(), id_key)
