"""A check as a job: asked for, worked on village by village, finished after any crash."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import clock, db, job_leases
from villagepub.access import Action
from villagepub.act import Act, acting
from villagepub.audit_actions import AuditAction
from villagepub.findings import cross_village, lifecycle, queries, village_check
from villagepub.findings.check_targets import CheckTarget, targets_of
from villagepub.findings.village_check import VillageResult
from villagepub.gc_pause import paused
from villagepub.job_leases import IsEnding, Lease, Lost, Now, claim, never
from villagepub.models import (
    IS_CURRENT,
    CheckRun,
    Finding,
    Notice,
    NoticeList,
    NoticeVersion,
    at_or_below,
)
from villagepub.states import CheckState, FindingKind

# Lists a transaction, and rows of the government's in them: they are held whole until
# it is written, and nobody else writes meanwhile.
MAX_BATCH, MAX_ROWS = 50, 20_000
MAX_FOUND = 500  # villages of which it is written at once what others' lists say
POLL = 0.2  # seconds between two looks at a check that somebody else does
T = TypeVar("T")


def ask(act: Act, *, place_code: str, item: str = "", period: str = "") -> CheckRun:
    """Ask for a check of a place, or of one of its lists."""
    act.allow(Action.CHECK, place_code)
    return job_leases.ask(
        act,
        CheckRun,
        AuditAction.CHECK_ASK,
        place_code=place_code,
        item=item,
        period=period,
    )


def work(
    engine: Engine,
    *,
    now: Now,
    between: Callable[[], object] = never,
    is_ending: IsEnding = never,
) -> int:
    """Do every check that waits, or that a dead worker left; how many.

    ``between``: what is done after each batch, so that a large check holds up nothing.
    Who is ending leaves the rest to others.
    """

    def do(lease: Lease) -> bool:
        return _run(lease, between, is_ending)

    return job_leases.work(engine, now, CheckRun, do, is_ending=is_ending)


def run(engine: Engine, run_id: int, *, now: Now) -> None:
    """One check to its end, here or where somebody already works on it."""
    while not _is_done(engine, run_id):
        lease = claim(engine, now, CheckRun, run_id)
        if lease is None:
            time.sleep(POLL)
        else:
            _run(lease, never, never)


def _is_done(engine: Engine, run_id: int) -> bool:
    with db.reading(engine) as session:
        return session.get_one(CheckRun, run_id).state is CheckState.DONE


def _run(lease: Lease, between: Callable[[], object], is_ending: IsEnding) -> bool:
    """Compare every list of a run; a crash in between loses at most one batch. False if
    it was left to others.
    """
    at = lease.now()
    on = clock.day(at)
    with db.reading(lease.engine) as session:
        asked = session.get_one(CheckRun, lease.run_id)
        found = targets_of(
            session, asked.place_code, item=asked.item, period=asked.period, on=on
        )
        changed = _changed(session, asked.place_code, found, on)
    skipped = len(found) - len(changed)
    lease.note(total=len(found), skipped=skipped, done=skipped)
    for results, kind in _results(lease.engine, asked.place_code, found, changed, on):
        with lease.writing(**_progress(results, kind)) as session:
            lifecycle.record(session, results, at=at, kind=kind)
        between()
        if is_ending():
            lease.note(state=CheckState.WAITING, lease_until=None)
            return False
    _finish(lease, asked, at)
    return True


def _batches(targets: Iterable[CheckTarget]) -> Iterator[list[CheckTarget]]:
    batch: list[CheckTarget] = []
    rows = 0
    for target in targets:
        if batch and (len(batch) == MAX_BATCH or rows + target.rows > MAX_ROWS):
            yield batch
            batch, rows = [], 0
        batch.append(target)
        rows += target.rows
    if batch:
        yield batch


def _progress(results: Sequence[VillageResult], kind: FindingKind | None) -> Any:
    return {} if kind else {"done": CheckRun.done + len(results)}


def _results(
    engine: Engine,
    place_code: str,
    found: Sequence[CheckTarget],
    changed: Sequence[CheckTarget],
    on: date,
) -> Iterator[tuple[Sequence[VillageResult], FindingKind | None]]:
    """In batches: each village with the government's list, then with other villages."""
    for batch in _batches(changed):
        yield _compared(engine, batch, on), None
    for kind, results in cross_village.results(engine, place_code, found):
        for at in range(0, len(results), MAX_FOUND):
            yield results[at : at + MAX_FOUND], kind


@paused
def _compared(
    engine: Engine, targets: Sequence[CheckTarget], on: date
) -> list[VillageResult]:
    """Before anything is written: nobody waits for a comparison."""
    with db.reading(engine) as session:
        lists = village_check.fetch_lists(session, targets)
    return [village_check.check(target, lists, on=on) for target in targets]


def _changed(
    session: Session, place_code: str, targets: Iterable[CheckTarget], on: date
) -> list[CheckTarget]:
    """Those that have changed since the last time; two queries in all."""
    known = _known_digests(session, place_code)
    last = lifecycle.last_digests(session, place_code)
    return [t for t in targets if not _is_unchanged(t, known, last, on)]


def _is_unchanged(
    target: CheckTarget,
    known: Mapping[int, str],
    last: Mapping[lifecycle.ListKey, str],
    on: date,
) -> bool:
    own = known.get(target.notice.id) if target.notice else ""
    key = target.village_code, target.item, target.period
    return own is not None and last.get(key) == village_check.digest_for(
        target, own, on
    )


def _known_digests(session: Session, place_code: str) -> dict[int, str]:
    """Digest of the current version's list, by notice, where it was made before."""
    rows = session.exec(
        select(Notice.id, NoticeList.digest)
        .join(NoticeVersion, IS_CURRENT)
        .join(NoticeList, col(NoticeList.version_id) == NoticeVersion.id)
        .where(at_or_below(Notice.village_code, place_code))
    )
    return dict(rows.all())


def _finish(lease: Lease, asked: CheckRun, at: datetime) -> None:
    with db.reading(lease.engine) as session:
        found = _open_count(session, asked)
    with acting(lease.engine, at=at) as act:
        run = act.session.get_one(CheckRun, lease.run_id, with_for_update=True)
        if run.lease_owner != lease.owner:
            raise Lost
        run.state, run.ended_at, run.lease_until = CheckState.DONE, at, None
        run.found = found
        act.record(AuditAction.CHECK_DONE, run, found=found)


def _open_count(session: Session, asked: CheckRun) -> int:
    own = queries.conditions(
        asked.place_code,
        item=asked.item,
        period=asked.period,
        states=queries.STILL_OPEN,
    )
    return session.exec(select(sa.func.count()).select_from(Finding).where(*own)).one()


def progress(session: Session, place_code: str) -> CheckRun | None:
    """The newest run of a place."""
    return session.exec(
        select(CheckRun)
        .where(CheckRun.place_code == place_code)
        .order_by(col(CheckRun.id).desc())
    ).first()
