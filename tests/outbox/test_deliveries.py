"""Deliveries: written with the notice, sent once, asked about when nobody can tell."""

import multiprocessing
import os
import signal
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import stage
from tests.stage import AT
from tests.wechat_server.server import WeChatServer
from villagepub import db, outbox, settings, worker
from villagepub.act import Act
from villagepub.channels import village_groups
from villagepub.channels.robot_access import RobotAccess
from villagepub.models import Channel, Delivery
from villagepub.settings import Settings
from villagepub.states import ChannelKind, DeliveryState

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
LATER = AT + timedelta(hours=20)


@pytest.fixture
def chosen(tmp_path: Path, wechat: WeChatServer) -> Settings:
    wechat.robots.keys.add(KEY)
    return settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(tmp_path / "instance"),
            "VILLAGEPUB_WECOM_API": wechat.address,
        }
    )


@pytest.fixture
def published(county: Engine, chosen: Settings, sheets_folder: Path) -> str:
    """A village with a robot, and a notice that was just signed."""
    with db.transaction(county) as session:
        village_groups.add_robot(
            Act(session, None, AT),
            RobotAccess.of(chosen),
            place_code=stage.VILLAGE,
            name="镇村工作群",
            address=KEY,
        )
    return stage.publish(county, sheets_folder)


def state(engine: Engine, kind: ChannelKind = ChannelKind.ROBOT) -> Delivery:
    with db.reading(engine) as session:
        return session.exec(
            select(Delivery)
            .join(Channel, col(Channel.id) == Delivery.channel_id)
            .where(Channel.kind == kind)
            .order_by(col(Delivery.id).desc())
        ).first()


def work(engine: Engine, chosen: Settings, at: datetime = LATER) -> int:
    return worker.run_once(engine, chosen, now=lambda: at)


def test_the_robot_gets_the_notice_once_however_often_the_worker_runs(
    county: Engine, chosen: Settings, published: str, wechat: WeChatServer
) -> None:
    assert [work(county, chosen) for _ in range(3)] == [1, 0, 0]
    assert state(county).state is DeliveryState.SENT
    (message,) = wechat.robots.seen[KEY]
    assert "46,675.20" in message["text"]["content"]


def test_an_ordinary_group_waits_for_a_person(
    county: Engine, chosen: Settings, published: str
) -> None:
    work(county, chosen)
    assert state(county, ChannelKind.GROUP).state is DeliveryState.PENDING


def test_a_tick_is_kept_and_can_be_undone(county: Engine, published: str) -> None:
    waiting = state(county, ChannelKind.GROUP)
    for verb, wanted in (
        (outbox.tick, DeliveryState.SENT),
        (outbox.tick, DeliveryState.SENT),
        (outbox.untick, DeliveryState.PENDING),
    ):
        with db.transaction(county) as session:
            clerk = stage.act(session, "laotuo", LATER)
            verb(clerk, delivery_id=waiting.id)
        assert state(county, ChannelKind.GROUP).state is wanted


def test_a_dead_robot_is_switched_off_and_the_sentence_says_what_to_do(
    county: Engine, chosen: Settings, published: str, wechat: WeChatServer
) -> None:
    wechat.robots.script[KEY].append("93000")
    work(county, chosen)
    assert "重新加一个" in state(county).reason
    with db.reading(county) as session:
        robot = session.exec(
            select(Channel).where(Channel.kind == ChannelKind.ROBOT)
        ).one()
    assert not robot.is_active


def test_too_fast_is_waited_out_and_then_sent_once(
    county: Engine, chosen: Settings, published: str, wechat: WeChatServer
) -> None:
    wechat.robots.script[KEY].append("45009")
    work(county, chosen)
    assert state(county).state is DeliveryState.RETRY
    assert work(county, chosen, LATER + timedelta(seconds=30)) == 0
    assert work(county, chosen, LATER + timedelta(seconds=66)) == 1
    assert len(wechat.robots.seen[KEY]) == 1


@pytest.mark.parametrize(
    "odd", ["html", "bad-gateway", "nothing", "posted-then-nothing", "-1"]
)
def test_what_nobody_can_tell_is_asked_and_never_sent_again_by_itself(
    county: Engine, chosen: Settings, published: str, wechat: WeChatServer, odd: str
) -> None:
    wechat.robots.script[KEY].append(odd)
    work(county, chosen)
    work(county, chosen, LATER + timedelta(days=3))
    assert state(county).state is DeliveryState.UNKNOWN
    assert "到群里看一眼" in state(county).reason
    assert len(wechat.robots.calls) == 1


@pytest.mark.parametrize(
    ("seen", "wanted", "calls"),
    [(True, DeliveryState.SENT, 1), (False, DeliveryState.SENT, 2)],
)
def test_the_clerks_answer_ends_the_doubt(
    county: Engine,
    chosen: Settings,
    published: str,
    wechat: WeChatServer,
    seen: bool,
    wanted: DeliveryState,
    calls: int,
) -> None:
    wechat.robots.script[KEY].append("html")
    work(county, chosen)
    with db.transaction(county) as session:
        clerk = stage.act(session, "laotuo", LATER)
        delivery = state(county)
        outbox.confirm(clerk, delivery_id=delivery.id, seen=seen)
    work(county, chosen, LATER + timedelta(minutes=5))
    assert state(county).state is wanted
    assert len(wechat.robots.calls) == calls


