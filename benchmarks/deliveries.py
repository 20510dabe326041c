"""Deliveries a second: claimed and written down alone, and whole ones over HTTP.

1. Claim and record, without the network, on SQLite and on PostgreSQL. SQLite works in
   this process: the seconds of its row are the processor's, which others do not take.
2. Whole deliveries: two worker processes bring messages to robots of a server that plays
   WeChat, all on the same cores; beside them a pair of Celery workers with Redis and
   requests, which keeps no states and writes nothing to a disk. Rounds alternate; the
   median counts. Each robot gets its twenty a minute to the message, and nothing comes
   twice. A second Celery pair keeps its connections open, a third does so in as many
   threads as a worker of ours has.
"""

import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy.engine import Engine

from benchmarks.lab import Lab, laboratory
from benchmarks.rounds import missing, verdict
from tests import postgres as servers
from tests import stage
from tests.stage import OTHER, VILLAGE
from villagepub import clock, db, outbox
from villagepub.channels.announcement import MessagePart
from villagepub.delivery_attempts import Claimed, Outcome
from villagepub.delivery_batches import MAX_IN_FLIGHT
from villagepub.models import Channel, Notice
from villagepub.states import ChannelKind, DeliveryState
from villagepub.wechat.encryption import seal
from villagepub.wechat.robot_client import text_message
from villagepub.worker import MAX_CLAIMS

AT = clock.now()  # what is older than a day would be asked about
COUNT, LIMIT = 3_000, {"sqlite": 5_000, "postgresql": 1_500}
CLOCK = {"sqlite": "处理器的一秒", "postgresql": "一秒"}
ROBOTS, EACH, ROUNDS = 250, 20, 3
# How a Celery keeps its connections, and its pool.
PEERS = {
    "每条另连": ("", ("solo",)),
    "一直连着": ("yes", ("solo",)),
    f"{MAX_IN_FLIGHT} 个线程、一直连着": ("yes", ("threads", "-c", f"{MAX_IN_FLIGHT}")),
}
KEY = "a secret key of the bench"
WORKER = (
    "import sys; from villagepub import clock, db, logs, settings, worker;"
    "logs.configure(); s = settings.read(); e = db.make_engine(s.database_url);"
    "worker.run_once(e, s, now=clock.now)"
)


def lay(engine: Engine, kind: ChannelKind, channels: int, each: int) -> list[str]:
    """``each`` deliveries to ``channels`` channels of a kind; the robots' keys."""
    db.upgrade(engine)
    stage.lay(engine)
    keys = [f"bench-robot-{number:06d}" for number in range(channels)]
    with db.transaction(engine) as session:
        item_id = stage.item_id(session, stage.SUBSIDY, OTHER)
        notices = [
            Notice(
                public_id=f"b{number:05d}", village_code=OTHER, form="T8",
                period="2026", item_id=item_id, title="公示", version=1, created_at=AT,
            )
            for number in range(each)
        ]  # fmt: skip
        session.add_all(notices)
        session.flush()
        for key in keys:
            channel = Channel(
                place_code=VILLAGE, kind=kind, name=key, target=key, created_at=AT,
                secret=seal(key, KEY.encode()),
            )  # fmt: skip
            session.add(channel)
            session.flush()
            for number, notice in enumerate(notices):
                part = MessagePart("text", text_message(text_of(key, number)))
                outbox.enqueue(session, notice, channel, part, about="notice", at=AT)
    return keys


def text_of(key: str, number: int) -> str:
    return f"【马家沟村公示】{key} 第 {number} 件，73 户，46,675.20 元。" * 3


def seconds(engine: Engine) -> float:
    """Of the processor where the database is in this process, else of the clock."""
    is_here = engine.dialect.name == "sqlite"
    return time.process_time() if is_here else time.perf_counter()


def drained(engine: Engine, batch: int) -> float:
    """Deliveries a second: claimed, marked as on their way, and written down."""
    done, start = 0, seconds(engine)
    while claimed := outbox.claim(engine, owner="bench", at=AT, limit=batch):
        started = outbox.record_and_begin(engine, [], claimed, owner="bench", at=AT)
        tried = [(one, Outcome(state=DeliveryState.SENT)) for one in started]
        outbox.record_and_begin(engine, tried, [], owner="bench", at=AT)
        done += len(tried)
    assert done == COUNT
    return done / (seconds(engine) - start)


def as_worked(engine: Engine) -> float:
    """The worker's own way: a few on their way, their record with the next start."""
    done, start = 0, seconds(engine)
    while claimed := outbox.claim(engine, owner="bench", at=AT, limit=MAX_CLAIMS):
        tried: list[tuple[Claimed, Outcome]] = []
        for first in range(0, len(claimed), MAX_IN_FLIGHT):
            some = claimed[first : first + MAX_IN_FLIGHT]
            started = outbox.record_and_begin(engine, tried, some, owner="bench", at=AT)
            tried = [(each, Outcome(state=DeliveryState.SENT)) for each in started]
            done += len(tried)
        outbox.record_and_begin(engine, tried, [], owner="bench", at=AT)
    assert done == COUNT
    return done / (seconds(engine) - start)


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """The addresses of empty databases, two of each kind."""
    found = {"sqlite": [f"sqlite:///{folder / name}.db" for name in ("a", "b")]}
    with servers.running(is_durable=True) as address:
        found["postgresql"] = [servers.made(address) for _ in range(2)]
        yield {
            f"{name} {n}": url
            for name, two in found.items()
            for n, url in enumerate(two)
        }


