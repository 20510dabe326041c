"""The steps of a notice in the log: who did what to it, the oldest first."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from villagepub import audit
from villagepub.access import Actor
from villagepub.models import AuditEntry, Notice


def subject_of(public_id: str) -> str:
    """What the log calls a notice."""
    return f"notice:{public_id}"


def log(
    session: Session,
    actor: Actor,
    action: str,
    notice: Notice,
    *,
    version: int,
    at: datetime,
    **data: object,
) -> None:
    """Write a step in the caller's transaction. ``version``: the one that it is about."""
    audit.record(
        session,
        actor=actor,
        action=action,
        at=at,
        subject=subject_of(notice.public_id),
        place_code=notice.village_code,
        data={"version": version, **data},
    )


def trail_of(session: Session, public_id: str) -> Sequence[AuditEntry]:
    """What was done to a notice, the oldest first."""
    return session.exec(
        select(AuditEntry)
        .where(AuditEntry.subject == subject_of(public_id))
        .order_by(col(AuditEntry.id))
    ).all()
