"""Whose WeChat opens whose account: bound once after a password, and let go again."""

from datetime import datetime

from sqlmodel import Session, col, select

from villagepub import audit, people
from villagepub.access import Actor
from villagepub.errors import UserError
from villagepub.models import Account, Binding, Staff


class BindingError(UserError):
    """Why a WeChat can't be bound, as a sentence."""


def bind(
    session: Session,
    *,
    actor: Actor,
    account_id: int,
    key: str,
    userid: str = "",
    at: datetime,
) -> Binding:
    """``key``: villagepub.wechat.identity.openid_key of who agreed. Again is once.

    ``userid``: of 企业微信, sealed; messages to staff are sent there.
    """
    there = session.exec(select(Binding).where(Binding.openid_key == key)).first()
    if there is not None and there.staff_id == actor.id:
        there.userid = userid or there.userid
        return there
    if there is not None:
        raise BindingError("这个微信已经绑了别人的账号，让那个人先解绑。")
    if _own(session, actor.id, account_id) is not None:
        raise BindingError("你的账号已经绑了一个微信，先解绑，再绑新的。")
    binding = Binding(
        staff_id=actor.id,
        account_id=account_id,
        openid_key=key,
        userid=userid,
        bound_at=at,
    )
    session.add(binding)
    session.flush()  # the log names the new row
    _log(session, actor, "staff.bind", binding, at)
    return binding


def unbind(session: Session, *, actor: Actor, binding_id: int, at: datetime) -> None:
    """Let one's own WeChat go. Somebody else's is not there."""
    binding = session.get(Binding, binding_id)
    if binding is None or binding.staff_id != actor.id:
        raise BindingError("没有绑这个微信，可能已经解绑了。")
    _log(session, actor, "staff.unbind", binding, at)
    session.delete(binding)


def enter(
    session: Session, *, key: str, userid: str = "", address: str, at: datetime
) -> Staff | None:
    """Sign in whose WeChat it is; None if nobody's or no longer in use. Logged.

    A ``userid`` (sealed) is kept for who bound before messages were sent.
    """
    binding = session.exec(select(Binding).where(Binding.openid_key == key)).first()
    if binding is not None and userid:
        binding.userid = userid
    staff_id = binding.staff_id if binding else None
    return people.enter(session, staff_id=staff_id, address=address, at=at)


def of_staff(session: Session, staff_id: int) -> list[tuple[Binding, Account]]:
    """What somebody has bound, by account."""
    rows = session.exec(
        select(Binding, Account)
        .join(Account, col(Account.id) == Binding.account_id)
        .where(Binding.staff_id == staff_id)
        .order_by(col(Account.id))
    )
    return [(binding, account) for binding, account in rows]


def _own(session: Session, staff_id: int, account_id: int) -> Binding | None:
    return session.exec(
        select(Binding).where(
            Binding.staff_id == staff_id, Binding.account_id == account_id
        )
    ).first()


def _log(
    session: Session, actor: Actor, action: str, binding: Binding, at: datetime
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        at=at,
        subject=f"staff:{binding.staff_id}",
        place_code=actor.place_code,
        data={"account": binding.account_id},
    )
