"""The worker: takes due deliveries, sends them, writes down what became of them.

No network inside a transaction: claim and commit, call, record and commit. Huey keeps
the time: one periodic task drains what is due, another sweeps up what a crash left.
"""

import os
import secrets
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog
from huey import Huey, RedisHuey, SqliteHuey, crontab
from sqlalchemy.engine import Engine

from villagepub import clock, db, outbox
from villagepub.consistency import running
from villagepub.duties import reminding
from villagepub.models import Account
from villagepub.outbox import Claimed, Outcome
from villagepub.settings import Settings
from villagepub.wechat import dialogue, owners, staffing
from villagepub.wechat.callers import Caller, Client, OfficialCaller, WeComCaller
from villagepub.wechat.errors import SendError
from villagepub.wechat.robot import Robot
from villagepub.wechat.sealing import SealError, unseal
from villagepub.wechat.sending import POLLERS, POLLS, SENDERS
from villagepub.wechat.tokens import Tokens
from villagepub.wechat.verdicts import outcome_of
from villagepub.words import AccountKind, ChannelKind, DeliveryState

log = structlog.get_logger()

PER_MINUTE = 20  # messages a robot may send (wechat.md 2.C)
Now = Callable[[], datetime]


def run_once(engine: Engine, settings: Settings, *, now: Now) -> int:
    """Sweep, then send everything that is due; how many were tried."""
    owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    outbox.sweep(engine, at=now())
    with db.transaction(engine) as session:
        dialogue.sweep(session, at=now())
    tried = 0
    # One at a time: what a crash leaves in SENDING was really on its way.
    while claimed := outbox.claim(engine, owner=owner, at=now(), limit=1):
        for delivery in claimed:
            outcome = deliver(engine, settings, delivery, now=now)
            outbox.record(engine, delivery, outcome, owner=owner, at=now())
            log.info(
                "delivery_tried",
                delivery=delivery.id,
                state=outcome.state.value,
                code=outcome.code,
            )
            tried += 1
    return tried


def check_once(engine: Engine, *, now: Now) -> int:
    """Checks that wait, and those that a new version asks for; how many were done."""
    running.ask_for_changed(engine, at=now())
    return running.work(engine, at=now())


def tell_once(engine: Engine, settings: Settings, *, now: Now) -> int:
    """News that have been collected become messages to staff; how many."""
    return staffing.bundle(engine, base_url=settings.base_url, at=now())


def deliver(
    engine: Engine, settings: Settings, delivery: Claimed, *, now: Now
) -> Outcome:
    """One delivery to one channel; the outcome, never an exception."""
    if _is_full(engine, delivery, now()):
        return Outcome(
            state=DeliveryState.RETRY,
            reason="这一分钟发满了，等一下再发。",
            wait=20,
            is_call=False,
        )
    try:
        if delivery.kind is ChannelKind.ROBOT:
            key = unseal(delivery.secret, settings.secret_key)
            Robot(key, api=settings.wecom_api).send(delivery.payload)
            return Outcome(state=DeliveryState.SENT)
        caller = caller_of(engine, settings, delivery.account, now=now)
        keep = partial(outbox.keep, engine, delivery)
        if delivery.kind is ChannelKind.APP and staffing.TO in delivery.payload:
            with db.reading(engine) as session:
                text = staffing.addressed(session, delivery, settings.secret_key)
            delivery = replace(delivery, payload=text)
        return SENDERS[delivery.kind](caller, delivery, keep)
    except SealError as error:
        return Outcome(state=DeliveryState.FAILED, reason=str(error), fault=str(error))
    except staffing.Unbound as error:
        return Outcome(state=DeliveryState.FAILED, reason=str(error))
    except SendError as error:
        return outcome_of(error, attempts=delivery.attempts, kind=delivery.kind)


def caller_of(
    engine: Engine, settings: Settings, account: Account | None, *, now: Now
) -> Caller:
    """Raises SealError if there is no account, or its secret can't be opened."""
    if account is None:
        raise SealError("这个群没有连到公众号或企业微信，请到群设置里重新选。")
    secret = unseal(account.secret, settings.secret_key)
    tokens = Tokens(engine, settings.secret_key, now)
    if account.kind is AccountKind.OFFICIAL:
        return OfficialCaller(
            account.app_id, secret, api=settings.oa_api, tokens=tokens
        )
    return WeComCaller(account.app_id, secret, api=settings.wecom_api, tokens=tokens)


def client_of(engine: Engine, settings: Settings, account: Account) -> Client:
    """What pages and sign-ins ask of an account."""
    return Client(caller_of(engine, settings, account, now=clock.now))


def poll_once(engine: Engine, settings: Settings, *, now: Now) -> int:
    """Ask for the end of what was accepted; how many were asked for."""
    asked = 0
    for delivery in outbox.claim_polls(engine, at=now()):
        try:
            caller = caller_of(engine, settings, delivery.account, now=now)
            outcome = POLLERS[delivery.kind](caller, delivery)
        except (SealError, SendError):  # the end is asked for again later
            outcome = Outcome(state=DeliveryState.ACCEPTED, wait=POLLS[-1])
        outbox.record_poll(engine, delivery, outcome, at=now())
        asked += 1
    return asked


def ask_once(engine: Engine, settings: Settings, *, now: Now) -> int:
    """Ask owners of groups what people want asked; how many were asked."""
    asks = outbox.claim_asks(engine, at=now())
    for ask in asks:
        try:
            caller = caller_of(engine, settings, ask.account, now=now)
            state, reason = owners.carry_out(caller, ask)
        except SealError as error:
            state, reason = None, str(error)
        outbox.end_ask(engine, ask, state=state, reason=reason, at=now())
    return len(asks)


def _is_full(engine: Engine, delivery: Claimed, at: datetime) -> bool:
    """Has this robot had its twenty of the last minute?"""
    if delivery.kind is not ChannelKind.ROBOT:
        return False
    with db.reading(engine) as session:
        since = at - timedelta(minutes=1)
        return outbox.sent_since(session, delivery.channel_id, since) >= PER_MINUTE


def make_huey(settings: Settings) -> Huey:
    """The queue that keeps the time: a file in the instance, or Redis for a fleet."""
    if settings.redis_url:
        return RedisHuey("villagepub", url=settings.redis_url)
    path = settings.queue_url.removeprefix("sqlite:///")
    return SqliteHuey("villagepub", filename=path)


def tasks(settings: Settings) -> tuple[Huey, Callable[[], object]]:
    """The queue with its tasks, and the one that asks for a round at once."""
    engine = db.make_engine(settings.database_url)
    huey = make_huey(settings)

    @huey.task()  # type: ignore[untyped-decorator]
    def poke() -> None:
        tell_once(engine, settings, now=clock.now)
        run_once(engine, settings, now=clock.now)
        ask_once(engine, settings, now=clock.now)
        poll_once(engine, settings, now=clock.now)
        check_once(engine, now=clock.now)

    @huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
    def drain() -> None:
        tell_once(engine, settings, now=clock.now)
        run_once(engine, settings, now=clock.now)
        ask_once(engine, settings, now=clock.now)
        poll_once(engine, settings, now=clock.now)
        check_once(engine, now=clock.now)

    @huey.periodic_task(crontab(minute="5"))  # type: ignore[untyped-decorator]
    def remind() -> None:
        reminding.remind(engine, at=clock.now())

    return huey, poke


def run(settings: Settings) -> None:
    """Work until told to stop; SIGTERM finishes the delivery in hand."""
    huey, poke = tasks(settings)
    poke()
    huey.create_consumer(workers=1, periodic=True, initial_delay=0.1, max_delay=2).run()
