"""Setting up accounts from the page: what is missing is said, nothing is sent."""

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import delete, select

from tests.web.clerk.desk import Desk
from tests.wechat_server.server import WeChatServer
from villagepub import db
from villagepub.models import Account, Channel, Token
from villagepub.states import ChannelKind


def test_an_account_with_every_right_is_said_to_be_good(
    connect: Callable[..., str], county: Engine, wechat: WeChatServer
) -> None:
    words = connect()
    assert "什么都不缺" in words
    assert wechat.platform.drafts == wechat.platform.published == {}
    with db.reading(county) as session:
        account = session.exec(select(Account)).one()
    assert wechat.platform.secret not in account.secret


def test_a_wecom_with_every_right_is_said_to_be_good(
    connect: Callable[..., str], wechat: WeChatServer
) -> None:
    words = connect(kind="wecom", app_id=wechat.platform.corp_id, agent_id="1000002")
    assert "什么都不缺" in words
    assert wechat.platform.app_seen == []


def test_a_server_that_does_not_answer_is_no_fault_of_the_account(
    connect: Callable[..., str], wechat: WeChatServer
) -> None:
    wechat.platform.script["draft/count"].append("nothing")
    assert "存草稿 不行 微信没有回话，过一会儿再试一遍。" in connect()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda p: p.lacking.add("freepublish/batchget"), "没有开通"),
        (lambda p: setattr(p, "is_listed", False), "IP 白名单"),
        (lambda p: setattr(p, "secret", "another-secret-of-theirs"), "密钥不对"),
    ],
    ids=["right", "address", "secret"],
)
def test_what_is_missing_is_said_in_chinese(
    connect: Callable[..., str],
    wechat: WeChatServer,
    spoil: Callable[..., None],
    says: str,
) -> None:
    given = {"secret": wechat.platform.secret}
    spoil(wechat.platform)
    assert says in connect(**given)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"app_id": "！"}, "AppID没有填对"),
        ({"secret": "short"}, "Secret 没有填对"),
        ({"name": "x"}, "2 到 40 个字"),
        ({"kind": "wecom", "agent_id": "abc"}, "AgentId"),
    ],
)
def test_what_can_not_be_right_is_refused_beside_its_reason(
    connect: Callable[..., str], county: Engine, given: dict[str, str], says: str
) -> None:
    assert says in connect(**given)
    with db.reading(county) as session:
        assert session.exec(select(Account)).all() == []


def test_what_was_typed_is_not_typed_again_but_for_the_secret(
    officer: Desk, wechat: WeChatServer
) -> None:
    given = {"name": "沿河湾镇人民政府", "app_id": "wx0123456789abcdef"}
    page = officer.send(
        officer.get("/township/wechat/"),
        given | {"secret": "short"},
        action="/township/wechat/",
    )
    kept = {name: page.soup.find(id=name)["value"] for name in (*given, "secret")}
    assert kept == given | {"secret": ""}


def test_the_callbacks_keys_are_sealed(
    officer: Desk, connect: Callable[..., str], county: Engine
) -> None:
    connect()
    page = officer.get("/township/wechat/")
    keys = {"token": "ansai2026", "aes_key": "k" * 43}
    assert "存好了" in officer.send(page, keys, action="/callback").words
    with db.reading(county) as session:
        account = session.exec(select(Account)).one()
    assert account.callback_token not in ("", "ansai2026")


def test_an_account_that_is_not_used_any_more_takes_its_channels_along(
    officer: Desk, connect: Callable[..., str], county: Engine
) -> None:
    connect()
    page = officer.get("/township/wechat/")
    officer.send(page, {"kind": "article"}, action="/use")
    officer.send(officer.get("/township/wechat/"), action="/1/off")
    with db.reading(county) as session:
        channel = session.exec(
            select(Channel).where(Channel.kind == ChannelKind.ARTICLE)
        ).one()
    assert not channel.is_active


def test_the_address_that_is_refused_is_shown(
    connect: Callable[..., str], wechat: WeChatServer
) -> None:
    wechat.platform.is_listed = False
    assert "这台（127.0.0.1）还没登记" in connect()


