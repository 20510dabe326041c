"""A place's groups: ordinary ones that a person forwards to, and robots."""

from typing import Any

from sqlmodel import Session, col, select

from villagepub import privacy
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.channels.registry import BY_HAND, CHANNELS, WITH_ADDRESS
from villagepub.channels.robot_access import RobotAccess, fingerprint
from villagepub.models import Account, Channel, at_or_below
from villagepub.states import ChannelKind, RobotForm
from villagepub.wechat.encryption import seal
from villagepub.wechat.errors import ChannelError


def add(
    act: Act, *, place_code: str, kind: ChannelKind, name: str, keeper: str = ""
) -> Channel:
    """A group that a person forwards to. Raises ChannelError."""
    if not CHANNELS[kind].is_by_hand:
        raise ChannelError("请先选一个公众号或企业微信账号。")
    return _added(act, place_code, kind, name, keeper=_without_numbers(keeper)[:40])


def add_robot(
    act: Act,
    robots: RobotAccess,
    *,
    place_code: str,
    name: str,
    address: str,
    sends: RobotForm = RobotForm.TEXT,
) -> Channel:
    """A group with a robot, whose webhook address is sealed at once. Raises
    ChannelError.
    """
    key = robots.key_in(address)
    _require_new_key(act.session, place_code, fingerprint(key))
    secret, target = seal(key, robots.secret_key), fingerprint(key)
    kind = ChannelKind.ROBOT
    return _added(
        act, place_code, kind, name, secret=secret, target=target, sends=sends
    )


def connect(
    act: Act,
    account: Account,
    *,
    place_code: str,
    kind: ChannelKind,
    name: str,
    target: str = "",
    owner: str = "",
) -> Channel:
    """What an account is used for; of its groups ``target`` is the chat, ``owner`` who
    keeps it, sealed. Raises ChannelError.
    """
    _require_in_use(account)
    if CHANNELS[kind].needs_target and not target:
        raise ChannelError("请选一个居民群。没有的话先点“看看有哪些居民群”。")
    _require_new_target(act.session, kind, account, target)
    own = {"account_id": account.id, "target": target.strip()[:120], "secret": owner}
    return _added(act, place_code, kind, name, **own)


def _added(
    act: Act, place_code: str, kind: ChannelKind, name: str, **own: Any
) -> Channel:
    act.allow(Action.CHANNELS, place_code)
    channel = Channel(
        place_code=place_code,
        kind=kind,
        name=_checked_name(name),
        created_at=act.at,
        **own,
    )
    act.session.add(channel)
    act.session.flush()  # the log names the new row
    act.record(AuditAction.CHANNEL_ADD, channel)
    return channel


def _checked_name(name: str) -> str:
    if not 1 < len(name.strip()) <= 40:
        raise ChannelError("群名写 2 到 40 个字。")
    return _without_numbers(name)


def _without_numbers(text: str) -> str:
    if privacy.find(text):
        raise ChannelError("群名、谁在管里不要写电话、微信号，会存下来，写名字就行。")
    return text.strip()


def replace_address(
    act: Act, *, channel_id: int, address: str, robots: RobotAccess
) -> Channel:
    """A new robot in the same group; what waits for the group goes by it.

    Raises ChannelError.
    """
    channel = _allowed(act, channel_id)
    if not has_robot(channel):
        raise ChannelError("这个群没有机器人，不用换地址。")
    key = robots.key_in(address)
    if fingerprint(key) != channel.target:
        _require_new_key(act.session, channel.place_code, fingerprint(key))
    channel.secret, channel.target = seal(key, robots.secret_key), fingerprint(key)
    channel.is_active, channel.fault = True, ""
    act.record(AuditAction.CHANNEL_ADDRESS, channel)
    return channel


