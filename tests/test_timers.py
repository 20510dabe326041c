"""What the clock asks for is done once, by one worker at a time, after any crash."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy.engine import Engine

from villagepub import db, timers
from villagepub.timers import Piece, Task, every_hour, every_minute

AT = datetime(2026, 10, 21, 1, 5, tzinfo=UTC)


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def engine(request: pytest.FixtureRequest, engine: Engine) -> Iterator[Engine]:
    if request.param == "sqlite":
        yield engine
        return
    other = request.getfixturevalue("empty_postgres")
    db.upgrade(other)
    yield other


class Walk:
    """A task of ``count`` pieces that notes where each of them began."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.began: list[str] = []
        self.task = Task(name="walk", turn_of=every_hour, do=self.step)

    def step(self, _engine: Engine, position: str, _at: datetime) -> Piece:
        self.began.append(position)
        done = int(position or 0) + 1
        return Piece(str(done) if done < self._count else None, {"done": done})


def test_a_turn_is_done_piece_by_piece_and_then_not_again(engine: Engine) -> None:
    walk = Walk(3)
    told = [timers.work(engine, [walk.task], at=AT) for _ in range(5)]
    assert told == [True, True, True, False, False]
    assert walk.began == ["", "1", "2"]
    assert timers.work(engine, [walk.task], at=AT + timedelta(hours=1))
    with db.reading(engine) as session:
        assert timers.last_result(session, "walk") == {"done": 1}


def test_of_workers_that_look_in_the_same_moment_one_does_a_piece(
    engine: Engine,
) -> None:
    together, began = Barrier(4), []

    def do(_engine: Engine, position: str, _at: datetime) -> Piece:
        began.append(position)
        return Piece(None)

    task = Task(name="walk", turn_of=every_minute, do=do)

    def look(_: int) -> bool:
        together.wait(60)
        return timers.work(engine, [task], at=AT)

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(look, range(4))) == 1
    assert began == [""]


def test_what_a_dead_worker_had_in_hand_is_done_when_its_lease_is_over(
    engine: Engine,
) -> None:
    walk = Walk(2)
    assert timers.work(engine, [walk.task], at=AT)

    def die(_engine: Engine, _position: str, _at: datetime) -> Piece:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        timers.work(engine, [Task(name="walk", turn_of=every_hour, do=die)], at=AT)
    assert not timers.work(engine, [walk.task], at=AT + timedelta(minutes=1))
    assert timers.work(engine, [walk.task], at=AT + timedelta(minutes=6))
    assert walk.began == ["", "1"]


def test_a_task_that_fails_keeps_no_other_from_its_turn(engine: Engine) -> None:
    def fail(_engine: Engine, _position: str, _at: datetime) -> Piece:
        raise ValueError

    walk = Walk(1)
    bad = Task(name="bad", turn_of=every_hour, do=fail)
    assert timers.work(engine, [bad, walk.task], at=AT)
    assert walk.began == [""]


@pytest.mark.parametrize("days", [1, -1, 400])
def test_a_clock_that_was_set_holds_nothing_up(engine: Engine, days: int) -> None:
    """A lease of a wrong day is no lease: the task goes on with the right one."""

    def die(_engine: Engine, _position: str, _at: datetime) -> Piece:
        raise KeyboardInterrupt

    wrong = AT + timedelta(days=days)
    with pytest.raises(KeyboardInterrupt):
        timers.work(engine, [Task(name="walk", turn_of=every_hour, do=die)], at=wrong)
    walk = Walk(1)
    assert timers.work(engine, [walk.task], at=AT)


def test_who_looked_at_the_clock_and_then_waited_takes_nothing_out_of_other_hands(
    engine: Engine,
) -> None:
    """Between the look and the write another began, by a later clock."""
    walk = Walk(1)
    late: list[bool] = []

    def do(own: Engine, _position: str, at: datetime) -> Piece:
        late.append(timers.work(own, [walk.task], at=at - timedelta(seconds=30)))
        return Piece(None)

    assert timers.work(engine, [Task(name="walk", turn_of=every_hour, do=do)], at=AT)
    assert (late, walk.began) == ([False], [])
