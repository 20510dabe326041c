"""Every kind of channel has all its parts (docs/decisions/0015)."""

import json

import pytest

from tests.render.notice_samples import corrected, land
from tests.wechat_server.robots import fault
from villagepub import states
from villagepub.channels.payloads import Packer
from villagepub.models import Channel
from villagepub.states import ChannelKind, RobotForm
from villagepub.web.clerk.notice.delivery_parts import PARTS
from villagepub.wechat.account_delivery import POLLERS, SENDERS
from villagepub.wechat.accounts import KINDS
from villagepub.wechat.robot_client import Robot

BY_HAND, BY_ROBOT = ChannelKind.GROUP, ChannelKind.ROBOT
OF_ACCOUNTS = {kind for kinds in KINDS.values() for kind in kinds}
FOR_STAFF = {ChannelKind.APP}


def test_every_kind_has_a_way_out() -> None:
    assert hasattr(Robot, "send")
    assert hasattr(Robot, "upload")
    assert set(SENDERS) | {BY_HAND, BY_ROBOT} == set(ChannelKind)


def test_whatever_hangs_on_an_account_is_sent_by_it() -> None:
    assert set(SENDERS) == OF_ACCOUNTS


def test_what_is_only_accepted_has_a_poll_and_a_word() -> None:
    assert set(POLLERS) == set(states.ACCEPTED)


def test_every_kind_asks_in_its_own_words_when_nobody_can_tell() -> None:
    assert set(states.LOOK) == set(ChannelKind)
    assert all(question.endswith("？") for question in states.LOOK.values())


@pytest.mark.parametrize("kind", sorted(set(ChannelKind) - FOR_STAFF))
@pytest.mark.parametrize("about", ["notice", "withdrawal"])
def test_every_kind_for_villagers_has_a_payload(kind: ChannelKind, about: str) -> None:
    channel = Channel(kind=kind, place_code="", name="群", target="wr-1|tuo")
    packer = Packer(land(3), "【沿河湾镇马家沟村公示】", kind=about)
    ((_, payload),) = packer.parts(channel)
    assert (
        payload == "【沿河湾镇马家沟村公示】"
        if kind is BY_HAND
        else json.loads(payload)
    )


def test_every_form_of_a_robot_has_words() -> None:
    assert set(states.ROBOT_FORMS) == set(RobotForm)


@pytest.mark.parametrize("form", RobotForm)
@pytest.mark.parametrize("about", ["notice", "correction"])
def test_every_form_of_a_robot_is_taken_by_the_server_and_named_on_the_page(
    form: RobotForm, about: str
) -> None:
    content = land(3) if about == "notice" else corrected()
    parts = Packer(content, "【公示】\n73 户。", kind=about).parts(robot(form))
    messages = [json.loads(payload) for _, payload in parts]
    as_posted = [m for m in messages if m["msgtype"] != "file"]
    assert [fault(message) for message in as_posted] == [0] * len(as_posted)
    assert {name.partition("-")[0] for name, _ in parts} <= set(PARTS)
    assert len({name for name, _ in parts}) == len(parts)


@pytest.mark.parametrize("form", RobotForm)
def test_a_withdrawal_is_words_in_every_form(form: RobotForm) -> None:
    parts = Packer(land(3), "【撤回】", kind="withdrawal").parts(robot(form))
    assert [json.loads(p)["msgtype"] for _, p in parts] == ["text"]


def robot(form: RobotForm) -> Channel:
    return Channel(kind=BY_ROBOT, place_code="", name="群", sends=form)
