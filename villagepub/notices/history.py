"""The steps of a notice in the log: who did what to it, the oldest first."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from villagepub.models import AuditEntry


def subject_of(public_id: str) -> str:
    """What the log calls a notice."""
    return f"notice:{public_id}"


def trail_of(session: Session, public_id: str) -> Sequence[AuditEntry]:
    """What was done to a notice, the oldest first."""
    return session.exec(
        select(AuditEntry)
        .where(AuditEntry.subject == subject_of(public_id))
        .order_by(col(AuditEntry.id))
    ).all()
