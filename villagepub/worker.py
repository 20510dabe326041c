"""The worker: takes due deliveries, sends them, writes down what became of them.

No network inside a transaction: claim and commit, call, then record together with the
next claim. Huey keeps the time: a periodic task sweeps up what a crash left and drains
what is due.
"""

import os
import secrets
import signal
import socket
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from threading import Event

import structlog
from sqlalchemy.engine import Engine

from villagepub import clock, db, job_queue, outbox, own_forms
from villagepub.attempts import Claimed, Outcome
from villagepub.channels import group_owners, staff_messages
from villagepub.channels.reconciliation import still
from villagepub.channels.registry import CHANNELS
from villagepub.duties import hangings, reminders
from villagepub.findings import check_runs, recheck_requests
from villagepub.notices import drawn_files, expiry
from villagepub.settings import Settings
from villagepub.states import DeliveryState
from villagepub.wechat import dialogue
from villagepub.wechat.connections import Connections
from villagepub.wechat.encryption import SealError
from villagepub.wechat.errors import SendError
from villagepub.wechat.retry_policy import outcome_of

log = structlog.get_logger()

HEALTH = 10.0  # seconds between two looks at the queue's threads
MAX_CLAIMS = 20  # claimed at once
MAX_DRAWN_FIRST = 5  # notices, the newest, before anything is sent
Now = Callable[[], datetime]
Asked = Callable[[], bool]
FORGOTTEN = "先前那次没有准话，隔得太久，微信也认不出是不是同一条了。请看一眼到了没有。"


def _never() -> bool:
    return False


def run_once(
    engine: Engine, settings: Settings, *, now: Now, is_ending: Asked = _never
) -> int:
    """Sweep, then send everything that is due; how many were tried.

    ``is_ending``: asked before each delivery; then the rest waits for the next worker.
    """
    owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"[-40:]
    outbox.sweep(engine, at=now())
    with db.transaction(engine) as session:
        dialogue.sweep(session, at=now())
    ways, number, most = Connections(engine, settings, now), 0, 1
    while not is_ending() and (
        batch := outbox.claim(engine, owner=owner, at=now(), limit=most)
    ):
        done = _send(ways, batch, owner=owner, now=now, is_ending=is_ending)
        number += done
        # More at a time while they go fast: what waits in a slow hand is late elsewhere.
        most = min(MAX_CLAIMS, most * 2) if done == len(batch) else 1
    return number


def _send(
    ways: Connections,
    batch: Sequence[Claimed],
    *,
    owner: str,
    now: Now,
    is_ending: Asked,
) -> int:
    """One after another, each marked before its call: what a crash leaves in SENDING was
    really on its way. The rest goes back if it takes too long; how many were tried.
    """
    end, number = now() + outbox.FRESH, 0
    tried: list[tuple[Claimed, Outcome]] = []
    for one in batch:
        # A channel that is closed or full: the rest may be for it too.
        if is_ending() or now() > end or any(o.fault or o.is_full for _, o in tried):
            break
        started = outbox.turn(ways.engine, tried, [one], owner=owner, at=now())
        if not started:  # not its turn, or not to go at all any more
            outbox.release(ways.engine, [one], owner=owner)
        tried = [(each, deliver(ways, each)) for each in started]
        number += 1
        for each, outcome in tried:
            log.info(
                "delivery_tried",
                delivery=each.id,
                state=outcome.state.value,
                code=outcome.code,
            )
    outbox.turn(ways.engine, tried, [], owner=owner, at=now())
    if number < len(batch):
        outbox.release(ways.engine, batch[number:], owner=owner)
    return number


def check_once(engine: Engine, *, now: Now) -> int:
    """Checks that wait, and those that a new version asks for; how many were done."""
    recheck_requests.ask_for_changed(engine, at=now())
    return check_runs.work(engine, at=now())


def tell_once(engine: Engine, settings: Settings, *, now: Now) -> int:
    """News that have been collected become messages to staff; how many."""
    return staff_messages.bundle(engine, base_url=settings.base_url, at=now())


