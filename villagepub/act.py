"""One act: who does what, when, in which transaction. The only way into the log.

Whoever acts holds the log's lock from the beginning (docs/decisions/0017), so that two
acts never wait for each other in a circle, whatever rows they lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.engine import Engine
from sqlmodel import Session, SQLModel

from villagepub import access, audit, db
from villagepub.access import Action, Actor, Forbidden
from villagepub.audit_actions import AuditAction
from villagepub.errors import UserError
from villagepub.models import AuditEntry

Held = TypeVar("Held", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class Act:
    """``actor`` None: the system itself, which may do everything."""

    session: Session
    actor: Actor | None
    at: datetime

    def __post_init__(self) -> None:
        audit.lock(self.session.connection())

    @property
    def person(self) -> Actor:
        """Who acts. Raises Forbidden where the system itself can't: it signs nothing."""
        if self.actor is None:
            raise Forbidden("这件事要有人登录了办。")
        return self.actor

    @property
    def staff_id(self) -> int | None:
        return self.actor.id if self.actor else None

    def allow(self, action: Action, place_code: str) -> None:
        """Raise Forbidden unless the actor may do this there."""
        if self.actor is not None:
            access.allow(self.actor, action, place_code)

    def locked(self, kind: type[Held], key: object, gone: UserError) -> Held:
        """The row as it stands now, held until the act ends. Raises ``gone``."""
        row = self.session.get(kind, key, with_for_update=True, populate_existing=True)
        if row is None:
            raise gone
        return row

    def record(
        self,
        action: AuditAction,
        subject: SQLModel | str = "",
        place_code: str = "",
        /,
        **data: object,
    ) -> AuditEntry:
        """Write an entry. A row says its own name, place and what tells it apart
        (``audit.SUBJECTS``); ``data`` is what else was said.
        """
        if isinstance(subject, SQLModel):
            data = audit.facts_of(subject) | data
            place_code = place_code or audit.place_of(subject)
            subject = audit.name_of(subject)
        return audit.record(
            self.session,
            actor=self.actor,
            action=action,
            at=self.at,
            subject=subject,
            place_code=place_code,
            data=data,
        )


@contextmanager
def acting(
    engine: Engine, *, at: datetime, actor: Actor | None = None
) -> Iterator[Act]:
    """An act in a transaction of its own: all or nothing."""
    with db.transaction(engine) as session:
        yield Act(session, actor, at)
