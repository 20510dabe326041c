"""Groups and robots: addresses are checked, keys are sealed, tests are said to be seen."""

from datetime import datetime

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import stage
from tests.wechat_server.server import WeChatServer
from villagepub import db
from villagepub.access import Forbidden
from villagepub.channels import village_groups
from villagepub.channels.robot_access import RobotAccess
from villagepub.models import Channel
from villagepub.states import ChannelKind
from villagepub.wechat import accounts
from villagepub.wechat.encryption import SealError, seal, unseal
from villagepub.wechat.errors import ChannelError

API = "https://qyapi.weixin.qq.com"
KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
SECRET = b"a secret key of the tests"


@pytest.mark.parametrize(
    "text", [f"{API}/cgi-bin/webhook/send?key={KEY}", KEY, f" {KEY} "]
)
def test_a_whole_address_and_a_bare_key_are_taken(text: str) -> None:
    assert RobotAccess(API, b"").key_in(text) == KEY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://evil.example/cgi-bin/webhook/send?key=" + KEY,
        f"{API}/x",
        "短",
        "a b c d e f g h",
    ],
)
def test_another_address_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ChannelError, match="重新复制"):
        RobotAccess(API, b"").key_in(text)


def robot(engine: Engine, api: str = API) -> Channel:
    with db.transaction(engine) as session:
        return village_groups.add_robot(
            stage.act(session, "laotuo", stage.AT),
            RobotAccess(api, SECRET),
            place_code=stage.VILLAGE,
            name="镇村工作群",
            address=KEY,
        )


def test_a_key_is_sealed_in_the_database(county: Engine) -> None:
    secret = robot(county).secret
    assert KEY not in secret
    assert unseal(secret, SECRET) == KEY


def test_another_instances_key_does_not_open_it() -> None:
    with pytest.raises(SealError, match="重新填"):
        unseal(seal(KEY, SECRET), b"somebody else's key")


def test_a_clerk_adds_no_group_to_another_village(county: Engine) -> None:
    with db.transaction(county) as session, pytest.raises(Forbidden):
        village_groups.add(
            stage.act(session, "kang", stage.AT),
            place_code=stage.VILLAGE,
            kind=ChannelKind.GROUP,
            name="马家沟群",
        )


def test_a_probe_says_what_came_of_it(
    county: Engine, wechat: WeChatServer, at: datetime
) -> None:
    channel = robot(county)
    said = [RobotAccess(wechat.address, SECRET).probe(channel, at=at)]
    wechat.robots.keys.add(KEY)
    said.append(RobotAccess(wechat.address, SECRET).probe(channel, at=at))
    assert "重新加一个" in said[0]
    assert said[1] == ""
    assert len(wechat.robots.seen[KEY]) == 1


def test_what_the_township_stopped_no_village_uses_again(house: Engine) -> None:
    """Neither by its clerk, nor because the account is asked what it may."""
    with db.transaction(house) as session:
        of_account = select(Channel).where(col(Channel.account_id).is_not(None))
        channel = session.exec(of_account).first()
        channel.fault = "没有开通"
        township = stage.act(session, "bai", stage.AT)
        accounts.disable(township, account_id=channel.account_id)
        clerk = stage.act(session, "laotuo", stage.AT)
        with pytest.raises(ChannelError, match="停用了，请镇上先重新接一个"):
            village_groups.enable(clerk, channel_id=channel.id)
        accounts.keep_rights(township, account_id=channel.account_id, rights={})
        used = session.exec(of_account.where(col(Channel.is_active))).all()
        assert channel.account_id not in {one.account_id for one in used}
