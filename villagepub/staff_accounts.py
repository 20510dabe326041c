"""Accounts of staff: adding, signing in, ending. Villagers have none."""

import re
import secrets
from datetime import datetime

from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import db, passwords, privacy
from villagepub.access import Action, Actor
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.errors import StaffError
from villagepub.incompatible_roles import require_one_hand
from villagepub.models import Binding, OpenSession, Place, Staff, at_or_below
from villagepub.passwords import Hashed
from villagepub.states import Role

# 马家沟拓小梅, laotuo, tuo@gk.cn: what is typed on a phone without a doubt.
_LOGIN = re.compile(r"[\u4e00-\u9fff!-~]{3,40}")

LEVELS = {
    Role.CLERK: 12,
    Role.SUPERVISOR: 12,
    Role.HEAD: 12,
    Role.TOWNSHIP: 9,
    Role.COUNTY: 6,
}


def add(
    act: Act,
    *,
    login: str,
    name: str,
    role: Role,
    place_code: str,
    password: Hashed | None,
    until: datetime | None = None,
) -> Staff:
    """A new account whose password has to be changed at the first sign-in, and opens
    nothing after ``until``.

    Without a password nobody can sign in until the township gives it one.
    """
    act.allow(Action.STAFF, place_code)
    login, name = login.strip().lower(), name.strip()
    _check(act.session, login, name, role, place_code)
    if privacy.find(login) or privacy.find(name):
        raise StaffError("登录名和姓名里不要写手机号、身份证号，会存下来。")
    require_one_hand(act.session, name, role, place_code)
    staff = Staff(
        login=login,
        name=name,
        role=role,
        place_code=place_code,
        password_hash=password or passwords.NO_PASSWORD,
        password_until=until,
        session_key=secrets.token_hex(16),
        created_at=act.at,
    )
    act.session.add(staff)
    act.session.flush()  # the log names the new row
    act.record(AuditAction.STAFF_ADD, staff)
    return staff


def _check(session: Session, login: str, name: str, role: Role, code: str) -> None:
    if not _LOGIN.fullmatch(login):
        raise StaffError("账号用 3 到 40 个字母、数字或者汉字，不要空格。")
    if not 1 < len(name) <= 20 or not name.isprintable():
        raise StaffError("姓名写 2 到 20 个字，会印在榜上。")
    if session.get(Place, code) is None:
        raise StaffError(f"没有代码是 {code} 的地方。")
    if len(code) != LEVELS[role]:
        raise StaffError("这个岗位和这个地方对不上：村里的岗位填村，镇上的填镇。")
    if session.exec(select(Staff.id).where(Staff.login == login)).first() is not None:
        raise StaffError(f"账号“{login}”已经有人用了，换一个。")


def sign_in(
    engine: Engine, *, login: str, password: str, address: str, at: datetime
) -> Staff | None:
    """The account if login and password fit and it is in use; the try is logged.

    The password is looked at before the transaction, and what it fitted once more in it.
    """
    plain = login.strip().lower()
    with db.reading(engine) as session:
        found = session.exec(select(Staff).where(Staff.login == plain)).first()
    known = found.password_hash if found else passwords.nobodys()
    is_right = passwords.fits(known, password)
    is_old = is_right and passwords.hasher().check_needs_rehash(known)
    newer = passwords.hasher().hash(password) if is_old else ""
    with db.transaction(engine) as session:
        staff = session.get(Staff, found.id) if found and is_right else None
        is_over = staff and staff.password_until and at > staff.password_until
        if (
            staff is None
            or is_over
            or not staff.is_active
            or staff.password_hash != known
        ):
            _refuse(session, address, at)
            return None
        staff.password_hash = newer or known
        act = Act(session, Actor.of(staff, address=address), at)
        act.record(AuditAction.SIGN_IN, staff)
        return staff


def enter(
    session: Session, *, staff_id: int | None, address: str, at: datetime
) -> Staff | None:
    """The account of somebody whom WeChat vouches for, if it is in use; logged."""
    staff = session.get(Staff, staff_id) if staff_id is not None else None
    if staff is None or not staff.is_active:
        _refuse(session, address, at)
        return None
    act = Act(session, Actor.of(staff, address=address), at)
    act.record(AuditAction.SIGN_IN_WECHAT, staff)
    return staff