def choose_form(act: Act, *, channel_id: int, sends: RobotForm) -> Channel:
    """What the robot makes of notices from now on; what waits is sent as it was made.

    Raises ChannelError.
    """
    channel = _allowed(act, channel_id)
    if not has_robot(channel):
        raise ChannelError("这个群没有机器人，不用选发成什么样。")
    channel.sends = sends
    act.record(AuditAction.CHANNEL_SENDS, channel, sends=sends.value)
    return channel


def _require_in_use(account: Account) -> None:
    """An account that the township has stopped is not used again by one of its villages."""
    if not account.is_active:
        raise ChannelError(f"它用的“{account.name}”停用了，请镇上先重新接一个。")


TWICE = "“{}”已经加过了，再加一次，一件公示会发两遍。"

STOPPED = "“{}”用的就是这个机器人，停着。点它下面的“又用起来”就行。"


def _require_new_target(
    session: Session, kind: ChannelKind, account: Account, target: str
) -> None:
    """One account reaches one group, or its followers, through one channel."""
    chat = target.partition("|")[0]
    rows = session.exec(
        select(Channel).where(
            Channel.kind == kind,
            Channel.account_id == account.id,
            col(Channel.is_active),
        )
    )
    for row in rows:
        if row.target.partition("|")[0] == chat:
            raise ChannelError(TWICE.format(row.name))


def _require_new_key(session: Session, place_code: str, target: str) -> None:
    """A robot serves a village, or its township: not both. One that was stopped is
    used again, not added again.
    """
    row = session.exec(
        select(Channel).where(
            col(Channel.kind).in_(WITH_ADDRESS),
            Channel.target == target,
            at_or_below(Channel.place_code, place_code[:9]),
        )
    ).first()
    if row is not None:
        raise ChannelError((TWICE if row.is_active else STOPPED).format(row.name))


def of_place(session: Session, place_code: str) -> list[Channel]:
    """The groups of a place and, for a village, of its township."""
    return list(
        session.exec(
            select(Channel)
            .where(col(Channel.place_code).in_((place_code, place_code[:9])))
            .order_by(col(Channel.kind), col(Channel.id))
        )
    )


def has_robot(channel: Channel) -> bool:
    """Is there one to try, to replace, to choose a form for?"""
    return CHANNELS[channel.kind].needs_address


def sends_itself(session: Session, place_code: str) -> bool:
    """Does anything go out without a person who forwards it?"""
    rows = of_place(session, place_code)
    return any(row.is_active and row.kind not in BY_HAND for row in rows)


def disable(act: Act, *, channel_id: int) -> Channel:
    """Use the group no more; what was sent there stays in the log."""
    channel = _allowed(act, channel_id)
    channel.is_active = False
    act.record(AuditAction.CHANNEL_DISABLE, channel)
    return channel


def enable(act: Act, *, channel_id: int) -> Channel:
    channel = _allowed(act, channel_id)
    if channel.account_id and not channel.is_active:
        account = act.session.get_one(Account, channel.account_id)
        _require_in_use(account)
        _require_new_target(act.session, channel.kind, account, channel.target)
    channel.is_active, channel.fault = True, ""
    act.record(AuditAction.CHANNEL_ENABLE, channel)
    return channel


def keep_fault(act: Act, *, channel_id: int, fault: str) -> None:
    """What a robot said when it was asked: with a fault it is not in use, and what waits
    for it waits; without one it is.
    """
    channel = _allowed(act, channel_id)
    if channel.fault == fault and channel.is_active is not bool(fault):
        return
    channel.is_active, channel.fault = not fault, fault
    if fault:
        act.record(AuditAction.CHANNEL_FAULT, channel, fault=fault)
    else:
        act.record(AuditAction.CHANNEL_ENABLE, channel)


def _allowed(act: Act, channel_id: int) -> Channel:
    channel = act.session.get(Channel, channel_id)
    if channel is None:
        raise ChannelError("这个群找不到了。")
    act.allow(Action.CHANNELS, channel.place_code)
    return channel
