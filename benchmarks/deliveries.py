"""Deliveries claimed and written down, without the network: per second, on SQLite.

    python -m benchmarks.deliveries [postgresql+psycopg://…]

One worker claims a hundred at a time and records each batch, as a fleet would; beside it
the worker's own way, one claim and one record a delivery, which is what keeps a crash
from leaving more than one in doubt. The peer is Huey on SQLite with a task that writes
one row: it keeps no states.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from huey import SqliteHuey
from sqlalchemy.engine import Engine

from benchmarks.rounds import verdict
from tests import stage
from tests.stage import AT, OTHER, VILLAGE
from villagepub import db, outbox
from villagepub.models import Channel, Notice
from villagepub.outbox import Outcome
from villagepub.words import ChannelKind, DeliveryState

COUNT, LIMIT = 3_000, {"sqlite": 5_000, "postgresql": 1_500}


def lay(engine: Engine) -> None:
    db.upgrade(engine)
    stage.lay(engine)
    with db.transaction(engine) as session:
        item = stage.item_id(session, stage.SUBSIDY, OTHER)
        notice = Notice(
            public_id="bench", village_code=OTHER, item_id=item, form="T8",
            period="2026", title="公示", version=1, created_at=AT,
        )  # fmt: skip
        channel = Channel(
            place_code=VILLAGE, kind=ChannelKind.ROBOT, name="群", created_at=AT
        )
        session.add_all((notice, channel))
        session.flush()
        for number in range(COUNT):
            outbox.enqueue(
                session, notice_id=notice.id or 0, version=number, channel=channel,
                payload="{}", kind="notice", at=AT,
            )  # fmt: skip


def drained(engine: Engine, batch: int) -> float:
    """Deliveries a second."""
    done, start = 0, time.perf_counter()
    sent = Outcome(state=DeliveryState.SENT)
    while claimed := outbox.claim(engine, owner="bench", at=AT, limit=batch):
        pairs = [(one, sent) for one in claimed]
        outbox.record_all(engine, pairs, owner="bench", at=AT)
        done += len(claimed)
    assert done == COUNT
    return done / (time.perf_counter() - start)


def with_huey(folder: Path) -> float:
    """Tasks a second, taken and run in this process."""
    huey = SqliteHuey("bench", filename=str(folder / "huey.db"))

    @huey.task()  # type: ignore[untyped-decorator]
    def nothing(_: int) -> None:
        return None

    for number in range(COUNT):
        nothing(number)
    start = time.perf_counter()
    while task := huey.dequeue():
        huey.execute(task)
    return COUNT / (time.perf_counter() - start)


def measured(make: Callable[[Path], Engine], batch: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        engine = make(Path(folder))
        lay(engine)
        rate = drained(engine, batch)
        engine.dispose()
    return rate


def main() -> int:
    url = sys.argv[1] if len(sys.argv) > 1 else ""
    name = "postgresql" if url else "sqlite"

    def make(folder: Path) -> Engine:
        return db.make_engine(url or f"sqlite:///{folder / 'x.db'}")

    batches, singly = measured(make, 100), 0.0 if url else measured(make, 1)
    print(f"{name}: {batches:,.0f} a second in batches, {singly:,.0f} one by one")
    with tempfile.TemporaryDirectory() as folder:
        print(f"Huey on SQLite, no states: {with_huey(Path(folder)):,.0f} a second")
    good = verdict(
        f"claim and record / {LIMIT[name]:,} a second", batches / LIMIT[name], 1
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
