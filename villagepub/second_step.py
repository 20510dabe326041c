"""The second step at sign-in for township and county: a code from an app (RFC 6238)."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel import Session

from villagepub.access import AT_THE_TOWNSHIP
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.errors import StaffError
from villagepub.models import Staff
from villagepub.wechat.encryption import seal, unseal

if TYPE_CHECKING:
    from pyotp import TOTP

ISSUER = "村务公开"
SECONDS = 30
WINDOW = 1  # steps that a phone's clock may be off
WRONG = "这六个数不对，或者用过了。等手机上换了新的再填。"


def new_secret() -> str:
    from pyotp import random_base32

    return random_base32()


def uri(secret: str, login: str) -> str:
    """What an authenticator app scans."""
    return _totp(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def turn_on(act: Act, *, secret: str, code: str, key: bytes) -> None:
    """Raises StaffError unless the app already shows the right code."""
    staff = act.session.get_one(Staff, act.person.id)
    if staff.role not in AT_THE_TOWNSHIP:
        raise StaffError("登录的第二步是给镇上、县上的账号用的。")
    step = _step(secret, code, act.at)
    if not step:
        raise StaffError(WRONG)
    staff.totp, staff.totp_last = seal(secret, key), step
    act.record(AuditAction.STAFF_TOTP, staff)


def turn_off(act: Act, *, proven: str) -> None:
    """``proven``: what ``staff_accounts.prove`` gave for the password."""
    staff = act.session.get_one(Staff, act.person.id)
    if staff.password_hash != proven:
        raise StaffError("原来的密码不对。")
    staff.totp = ""
    act.record(AuditAction.STAFF_TOTP_OFF, staff)


def passes(
    session: Session, *, staff_id: int, code: str, key: bytes, at: datetime
) -> Staff | None:
    """The account if the code fits; a code opens once."""
    staff = session.get(Staff, staff_id, with_for_update=True)
    if staff is None or not staff.is_active or not staff.totp:
        return None
    step = _step(unseal(staff.totp, key), code, at)
    if step <= staff.totp_last:
        return None
    staff.totp_last = step
    return staff


def _step(secret: str, code: str, at: datetime) -> int:
    """Which half minute the code belongs to; 0 if to none near now."""
    given = "".join(c for c in code if c.isdigit())
    now = int(at.timestamp()) // SECONDS
    fitting = (
        now + off
        for off in range(-WINDOW, WINDOW + 1)
        if _totp(secret).generate_otp(now + off) == given
    )
    return next(fitting, 0)


def _totp(secret: str) -> "TOTP":
    from pyotp import TOTP

    return TOTP(secret, interval=SECONDS)
