"""The worker: takes due deliveries, sends them, writes down what became of them.

No network inside a transaction: claim and commit, call, then record together with the
next claim. A round sweeps up what a crash left, sends what is due, then does what the
clock asks for (timers), each minute and whenever Huey brings a wish for one.
"""

import os
import secrets
import signal
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue

import structlog
from sqlalchemy.engine import Engine

from villagepub import (
    clock,
    db,
    delivery_batches,
    failed_tries,
    job_queue,
    logs,
    memory,
    outbox,
    own_forms,
    poster_books,
    site,
    timers,
)
from villagepub.channels import calls, group_owners, staff_messages
from villagepub.duties import hangings, reminders
from villagepub.findings import check_runs, recheck_requests
from villagepub.job_leases import IsEnding, Now, never
from villagepub.notices import abandoned_readings, drawn_files, expiry
from villagepub.outbox import metrics
from villagepub.settings import Settings
from villagepub.wechat import dialogue
from villagepub.wechat.connections import Connections
from villagepub.wechat.encryption import SealError

log = structlog.get_logger()

MINUTE = 60.0  # seconds between two rounds that nobody asked for
MAX_CLAIMS = 100  # claimed at once
MAX_DRAWN_FIRST = 5  # notices, the newest, before anything is sent
TIMERS = (
    reminders.TIMER,
    expiry.TIMER,
    hangings.TIMER,
    abandoned_readings.TIMER,
    dialogue.TIMER,
    failed_tries.TIMER,
    metrics.TIMER,
)


def run_once(
    engine: Engine, settings: Settings, *, now: Now, is_ending: IsEnding = never
) -> int:
    """Sweep, then send everything that is due; how many were tried.

    ``is_ending``: asked before each delivery; then the rest waits for the next worker.
    """
    owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"[-40:]
    outbox.sweep(engine, at=now())
    ways, number, most = Connections(engine, settings, now), 0, 1
    with ThreadPoolExecutor(delivery_batches.MAX_IN_FLIGHT) as pool:
        while not is_ending():
            at = now()
            batch = outbox.claim(engine, owner=owner, at=at, limit=most)
            if not batch:
                break
            done, left = delivery_batches.send(
                ways, pool, batch, owner=owner, is_ending=is_ending
            )
            if left:
                outbox.release(engine, left, owner=owner, at=at)
            number += done
            # More at a time while they go fast: what waits in a slow hand is late elsewhere.
            most = 1 if left else min(MAX_CLAIMS, most * 2)
    return number


def check_once(
    engine: Engine,
    *,
    now: Now,
    between: Callable[[], object] = never,
    is_ending: IsEnding = never,
) -> int:
    """Checks that wait, and those that a new version asks for; how many were done.

    ``between``: what is due meanwhile and does not wait for a large check.
    """
    recheck_requests.ask_for_changed(engine, at=now())
    return check_runs.work(engine, now=now, between=between, is_ending=is_ending)


def tell_once(engine: Engine, settings: Settings, *, now: Now) -> int:
    """News that have been collected become messages to staff; how many."""
    with db.reading(engine) as session:
        address = site.with_address(session, settings).base_url
    return staff_messages.bundle(engine, base_url=address, at=now())


def poll_once(engine: Engine, settings: Settings, *, now: Now) -> int:
    """Ask for the end of what was accepted; how many were asked for."""
    ways = Connections(engine, settings, now)
    polls = outbox.claim_polls(engine, at=now())
    for one in polls:
        outbox.record_poll(engine, one, calls.ask(ways, one), at=now())
    return len(polls)


def ask_once(engine: Engine, settings: Settings, *, now: Now) -> int:
    """Ask owners of groups what people want asked; how many were asked."""
    ways = Connections(engine, settings, now)
    asks = outbox.claim_asks(engine, at=now())
    for one in asks:
        try:
            caller = ways.caller(one.account)
            key = settings.secret_key
            state, reason = group_owners.carry_out(caller, one, secret_key=key)
        except SealError as error:
            state, reason = None, str(error)
        outbox.end_ask(engine, one, state=state, reason=reason, at=now())
    return len(asks)


def go_round(
    engine: Engine, settings: Settings, *, now: Now, is_ending: IsEnding = never
) -> tuple[int, int]:
    """Everything that is due, once; how many were sent, how many checks were made.

    What takes long is done in pieces, and whatever is due meanwhile is sent in between.
    """
    tell_once(engine, settings, now=now)
    ask_once(engine, settings, now=now)  # what is taken back, before what replaces it
    # WeChat fetches a card's picture when it is sent; a backlog does not hold deliveries.
    draw = partial(
        drawn_files.draw_due, engine, settings.store_url, is_ending=is_ending
    )
    draw(at=now(), limit=MAX_DRAWN_FIRST)
    sent = 0

    def send() -> None:
        nonlocal sent
        sent += run_once(engine, settings, now=now, is_ending=is_ending)

    send()
    if is_ending():
        return sent, 0
    poll_once(engine, settings, now=now)
    draw(at=now())
    checks = check_once(engine, now=now, between=send, is_ending=is_ending)
    poster_books.work(engine, settings, now=now, between=send, is_ending=is_ending)
    while not is_ending() and timers.work(engine, TIMERS, at=now()):
        send()
    return sent, checks


def run(settings: Settings) -> None:
    """Work until SIGTERM or Ctrl-C; the delivery in hand is finished first.

    A round every minute by a clock that nobody sets, and whenever somebody asks for one:
    without the queue that carries such wishes everything is only a little later.
    """
    engine = db.make_engine(settings.database_url)
    own_forms.use(engine)
    wishes: SimpleQueue[bool] = SimpleQueue()  # may be put into by a signal
    is_ending = False

    def end(*_: object) -> None:
        nonlocal is_ending
        is_ending = True
        wishes.put(True)

    consumer = job_queue.of(settings).listen(wish=lambda: wishes.put(True))
    for number in (signal.SIGTERM, signal.SIGINT):  # in the place of the queue's own
        signal.signal(number, end)
    holding = memory.Holding()
    while not is_ending:
        try:
            go_round(engine, settings, now=clock.now, is_ending=lambda: is_ending)
            consumer.check_worker_health()
        except Exception as error:  # the database is away, or the queue: it comes back
            kind, where = type(error).__name__, logs.place_of(error)
            log.error("round_failed", kind=kind, where=where)
        holding.give_back()  # what a check or a drawing took, before the wait
        job_queue.wait(wishes, at_most=MINUTE)
    consumer.stop(graceful=True)
