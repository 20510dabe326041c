"""Every kind of channel has all its parts (docs/decisions/0015)."""

import json

import pytest

from tests.render.notice_samples import land
from villagepub import words
from villagepub.models import Channel
from villagepub.notices.packing import Packer
from villagepub.wechat.accounts import KINDS
from villagepub.wechat.robot import Robot
from villagepub.wechat.sending import POLLERS, SENDERS
from villagepub.words import ChannelKind

BY_HAND, BY_ROBOT = ChannelKind.GROUP, ChannelKind.ROBOT
OF_ACCOUNTS = {kind for kinds in KINDS.values() for kind in kinds}
FOR_STAFF = {ChannelKind.APP}


def test_every_kind_has_a_way_out() -> None:
    assert hasattr(Robot, "send")
    assert set(SENDERS) | {BY_HAND, BY_ROBOT} == set(ChannelKind)


def test_whatever_hangs_on_an_account_is_sent_by_it() -> None:
    assert set(SENDERS) == OF_ACCOUNTS


def test_what_is_only_accepted_has_a_poll_and_a_word() -> None:
    assert set(POLLERS) == set(words.ACCEPTED)


def test_every_kind_asks_in_its_own_words_when_nobody_can_tell() -> None:
    assert set(words.LOOK) == set(ChannelKind)
    assert all(question.endswith("？") for question in words.LOOK.values())


@pytest.mark.parametrize("kind", sorted(set(ChannelKind) - FOR_STAFF))
@pytest.mark.parametrize("about", ["notice", "withdrawal"])
def test_every_kind_for_villagers_has_a_payload(kind: ChannelKind, about: str) -> None:
    channel = Channel(kind=kind, place_code="", name="群", target="wr-1|tuo")
    payload = Packer(land(3), "【沿河湾镇马家沟村公示】", kind=about).payload(channel)
    assert (
        payload == "【沿河湾镇马家沟村公示】"
        if kind is BY_HAND
        else json.loads(payload)
    )
