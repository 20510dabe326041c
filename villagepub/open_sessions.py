"""Where somebody is signed in: seen by themselves, and ended one by one."""

import secrets
from datetime import datetime

from sqlmodel import Session, col, select

from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.models import OpenSession, Staff

# What a browser calls itself → what its owner calls it; the first that fits.
DEVICES = (
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("HarmonyOS", "鸿蒙手机"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)
MAX_OPEN = 20  # of one account: a phone, a computer, and those nobody signed out of
PROGRAMS = (("wxwork", "企业微信"), ("MicroMessenger", "微信"))


def begin(
    session: Session, *, staff_id: int, way: str, agent: str, at: datetime
) -> str:
    """A new one; its key, which stands in the browser's own session. The oldest go."""
    for row in of_staff(session, staff_id)[MAX_OPEN - 1 :]:
        session.delete(row)
    key = secrets.token_hex(16)
    session.add(
        OpenSession(
            key=key, staff_id=staff_id, device=device_of(agent), way=way, begun_at=at
        )
    )
    return key


def device_of(agent: str) -> str:
    """安卓手机上的微信; never the browser's own words, which tell people apart."""
    device = next((said for word, said in DEVICES if word in agent), "一台设备")
    program = next((said for word, said in PROGRAMS if word in agent), "浏览器")
    return f"{device}上的{program}"


def staff_of(session: Session, *, staff_id: int, key: str) -> Staff | None:
    """Whose it is, while it is open."""
    return session.exec(
        select(Staff)
        .join(OpenSession, col(OpenSession.staff_id) == Staff.id)
        .where(Staff.id == staff_id, OpenSession.key == key)
    ).first()


def of_staff(session: Session, staff_id: int) -> list[OpenSession]:
    return list(
        session.exec(
            select(OpenSession)
            .where(OpenSession.staff_id == staff_id)
            .order_by(col(OpenSession.begun_at).desc(), col(OpenSession.key))
        )
    )


def end(act: Act, *, begun_at: datetime, key: str) -> None:
    """One of one's own, by when it began: its key is nobody's to see; ``key``: this
    browser's, which is ended by signing out.
    """
    for row in of_staff(act.session, act.person.id):
        if row.key != key and row.begun_at == begun_at:
            act.session.delete(row)
            act.record(AuditAction.SESSION_END, f"staff:{act.person.id}")
