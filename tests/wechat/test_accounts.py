"""Every channel of an account, against a server that speaks the wire format."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.stage import AT, VILLAGE
from tests.wechat_server.server import WeChatServer
from villagepub import db, outbox, settings, worker
from villagepub.models import Account, Channel, Delivery, OwnerAsk, Token
from villagepub.settings import Settings
from villagepub.wechat.sealing import seal
from villagepub.words import AccountKind, ChannelKind, DeliveryState, OwnerAct

pytestmark = pytest.mark.enable_socket
OFFICIAL = (ChannelKind.ARTICLE, ChannelKind.MASS)
TARGETS = {
    ChannelKind.CUSTOMER_GROUP: "wr-majiagou|tuoxiaomei",
}


class Clock:
    """A worker's clock that the test turns."""

    def __init__(self) -> None:
        self.at = AT + timedelta(hours=19)

    def __call__(self) -> datetime:
        return self.at

    def later(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def chosen(tmp_path: Path, wechat: WeChatServer) -> Settings:
    return settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(tmp_path / "instance"),
            "VILLAGEPUB_OA_API": wechat.address,
            "VILLAGEPUB_WECOM_API": wechat.address,
        }
    )


@pytest.fixture
def posted(
    county: Engine, chosen: Settings, wechat: WeChatServer, shared_data: Path
) -> Callable[[ChannelKind], None]:
    """A notice published to one channel of the kind."""

    def post(kind: ChannelKind) -> None:
        with db.transaction(county) as session:
            is_official = kind in OFFICIAL
            account = Account(
                place_code=VILLAGE[:9],
                kind=AccountKind.OFFICIAL if is_official else AccountKind.WECOM,
                name="沿河湾镇",
                app_id=wechat.platform.app_id
                if is_official
                else wechat.platform.corp_id,
                agent_id="1000002",
                secret=seal(wechat.platform.secret, chosen.secret_key),
                slug="yanhewan",
                created_at=AT,
            )
            session.add(account)
            session.flush()
            session.add(
                Channel(
                    place_code=VILLAGE,
                    kind=kind,
                    name="村里的",
                    account_id=account.id,
                    target=TARGETS.get(kind, ""),
                    created_at=AT,
                )
            )
        stage.publish(county, shared_data)
        if kind is ChannelKind.APP:
            to_staff(county)

    return post


def to_staff(engine: Engine) -> None:
    """A message to two of the staff: notices do not go that way."""
    message = {
        "touser": "tuo|zhe",
        "agentid": 1000002,
        "msgtype": "text",
        "text": {"content": "有 1 件要看一看。"},
        "safe": 0,
        "enable_duplicate_check": 1,
    }
    with db.transaction(engine) as session:
        channel = session.exec(
            select(Channel).where(Channel.kind == ChannelKind.APP)
        ).one()
        session.add(
            Delivery(
                version=0,
                channel_id=channel.id or 0,
                kind="staff",
                payload=json.dumps(message, ensure_ascii=False),
                next_at=AT,
                created_at=AT,
            )
        )


@pytest.fixture
def round_(county: Engine, chosen: Settings, clock: Clock) -> Callable[[], Delivery]:
    """One round of the worker; the delivery to the account's channel afterwards."""

    def run() -> Delivery:
        worker.run_once(county, chosen, now=clock)
        worker.poll_once(county, chosen, now=clock)
        with db.reading(county) as session:
            return session.exec(
                select(Delivery).join(Channel).where(Channel.kind != ChannelKind.GROUP)
            ).one()

    return run


def test_an_article_is_drafted_published_and_confirmed_with_its_address(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    clock: Clock,
) -> None:
    posted(ChannelKind.ARTICLE)
    assert round_().state is DeliveryState.ACCEPTED
    for _ in range(3):
        clock.later(minutes=3)
        done = round_()
    assert done.state is DeliveryState.CONFIRMED
    assert json.loads(done.remote)["url"] == "https://mp.weixin.qq.com/s/abc"
    (draft,) = wechat.platform.drafts.values()
    assert draft["title"] == "2026年耕地地力保护补贴发放公示"
    assert "王建国" not in draft["content"]
    assert "王**" in draft["content"]


