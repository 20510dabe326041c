"""A check in one worker's hands: claimed, renewed with everything that is written."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import db
from villagepub.models import CheckRun, has_no_holder
from villagepub.states import CheckState

LEASE = timedelta(minutes=5)
Now = Callable[[], datetime]


class Lost(Exception):
    """Somebody else has the check by now: this one writes nothing more."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A check in one worker's hands, renewed with everything that is written."""

    engine: Engine
    run_id: int
    owner: str
    now: Now

    @contextmanager
    def writing(self, **values: object) -> Iterator[Session]:
        """A transaction of the check's, with ``values`` for its row. Raises Lost."""
        with db.transaction(self.engine) as session:
            renewed = session.connection().execute(
                sa.update(CheckRun)
                .where(
                    col(CheckRun.id) == self.run_id,
                    col(CheckRun.state) == CheckState.RUNNING,
                    col(CheckRun.lease_owner) == self.owner,
                )
                .values(**{"lease_until": self.now() + LEASE, **values})
            )
            if not renewed.rowcount:
                raise Lost
            yield session

    def note(self, **values: object) -> None:
        with self.writing(**values):
            """Nothing else."""


def claim(engine: Engine, now: Now, run_id: int | None = None) -> Lease | None:
    """The oldest that is free, or this one."""
    at, owner = now(), secrets.token_hex(8)
    is_left = has_no_holder(col(CheckRun.lease_until), at, at + LEASE)
    is_free = sa.or_(
        col(CheckRun.state) == CheckState.WAITING,
        sa.and_(col(CheckRun.state) == CheckState.RUNNING, is_left),
    )
    which = sa.true() if run_id is None else col(CheckRun.id) == run_id
    first = (
        select(CheckRun.id)
        .where(is_free, which)
        .order_by(col(CheckRun.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    take = (
        sa.update(CheckRun)
        .where(col(CheckRun.id).in_(first.scalar_subquery()))
        .values(
            state=CheckState.RUNNING,
            lease_until=at + LEASE,
            lease_owner=owner,
            done=0,
            skipped=0,
        )
        .returning(col(CheckRun.id))
    )
    with db.transaction(engine) as session:
        taken = session.connection().execute(take).scalar()
    return None if taken is None else Lease(engine, taken, owner, now)
