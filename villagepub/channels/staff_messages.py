"""企业微信应用消息 to staff: what is new for one person, in one message.

Fewer than five a day (docs/decisions/0014): lines are collected for ten minutes, messages are two
hours apart, nobody is rung at night, and what is left over comes the next morning.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import clock, db
from villagepub.delivery_attempts import Claimed
from villagepub.models import Account, Binding, Channel, Delivery, Staff, StaffNews
from villagepub.states import NEWS, ChannelKind
from villagepub.wechat.encryption import SealError, unseal

COLLECT = timedelta(minutes=10)
APART = timedelta(hours=2)
PER_DAY = 4
BEGINS, ENDS = 8, 20  # hours of the day in China at which a phone may ring
SHOWN = 5  # lines of a kind; the rest is counted
TEXT = 2048  # bytes that message/send takes
ABOUT = "staff"  # Delivery.kind
TO = "staff:"  # in a payload, before the id: the userid itself stays sealed
UNBOUND = "这个人解绑了企业微信，收不到了。"


class Unbound(ValueError):
    """Nobody can be reached there any more."""


def bundle(engine: Engine, *, base_url: str, at: datetime) -> int:
    """Make messages of what people should hear by now; how many were made."""
    if not BEGINS <= clock.local(at).hour < ENDS:
        return 0
    with db.reading(engine) as session:
        waiting = session.exec(
            select(StaffNews.staff_id)
            .where(col(StaffNews.delivery_id).is_(None))
            .group_by(col(StaffNews.staff_id))
            .having(sa.func.min(StaffNews.at) <= at - COLLECT)
        ).all()
    made = 0
    for staff_id in waiting:  # a transaction each: one person's fault stops nobody
        with db.transaction(engine) as session:
            made += _bundle_one(session, staff_id, base_url, at)
    return made


def _bundle_one(session: Session, staff_id: int, base_url: str, at: datetime) -> bool:
    """False if another worker has them in hand, or this person has had enough."""
    locked = select(Staff).where(Staff.id == staff_id).with_for_update(skip_locked=True)
    staff = session.exec(locked).first()
    way = _way(session, staff_id)
    if staff is None or not staff.is_active or way is None:
        return False
    if _has_enough(session, staff_id, at):
        return False
    news = _collected(session, staff_id)
    if not news:
        return False
    channel, account = way
    delivery = Delivery(
        notice_id=None,
        version=0,
        channel_id=channel.id,
        part=f"s{staff_id}-{news[-1].id}"[:20],
        kind=ABOUT,
        payload=_payload(account, staff_id, words(news, f"{base_url}/login", at=at)),
        next_at=at,
        created_at=at,
    )
    session.add(delivery)
    session.flush()
    for one in news:
        one.delivery_id = delivery.id
    return True


def _collected(session: Session, staff_id: int) -> Sequence[StaffNews]:
    return session.exec(
        select(StaffNews)
        .where(StaffNews.staff_id == staff_id, col(StaffNews.delivery_id).is_(None))
        .order_by(col(StaffNews.id))
    ).all()


def _way(session: Session, staff_id: int) -> tuple[Channel, Account] | None:
    """The township's channel to the account that this person has bound."""
    return session.exec(
        select(Channel, Account)
        .join(Account, col(Account.id) == Channel.account_id)
        .join(Binding, col(Binding.account_id) == Account.id)
        .where(
            Binding.staff_id == staff_id,
            Binding.userid != "",
            Channel.kind == ChannelKind.APP,
            col(Channel.is_active),
            col(Account.is_active),
        )
        .order_by(col(Channel.id))
    ).first()


def _has_enough(session: Session, staff_id: int, at: datetime) -> bool:
    today = clock.start_of(clock.day(at))
    sent = session.exec(
        select(Delivery.created_at)
        .join(StaffNews, col(StaffNews.delivery_id) == Delivery.id)
        .where(StaffNews.staff_id == staff_id, Delivery.created_at >= today)
        .distinct()
    ).all()
    return len(sent) >= PER_DAY or any(moment > at - APART for moment in sent)


def words(news: Sequence[StaffNews], address: str, *, at: datetime) -> str:
    """All lines by kind; of many of a kind the first few and how many there are.

    The moment makes every message another: the platform swallows what is alike.
    """
    kinds = list(NEWS)
    ordered = sorted(news, key=lambda one: kinds.index(one.kind))
    lines = [f"村务公开 {clock.say_moment(at)}：有 {len(news)} 件要看一看。"]
    for kind, group in groupby(ordered, key=lambda one: one.kind):
        own = list(group)
        lines.append(f"【{NEWS[kind].text}】{len(own)} 件")
        lines += [f"· {one.text}" for one in own[:SHOWN]]
        if len(own) > SHOWN:
            lines.append(f"· 还有 {len(own) - SHOWN} 件")
    return _fitting(lines, f"去办：{address}")


def _fitting(lines: list[str], end: str) -> str:
    """Whole lines, and always the address."""
    while len("\n".join([*lines, end]).encode()) > TEXT:
        lines = lines[:-1]
    return "\n".join([*lines, end])


def _payload(account: Account, staff_id: int, text: str) -> str:
    return json.dumps(
        {
            "touser": f"{TO}{staff_id}",
            "agentid": int(account.agent_id or 0),
            "msgtype": "text",
            "text": {"content": text},
            "safe": 0,
            "enable_duplicate_check": 1,
            "duplicate_check_interval": 1800,
        },
        ensure_ascii=False,
    )


def addressed(session: Session, one: Claimed, secret_key: bytes) -> str:
    """The payload with the userid in it; the same bytes each time. Raises Unbound."""
    message = json.loads(one.payload)
    to = str(message.get("touser", ""))
    if not to.startswith(TO) or one.account is None:
        return one.payload
    binding = session.exec(
        select(Binding).where(
            Binding.staff_id == int(to.removeprefix(TO)),
            Binding.account_id == one.account.id,
        )
    ).first()
    try:
        userid = unseal(binding.userid, secret_key) if binding else ""
    except SealError:
        userid = ""
    if not userid:
        raise Unbound(UNBOUND)
    return json.dumps({**message, "touser": userid}, ensure_ascii=False)
