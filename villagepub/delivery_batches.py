"""A batch of deliveries: a few calls at once, each marked before it and told after it."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial

import structlog
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from villagepub import outbox
from villagepub.channels import calls
from villagepub.delivery_attempts import Claimed, Outcome
from villagepub.job_leases import IsEnding, Now
from villagepub.wechat.connections import Connections

log = structlog.get_logger()

PAUSE = 0.5  # seconds before the database is asked again
MAX_IN_FLIGHT = 4  # calls of a worker: it mostly waits for the vendor's answer
MAX_WAIT = 1.0  # seconds until what others told is written down beside a slow call
Tried = tuple[Claimed, Outcome]


def send(
    ways: Connections,
    pool: ThreadPoolExecutor,
    batch: Sequence[Claimed],
    *,
    owner: str,
    is_ending: IsEnding,
) -> tuple[int, list[Claimed]]:
    """Send a batch, a few at once, each marked before its call: what a crash leaves in
    SENDING was really on its way.

    (how many were tried, those that were not: it took too long, or they may not be
    sent).
    """
    end, waiting = ways.now() + outbox.FRESH, list(batch)
    left: list[Claimed] = []
    tried: list[Tried] = []
    is_held = False  # a channel is closed or full: the rest may be for it too
    while waiting and not (is_held or is_ending() or ways.now() > end):
        next_ones = _next_ones(waiting)
        started = _record_and_begin(
            ways.engine, tried, next_ones, owner=owner, now=ways.now
        )
        waiting = _without(waiting, next_ones)
        left += _without(next_ones, started)
        tried, is_held = _call_all(ways, pool, started, owner=owner)
    _record_and_begin(ways.engine, tried, [], owner=owner, now=ways.now)
    left += waiting
    return len(batch) - len(left), left


def deliver(ways: Connections, one: Claimed) -> Outcome:
    outcome = calls.deliver(ways, one, partial(outbox.keep, ways.engine, one))
    state, code = outcome.state.value, outcome.code
    log.info("delivery_tried", delivery=one.id, state=state, code=code)
    return outcome


def _call_all(
    ways: Connections,
    pool: ThreadPoolExecutor,
    started: Sequence[Claimed],
    *,
    owner: str,
) -> tuple[list[Tried], bool]:
    """Make these calls at once: outcomes not recorded yet, and whether a channel is
    closed or full. Quick ones are recorded beside a slow one, and before a broken one
    is raised.
    """
    sent = {pool.submit(deliver, ways, one): one for one in started}
    tried: list[Tried] = []
    is_held = False
    for some in filter(None, wait(sent, timeout=MAX_WAIT)):  # the quick, the slow ones
        if tried:
            _record_and_begin(ways.engine, tried, [], owner=owner, now=ways.now)
        wait(some)
        tried = [(sent[c], c.result()) for c in sent if c in some and not c.exception()]
        is_held |= any(outcome.holds_up for _, outcome in tried)
    for broken in filter(None, (call.exception() for call in sent)):
        _record_and_begin(ways.engine, tried, [], owner=owner, now=ways.now)
        raise broken
    return tried, is_held


def _next_ones(waiting: Sequence[Claimed]) -> list[Claimed]:
    """At most MAX_IN_FLIGHT deliveries, one of each channel and account: so that
    nothing overtakes there, and what one learns (a full quota) the next one knows.
    """
    first: dict[int, Claimed] = {}
    for one in waiting:
        first.setdefault(one.account_id or -one.channel_id, one)
    return list(first.values())[:MAX_IN_FLIGHT]


def _without(some: Sequence[Claimed], others: Sequence[Claimed]) -> list[Claimed]:
    gone = {one.id for one in others}
    return [one for one in some if one.id not in gone]


def _record_and_begin(
    engine: Engine,
    tried: Sequence[Tried],
    starting: Sequence[Claimed],
    *,
    owner: str,
    now: Now,
) -> list[Claimed]:
    """``outbox.record_and_begin``, tried again while the database is away and the lease
    lasts: what a call has told must not be lost.
    """
    end = time.monotonic() + outbox.LEASE.total_seconds() / 2
    while True:
        try:
            return outbox.record_and_begin(
                engine, tried, starting, owner=owner, at=now()
            )
        except OperationalError:
            if not tried or time.monotonic() > end:
                raise
        starting = []  # perhaps marked: nobody calls before that is known
        time.sleep(PAUSE)