def deliver(ways: Connections, one: Claimed) -> Outcome:
    """One delivery to one channel; the outcome, never an exception."""
    kind = CHANNELS[one.kind]
    if kind.has_forgotten(one, ways.now()):
        return Outcome(state=DeliveryState.UNKNOWN, reason=FORGOTTEN)
    try:
        return kind.deliver(ways, one, partial(outbox.keep, ways.engine, one))
    except SealError as error:
        told = str(error)
        return Outcome(state=DeliveryState.FAILED, reason=told, fault=told)
    except staff_messages.Unbound as error:
        return Outcome(state=DeliveryState.FAILED, reason=str(error))
    except SendError as error:
        return outcome_of(
            error, attempts=one.attempts, vendor=kind.vendor, in_doubt=one.in_doubt
        )


def ask(ways: Connections, one: Claimed) -> Outcome:
    """The end of what was accepted, or when to ask again."""
    kind = CHANNELS[one.kind]
    try:
        return kind.ask(ways, one)
    except (SealError, SendError):  # the end is asked for again later
        return still(one, kind.waits)


def poll_once(engine: Engine, settings: Settings, *, now: Now) -> int:
    """Ask for the end of what was accepted; how many were asked for."""
    ways, asked = Connections(engine, settings, now), 0
    for one in outbox.claim_polls(engine, at=now()):
        outbox.record_poll(engine, one, ask(ways, one), at=now())
        asked += 1
    return asked


def ask_once(engine: Engine, settings: Settings, *, now: Now) -> int:
    """Ask owners of groups what people want asked; how many were asked."""
    ways = Connections(engine, settings, now)
    asks = outbox.claim_asks(engine, at=now())
    for one in asks:
        try:
            caller = ways.caller(one.account)
            state, reason = group_owners.carry_out(caller, one)
        except SealError as error:
            state, reason = None, str(error)
        outbox.end_ask(engine, one, state=state, reason=reason, at=now())
    return len(asks)


def go_round(
    engine: Engine, settings: Settings, *, now: Now, is_ending: Asked = _never
) -> tuple[int, int]:
    """Everything that is due, once; how many were sent, how many checks were made."""
    tell_once(engine, settings, now=now)
    ask_once(engine, settings, now=now)  # what is taken back, before what replaces it
    # WeChat fetches a card's picture when it is sent; a backlog does not hold deliveries.
    drawn_files.draw_due(engine, settings.store_url, at=now(), limit=MAX_DRAWN_FIRST)
    sent = run_once(engine, settings, now=now, is_ending=is_ending)
    if is_ending():
        return sent, 0
    poll_once(engine, settings, now=now)
    drawn_files.draw_due(engine, settings.store_url, at=now())
    return sent, check_once(engine, now=now)


def run(settings: Settings) -> None:
    """Work until SIGTERM or Ctrl-C; the delivery in hand is finished first."""
    engine = db.make_engine(settings.database_url)
    own_forms.use(engine)
    queue = job_queue.of(settings)
    from huey import crontab

    ending = Event()
    queue.round = partial(
        go_round, engine, settings, now=clock.now, is_ending=ending.is_set
    )

    @queue.huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
    def drain() -> None:
        queue.round()

    @queue.huey.periodic_task(crontab(minute="5"))  # type: ignore[untyped-decorator]
    def remind() -> None:
        reminders.remind(engine, at=clock.now())

    @queue.huey.periodic_task(crontab(minute="10"))  # type: ignore[untyped-decorator]
    def expire() -> None:
        expiry.take_names_down(engine, at=clock.now())
        hangings.let_photos_go(engine, at=clock.now())

    queue.wake()
    consumer = queue.huey.create_consumer(
        workers=1,
        periodic=True,
        initial_delay=0.1,
        max_delay=2,
    )
    consumer.start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    while not ending.wait(HEALTH):
        consumer.check_worker_health()
    consumer.stop(graceful=True)
