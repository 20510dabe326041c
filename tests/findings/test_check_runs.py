"""A check is in one worker's hands, goes on for as long as it takes, and asks little."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from benchmarks import county as bench
from tests import stage
from tests.findings.test_village_check import LATER, PAID, bring, findings
from tests.queries import asked
from tests.stage import TOWNSHIP
from villagepub import db
from villagepub.act import Act
from villagepub.findings import (
    check_runs,
    check_targets,
    lifecycle,
    recheck_requests,
)
from villagepub.findings.check_targets import CheckTarget
from villagepub.models import CheckRun, Notice
from villagepub.states import CheckState


@pytest.fixture
def paid(sheets_folder: Path) -> bytes:
    return (sheets_folder / "disclosures" / PAID).read_bytes()


@pytest.fixture
def asked_for(
    county: Engine, sheets_folder: Path, tmp_path: Path, paid: bytes
) -> Engine:
    """A county with a notice and a disclosure, whose township waits for a check."""
    stage.publish(county, sheets_folder)
    bring(county, tmp_path, paid)
    with db.transaction(county) as session:
        check_runs.ask(Act(session, None, LATER), place_code=TOWNSHIP)
    return county


def run_of(engine: Engine) -> CheckRun:
    with db.reading(engine) as session:
        return session.exec(select(CheckRun).order_by(col(CheckRun.id).desc())).one()


def ticking(start: datetime, step: timedelta) -> Callable[[], datetime]:
    """A clock that goes on with every look."""

    def moments() -> Iterator[datetime]:
        at = start
        while True:
            yield at
            at += step

    return moments().__next__


def test_a_check_longer_than_its_lease_is_still_in_one_workers_hands(
    asked_for: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_runs, "MAX_BATCH", 1)
    now = ticking(LATER, timedelta(minutes=1))
    others: list[int] = []

    def look() -> None:
        at = now()
        others.append(check_runs.work(asked_for, now=lambda: at))

    assert check_runs.work(asked_for, now=now, between=look) == 1
    assert len(others) > 5  # as many minutes, and more, as a lease has
    assert sum(others) == 0
    assert run_of(asked_for).state is CheckState.DONE


def test_who_has_lost_a_check_writes_nothing_more(
    asked_for: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its machine slept for an hour; meanwhile another did all of it."""
    monkeypatch.setattr(check_runs, "MAX_BATCH", 1)
    much_later = LATER + timedelta(hours=1)
    others: list[int] = []

    def sleep() -> None:
        if not others:
            others.append(check_runs.work(asked_for, now=lambda: much_later))

    assert check_runs.work(asked_for, now=lambda: LATER, between=sleep) == 0
    assert others == [1]
    run = run_of(asked_for)
    assert (run.state, run.ended_at) == (CheckState.DONE, much_later)
    assert run.done == run.total


def test_a_worker_that_ends_leaves_the_rest_to_the_next_at_once(
    asked_for: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_runs, "MAX_BATCH", 1)
    asks = iter([False, True, True])
    done = check_runs.work(asked_for, now=lambda: LATER, is_ending=lambda: next(asks))
    assert done == 0
    assert run_of(asked_for).state is CheckState.WAITING
    assert check_runs.work(asked_for, now=lambda: LATER) == 1


def test_a_check_that_fails_keeps_no_other_waiting(
    asked_for: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction(asked_for) as session:
        check_runs.ask(Act(session, None, LATER), place_code=TOWNSHIP[:6])
    whole = check_targets.targets_of

    def fail(session: object, place_code: str, **asked: object) -> list[CheckTarget]:
        if place_code == TOWNSHIP:
            raise ValueError("a list that nobody can read")
        return whole(session, place_code, **asked)  # type: ignore[arg-type]

    monkeypatch.setattr(check_runs, "targets_of", fail)
    assert check_runs.work(asked_for, now=lambda: LATER) == 1
    monkeypatch.undo()
    assert check_runs.work(asked_for, now=lambda: LATER) == 0
    later = LATER + timedelta(minutes=6)
    assert check_runs.work(asked_for, now=lambda: later) == 1


def test_a_corrected_notice_asks_for_its_check_once(asked_for: Engine) -> None:
    check_runs.work(asked_for, now=lambda: LATER)
    assert recheck_requests.ask_for_changed(asked_for, at=LATER) == 0
    assert findings(asked_for)
    with db.transaction(asked_for) as session:  # as the next version is signed
        session.exec(select(Notice)).one().version += 1
    told = [recheck_requests.ask_for_changed(asked_for, at=LATER) for _ in range(2)]
    assert told == [1, 0]


def test_what_is_corrected_while_it_is_compared_is_checked_again(
    asked_for: Engine,
) -> None:
    """The check read version 1; when it writes, version 2 stands and has been seen."""
    with db.reading(asked_for) as session:
        (target,) = (
            t
            for t in check_targets.targets_of(
                session, TOWNSHIP, item="", period="", on=date(2026, 6, 30)
            )
            if t.notice
        )
    results = check_runs._compared(asked_for, [target], date(2026, 6, 30))
    with db.transaction(asked_for) as session:
        session.exec(select(Notice)).one().version += 1
    recheck_requests.ask_for_changed(asked_for, at=LATER)
    with db.transaction(asked_for) as session:
        lifecycle.record(session, results, at=LATER)
    assert recheck_requests.ask_for_changed(asked_for, at=LATER) == 1


@pytest.mark.parametrize("villages", [20, 60])
def test_a_check_asks_the_database_less_than_once_a_village(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, villages: int
) -> None:
    monkeypatch.setattr(bench, "VILLAGES", villages)
    bench.lay(engine)
    with asked(engine) as first:
        bench.checked(engine)
    with asked(engine) as again:
        bench.checked(engine)
    kinds = [s for s in first if not s.startswith(("BEGIN", "COMMIT", "PRAGMA"))]
    assert len(kinds) < 60 + villages / 2
    assert len(again) <= len(first)


def test_ten_times_the_tasks_take_ten_times_as_long_to_find() -> None:
    """19,440 tasks were compared with each other; now each is looked up."""
    targets = [
        CheckTarget(
            village_code=f"{code:012d}", item="低保", item_id=code, form="T8",
            period=f"20{year}", due=None, other_period="" if year % 2 else "2099",
        )
        for code in range(2_000) for year in range(10, 20)
    ]  # fmt: skip
    left = check_targets._without_reported_elsewhere(targets)
    assert len(left) == len(targets)
