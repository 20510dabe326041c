"""更正 and 撤回 go to where the notice went, on every kind of channel."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from tests import stage, walked
from tests.stage import AT, VILLAGE
from villagepub import db, outbox
from villagepub.models import Account, Channel, Delivery, Notice, OwnerAsk
from villagepub.notices import expiry, old_versions
from villagepub.outbox.pending import left_over
from villagepub.outbox.superseded import is_superseded
from villagepub.states import AccountKind, ChannelKind, DeliveryState, OwnerAct

LATER = AT + timedelta(days=2)
NOTICE_KINDS = tuple(k for k in ChannelKind if k is not ChannelKind.APP)
OFFICIAL = (ChannelKind.ARTICLE, ChannelKind.MASS)
WENT = {
    ChannelKind.GROUP: DeliveryState.SENT,
    ChannelKind.ROBOT: DeliveryState.SENT,
    ChannelKind.CUSTOMER_GROUP: DeliveryState.CONFIRMED,
    ChannelKind.ARTICLE: DeliveryState.CONFIRMED,
    ChannelKind.MASS: DeliveryState.PARTIAL,
}


@pytest.fixture
def went(county: Engine, sheets_folder: Path) -> Callable[..., str]:
    """A notice that went to one channel of a kind; its short id."""

    def walk(kind: ChannelKind) -> str:
        with db.transaction(county) as session:
            for old in session.exec(select(Channel)):
                session.delete(old)
            session.add(_channel(session, kind))
        return stage.publish(county, sheets_folder)

    def publish(kind: ChannelKind, state: DeliveryState | None = None) -> str:
        public_id = walked.once(county, ("went", kind), lambda: walk(kind))
        with db.transaction(county) as session:
            one = session.exec(select(Delivery)).one()
            one.state = state or WENT[kind]
            one.remote_id = "msg-1"
        return public_id

    return publish


def _channel(session: Session, kind: ChannelKind) -> Channel:
    account = Account(
        place_code=VILLAGE[:9],
        kind=AccountKind.OFFICIAL if kind in OFFICIAL else AccountKind.WECOM,
        name="沿河湾镇",
        app_id="ww0123456789abcdef",
        agent_id="1000002",
        secret="sealed",
        slug="yanhewan",
        created_at=AT,
    )
    session.add(account)
    session.flush()
    target = "wr-1|tuo" if kind is ChannelKind.CUSTOMER_GROUP else ""
    return Channel(
        place_code=VILLAGE,
        kind=kind,
        name="村里的",
        account_id=account.id,
        target=target,
        created_at=AT,
    )


def stop_channel(engine: Engine) -> None:
    with db.transaction(engine) as session:
        session.exec(select(Channel)).one().is_active = False


def correct(engine: Engine, public_id: str) -> None:
    with db.transaction(engine) as session:
        stage.correct(session, public_id)


def withdraw(engine: Engine, public_id: str, at: datetime = LATER) -> None:
    with db.transaction(engine) as session:
        stage.withdraw(session, public_id, at)


def _notice(session: Session, public_id: str) -> Notice:
    return session.exec(select(Notice).where(Notice.public_id == public_id)).one()


def last(engine: Engine) -> Delivery | None:
    """The delivery of the act that came after the notice."""
    with db.reading(engine) as session:
        rows = session.exec(select(Delivery).order_by(col(Delivery.id))).all()
    return rows[-1] if len(rows) > 1 else None


ACTS = {"更正": (correct, "correction"), "撤回": (withdraw, "withdrawal")}


@pytest.mark.parametrize("kind", NOTICE_KINDS, ids=lambda k: k.value)
@pytest.mark.parametrize("word", ACTS)
def test_what_follows_goes_to_where_the_notice_went(
    went: Callable[..., str], county: Engine, kind: ChannelKind, word: str
) -> None:
    act, about = ACTS[word]
    act(county, went(kind))
    then = last(county)
    assert then is not None
    assert (then.state, then.kind) == (DeliveryState.PENDING, about)
    assert word in then.payload


@pytest.mark.parametrize("kind", NOTICE_KINDS, ids=lambda k: k.value)
@pytest.mark.parametrize("word", ACTS)
def test_a_channel_that_was_stopped_since_is_named_for_a_person_to_tell(
    went: Callable[..., str], county: Engine, kind: ChannelKind, word: str
) -> None:
    act, _ = ACTS[word]
    public_id = went(kind)
    stop_channel(county)
    act(county, public_id)
    then = last(county)
    assert then is not None
    is_group = kind is ChannelKind.GROUP  # a person forwards there, in use or not
    assert then.state is (DeliveryState.PENDING if is_group else DeliveryState.FAILED)
    assert "停用" in then.reason
    assert word in then.reason


@pytest.mark.parametrize(
    "state", [DeliveryState.PENDING, DeliveryState.RETRY, DeliveryState.FAILED]
)
def test_a_withdrawal_goes_nowhere_that_the_notice_never_reached(
    went: Callable[..., str], county: Engine, state: DeliveryState
) -> None:
    withdraw(county, went(ChannelKind.ROBOT, state))
    assert last(county) is None


@pytest.mark.parametrize(
    "state",
    [DeliveryState.UNKNOWN, DeliveryState.SENDING, DeliveryState.ACCEPTED],
)
def test_a_withdrawal_goes_to_where_the_notice_may_have_arrived(
    went: Callable[..., str], county: Engine, state: DeliveryState
) -> None:
    withdraw(county, went(ChannelKind.ROBOT, state))
    assert last(county) is not None


@pytest.mark.parametrize("word", ACTS)
def test_what_still_waits_at_a_groups_owner_is_taken_back(
    went: Callable[..., str], county: Engine, word: str
) -> None:
    act, _ = ACTS[word]
    act(county, went(ChannelKind.CUSTOMER_GROUP, DeliveryState.ACCEPTED))
    with db.reading(county) as session:
        ask = session.exec(select(OwnerAsk)).one()
    assert (ask.act, ask.asked_by) == (OwnerAct.CANCEL, None)


def test_an_article_of_a_withdrawal_shows_nothing_of_what_was_withdrawn(
    went: Callable[..., str], county: Engine
) -> None:
    withdraw(county, went(ChannelKind.ARTICLE))
    then = last(county)
    assert then is not None
    article = json.loads(then.payload)
    assert article["title"].startswith("【撤回】")
    assert "贴错了" in article["content"]
    assert "<table" not in article["content"]
    assert "46,675.20" not in article["content"] + article["digest"]


@pytest.mark.parametrize("kind", NOTICE_KINDS, ids=lambda k: k.value)
@pytest.mark.parametrize("state", [DeliveryState.PENDING, DeliveryState.RETRY])
def test_what_still_waits_when_the_names_come_down_is_not_sent_any_more(
    went: Callable[..., str], county: Engine, kind: ChannelKind, state: DeliveryState
) -> None:
    """It was written while they stood on the web: pictures, article, corrected lines."""
    went(kind, state)
    after = AT + timedelta(days=60)
    assert expiry.take_names_down(county, at=after) == 1
    outbox.sweep(county, at=after)
    assert outbox.claim(county, owner="w", at=after) == []
    with db.reading(county) as session:
        assert session.exec(select(Delivery)).one().state is DeliveryState.CANCELLED


@pytest.mark.parametrize("where", ["delivery SET state", "channel SET kind"])
def test_a_delivery_that_cannot_be_read_is_left_over_and_not_forgotten(
    went: Callable[..., str], county: Engine, where: str
) -> None:
    public_id = went(ChannelKind.ROBOT, DeliveryState.PENDING)
    with county.begin() as beside:
        beside.exec_driver_sql(f"UPDATE {where} = 'gone'")
    with db.reading(county) as session:
        (line,) = left_over(session, VILLAGE)
    assert (line.public_id, line.groups, len(line.doubtful)) == (public_id, [], 1)


def test_what_failed_is_not_offered_once_the_names_are_down(
    went: Callable[..., str], county: Engine
) -> None:
    went(ChannelKind.ROBOT, DeliveryState.FAILED)
    after = AT + timedelta(days=60)
    expiry.take_names_down(county, at=after)
    with db.reading(county) as session:
        assert left_over(session, VILLAGE) == []
        number = session.exec(select(Delivery.id)).one() or 0
    with db.transaction(county) as session:
        act = stage.act(session, "laotuo", after)
        done = outbox.confirm(act, delivery_id=number, seen=False)
        assert done.state is DeliveryState.CANCELLED


def test_a_withdrawal_is_told_whenever_it_comes(
    went: Callable[..., str], county: Engine
) -> None:
    public_id = went(ChannelKind.ROBOT)
    after = AT + timedelta(days=60)
    expiry.take_names_down(county, at=after)
    withdraw(county, public_id, at=after)
    assert [one.notice_id for one in outbox.claim(county, owner="w", at=after)]


def test_what_catches_up_after_the_names_are_down_says_none(
    went: Callable[..., str], county: Engine
) -> None:
    public_id = went(ChannelKind.ARTICLE, DeliveryState.UNKNOWN)
    with db.transaction(county) as session:
        stage.correct(session, public_id)
        session.delete(
            session.exec(select(Delivery).where(Delivery.version == 2)).one()
        )
    after = AT + timedelta(days=60)
    expiry.take_names_down(county, at=after)
    with db.transaction(county) as session:
        number = session.exec(select(Delivery.id)).one() or 0
        act = stage.act(session, "laotuo", after)
        outbox.confirm(act, delivery_id=number, seen=True)
    then = last(county)
    assert then is not None
    assert (then.version, then.state) == (2, DeliveryState.PENDING)
    assert "**" not in then.payload
    assert outbox.claim(county, owner="w", at=after)


WAITS = [
    DeliveryState[name]
    for name in ("PENDING", "RETRY", "SENDING", "FAILED", "UNKNOWN", "ACCEPTED")
]


@pytest.mark.parametrize("kind", NOTICE_KINDS, ids=lambda k: k.value)
@pytest.mark.parametrize("state", WAITS)
def test_a_correction_that_waits_says_nothing_of_a_version_that_was_taken_down(
    went: Callable[..., str], county: Engine, kind: ChannelKind, state: DeliveryState
) -> None:
    public_id = went(kind)
    correct(county, public_id)
    with db.transaction(county) as session:
        waiting = session.exec(select(Delivery).where(Delivery.version == 2)).one()
        assert "13.25" in waiting.payload
        waiting.state = state
        session.flush()
        old_versions.take_down(
            stage.act(session, "bai", AT + timedelta(days=3)),
            public_id=public_id,
            reason="原来的版本写了不该公开的事",
            retell=outbox.retold_ahead(session, public_id),
        )
    with db.reading(county) as session:
        notice = _notice(session, public_id)
        rows = session.exec(select(Delivery).where(Delivery.version == 2)).all()
        goes = [row for row in rows if not is_superseded(row, notice)]
        asks = session.exec(select(OwnerAsk)).all()
    if state is DeliveryState.ACCEPTED and kind is not ChannelKind.CUSTOMER_GROUP:
        assert rows == goes  # it is in the air: nobody can call it back
        return
    assert [(one.state, one.kind) for one in goes] == [
        (DeliveryState.PENDING, "correction")
    ]
    assert "更正" in goes[0].payload
    assert not re.search("原来|13.25|777.92", goes[0].payload)
    assert len(asks) == (state is DeliveryState.ACCEPTED)