def test_a_mass_message_goes_once_even_if_the_answer_is_lost(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    clock: Clock,
) -> None:
    posted(ChannelKind.MASS)
    wechat.platform.script["message/mass/sendall"].append("done-then-nothing")
    assert round_().state is DeliveryState.RETRY
    clock.later(minutes=2)
    assert round_().state is DeliveryState.ACCEPTED  # 45065: it was there already
    clock.later(minutes=2)
    assert round_().state is DeliveryState.CONFIRMED
    assert len(wechat.platform.mass) == 1
    (key,) = wechat.platform.mass
    assert len(key) <= 32


def test_an_app_message_is_swallowed_when_it_comes_again(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    clock: Clock,
) -> None:
    posted(ChannelKind.APP)
    wechat.platform.script["message/send"].append("done-then-nothing")
    assert round_().state is DeliveryState.RETRY
    clock.later(minutes=2)
    assert round_().state is DeliveryState.SENT
    assert len(wechat.platform.app_seen) == 1


def test_people_who_can_not_be_reached_are_named(
    posted: Callable[..., None], round_: Callable[[], Delivery], wechat: WeChatServer
) -> None:
    posted(ChannelKind.APP)
    wechat.platform.unknown_users.add("zhe")
    done = round_()
    assert (done.state, done.reason) == (DeliveryState.PARTIAL, "1 个人收不到：zhe。")


@pytest.mark.parametrize(
    ("status", "state"), [(1, DeliveryState.CONFIRMED), (3, DeliveryState.FAILED)]
)
def test_a_customer_group_waits_for_its_owner(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    clock: Clock,
    status: int,
    state: DeliveryState,
) -> None:
    posted(ChannelKind.CUSTOMER_GROUP)
    waiting = round_()
    assert waiting.state is DeliveryState.ACCEPTED
    assert "等群主确认" in waiting.reason
    clock.later(minutes=11)
    assert round_().state is DeliveryState.ACCEPTED
    wechat.platform.tap("task-1", status)
    clock.later(hours=2)
    assert round_().state is state
    assert len(wechat.platform.tasks) == 1


def test_a_lost_answer_of_a_group_task_is_asked_and_never_sent_again(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    clock: Clock,
) -> None:
    posted(ChannelKind.CUSTOMER_GROUP)
    wechat.platform.script["externalcontact/add_msg_template"].append(
        "done-then-nothing"
    )
    assert round_().state is DeliveryState.UNKNOWN
    clock.later(hours=5)
    assert round_().state is DeliveryState.UNKNOWN
    assert len(wechat.platform.tasks) == 1


def test_a_revoked_token_is_renewed_once_and_kept_sealed(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    county: Engine,
) -> None:
    wechat.platform.revoke()
    posted(ChannelKind.APP)
    wechat.platform.script["message/send"].append("42001")
    assert round_().state is DeliveryState.SENT
    with db.reading(county) as session:
        (token,) = session.exec(select(Token)).all()
    assert "TOKEN" not in token.sealed
    assert wechat.platform.corp_id not in token.key


def test_a_token_that_is_never_good_ends_after_one_renewal(
    posted: Callable[..., None], round_: Callable[[], Delivery], wechat: WeChatServer
) -> None:
    posted(ChannelKind.APP)
    wechat.platform.script["message/send"].extend(["40014"] * 5)
    done = round_()
    assert done.state is DeliveryState.FAILED
    assert wechat.platform.calls.count("message/send") == 2


def test_an_address_that_is_not_listed_is_said_and_switches_off(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    county: Engine,
) -> None:
    posted(ChannelKind.ARTICLE)
    wechat.platform.is_listed = False
    done = round_()
    assert done.state is DeliveryState.FAILED
    assert "IP 白名单" in done.reason
    with db.reading(county) as session:
        channel = session.exec(
            select(Channel).where(Channel.kind == ChannelKind.ARTICLE)
        ).one()
    assert not channel.is_active


