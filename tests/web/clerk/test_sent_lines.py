"""The notice's page says what happened at each group, in words and with the next act."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import stage, walked
from tests.stage import AT, VILLAGE
from tests.web.clerk.conftest import OCTOBER
from tests.web.clerk.desk import Desk
from tests.web.conftest import Page
from villagepub import db
from villagepub.models import Channel, Delivery, Notice, OwnerAsk
from villagepub.notices import expiry
from villagepub.states import ChannelKind, DeliveryState, OwnerAct, RobotForm

JARGON = ("errcode", "webhook", "API", "msgid", "UNKNOWN", "PENDING", "token")
Line = Callable[..., Page]


def posted(engine: Engine, folder: Path, channel: dict[str, Any]) -> str:
    """A notice in a village with this one channel, walked once for each."""

    def walk() -> str:
        with db.transaction(engine) as session:
            for old in session.exec(select(Channel)):
                session.delete(old)
            one = Channel(place_code=VILLAGE, name="乡亲群", created_at=AT, **channel)
            session.add(one)
        return stage.publish(engine, folder)

    return walked.once(engine, ("posted", *channel.items()), walk)


@pytest.fixture
def line(county: Engine, sheets_folder: Path, clerk: Desk) -> Line:
    """The notice's page with one delivery of a kind in a state."""

    def show(kind: ChannelKind, is_active: bool = True, **given: object) -> Page:
        public_id = posted(county, sheets_folder, {"kind": kind})
        with db.transaction(county) as session:
            one = session.exec(select(Delivery)).one()
            for name, value in given.items():
                setattr(one, name, value)
            session.exec(select(Channel)).one().is_active = is_active
        return clerk.get(f"/clerk/notices/{public_id}/")

    return show