def test_a_correction_goes_out_as_one_and_the_waiting_first_is_cancelled(
    county: Engine, chosen: Settings, published: str, wechat: WeChatServer
) -> None:
    with db.transaction(county) as session:
        stage.correct(session, published)
    work(county, chosen, AT + timedelta(days=9))
    (message,) = wechat.robots.seen[KEY]
    assert message["text"]["content"].startswith("【沿河湾镇马家沟村更正公示】")


def test_a_withdrawal_goes_to_where_the_notice_went(
    county: Engine, chosen: Settings, published: str, wechat: WeChatServer
) -> None:
    work(county, chosen)
    with db.transaction(county) as session:
        stage.withdraw(session, at=LATER)
    work(county, chosen, LATER + timedelta(minutes=2))
    texts = [m["text"]["content"] for m in wechat.robots.seen[KEY]]
    assert len(texts) == 2
    assert "撤回" in texts[1]


@pytest.mark.parametrize("ended", list(DeliveryState))
def test_a_withdrawal_follows_whatever_has_or_may_have_arrived(
    county: Engine, published: str, ended: DeliveryState
) -> None:
    """An earlier version counts as well: the group has seen that one."""
    with db.transaction(county) as session:
        robots = select(Delivery).join(Channel).where(Channel.kind == ChannelKind.ROBOT)
        first = session.exec(robots).one()
        first.version, first.state = 0, ended
    with db.reading(county) as session:
        rows = outbox.reached(session, first.notice_id)
        found = first.channel_id in {row.id for row in rows}
    never = {"pending", "retry", "failed", "cancelled"}
    assert found is (ended not in never)


def test_two_workers_never_claim_the_same_delivery(
    county: Engine, published: str
) -> None:
    many_deliveries(county, 40)
    mine = outbox.claim(county, owner="one", at=LATER, limit=25)
    theirs = outbox.claim(county, owner="two", at=LATER, limit=25)
    assert len({c.id for c in mine} | {c.id for c in theirs}) == len(mine) + len(theirs)


def many_deliveries(engine: Engine, count: int) -> None:
    with db.transaction(engine) as session:
        first = session.exec(
            select(Delivery).join(Channel).where(Channel.kind == ChannelKind.ROBOT)
        ).first()
        for n in range(count):
            session.add(
                Delivery(
                    notice_id=first.notice_id,
                    version=1,
                    channel_id=first.channel_id,
                    part=f"part-{n}",
                    payload=first.payload,
                    next_at=AT,
                    created_at=AT,
                )
            )


def test_a_robot_gets_no_more_than_twenty_in_a_minute(
    county: Engine, chosen: Settings, published: str, wechat: WeChatServer
) -> None:
    many_deliveries(county, 30)
    work(county, chosen)
    assert len(wechat.robots.seen[KEY]) == 20
    assert wechat.robots.refused == 0
    wechat.robots.new_minute()  # the server's own minute has passed too
    work(county, chosen, LATER + timedelta(minutes=2))
    assert len(wechat.robots.seen[KEY]) == 31


def killed_in_the_middle(url: str, chosen: Settings) -> None:
    engine = db.make_engine(url)
    worker.run_once(engine, chosen, now=lambda: LATER)


def test_a_worker_killed_in_the_middle_leaves_a_question_and_no_second_message(
    county: Engine, chosen: Settings, published: str, wechat: WeChatServer
) -> None:
    wechat.robots.script[KEY].append("hang")
    url = str(county.url)
    process = multiprocessing.get_context("forkserver").Process(
        target=killed_in_the_middle, args=(url, chosen)
    )
    process.start()
    deadline = time.monotonic() + 120  # a busy machine takes its time
    while not wechat.robots.calls and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert state(county).state is DeliveryState.SENDING
    work(county, chosen, LATER + timedelta(minutes=5))
    assert state(county).state is DeliveryState.UNKNOWN
    assert len(wechat.robots.calls) == 1


@pytest.mark.postgres
def test_two_workers_claim_disjointly_on_postgresql(empty_postgres: Engine) -> None:
    db.upgrade(empty_postgres)
    stage.lay(empty_postgres)
    with db.transaction(empty_postgres) as session:
        draft = stage.begin(session)
        robot = Channel(
            place_code=stage.VILLAGE,
            kind=ChannelKind.CUSTOMER_GROUP,  # robots have twenty a minute
            name="群",
            created_at=AT,
        )
        session.add(robot)
        session.flush()
        for n in range(30):
            session.add(
                Delivery(
                    notice_id=draft.notice_id,
                    version=1,
                    channel_id=robot.id,
                    part=f"p{n}",
                    next_at=AT,
                    created_at=AT,
                )
            )
    mine = outbox.claim(empty_postgres, owner="one", at=LATER, limit=20)
    theirs = outbox.claim(empty_postgres, owner="two", at=LATER, limit=20)
    assert len({c.id for c in (*mine, *theirs)}) == 30