def sign_out(act: Act) -> None:
    """End every open session of who is signed in: a copied cookie opens nothing more."""
    staff = act.session.get_one(Staff, act.person.id)
    _end_sessions(act.session, staff)
    act.record(AuditAction.SIGN_OUT, staff)


def _refuse(session: Session, address: str, at: datetime) -> None:
    Act(session, None, at).record(AuditAction.SIGN_IN_REFUSED, address=address)


def prove(session: Session, staff_id: int, old: str, new: str = "") -> str:
    """The stored hash, if ``old`` fits it and ``new`` is another; before the act. Who has
    just come in with what somebody else made need not repeat it.

    Raises StaffError.
    """
    staff = session.get_one(Staff, staff_id)
    if not (new and staff.must_change) and not passwords.fits(staff.password_hash, old):
        raise StaffError("原来的密码不对。")
    if new and passwords.fits(staff.password_hash, new):
        raise StaffError("新密码要跟原来的不一样。")
    return staff.password_hash


def change_password(act: Act, *, proven: str, new: Hashed) -> Staff:
    """One's own password; every other open session of the account ends.

    ``proven``: what ``prove`` gave; a password that was changed since proves nothing.
    """
    staff = act.session.get_one(Staff, act.person.id)
    if staff.password_hash != proven:
        raise StaffError("原来的密码不对。")
    _set(act.session, staff, new, must_change=False)
    act.record(AuditAction.STAFF_PASSWORD, staff)
    return staff


def reset_password(
    act: Act, *, staff_id: int, new: Hashed, until: datetime | None
) -> Staff:
    """Somebody else's, by who keeps the accounts; they change it at the next sign-in."""
    staff = act.session.get_one(Staff, staff_id)
    act.allow(Action.STAFF, staff.place_code)
    if not staff.is_active:
        raise StaffError(f"{staff.name}的账号停着，先重新用起来。")
    _let_nobody_in(act.session, staff)
    _set(act.session, staff, new, must_change=True, until=until)
    staff.totp = ""  # the phone may be what was lost
    act.record(AuditAction.STAFF_RESET, staff)
    return staff


def login_of(session: Session, staff_id: int) -> str:
    return session.get_one(Staff, staff_id).login


def _set(
    session: Session,
    staff: Staff,
    password: Hashed,
    *,
    must_change: bool,
    until: datetime | None = None,
) -> None:
    staff.password_hash, staff.password_until = password, until
    staff.must_change = must_change
    _end_sessions(session, staff)


def _end_sessions(session: Session, staff: Staff) -> None:
    """Wherever the account is open, it is so no more."""
    staff.session_key = secrets.token_hex(16)
    for row in session.exec(
        select(OpenSession).where(OpenSession.staff_id == staff.id)
    ):
        session.delete(row)


def _let_nobody_in(session: Session, staff: Staff) -> None:
    """Neither an open session nor a bound WeChat opens the account any more: it may be
    somebody else's, and its owner binds it to the next account.
    """
    _end_sessions(session, staff)
    for row in session.exec(select(Binding).where(Binding.staff_id == staff.id)):
        session.delete(row)


def disable(act: Act, *, login: str) -> Staff:
    """End an account and its open sessions; what it did stays under its name."""
    plain = login.strip().lower()
    staff = act.session.exec(select(Staff).where(Staff.login == plain)).first()
    if staff is None:
        raise StaffError(f"没有“{plain}”这个账号。")
    act.allow(Action.STAFF, staff.place_code)
    staff.is_active = False
    _let_nobody_in(act.session, staff)
    act.record(AuditAction.STAFF_DISABLE, staff)
    return staff


def enable(act: Act, *, staff_id: int, new: Hashed, until: datetime) -> Staff:
    """In use again, with a new password: the old one may be known to others."""
    staff = act.session.get_one(Staff, staff_id)
    act.allow(Action.STAFF, staff.place_code)
    if not staff.is_active:
        require_one_hand(act.session, staff.name, staff.role, staff.place_code)
        staff.is_active = True
        _let_nobody_in(
            act.session, staff
        )  # what was ended before bindings went with it
        _set(act.session, staff, new, must_change=True, until=until)
        act.record(AuditAction.STAFF_ENABLE, staff)
    return staff


def staff_below(session: Session, place_code: str) -> list[Staff]:
    """Everybody at a place and below it, by place and login."""
    return list(
        session.exec(
            select(Staff)
            .where(at_or_below(Staff.place_code, place_code))
            .order_by(col(Staff.place_code), col(Staff.login))
        )
    )