def test_a_day_quota_waits_for_midnight_in_china(
    posted: Callable[..., None], round_: Callable[[], Delivery], wechat: WeChatServer
) -> None:
    posted(ChannelKind.ARTICLE)
    wechat.platform.script["freepublish/submit"].append("45009")
    done = round_()
    assert done.state is DeliveryState.RETRY
    assert (done.next_at.hour, done.next_at.minute) == (16, 0)  # UTC


def test_no_step_of_an_article_is_done_twice(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    clock: Clock,
) -> None:
    posted(ChannelKind.ARTICLE)
    wechat.platform.script["freepublish/submit"].append("53501")
    round_()
    clock.later(minutes=2)
    assert round_().state is DeliveryState.ACCEPTED
    assert len(wechat.platform.media) == len(wechat.platform.drafts) == 1


def ask(engine: Engine, delivery: Delivery, act: OwnerAct, at: datetime) -> None:
    with db.transaction(engine) as session:
        clerk = stage.actor(session, "laotuo")
        outbox.ask_owner(
            session, actor=clerk, delivery_id=delivery.id or 0, act=act, at=at
        )


def test_an_owner_is_reminded_three_times_a_day_and_no_more(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    county: Engine,
    chosen: Settings,
    clock: Clock,
) -> None:
    posted(ChannelKind.CUSTOMER_GROUP)
    waiting = round_()
    for _ in range(outbox.PER_DAY):
        ask(county, waiting, OwnerAct.REMIND, clock())
        assert worker.ask_once(county, chosen, now=clock) == 1
    assert worker.ask_once(county, chosen, now=clock) == 0
    with pytest.raises(outbox.AskRefused, match="一天最多催三次"):
        ask(county, waiting, OwnerAct.REMIND, clock())
    clock.later(days=1, minutes=1)
    ask(county, waiting, OwnerAct.REMIND, clock())
    assert wechat.platform.reminded == ["task-1"] * 3


def test_a_reminder_without_an_answer_is_counted_and_not_repeated(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    county: Engine,
    chosen: Settings,
    clock: Clock,
) -> None:
    posted(ChannelKind.CUSTOMER_GROUP)
    path = "externalcontact/remind_groupmsg_send"
    wechat.platform.script[path].append("done-then-nothing")
    ask(county, round_(), OwnerAct.REMIND, clock())
    for _ in range(2):
        worker.ask_once(county, chosen, now=clock)
    assert wechat.platform.calls.count(path) == 1
    with db.reading(county) as session:
        assert session.exec(select(OwnerAsk)).one().reason


def test_what_the_owner_has_not_tapped_is_taken_back(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    county: Engine,
    chosen: Settings,
    clock: Clock,
) -> None:
    posted(ChannelKind.CUSTOMER_GROUP)
    waiting = round_()
    ask(county, waiting, OwnerAct.CANCEL, clock())
    with pytest.raises(outbox.AskRefused, match="已经叫停"):
        ask(county, waiting, OwnerAct.CANCEL, clock())
    worker.ask_once(county, chosen, now=clock)
    assert wechat.platform.cancelled == {"task-1"}
    clock.later(hours=2)
    done = round_()
    assert done.state is DeliveryState.CANCELLED
    assert "什么也没有发出去" in done.reason


def test_what_was_tapped_before_is_told_as_sent(
    posted: Callable[..., None],
    round_: Callable[[], Delivery],
    wechat: WeChatServer,
    county: Engine,
    chosen: Settings,
    clock: Clock,
) -> None:
    posted(ChannelKind.CUSTOMER_GROUP)
    waiting = round_()
    wechat.platform.tap("task-1")
    ask(county, waiting, OwnerAct.CANCEL, clock())
    worker.ask_once(county, chosen, now=clock)
    clock.later(hours=2)
    assert round_().state is DeliveryState.CONFIRMED


def test_nobody_is_asked_about_what_was_never_taken(
    posted: Callable[..., None], county: Engine, clock: Clock
) -> None:
    posted(ChannelKind.ROBOT)
    with db.reading(county) as session:
        one = session.exec(
            select(Delivery).join(Channel).where(Channel.kind == ChannelKind.ROBOT)
        ).one()
    with pytest.raises(outbox.AskRefused, match="没有等着点"):
        ask(county, one, OwnerAct.REMIND, clock())
