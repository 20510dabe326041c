"""Quotas: kept in the database, shared by all workers, held to the message."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import forked, stage
from tests.stage import AT, VILLAGE
from tests.wechat_server.server import WeChatServer
from villagepub import clock, db, outbox
from villagepub.channels.announcement import MessagePart
from villagepub.channels.registry import CHANNELS
from villagepub.delivery_attempts import Claimed, Limit
from villagepub.models import Account, Channel, Delivery, Notice
from villagepub.outbox import quotas
from villagepub.outbox.quotas import Room
from villagepub.states import AccountKind, ChannelKind, DeliveryState
from villagepub.wechat.encryption import seal
from villagepub.wechat.robot_client import text_message

NOON = datetime(2026, 6, 20, 4, tzinfo=UTC)  # 12:00 in China
MINUTE = timedelta(seconds=65)  # the server counts arrivals: five of margin
KEY = b"a secret key of the quotas' tests"
ROBOT_KEY = "robot-of-two-villages"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def base(request: pytest.FixtureRequest) -> Engine:
    if request.param == "sqlite":
        engine: Engine = request.getfixturevalue("county")
        return engine
    engine = request.getfixturevalue("empty_postgres")
    db.upgrade(engine)
    stage.lay(engine)
    return engine


def take(engine: Engine, limit: Limit, at: datetime, wanted: int = 1) -> Room:
    with db.transaction(engine) as session:
        return quotas.take(session, limit, at, wanted)


def test_a_sliding_minute_is_never_overdrawn(engine: Engine) -> None:
    limit = Limit("robot x", 20, MINUTE)
    assert take(engine, limit, NOON, 15).places == 15
    later = NOON + timedelta(seconds=40)
    assert take(engine, limit, later, 15) == Room(5, NOON + MINUTE)
    assert take(engine, limit, NOON + timedelta(seconds=64)).places == 0
    assert take(engine, limit, NOON + timedelta(seconds=66), 20).places == 15


def test_a_day_ends_at_midnight_in_china(engine: Engine) -> None:
    limit = Limit("mass x", 100)
    assert take(engine, limit, NOON, 100).places == 100
    room = take(engine, limit, NOON + timedelta(hours=11, minutes=59))
    assert (room.places, clock.local(room.free).strftime("%d %H:%M")) == (0, "21 00:00")
    assert take(engine, limit, NOON + timedelta(hours=12), 3).places == 3


def test_what_the_server_said_holds_for_everybody(engine: Engine) -> None:
    limit = Limit("robot x", 20, MINUTE)
    with db.transaction(engine) as session:
        quotas.block(session, limit, NOON + timedelta(minutes=5))
    assert take(engine, limit, NOON) == Room(0, NOON + timedelta(minutes=5))
    assert take(engine, limit, NOON + timedelta(minutes=6)).places == 1


def test_many_at_once_never_take_the_last_place_twice(base: Engine) -> None:
    limit, ready = Limit("robot x", 20, MINUTE), Barrier(8)

    def rush(_: int) -> int:
        ready.wait()
        return sum(take(base, limit, NOON).places for _ in range(5))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(rush, range(8))) == 20


@pytest.mark.parametrize(
    ("kind", "most", "span"),
    [
        (ChannelKind.ROBOT, 20, MINUTE),
        (ChannelKind.APP, 30, MINUTE),
        (ChannelKind.ARTICLE, 100, None),
        (ChannelKind.MASS, 100, None),
    ],
)
def test_each_kind_has_its_limit(
    kind: ChannelKind, most: int, span: timedelta | None
) -> None:
    one = Claimed(
        id=1, channel_id=1, kind=kind, secret="", payload="", attempts=1, target="t"
    )
    limit = CHANNELS[kind].limit(one)
    assert limit is not None
    assert (limit.most, limit.span) == (most, span)


def channels(
    engine: Engine, kind: ChannelKind, *, count: int, each: int, at: datetime = AT
) -> None:
    """``count`` channels of one robot or account, ``each`` deliveries for each."""
    with db.transaction(engine) as session:
        account = Account(
            place_code=VILLAGE[:9], kind=AccountKind.OFFICIAL, name="镇", app_id="wx1",
            secret="", slug="s", created_at=AT,
        )  # fmt: skip
        notice = Notice(
            public_id="quota", village_code=VILLAGE, form="T8", period="2026",
            item_id=stage.item_id(session, stage.SUBSIDY), title="公示", version=0,
            created_at=AT,
        )  # fmt: skip
        session.add_all((account, notice))
        session.flush()
        for name in range(count):
            is_robot = kind is ChannelKind.ROBOT
            channel = Channel(
                place_code=VILLAGE, kind=kind, name=f"群 {name}", created_at=AT,
                secret=seal(ROBOT_KEY, KEY) if is_robot else "",
                target="the same robot" if is_robot else "",
                account_id=None if is_robot else account.id,
            )  # fmt: skip
            session.add(channel)
            session.flush()
            for number in range(each):
                outbox.enqueue(
                    session,
                    notice,
                    channel,
                    MessagePart(
                        f"image-{number}", text_message(f"{name}：第 {number} 件")
                    ),
                    about="notice",
                    at=at,
                )


def test_two_worker_processes_send_twenty_and_no_more(
    base: Engine, wechat: WeChatServer, tmp_path: Path
) -> None:
    """One robot in the groups of two villages; the rest waits, none is refused."""
    wechat.robots.keys.add(ROBOT_KEY)
    channels(base, ChannelKind.ROBOT, count=2, each=20, at=clock.now())
    environ = {
        "VILLAGEPUB_INSTANCE": str(tmp_path / "instance"),
        "VILLAGEPUB_DATABASE_URL": base.url.render_as_string(False),
        "VILLAGEPUB_WECOM_API": wechat.address,
        "VILLAGEPUB_SECRET_KEY": KEY.decode(),
    }
    pair = [forked.Program(forked.start(environ, "worker", "--once")) for _ in "ab"]
    assert [one.wait(120) for one in pair] == [0, 0]
    texts = [m["text"]["content"] for m in wechat.robots.seen[ROBOT_KEY]]
    assert (len(texts), len(set(texts)), wechat.robots.refused) == (20, 20, 0)
    with db.reading(base) as session:
        waiting = session.exec(
            select(Delivery).where(
                Delivery.state == DeliveryState.RETRY, Delivery.attempts == 0
            )
        ).all()
    assert len(waiting) == 20
    assert {"排着队" in one.reason for one in waiting} == {True}


@pytest.mark.parametrize("kind", [ChannelKind.ARTICLE, ChannelKind.MASS])
def test_an_accounts_day_is_shared_by_its_villages(
    county: Engine, kind: ChannelKind
) -> None:
    channels(county, kind, count=2, each=60)
    taken = 0
    while batch := outbox.claim(county, owner="one", at=NOON, limit=20):
        taken += len(batch)
    assert taken == 100
    with db.reading(county) as session:
        rest = session.exec(select(Delivery).where(col(Delivery.next_at) > NOON)).all()
    assert {clock.local(one.next_at).strftime("%d %H:%M") for one in rest} == {
        "21 00:00"
    }
    assert {"过了零点再发" in one.reason for one in rest} == {True}


def test_an_accounts_questions_are_a_hundred_a_day(county: Engine) -> None:
    channels(county, ChannelKind.ARTICLE, count=1, each=120)
    with db.transaction(county) as session:
        for one in session.exec(select(Delivery)):
            one.state, one.remote_id = DeliveryState.ACCEPTED, f"p{one.id}"
    asked = [len(outbox.claim_polls(county, at=NOON, limit=50)) for _ in range(4)]
    assert asked == [50, 50, 0, 0]
    tomorrow = NOON + timedelta(hours=12, minutes=1)
    assert len(outbox.claim_polls(county, at=tomorrow, limit=50)) == 50


def test_what_is_claimed_and_not_begun_is_free_again(county: Engine) -> None:
    channels(county, ChannelKind.CUSTOMER_GROUP, count=1, each=3)
    first = outbox.claim(county, owner="one", at=NOON)
    assert outbox.claim(county, owner="two", at=NOON) == []
    outbox.release(county, first[1:], owner="one", at=NOON)
    assert [one.id for one in outbox.claim(county, owner="two", at=NOON)] == [
        one.id for one in first[1:]
    ]
    later = NOON + timedelta(seconds=11)  # the first one's worker has died
    assert [one.id for one in outbox.claim(county, owner="three", at=later)] != []
    assert outbox.record_and_begin(county, [], first, owner="one", at=later) == []


def test_what_is_not_begun_gives_its_place_in_the_minute_back(base: Engine) -> None:
    channels(base, ChannelKind.ROBOT, count=1, each=20)
    first = outbox.claim(base, owner="one", at=NOON)
    outbox.release(base, first[1:], owner="one", at=NOON)
    soon = NOON + timedelta(seconds=1)
    second = outbox.claim(base, owner="two", at=soon)
    assert [one.id for one in second] == [one.id for one in first[1:]]
    outbox.release(base, second[:5], owner="two", at=soon)
    assert len(outbox.claim(base, owner="three", at=soon)) == 5
    assert take(base, Limit("robot the same robot", 20, MINUTE), soon).places == 0


def test_what_was_cancelled_after_its_claim_is_not_begun(county: Engine) -> None:
    channels(county, ChannelKind.CUSTOMER_GROUP, count=1, each=2)
    first, second = outbox.claim(county, owner="one", at=NOON)
    with db.transaction(county) as session:
        session.get_one(Delivery, first.id).state = DeliveryState.CANCELLED
    assert outbox.record_and_begin(
        county, [], [first, second], owner="one", at=NOON
    ) == [second]
