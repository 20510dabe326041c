"""A check as a job: asked for, worked on village by village, finished after any crash."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import clock, db
from villagepub.access import Action
from villagepub.act import Act, acting
from villagepub.audit_actions import AuditAction
from villagepub.findings import cross_village, lifecycle, village_check
from villagepub.findings.check_targets import CheckTarget, targets_of
from villagepub.gc_pause import paused
from villagepub.models import (
    CheckRun,
    Finding,
    Notice,
    NoticeList,
    NoticeVersion,
)
from villagepub.states import CheckState, FindingState

LEASE = timedelta(minutes=5)
BATCH = 20  # villages a transaction: other writers wait less than a second


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    state: CheckState
    total: int
    done: int
    skipped: int
    found: int
    ended_at: datetime | None


def ask(act: Act, *, place_code: str, item: str = "", period: str = "") -> CheckRun:
    """Ask for a check; one that is asked for twice before it began is one."""
    act.allow(Action.CHECK, place_code)
    waiting = act.session.exec(
        select(CheckRun).where(
            CheckRun.place_code == place_code,
            CheckRun.item == item,
            CheckRun.period == period,
            CheckRun.state == CheckState.WAITING,
        )
    ).first()
    if waiting is not None:
        return waiting
    run = CheckRun(
        place_code=place_code,
        item=item,
        period=period,
        asked_by=act.staff_id,
        asked_at=act.at,
    )
    act.session.add(run)
    act.session.flush()  # the caller answers with the run's address
    act.record(AuditAction.CHECK_ASK, run)
    return run


def work(engine: Engine, *, at: datetime) -> int:
    """Do every check that waits, or that a dead worker left; how many."""
    done = 0
    while (run_id := _claim(engine, at)) is not None:
        run(engine, run_id, at=at)
        done += 1
    return done


def _claim(engine: Engine, at: datetime) -> int | None:
    free = sa.or_(
        col(CheckRun.state) == CheckState.WAITING,
        sa.and_(
            col(CheckRun.state) == CheckState.RUNNING, col(CheckRun.lease_until) < at
        ),
    )
    first = (
        select(CheckRun.id)
        .where(free)
        .order_by(col(CheckRun.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    take = (
        sa.update(CheckRun)
        .where(col(CheckRun.id).in_(first.scalar_subquery()))
        .values(state=CheckState.RUNNING, lease_until=at + LEASE, done=0, skipped=0)
        .returning(col(CheckRun.id))
    )
    with db.transaction(engine) as session:
        return session.connection().execute(take).scalar()


def run(engine: Engine, run_id: int, *, at: datetime) -> None:
    """Compare every list of a run; a crash in between loses at most one batch."""
    on = clock.day(at)
    with db.reading(engine) as session:
        asked = session.get_one(CheckRun, run_id)
        found = targets_of(
            session, asked.place_code, item=asked.item, period=asked.period, on=on
        )
    _note(engine, run_id, total=len(found), at=at)
    for start in range(0, len(found), BATCH):
        batch = found[start : start + BATCH]
        with db.transaction(engine) as session:
            skipped = _check_all(session, batch, on=on, at=at)
        _note(engine, run_id, done=len(batch), skipped=skipped, at=at)
    with db.transaction(engine) as session:
        cross_village.record_all(session, asked.place_code, found, at=at)
    _finish(engine, run_id, asked, at)


@paused
def _check_all(
    session: Session, targets: Iterable[CheckTarget], *, on: date, at: datetime
) -> int:
    """How many were skipped because nothing had changed since the last time."""
    targets = list(targets)
    known = _known_digests(session, targets)
    last = lifecycle.last_digests(session, targets)
    changed = [t for t in targets if not _is_unchanged(t, known, last, on)]
    # One query each for the whole batch.
    lists = village_check.fetch_lists(session, changed)
    for target in changed:
        lifecycle.record(
            session, village_check.check(session, target, lists, on=on), at=at
        )
    return len(targets) - len(changed)


def _is_unchanged(
    target: CheckTarget,
    known: Mapping[int, str],
    last: Mapping[CheckTarget, str],
    on: date,
) -> bool:
    own = known.get(target.notice.id or 0) if target.notice else ""
    return own is not None and last.get(target) == village_check.digest_for(
        target, own, on
    )


def _known_digests(session: Session, targets: Iterable[CheckTarget]) -> dict[int, str]:
    """Digest of the current version's list, by notice, where it was made before."""
    ids = [t.notice.id for t in targets if t.notice]
    rows = session.exec(
        select(Notice.id, NoticeList.digest)
        .join(
            NoticeVersion,
            (col(NoticeVersion.notice_id) == Notice.id)
            & (col(NoticeVersion.version) == Notice.version),
        )
        .join(NoticeList, col(NoticeList.version_id) == NoticeVersion.id)
        .where(col(Notice.id).in_(ids))
    )
    return {notice_id or 0: digest for notice_id, digest in rows}


def _note(
    engine: Engine,
    run_id: int,
    *,
    total: int = 0,
    done: int = 0,
    skipped: int = 0,
    at: datetime,
) -> None:
    with db.transaction(engine) as session:
        run = session.get_one(CheckRun, run_id)
        run.total = total or run.total
        run.done += done
        run.skipped += skipped
        run.lease_until = at + LEASE


def _finish(engine: Engine, run_id: int, asked: CheckRun, at: datetime) -> None:
    with acting(engine, at=at) as act:
        run = act.session.get_one(CheckRun, run_id)
        run.state, run.ended_at, run.lease_until = CheckState.DONE, at, None
        run.found = _open_count(act.session, asked)
        act.record(AuditAction.CHECK_DONE, run, found=run.found)


def _open_count(session: Session, asked: CheckRun) -> int:
    ended = (FindingState.CLOSED, FindingState.DISMISSED)
    return session.exec(
        select(sa.func.count())
        .select_from(Finding)
        .where(
            col(Finding.village_code).startswith(asked.place_code),
            col(Finding.state).not_in(ended),
            sa.true() if not asked.item else Finding.item == asked.item,
            sa.true() if not asked.period else Finding.period == asked.period,
        )
    ).one()


def progress(session: Session, place_code: str) -> Progress | None:
    """The newest run of a place."""
    row = session.exec(
        select(CheckRun)
        .where(CheckRun.place_code == place_code)
        .order_by(col(CheckRun.id).desc())
    ).first()
    if row is None:
        return None
    return Progress(
        state=row.state,
        total=row.total,
        done=row.done,
        skipped=row.skipped,
        found=row.found,
        ended_at=row.ended_at,
    )
