"""A published version's files, drawn once after signing and kept for everybody who asks.

A notice without ``drawn_at`` waits for this: just published or corrected, its names
taken down, withdrawn. Its files stand in the store under its public id and version;
what was drawn for an earlier state of it is removed: an older circle is nowhere left.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import db, store
from villagepub.errors import UserError
from villagepub.job_leases import IsEnding, never
from villagepub.models import Notice
from villagepub.notices import queries
from villagepub.notices.page_state import STATE, State
from villagepub.pool import Busy
from villagepub.render.files import make_files
from villagepub.states import NoticeStatus

log = structlog.get_logger()

FOLDER = "drawn"
LEASE = timedelta(minutes=5)  # of who draws; then somebody else tries
MAX_AT_ONCE = 40  # a round: about 20 seconds, then deliveries have their turn


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """When the files of a notice were drawn for what it is now; None: not yet."""

    public_id: str
    version: int
    are_names_gone: bool
    at: datetime | None


def drawn(session: Session, public_id: str) -> Drawn | None:
    """None where there is nothing to draw: never published, or withdrawn."""
    row = session.exec(
        select(Notice.version, Notice.names_gone_at, Notice.drawn_at).where(
            Notice.public_id == public_id, Notice.status == NoticeStatus.PUBLISHED
        )
    ).first()
    if row is None or not row[0]:
        return None
    version, gone, at = row
    return Drawn(
        public_id=public_id, version=version, are_names_gone=gone is not None, at=at
    )


_WAITING = (
    col(Notice.version) > 0,
    col(Notice.drawn_at).is_(None),
    sa.or_(
        col(Notice.drawing_since).is_(None),
        col(Notice.drawing_since) < sa.bindparam("stale"),
        col(Notice.drawing_since) > sa.bindparam("ahead"),  # by a clock that was wrong
    ),
)
# The newest first: they are being read now.
_NEXT = (
    select(Notice.id)
    .where(*_WAITING)
    .order_by(col(Notice.published_at).desc(), col(Notice.id).desc())
    .limit(1)
    .with_for_update(skip_locked=True)
)
_TAKE = (
    sa.update(Notice)
    .where(col(Notice.id).in_(_NEXT.scalar_subquery()))
    .values(drawing_since=sa.bindparam("at"))
    .returning(col(Notice.public_id), *STATE)
)


def draw_due(
    engine: Engine,
    store_url: str,
    *,
    at: datetime,
    limit: int = MAX_AT_ONCE,
    is_ending: IsEnding = never,
) -> int:
    """Draw what waits; how many notices were tried. Who is ending leaves the rest."""
    for number in range(limit):
        if is_ending():
            return number
        with db.transaction(engine) as session:
            given = {"at": at, "stale": at - LEASE, "ahead": at + LEASE}
            taken = session.connection().execute(_TAKE, given).first()
        if taken is None:
            return number
        public_id, *state = taken
        try:
            _draw(engine, store_url, public_id, tuple(state), at)
        except UserError as error:  # tried again when its lease is over
            log.warning("not_drawn", notice=public_id, kind=type(error).__name__)
            if isinstance(error, Busy):  # nor would the next: what is due goes first
                return number + 1
    return limit


def _draw(
    engine: Engine, store_url: str, public_id: str, state: State, at: datetime
) -> None:
    with db.reading(engine) as session:
        found = queries.published(session, public_id)
    if found is None:
        return
    is_up = found.status is NoticeStatus.PUBLISHED
    files = make_files(found.content) if is_up else {}
    place = folder(public_id, found.current, are_names_gone=found.are_names_gone)
    for kind, data in files.items():
        store.put_at(store_url, f"{place}/{kind}", data)
    with db.transaction(engine) as session:
        is_current = _mark_drawn(session, public_id, state, at)
    if is_current:
        store.clear(store_url, _all_of(public_id), keep=place if files else "")
    else:  # whoever draws what the notice has become puts that elsewhere
        store.clear(store_url, place)


def _mark_drawn(session: Session, public_id: str, state: State, at: datetime) -> bool:
    """False if something has happened to the notice meanwhile: it is drawn again."""
    same = [
        column.is_not_distinct_from(value)
        for column, value in zip(STATE, state, strict=True)
    ]
    done = session.connection().execute(
        sa.update(Notice)
        .where(col(Notice.public_id) == public_id, *same)
        .values(drawn_at=at, drawing_since=None)
    )
    return done.rowcount == 1


def file_of(store_url: str, drawn: Drawn, kind: str) -> bytes | Path:
    """A drawn file, as a path where it is one. Raises FileNotFoundError, StoreError."""
    place = folder(drawn.public_id, drawn.version, are_names_gone=drawn.are_names_gone)
    return store.get_at(store_url, f"{place}/{kind}")


def folder(public_id: str, version: int, *, are_names_gone: bool) -> str:
    """Where the files of a version stand in the store, in the circle that it has now."""
    end = "-nameless" if are_names_gone else ""
    return f"{_all_of(public_id)}/v{version}{end}"


def pages_of(public_id: str) -> str:
    """Where its pages stand (``page_files``): they go with whatever was drawn before."""
    return f"{_all_of(public_id)}/pages"


def _all_of(public_id: str) -> str:
    return f"{FOLDER}/{public_id}"


def wait_again(notice: Notice) -> None:
    """What is drawn of the notice no longer holds."""
    notice.drawn_at = notice.drawing_since = None


def forget(engine: Engine, public_id: str) -> None:
    """The store has lost a notice's files, as after a restored backup: draw them again."""
    with db.transaction(engine) as session:
        session.connection().execute(
            sa.update(Notice)
            .where(col(Notice.public_id) == public_id)
            .values(drawn_at=None, drawing_since=None)
        )
