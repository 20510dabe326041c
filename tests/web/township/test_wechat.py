"""Setting up accounts from the page: what is missing is said, nothing is sent."""

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.web.clerk.desk import Desk
from tests.wechat_server.server import WeChatServer
from villagepub import db
from villagepub.models import Account, Channel
from villagepub.words import ChannelKind

pytestmark = pytest.mark.enable_socket


def test_an_account_with_every_right_is_said_to_be_good(
    connect: Callable[..., str], county: Engine, wechat: WeChatServer
) -> None:
    words = connect()
    assert "什么都不缺" in words
    assert wechat.platform.drafts == wechat.platform.published == {}
    with db.reading(county) as session:
        account = session.exec(select(Account)).one()
    assert wechat.platform.secret not in account.secret


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