def test_a_new_secret_takes_the_place_of_the_old_and_what_was_stopped_goes_on(
    officer: Desk, connect: Callable[..., str], county: Engine, wechat: WeChatServer
) -> None:
    old = wechat.platform.secret
    connect()
    officer.send(officer.get("/township/wechat/"), {"kind": "article"}, action="/use")
    wechat.platform.secret = "a-new-secret-of-theirs"
    with db.transaction(county) as session:
        channel = session.exec(
            select(Channel).where(Channel.kind == ChannelKind.ARTICLE)
        ).one()
        channel.is_active, channel.fault = False, "账号的密钥不对。"
        session.exec(delete(Token))
    words = officer.send(officer.get("/township/wechat/"), action="/probe").words
    assert "密钥不对" in words
    page = officer.get("/township/wechat/")
    page = officer.send(page, {"secret": "short"}, action="/secret")
    assert "Secret 没有填对" in page.words
    page = officer.send(page, {"secret": wechat.platform.secret}, action="/secret")
    assert "什么都不缺" in page.words
    assert old not in page.text
    with db.reading(county) as session:
        channel = session.exec(
            select(Channel).where(Channel.kind == ChannelKind.ARTICLE)
        ).one()
    assert (channel.is_active, channel.fault) == (True, "")


def test_an_account_is_not_used_twice_for_one_thing(
    officer: Desk, connect: Callable[..., str]
) -> None:
    connect()
    for said in ("加好了", "已经加过了"):
        page = officer.get("/township/wechat/")
        assert said in officer.send(page, {"kind": "article"}, action="/use").words


def test_the_menu_is_set_only_when_it_was_ticked(
    officer: Desk, connect: Callable[..., str], wechat: WeChatServer
) -> None:
    connect()
    page = officer.get("/township/wechat/")
    assert "请先打勾" in officer.send(page, action="/menu").words
    assert wechat.platform.menu == []
    same = {"sure": "1", "first": "低保", "second": "低保"}
    assert "两件不一样的" in officer.send(page, same, action="/menu").words
    assert "菜单换好了" in officer.send(page, {"sure": "1"}, action="/menu").words
    kinds = [(b["type"], b["name"]) for b in wechat.platform.menu]
    assert kinds == [("click", "低保"), ("click", "财务"), ("view", "公开栏")]


def test_a_menu_without_the_right_says_so(
    officer: Desk, connect: Callable[..., str], wechat: WeChatServer
) -> None:
    connect()
    wechat.platform.lacking.add("menu/create")
    page = officer.get("/township/wechat/")
    assert "没有开通" in officer.send(page, {"sure": "1"}, action="/menu").words


ROBOT = "11111111-2222-3333-4444-555555555555"


@pytest.mark.parametrize(
    ("key", "says"), [(ROBOT, "地址能用，群里什么也没有发"), ("9" * 36, "机器人没有了")]
)
def test_a_robot_is_asked_about_without_anybody_seeing_it(
    officer: Desk, wechat: WeChatServer, key: str, says: str
) -> None:
    wechat.robots.keys.add(ROBOT)
    page = officer.get("/township/groups/")
    robot = {"kind": "robot", "name": "镇村工作群", "address": key}
    assert says in officer.send(page, robot, action="/groups/").words
    assert wechat.robots.seen[ROBOT] == []


def test_a_robot_that_is_gone_gets_a_new_address_and_stays_the_same_group(
    officer: Desk, county: Engine, wechat: WeChatServer
) -> None:
    wechat.robots.keys.add(ROBOT)
    page = officer.get("/township/groups/")
    robot = {"kind": "robot", "name": "镇村工作群", "address": "8" * 36}
    page = officer.send(page, robot, action="/groups/")
    with db.transaction(county) as session:
        row = session.exec(
            select(Channel).where(Channel.kind == ChannelKind.ROBOT)
        ).one()
        row.is_active, row.fault = False, "群里的机器人没有了。"
    page = officer.send(page, {"address": ROBOT}, action="/address")
    assert "换成新地址了" in page.words
    assert ROBOT not in page.text
    twice = {"kind": "robot", "name": "又一个", "address": ROBOT}
    assert "已经加过了" in officer.send(page, twice, action="/groups/").words
    with db.reading(county) as session:
        row = session.exec(
            select(Channel).where(Channel.kind == ChannelKind.ROBOT)
        ).one()
    assert (row.is_active, row.fault) == (True, "")


def test_app_messages_say_what_they_are_for(
    officer: Desk, connect: Callable[..., str], wechat: WeChatServer
) -> None:
    connect(kind="wecom", app_id=wechat.platform.corp_id, agent_id="1000002")
    page = officer.send(
        officer.get("/township/wechat/"), {"kind": "app"}, action="/use"
    )
    assert "每个人先在企业微信里打开这个网站" in page.words


def test_the_township_chooses_what_its_robot_sends(
    officer: Desk, wechat: WeChatServer
) -> None:
    wechat.robots.keys.add(ROBOT)
    page = officer.get("/township/groups/")
    robot = {"kind": "robot", "name": "镇村工作群", "address": ROBOT, "sends": "file"}
    page = officer.send(page, robot, action="/groups/")
    assert "机器人发，文字和榜的文件（PDF）" in page.words
    page = officer.send(page, {"sends": "markdown"}, action="/sends")
    assert "机器人发，带格式的文字" in page.words
