"""The installation: where it is reached, who keeps it, and whether a wall may read it.

An address that a setting gives holds; else the one that was written on the page for it.
"""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from sqlalchemy import func
from sqlmodel import Session, col, select

from villagepub.access import AT_THE_TOWNSHIP, Action, Actor, Forbidden
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.errors import UserError
from villagepub.models import Place, Site
from villagepub.models.base import at_or_below
from villagepub.settings import Settings, is_this_machine

_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
MAX_ADDRESS = 120  # characters: a longer one makes a code that a phone reads badly


class AddressError(UserError):
    """An address that posters can't carry; the message says why."""


def row(session: Session) -> Site | None:
    return session.get(Site, 1)


def kept(session: Session) -> Site:
    """The row, made where there is none; for who writes."""
    found = session.get(Site, 1, with_for_update=True)
    if found is None:
        found = Site(id=1)
        session.add(found)
        session.flush()
    return found


def with_address(session: Session, settings: Settings) -> Settings:
    """The settings with the address that holds."""
    if settings.is_address_set:
        return settings
    found = row(session)
    if found is None or not found.base_url:
        return settings
    return replace(settings, base_url=found.base_url)


def change_address(act: Act, settings: Settings, text: str) -> str:
    """Where the pages are reached from now on. Raises AddressError, Forbidden."""
    require_keeper(act)
    if settings.is_address_set:
        raise AddressError("网址写在设置 VILLAGEPUB_BASE_URL 里，要改就在那里改。")
    address, found = read_address(text), kept(act.session)
    if address != found.base_url:
        before, found.base_url = found.base_url, address
        act.record(AuditAction.SITE_ADDRESS, "site", "", changed=[before, address])
    return address


def read_address(text: str) -> str:
    """https://gk.example.cn, as somebody wrote it. Raises AddressError."""
    plain = "".join(text.split()).rstrip("/")
    if "://" not in plain:
        plain = f"https://{plain}"
    try:
        parts = urlsplit(plain)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise AddressError("这不像网址，像 https://gk.example.cn 这样写。") from None
    if is_this_machine(plain):
        raise AddressError("这是这台电脑自己的地址，别人的手机打不开。")
    if parts.scheme not in ("http", "https") or "." not in host and ":" not in host:
        raise AddressError("这不像网址，像 https://gk.example.cn 这样写。")
    if parts.path or parts.query or parts.fragment or parts.username:
        raise AddressError("只写到域名为止，像 https://gk.example.cn，后面的不要。")
    if len(plain) > MAX_ADDRESS or not _HOST.fullmatch(parts.netloc):
        raise AddressError(f"网址只用字母、数字、点，最多 {MAX_ADDRESS} 个字。")
    return plain


def keeps(session: Session, actor: Actor) -> bool:
    """Whoever has the whole installation in their care: of the county, or of its only
    township.
    """
    if actor.role not in AT_THE_TOWNSHIP:
        return False
    code = actor.place_code
    above = (code[:6], code[:9], code)
    elsewhere = (
        select(func.count())
        .select_from(Place)
        .where(col(Place.code).not_in(above), ~at_or_below(col(Place.code), code))
    )
    return session.exec(elsewhere).one() == 0


def require_keeper(act: Act) -> None:
    if act.actor is None:
        return
    act.allow(Action.PLACES, act.actor.place_code)
    if not keeps(act.session, act.actor):
        raise Forbidden("网址是全县一起用的，请县上改。")
