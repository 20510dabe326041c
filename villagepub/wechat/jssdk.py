"""JS-SDK signatures, so that a link that is shared shows its title and picture.

Only a certified 公众号 whose JS 安全域名 is this site can sign; without one the page is
plain, and its og tags still make a card.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Session, col, select

from villagepub.models import Account
from villagepub.states import AccountKind

RIGHT = "jsapi"  # in Account.rights; '' once the probe got a ticket


class Tickets(Protocol):
    """What is asked of a client: wechatpy's ``client.jsapi``, with its cache."""

    @property
    def jsapi(self) -> Any: ...


class NoSignature(Exception):
    """No ticket could be had; the text is only the kind of the fault."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageSignature:
    """The names that ``wx.config`` wants."""

    appId: str  # noqa: N815  (WeChat's spelling)
    timestamp: int
    nonceStr: str  # noqa: N815
    signature: str

    def as_plain(self) -> dict[str, str | int]:
        return asdict(self)


def account_for(session: Session, place_code: str) -> Account | None:
    """The account that signs pages of a place: the nearest one that was found able to."""
    levels = (place_code, place_code[:9], place_code[:6])
    rows = session.exec(
        select(Account).where(
            col(Account.place_code).in_(levels),
            Account.kind == AccountKind.OFFICIAL,
            col(Account.is_active),
        )
    )
    able = [row for row in rows if json.loads(row.rights).get(RIGHT) == ""]
    return max(able, key=lambda row: len(row.place_code), default=None)


def sign(account: Account, client: Tickets, url: str, *, at: datetime) -> PageSignature:
    """For the page at ``url``, its fragment left out. Raises NoSignature."""
    try:
        ticket = client.jsapi.get_jsapi_ticket()
    except Exception as error:  # the network's and the library's; texts hold tokens
        raise NoSignature(type(error).__name__) from None
    nonce, stamp = secrets.token_hex(8), int(at.timestamp())
    return PageSignature(
        appId=account.app_id,
        timestamp=stamp,
        nonceStr=nonce,
        signature=signature_of(nonce, ticket, stamp, url.partition("#")[0]),
    )


def signature_of(nonce: str, ticket: str, timestamp: int, url: str) -> str:
    """SHA-1 of the sorted pairs, as wechatpy makes it: it asks nothing of a client."""
    from wechatpy.client.api.jsapi import WeChatJSAPI

    signed: str = WeChatJSAPI().get_jsapi_signature(nonce, ticket, timestamp, url)
    return signed