def without_network() -> bool:
    good = True
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as urls:
        for name, limit in LIMIT.items():
            rates = []
            for number, run in enumerate((lambda e: drained(e, 100), as_worked)):
                engine = db.make_engine(urls[f"{name} {number}"])
                lay(engine, ChannelKind.CUSTOMER_GROUP, 1, COUNT)
                rates.append(run(engine))
                engine.dispose()
            label = f"领、记送出的，{name}，{CLOCK[name]}要 {limit:,} 条"
            said = f"{rates[0]:,.0f}；四条一批的 {rates[1]:,.0f}"
            good &= verdict(label, rates[0] / limit, 1, ours=said)
    return good


def ours(lab: Lab, folder: Path) -> float:
    engine = db.make_engine(f"sqlite:///{folder / 'villagepub.db'}")
    lay(engine, ChannelKind.ROBOT, ROBOTS, EACH)
    engine.dispose()
    environ = os.environ | {
        "VILLAGEPUB_INSTANCE": str(folder),
        "VILLAGEPUB_WECOM_API": lab.address,
        "VILLAGEPUB_SECRET_KEY": KEY,
    }
    command = [sys.executable, "-c", WORKER]
    pair = [
        subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL) for _ in "ab"
    ]
    for one in pair:
        assert one.wait() == 0
    return counted(lab)


def counted(lab: Lab) -> float:
    seen = lab.seen()
    assert (seen.messages, seen.robots, seen.most) == (ROBOTS * EACH, ROBOTS, EACH), (
        seen
    )
    assert (seen.refused, seen.twice) == (0, 0), seen
    return seen.rate


def theirs(lab: Lab, keys: list[str], broker: str, how: str) -> float:
    keeps, pool = PEERS[how]
    os.environ |= {"PEER_BROKER": broker, "PEER_KEEPS": keeps}
    from benchmarks.celery_peer import deliver

    for key in keys:
        address = f"{lab.address}/cgi-bin/webhook/send?key={key}"
        for number in range(EACH):
            deliver.delay(address, text_of(key, number))
    command = [
        sys.executable, "-m", "celery", "-A", "benchmarks.celery_peer", "worker",
        "-P", *pool, "--without-gossip", "--without-mingle", "--without-heartbeat",
        "-l", "ERROR",
    ]  # fmt: skip
    pair = [subprocess.Popen([*command, "-n", f"{n}@bench"]) for n in "ab"]
    while lab.seen().messages < ROBOTS * EACH:
        time.sleep(0.5)
    for one in pair:
        one.terminate()
        one.wait()
    return counted(lab)


def processor() -> float:
    """Seconds that the workers have had, starting up included."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.kill()
        server.wait()


def over_http() -> bool:
    keys = [f"bench-robot-{number:06d}" for number in range(ROBOTS)]
    rates: dict[str, list[float]] = {name: [] for name in ("ours", *PEERS)}
    if not find_spec("celery"):
        return missing("整条送到，比 Celery", "celery")
    spent = dict.fromkeys(rates, 0.0)
    with tempfile.TemporaryDirectory() as text, laboratory(keys) as lab:
        folder = Path(text)
        with redis(folder) as broker:
            for number in range(ROUNDS):
                own = folder / str(number)
                own.mkdir()
                for name in rates:
                    before = processor()
                    rates[name].append(
                        ours(lab, own)
                        if name == "ours"
                        else theirs(lab, keys, broker, name)
                    )
                    spent[name] += processor() - before
                    lab.forget()
    for name, each in rates.items():
        told = ", ".join(f"{rate:,.0f}" for rate in each)
        every = spent[name] * 1000 / (ROUNDS * ROBOTS * EACH)
        print(f"{name}: {told} whole ones a second, {every:.2f} ms of processor each")
    middle = {name: statistics.median(each) for name, each in rates.items()}
    good = [
        verdict(
            f"整条送到，一秒几条，比{how}的 Celery",
            middle["ours"] / middle[how],
            1,
            ours=f"{middle['ours']:,.0f}",
            peer=f"Celery {middle[how]:,.0f}",
        )
        for how in PEERS
    ]
    return all(good)


def main() -> int:
    if servers.programs() is None or not shutil.which("redis-server"):
        missing("送消息", "PostgreSQL、redis-server")
        return 1
    alone, whole = without_network(), over_http()
    return 0 if alone and whole else 1


if __name__ == "__main__":
    sys.exit(main())
