"""Poster codes, beside the one that checks a notice: to follow the 公众号, to join a group.

A follower who scans the first is bound to the village (dialogue/followers); the second
lasts, unlike the one that a group shows on a phone, which dies after seven days.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.models import Account, PosterCode, at_or_below
from villagepub.states import CodeKind
from villagepub.wechat.api_clients import Caller
from villagepub.wechat.errors import ChannelError, SendError

MAX_GROUPS = 5  # that add_join_way takes
MAX_BYTES = 300_000
HEADS = (b"\x89PNG", b"\xff\xd8\xff")  # PNG, JPEG
NO_PICTURE = "企业微信给的二维码图片取不下来，请过一会儿再做一次。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """What a platform gave: the code's content, or its picture."""

    kind: CodeKind
    url: str = ""
    picture: bytes | None = None
    remote_id: str = ""


def make_follow(caller: Caller, village_code: str) -> Made:
    """A lasting code of a 公众号 whose scene is the village. Raises SendError."""
    scene = {"scene": {"scene_str": village_code}}
    body = {"action_name": "QR_LIMIT_STR_SCENE", "action_info": scene}
    answer = caller.call("qrcode/create", body)
    return Made(
        kind=CodeKind.FOLLOW,
        url=str(answer["url"]),
        remote_id=str(answer.get("ticket", ""))[:120],
    )


def make_group(
    caller: Caller, village_code: str, name: str, chat_ids: Sequence[str]
) -> Made:
    """A code into up to five groups; a new group is opened when they are full.

    Raises SendError, and ChannelError if there is no group or no picture.
    """
    if not 0 < len(chat_ids) <= MAX_GROUPS:
        raise ChannelError("先给这个村选一个居民群，最多五个，再做进群的码。")
    body = {
        "scene": 2,
        "chat_id_list": list(chat_ids),
        "auto_create_room": 1,
        "room_base_name": f"{name}村民群",
        "room_base_id": 1,
        "state": village_code,
    }
    answer = caller.call("externalcontact/groupchat/add_join_way", body)
    config = str(answer["config_id"])
    asked = {"config_id": config}
    way = caller.call("externalcontact/groupchat/get_join_way", asked)
    address = str((way.get("join_way") or {}).get("qr_code", ""))
    return Made(
        kind=CodeKind.GROUP, picture=_picture(caller, address), remote_id=config
    )


def _picture(caller: Caller, address: str) -> bytes:
    """The platform gives an address of a picture; it is kept, for printing."""
    if not address.startswith(("https://", "http://")):
        raise ChannelError(NO_PICTURE)
    try:
        data = caller.wire.fetch(address, most=MAX_BYTES)
    except SendError:
        raise ChannelError(NO_PICTURE) from None
    if not data.startswith(HEADS):
        raise ChannelError(NO_PICTURE)
    return data


def keep(act: Act, *, place_code: str, account: Account, made: Made) -> PosterCode:
    """From now on the village's posters carry it; one of a kind, the newest."""
    act.allow(Action.ACCOUNTS, place_code)
    row = _of_kind(act.session, place_code, made.kind) or PosterCode(
        place_code=place_code,
        kind=made.kind,
        account_id=account.id,
        is_on_web=made.kind is CodeKind.FOLLOW,
        made_at=act.at,
    )
    row.account_id, row.made_at = account.id, act.at
    row.url, row.picture, row.remote_id = made.url, made.picture, made.remote_id
    act.session.add(row)
    act.record(AuditAction.CODE_MAKE, row)
    return row


def show_on_web(act: Act, *, code_id: int, shown: bool) -> PosterCode:
    """Whether everybody on the web may scan it too, not only who stands at the board."""
    row = _allowed(act, code_id)
    row.is_on_web = shown
    act.record(AuditAction.CODE_SHOW if shown else AuditAction.CODE_HIDE, row)
    return row


def drop(act: Act, *, code_id: int) -> None:
    """New posters carry it no more; what is printed goes on working."""
    row = _allowed(act, code_id)
    act.record(AuditAction.CODE_DROP, row)
    act.session.delete(row)


def _allowed(act: Act, code_id: int) -> PosterCode:
    row = act.session.get(PosterCode, code_id)
    if row is None:
        raise ChannelError("这个码找不到了，刷新一下再看。")
    act.allow(Action.ACCOUNTS, row.place_code)
    return row


def below(session: Session, place_code: str) -> dict[str, list[PosterCode]]:
    """The codes of all villages of a township, by village."""
    here = at_or_below(PosterCode.place_code, place_code)
    found: dict[str, list[PosterCode]] = {}
    for row in session.exec(select(PosterCode).where(here)):
        found.setdefault(row.place_code, []).append(row)
    return found


def of_village(session: Session, village_code: str) -> list[PosterCode]:
    """A village's codes, the group's first: it is what people meet more often."""
    rows = session.exec(
        select(PosterCode).where(PosterCode.place_code == village_code)
    ).all()
    return sorted(rows, key=lambda row: row.kind is not CodeKind.GROUP)


def _of_kind(session: Session, place_code: str, kind: CodeKind) -> PosterCode | None:
    return session.exec(
        select(PosterCode).where(
            PosterCode.place_code == place_code, PosterCode.kind == kind
        )
    ).first()
