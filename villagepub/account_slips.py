"""Accounts as slips of paper: a one-time password, handed over in person.

The password stands on the slip alone, opens for a week, and is changed at the first
sign-in.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from villagepub import passwords, staff_accounts
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.errors import StaffError
from villagepub.incompatible_roles import same_name
from villagepub.models import Place, Staff
from villagepub.passwords import Hashed
from villagepub.states import ROLES, Role

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is taken for another
LENGTH = 8
HOLDS = timedelta(days=8)
ENDINGS = ("社区", "村", "街道", "镇", "乡", "区", "县", "市")


@dataclass(frozen=True, kw_only=True, slots=True)
class NewAccount:
    place_code: str
    role: Role
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OneTime:
    """A password as it is printed, and as it is kept."""

    text: str
    hashed: Hashed


@dataclass(frozen=True, kw_only=True, slots=True)
class Slip:
    """``until``: after this moment the password opens nothing."""

    place: str
    role: str
    name: str
    login: str
    password: str
    until: datetime


def one_time() -> OneTime:
    """Hashing takes its time: before the act."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return OneTime(text=text, hashed=Hashed(passwords.hasher().hash(text)))


def make(
    act: Act, wanted: Sequence[NewAccount], passwords: Sequence[OneTime]
) -> list[Slip]:
    """An account each, or none at all. Raises StaffError naming whose can't be made."""
    places = _places(act.session, wanted)
    slips = []
    for one, password in zip(wanted, passwords, strict=True):
        place = places.get(one.place_code)
        if place is None:
            raise StaffError(f"没有代码是 {one.place_code[:12]} 的地方。")
        until = act.at + HOLDS
        try:
            staff = staff_accounts.add(
                act,
                login=_login(act.session, place, one.name),
                name=one.name,
                role=one.role,
                place_code=place.code,
                password=password.hashed,
                until=until,
            )
        except StaffError as fault:
            raise StaffError(
                f"{place.short_name}的{one.name or '空名字'}：{fault}"
            ) from None
        slips.append(_slip(staff, place, password, until))
    return slips


def renew(act: Act, *, staff_id: int, password: OneTime) -> Slip:
    """A new slip for somebody who forgot the password, or lost the phone."""
    until = act.at + HOLDS
    staff = staff_accounts.reset_password(
        act, staff_id=staff_id, new=password.hashed, until=until
    )
    return _slip(staff, act.session.get_one(Place, staff.place_code), password, until)


def enable(act: Act, *, staff_id: int, password: OneTime) -> Slip:
    """An account that was ended is in use again."""
    until = act.at + HOLDS
    staff = staff_accounts.enable(
        act, staff_id=staff_id, new=password.hashed, until=until
    )
    return _slip(staff, act.session.get_one(Place, staff.place_code), password, until)


def hand_over(act: Act, *, staff_id: int, name: str, password: OneTime) -> Slip:
    """Somebody else does the work from now on: the one's account ends, what was done
    stays under that name, the other gets an account of their own.
    """
    old = act.session.get_one(Staff, staff_id)
    act.allow(Action.STAFF, old.place_code)  # before any word about the name
    if same_name(old.name, name):
        raise StaffError("接手的人跟原来的同名。忘了密码，换一张账号条就行。")
    staff_accounts.disable(act, login=old.login)
    wanted = NewAccount(place_code=old.place_code, role=old.role, name=name)
    slip = make(act, [wanted], [password])[0]
    act.record(AuditAction.STAFF_HAND_OVER, old, to=slip.login)
    return slip


def _places(session: Session, wanted: Sequence[NewAccount]) -> Mapping[str, Place]:
    codes = {one.place_code for one in wanted}
    rows = session.exec(select(Place).where(col(Place.code).in_(codes)))
    return {place.code: place for place in rows}


def _login(session: Session, place: Place, name: str) -> str:
    """马家沟拓小梅, and with a number where somebody has it already."""
    stem = place.short_name
    for ending in ENDINGS:
        if stem.endswith(ending) and len(stem) > len(ending) + 1:
            stem = stem.removesuffix(ending)
            break
    plain = "".join(c for c in stem + name if c.isalnum())[:36].lower()
    taken = set(
        session.exec(
            select(Staff.login).where(
                col(Staff.login).startswith(plain, autoescape=True)
            )
        )
    )
    names = (plain, *(f"{plain}{n}" for n in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)


def _slip(staff: Staff, place: Place, password: OneTime, until: datetime) -> Slip:
    return Slip(
        place=place.short_name,
        role=ROLES[staff.role].text,
        name=staff.name,
        login=staff.login,
        password=password.text,
        until=until,
    )