ROBOT, OWNER, ARTICLE, MASS = (
    ChannelKind.ROBOT, ChannelKind.CUSTOMER_GROUP, ChannelKind.ARTICLE, ChannelKind.MASS,
)  # fmt: skip
S = DeliveryState
WALK: list[tuple[ChannelKind, DeliveryState, dict[str, object], tuple[str, ...]]] = [
    (ROBOT, S.PENDING, {}, ("还没发",)),
    (ROBOT, S.SENDING, {}, ("正在发",)),
    (ROBOT, S.SENT, {"done_at": OCTOBER}, ("10月8日 10:00 送到",)),
    (ROBOT, S.RETRY, {"reason": "发得太快。", "next_at": OCTOBER},
     ("等会儿再发", "发得太快。10月8日 10:00 再发")),
    (ROBOT, S.FAILED, {"reason": "机器人不在群里了。"},
     ("没发出去", "机器人不在群里了", "重发", "人已经说过了")),
    (ROBOT, S.UNKNOWN, {"reason": "微信没有给准话。"},
     ("说不准，去看看", "“乡亲群”里看到了吗？", "看到了", "没有，再发一次")),
    (ROBOT, S.CANCELLED, {}, ("不发了",)),
    (OWNER, S.ACCEPTED, {"remote_id": "m"}, ("等群主确认", "催群主", "不发了")),
    (OWNER, S.UNKNOWN, {}, ("群主，企业微信里收到",)),
    (OWNER, S.PARTIAL, {"reason": "1 个群发到了，1 个没有。"}, ("有的没送到", "1 个没有")),
    (ARTICLE, S.ACCEPTED, {"remote_id": "m"}, ("正在发布",)),
    (ARTICLE, S.CONFIRMED, {"done_at": OCTOBER}, ("10月8日 10:00 发布了",)),
    (MASS, S.CONFIRMED, {"done_at": OCTOBER}, ("10月8日 10:00 群发了",)),
    (ARTICLE, S.UNKNOWN, {}, ("公众号里看到这一篇了吗？",)),
    (MASS, S.ACCEPTED, {"remote_id": "m"}, ("正在群发",)),
    (MASS, S.UNKNOWN, {}, ("关注公众号的人收到了吗？",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "state", "given", "says"),
    WALK,
    ids=[f"{kind.value}-{state.value}" for kind, state, _, _ in WALK],
)
def test_every_state_is_said_with_what_to_do(
    line: Line,
    kind: ChannelKind,
    state: DeliveryState,
    given: dict[str, object],
    says: tuple[str, ...],
) -> None:
    words = line(kind, state=state, **given).words
    assert [s for s in says if s not in words] == []
    assert [j for j in JARGON if j in words] == []


@pytest.mark.parametrize("remote", [{"url": "x"}, {"urls": ["x", "y"]}])
def test_the_permanent_address_stands_beside_what_was_published(
    line: Line, remote: dict[str, object]
) -> None:
    address = "https://mp.weixin.qq.com/s/abc"
    told = json.dumps(remote).replace("x", address)
    page = line(ARTICLE, state=S.CONFIRMED, done_at=OCTOBER, remote=told)
    assert page.soup.find("a", href=address).get_text(strip=True).startswith("打开看看")


def test_resending_begins_anew(line: Line, clerk: Desk, county: Engine) -> None:
    page = line(ROBOT, state=S.FAILED, reason="连不上微信。", attempts=6)
    page = clerk.send(page, {"seen": "no"}, action="/confirm")
    assert "马上再发一次" in page.words
    with db.reading(county) as session:
        one = session.exec(select(Delivery)).one()
    assert (one.state, one.attempts, one.reason) == (S.PENDING, 0, "")


def test_what_a_person_told_otherwise_is_done(line: Line, clerk: Desk) -> None:
    page = line(ROBOT, state=S.FAILED, reason="连不上微信。")
    page = clerk.send(page, {"seen": "yes"}, action="/confirm")
    assert "拓小梅 10月8日 10:00 看过，说到了的" in page.words


def test_nothing_is_resent_to_a_stopped_group(line: Line) -> None:
    page = line(ROBOT, is_active=False, state=S.FAILED, reason="机器人不在群里了。")
    assert "重发" not in page.words
    assert "人已经说过了" in page.words


@pytest.mark.parametrize("is_active", [True, False])
def test_what_a_stopped_robot_never_got_is_offered_when_it_is_back(
    line: Line, is_active: bool
) -> None:
    given = {"state": S.CANCELLED, "code": "stopped", "reason": "停着，没有发。"}
    words = line(ROBOT, is_active=is_active, **given).words
    assert "停着，没有发" in words
    assert ("要发过去吗？" in words) is is_active
    assert ("发过去" in words) is is_active


def test_a_doubt_about_what_was_withdrawn_is_still_asked_and_sends_nothing(
    line: Line, clerk: Desk, county: Engine
) -> None:
    page = line(ROBOT, state=S.UNKNOWN, reason="微信没有给准话。")
    with db.transaction(county) as session:
        public_id = session.exec(select(Notice.public_id)).one()
        stage.withdraw(session, at=OCTOBER, reason="贴错了村")
    page = clerk.get(f"/clerk/notices/{public_id}/")
    assert "改以前的那一条，“乡亲群”里看到了吗？" in page.words
    assert "没有，再发一次" not in page.words
    page = clerk.send(page, {"seen": "no"}, action="/confirm")
    assert "记下了" in page.words
    assert "改以前的那一条" not in page.words
    with db.reading(county) as session:
        states = session.exec(select(Delivery.state).order_by(col(Delivery.id))).all()
    assert states == [S.CANCELLED, S.PENDING]


def test_what_waits_for_a_stopped_group_says_so(line: Line) -> None:
    assert "这里停用了，没有发" in line(ROBOT, is_active=False, state=S.PENDING).words


def test_an_owner_is_reminded_from_the_page(
    line: Line, clerk: Desk, county: Engine
) -> None:
    page = line(OWNER, state=S.ACCEPTED, remote_id="m", reason="等群主确认。")
    page = clerk.send(page, {"act": "remind"}, action="/owner")
    assert "今天催过 1 次，最近 10月8日 10:00" in page.words
    page = clerk.send(page, {"act": "cancel"}, action="/owner")
    assert "已经叫停，等一会儿再看" in page.words
    assert not page.soup.select("form[action$='/owner']")
    with db.reading(county) as session:
        acts = [ask.act for ask in session.exec(select(OwnerAsk))]
    assert acts == [OwnerAct.REMIND, OwnerAct.CANCEL]


def test_after_three_reminders_the_page_says_to_call(
    line: Line, clerk: Desk, county: Engine
) -> None:
    page = line(OWNER, state=S.ACCEPTED, remote_id="m")
    with db.transaction(county) as session:
        one = session.exec(select(Delivery)).one()
        for hours in (1, 2, 23):
            session.add(
                OwnerAsk(
                    delivery_id=one.id,
                    act=OwnerAct.REMIND,
                    asked_at=OCTOBER - timedelta(hours=hours),
                    tried_at=OCTOBER,
                )
            )
    page = clerk.send(page, {"act": "remind"}, action="/owner")
    assert "一天最多催三次" in page.words
    assert "给群主打个电话" in page.words


def test_after_a_withdrawal_the_old_article_is_named_for_a_person_to_delete(
    line: Line, clerk: Desk, county: Engine
) -> None:
    address = "https://mp.weixin.qq.com/s/abc"
    line(
        ARTICLE, state=S.CONFIRMED, done_at=OCTOBER, remote=json.dumps({"url": address})
    )
    with db.transaction(county) as session:
        public_id = session.exec(select(Notice.public_id)).one()
        stage.withdraw(session, at=OCTOBER, reason="贴错了村")
    page = clerk.get(f"/clerk/notices/{public_id}/")
    assert "公众号里原来的还在" in page.words
    assert page.soup.find("a", href=address)


@pytest.fixture
def several(county: Engine, sheets_folder: Path, clerk: Desk) -> Callable[..., Page]:
    """The notice's page with a robot's words and pictures, in these states."""

    def show(*states: DeliveryState, is_active: bool = True, **given: object) -> Page:
        robot = {"kind": ROBOT, "sends": RobotForm.PICTURES}
        public_id = posted(county, sheets_folder, robot)
        with db.transaction(county) as session:
            rows = session.exec(select(Delivery).order_by(col(Delivery.id))).all()
            for row, state in zip(rows, states, strict=False):
                row.state = state
                for name, value in given.items():
                    setattr(row, name, value)
            for row in rows[len(states) :]:
                session.delete(row)
            session.exec(select(Channel)).one().is_active = is_active
        return clerk.get(f"/clerk/notices/{public_id}/")

    return show


@pytest.mark.parametrize(
    ("states", "given", "says"),
    [
        ((S.SENT,) * 4, {"done_at": OCTOBER},
         ("文字 送到，图 3 张 送到", "10月8日 10:00 送到")),
        ((S.SENT, S.SENT, S.FAILED), {"reason": "图片的大小不合微信的规矩。"},
         ("有的没送到", "图 1 张 送到，图 1 张 没发出去", "第 2 张图",
          "图片的大小不合微信的规矩", "重发")),
        ((S.SENT, S.UNKNOWN, S.UNKNOWN), {"reason": "微信没有给准话。"},
         ("说不准，去看看", "文字 送到，图 2 张 说不准", "“乡亲群”里看到第 1 张图了吗？",
          "“乡亲群”里看到第 2 张图了吗？", "没有，再发一次")),
        ((S.UNKNOWN, S.SENT), {}, ("“乡亲群”里看到文字了吗？",)),
        ((S.SENT, S.RETRY, S.RETRY), {"reason": "发得太快。", "next_at": OCTOBER},
         ("等会儿再发", "图 2 张 等会儿再发。发得太快。10月8日 10:00 再发")),
        ((S.SENT, S.PENDING), {}, ("文字 送到，图 1 张 还没发",)),
        ((S.SENT, S.CANCELLED), {}, ("文字 送到，图 1 张 不发了",)),
    ],
)  # fmt: skip
def test_a_robots_messages_stand_together_in_plain_words(
    several: Callable[..., Page],
    states: tuple[DeliveryState, ...],
    given: dict[str, object],
    says: tuple[str, ...],
) -> None:
    page = several(*states, **given)
    for words in says:
        assert words in page.words
    assert not [word for word in (*JARGON, "image", "part") if word in page.words]


def test_a_sentence_about_several_messages_is_said_once(
    several: Callable[..., Page],
) -> None:
    page = several(S.RETRY, S.RETRY, S.RETRY, reason="发得太快微信不收。")
    assert page.words.count("发得太快微信不收") == 1


def test_messages_that_wait_for_a_stopped_group_say_so(
    several: Callable[..., Page],
) -> None:
    assert "这里停用了，没有发" in several(S.SENT, S.PENDING, is_active=False).words


def test_one_message_in_doubt_is_answered_for_itself(
    several: Callable[..., Page], clerk: Desk, county: Engine
) -> None:
    page = several(S.SENT, S.UNKNOWN, S.FAILED)
    clerk.send(page, {"seen": "yes"}, action="/confirm")
    with db.reading(county) as session:
        rows = session.exec(select(Delivery).order_by(col(Delivery.id))).all()
    assert [row.state for row in rows] == [S.SENT, S.SENT, S.FAILED]


def test_a_group_that_was_told_stays_told_when_the_list_is_taken_down(
    county: Engine, line: Line, clerk: Desk
) -> None:
    page = line(ChannelKind.GROUP, state=DeliveryState.SENT, done_at=AT)
    assert "微信群都转过了" in page.words
    assert expiry.take_names_down(county, at=AT + timedelta(days=300))
    page = clerk.get(page.response.request.path)
    assert "微信群都转过了" in page.words
    assert "乡亲群" in page.words
    assert "没有要记的群" not in page.words
