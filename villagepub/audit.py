"""Who did what to what, when and from where: append-only and hash-chained.

Each entry's digest covers the entry and the digest before it, from the first row on,
so nothing can be changed or taken out unseen (``villagepub audit verify``).
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub.access import Actor
from villagepub.canonical_json import canonical_json
from villagepub.models import AuditEntry

GENESIS = "0" * 64
CHAIN_LOCK = 7_031_966  # any number of our own: names the advisory lock


def record(
    session: Session,
    *,
    actor: Actor | None,
    action: str,
    at: datetime,
    subject: str = "",
    place_code: str = "",
    data: dict[str, Any] | None = None,
) -> AuditEntry:
    """Append an entry in the caller's transaction. ``actor`` None: the system itself."""
    entry = AuditEntry(
        at=at,
        actor_id=actor.id if actor else None,
        actor_name=actor.name if actor else "系统",
        action=action,
        subject=subject,
        place_code=place_code,
        address=actor.address if actor else "",
        data=data or {},
        previous=_last_digest(session),
        digest="",
    )
    entry.digest = digest_of(entry)
    session.add(entry)
    session.flush()  # the next entry of this transaction must find this one
    return entry


def _last_digest(session: Session) -> str:
    if session.get_bind().dialect.name == "postgresql":
        # Two writers must not chain to the same entry; SQLite has one writer anyway.
        session.connection().execute(
            sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK}
        )
    newest = select(AuditEntry.digest).order_by(col(AuditEntry.id).desc()).limit(1)
    return session.exec(newest).first() or GENESIS


def digest_of(entry: AuditEntry) -> str:
    """SHA-256 over everything that the entry says and the digest before it."""
    facts = entry.model_dump(exclude={"id", "digest"})
    facts["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical_json(facts).encode()).hexdigest()


def first_broken(session: Session) -> AuditEntry | None:
    """The first entry whose digest or link does not hold; None if the chain is whole."""
    previous = GENESIS
    entries = session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))
    for entry in entries.yield_per(500):
        if entry.previous != previous or entry.digest != digest_of(entry):
            return entry
        previous = entry.digest
    return None
