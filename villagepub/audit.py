"""Who did what to what, when and from where: append-only and hash-chained.

Each entry's digest covers the entry and the digest before it, from the first row on,
so that a change in the middle is seen (``villagepub audit verify``). A chain rewritten
from some entry to its end, or cut off at its end, is whole again: only who wrote down
an entry's digest elsewhere can tell.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import Session, SQLModel, col, select

from villagepub.access import Actor
from villagepub.canonical_json import canonical_json
from villagepub.models import (
    Account,
    AuditEntry,
    Channel,
    CheckRun,
    Disclosure,
    Finding,
    IssuedLetter,
    Notice,
    Place,
    PosterBook,
    PosterCode,
    Staff,
    VillageItem,
)

GENESIS = "0" * 64
CHAIN_LOCK = 7_031_966  # any number of our own: names the advisory lock
# What an entry can be about: its word, what it is found by, what is written beside it.
SUBJECTS: dict[type[SQLModel], tuple[str, str, tuple[str, ...]]] = {
    Account: ("account", "id", ("name", "kind")),
    Channel: ("channel", "id", ("name", "kind")),
    CheckRun: ("check", "id", ("item", "period")),
    Disclosure: ("disclosure", "id", ("title", "digest")),
    Finding: ("finding", "id", ("kind",)),
    IssuedLetter: ("letter", "id", ("word", "year", "number")),
    Notice: ("notice", "public_id", ("number",)),
    Place: ("place", "code", ()),
    PosterBook: ("book", "id", ("quarter", "paper")),
    PosterCode: ("place", "place_code", ("kind",)),
    Staff: ("staff", "id", ("login",)),
    VillageItem: ("item", "id", ()),
}


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
    """Put an entry behind the last one. Only ``Act.record`` calls this."""
    lock(session.connection())
    newest = select(AuditEntry.digest).order_by(col(AuditEntry.id).desc()).limit(1)
    entry = AuditEntry(
        at=at,
        actor_id=actor.id if actor else None,
        actor_name=actor.name if actor else "系统",
        action=str(action),
        subject=subject,
        place_code=place_code,
        address=actor.address if actor else "",
        data=data or {},
        previous=session.exec(newest).first() or GENESIS,
        digest="",
    )
    entry.digest = digest_of_entry(entry)
    session.add(entry)
    session.flush()  # the next entry of this transaction must find this one
    return entry


def lock(connection: Connection) -> None:
    """One writer of the log at a time, until the transaction ends; again is once.

    SQLite has one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(
            sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK}
        )


def name_of(row: SQLModel) -> str:
    """What the log calls a row: notice:7k4m2q, finding:12."""
    word, key, _ = SUBJECTS[type(row)]
    return f"{word}:{getattr(row, key)}"


def facts_of(row: SQLModel) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SUBJECTS[type(row)][2]}


def place_of(row: SQLModel) -> str:
    return str(getattr(row, "village_code", "") or getattr(row, "place_code", ""))


def digest_of_entry(entry: AuditEntry) -> str:
    """SHA-256 over everything that the entry says and the digest before it."""
    facts = entry.model_dump(exclude={"id", "digest"})
    facts["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical_json(facts).encode()).hexdigest()


def first_broken(session: Session) -> AuditEntry | None:
    """The first entry whose digest or link does not hold; None if the chain is whole."""
    previous = GENESIS
    entries = session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))
    for entry in entries.yield_per(500):
        if entry.previous != previous or entry.digest != digest_of_entry(entry):
            return entry
        previous = entry.digest
    return None


def newest(session: Session) -> str:
    """The last entry as number:digest, to be written down elsewhere; '' of an empty log."""
    last = session.exec(
        select(AuditEntry.id, AuditEntry.digest)
        .order_by(col(AuditEntry.id).desc())
        .limit(1)
    ).first()
    return f"{last[0]}:{last[1]}" if last else ""


def has(session: Session, number: int, digest: str) -> bool:
    """Is the entry still the one that was written down (``newest``)?"""
    entry = session.get(AuditEntry, number)
    return entry is not None and entry.digest.startswith(digest)


def trail_of(session: Session, public_id: str) -> Sequence[AuditEntry]:
    """What was done to a notice, the oldest first."""
    return session.exec(
        select(AuditEntry)
        .where(AuditEntry.subject == f"notice:{public_id}")
        .order_by(col(AuditEntry.id))
    ).all()
