"""A long job in one worker's hands: claimed, renewed with everything that is written.

A check of lists, a book of posters: each a row that says how far it came, so that it
goes on when the page is closed and after a crash.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from villagepub import db
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.models import CheckRun, PosterBook, has_no_holder, latest_end
from villagepub.states import CheckState

log = structlog.get_logger()

LEASE = timedelta(minutes=5)
Now = Callable[[], datetime]
IsEnding = Callable[[], bool]  # asked between two pieces: the rest is left to others
Job = type[CheckRun] | type[PosterBook]
J = TypeVar("J", CheckRun, PosterBook)


class Lost(Exception):
    """Somebody else has the job by now: this one writes nothing more."""


def never() -> bool:
    """Nobody ends what is done here, nor has to be let in between."""
    return False


def ask(act: Act, job: type[J], action: AuditAction, **facts: Any) -> J:
    """A job with these facts, in the act; one that is asked for twice before it began
    is one.
    """
    same = (col(getattr(job, name)) == value for name, value in facts.items())
    waiting = select(job).where(col(job.state) == CheckState.WAITING, *same)
    if found := act.session.exec(waiting).first():
        return found
    row = job(asked_by=act.staff_id, asked_at=act.at, **facts)
    act.session.add(row)
    act.session.flush()  # the caller answers with its address
    act.record(action, row)
    return row


@dataclass(frozen=True, slots=True)
class Lease:
    """A job in one worker's hands, renewed with everything that is written."""

    engine: Engine
    job: Job
    run_id: int
    owner: str
    now: Now

    @contextmanager
    def writing(self, **values: object) -> Iterator[Session]:
        """A transaction of the job's, with ``values`` for its row. Raises Lost."""
        with db.transaction(self.engine) as session:
            renewed = session.connection().execute(
                sa.update(self.job)
                .where(
                    col(self.job.id) == self.run_id,
                    col(self.job.state) == CheckState.RUNNING,
                    col(self.job.lease_owner) == self.owner,
                )
                .values(**{"lease_until": self.now() + LEASE, **values})
            )
            if not renewed.rowcount:
                raise Lost
            yield session

    def note(self, **values: object) -> None:
        with self.writing(**values):
            """Nothing else."""


def work(
    engine: Engine,
    now: Now,
    job: Job,
    do: Callable[[Lease], bool],
    *,
    is_ending: IsEnding,
    failed: Callable[[Lease, Exception], None] = lambda lease, error: None,
) -> int:
    """Do every job that waits, or that a dead worker left; how many.

    ``do``: one of them; False if it was left to others. One that fails is told to
    ``failed`` and tried again when its lease is over; the others go on.
    """
    done = 0
    while not is_ending():
        lease = claim(engine, now, job)
        if lease is None:
            break
        try:
            done += do(lease)
        except Lost:
            log.warning("job_lost", job=job.__tablename__, run=lease.run_id)
        except OperationalError:  # of the database, not of this job
            raise
        except Exception as error:
            kind = type(error).__name__
            log.error("job_failed", job=job.__tablename__, run=lease.run_id, kind=kind)
            failed(lease, error)
    return done


def claim(
    engine: Engine, now: Now, job: Job, run_id: int | None = None
) -> Lease | None:
    """The oldest that is free, or this one; it begins from nothing."""
    at, owner = now(), secrets.token_hex(8)
    is_left = has_no_holder(col(job.lease_until), at, latest_end(at, LEASE))
    is_free = sa.or_(
        col(job.state) == CheckState.WAITING,
        sa.and_(col(job.state) == CheckState.RUNNING, is_left),
    )
    which = sa.true() if run_id is None else col(job.id) == run_id
    first = (
        select(job.id)
        .where(is_free, which)
        .order_by(col(job.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    take = (
        sa.update(job)
        .where(col(job.id).in_(first.scalar_subquery()))
        .values(
            state=CheckState.RUNNING,
            lease_until=at + LEASE,
            lease_owner=owner,
            done=0,
            skipped=0,
        )
        .returning(col(job.id))
    )
    with db.transaction(engine) as session:
        taken = session.connection().execute(take).scalar()
    return None if taken is None else Lease(engine, job, taken, owner, now)
