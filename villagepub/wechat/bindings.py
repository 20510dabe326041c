"""Whose WeChat opens whose account: bound once after a password, and let go again."""

from datetime import datetime

from sqlmodel import Session, col, select

from villagepub import staff_accounts
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.errors import UserError
from villagepub.models import Account, Binding, Staff


class BindingError(UserError):
    """Why a WeChat can't be bound, as a sentence."""


def bind(act: Act, *, account_id: int, key: str, userid: str = "") -> Binding:
    """``key``: villagepub.wechat.identity.openid_key of who agreed. Again is once.

    ``userid``: of 企业微信, sealed; messages to staff are sent there.
    """
    there = act.session.exec(select(Binding).where(Binding.openid_key == key)).first()
    if there is not None and there.staff_id == act.person.id:
        there.userid = userid or there.userid
        return there
    if there is not None:
        raise BindingError("这个微信已经绑了别人的账号，让那个人先解绑。")
    if _own(act.session, act.person.id, account_id) is not None:
        raise BindingError("你的账号已经绑了一个微信，先解绑，再绑新的。")
    binding = Binding(
        staff_id=act.person.id,
        account_id=account_id,
        openid_key=key,
        userid=userid,
        bound_at=act.at,
    )
    act.session.add(binding)
    act.session.flush()  # the log names the new row
    _record(act, AuditAction.STAFF_BIND, account_id)
    return binding


def unbind(act: Act, *, binding_id: int) -> None:
    """Let one's own WeChat go. Somebody else's is not there."""
    binding = act.session.get(Binding, binding_id)
    if binding is None or binding.staff_id != act.person.id:
        raise BindingError("没有绑这个微信，可能已经解绑了。")
    _record(act, AuditAction.STAFF_UNBIND, binding.account_id)
    act.session.delete(binding)


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
    return staff_accounts.enter(session, staff_id=staff_id, address=address, at=at)


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


def _record(act: Act, action: AuditAction, account_id: int) -> None:
    person = act.person
    act.record(action, f"staff:{person.id}", person.place_code, account=account_id)
