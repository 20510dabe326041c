"""Every kind of channel is one module, and nobody else asks which kind it is."""

import json
import re

import pytest

from tests.conftest import ROOT
from tests.render.notice_samples import corrected, land
from tests.wechat_server.robots import fault
from villagepub import states
from villagepub.channels.announcement import Announcement
from villagepub.channels.kind import Kind
from villagepub.channels.registry import CHANNELS, of_account
from villagepub.channels.robot import ROBOT
from villagepub.models import Channel
from villagepub.states import AccountKind, ChannelKind, RobotForm
from villagepub.wechat.retry_policy import Doubt

KINDS = list(CHANNELS.values())
FOR_VILLAGERS = [kind for kind in KINDS if not kind.is_for_staff]
MAY_ASK = ("states.py", "models/", "channels/", "migrations/")


def test_the_registry_knows_every_kind_and_has_a_module_for_each() -> None:
    modules = {p.stem for p in (ROOT / "villagepub" / "channels").glob("*.py")}
    assert set(CHANNELS) == set(ChannelKind)
    assert {kind.value for kind in ChannelKind} <= modules


def test_no_other_module_asks_for_a_kind() -> None:
    """They ask for a property of it: a new kind is one file, a part and its tests."""
    asks = re.compile(r"\bChannelKind\.[A-Z]")
    package = ROOT / "villagepub"
    files = {p.relative_to(package).as_posix(): p for p in package.rglob("*.py")}
    others = {n: p for n, p in files.items() if not n.startswith(MAY_ASK)}
    assert [n for n, p in others.items() if asks.search(p.read_text("utf-8"))] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.kind.value)
class TestEachKind:
    def test_has_its_words_and_asks_when_nobody_can_tell(self, kind: Kind) -> None:
        assert kind.label.text
        assert kind.question.endswith("？")

    def test_has_a_word_for_what_is_only_taken_and_a_poll_for_its_end(
        self,
        kind: Kind,
    ) -> None:
        assert (kind.poll is None) is (kind.accepted is None)

    def test_is_sent_by_a_person_by_its_address_or_by_an_account(
        self, kind: Kind
    ) -> None:
        ways = (kind.is_by_hand, kind.needs_address, kind.account is not None)
        assert sum(ways) == 1

    def test_says_who_settles_a_doubt(self, kind: Kind) -> None:
        remembers = kind.remembers is not None
        assert (kind.vendor.doubt is Doubt.REPEAT) is remembers


def test_every_account_can_be_used_for_something() -> None:
    used = [one for account in AccountKind for one in of_account(account)]
    assert {one.kind for one in used} == {k.kind for k in KINDS if k.account}


@pytest.mark.parametrize("kind", FOR_VILLAGERS, ids=lambda one: one.kind.value)
@pytest.mark.parametrize("about", ["notice", "withdrawal"])
def test_every_kind_for_villagers_has_a_payload(kind: Kind, about: str) -> None:
    channel = Channel(kind=kind.kind, place_code="", name="群", target="wr-1|tuo")
    said = Announcement(land(3), "【沿河湾镇马家沟村公示】", about=about)
    ((name, payload),) = kind.parts(said, channel)
    assert name.partition("-")[0] in kind.part_names
    assert payload == said.text if kind.is_by_hand else json.loads(payload)


def test_every_form_of_a_robot_has_words() -> None:
    assert set(states.ROBOT_FORMS) == set(RobotForm)


@pytest.mark.parametrize("form", RobotForm)
@pytest.mark.parametrize("about", ["notice", "correction"])
def test_every_form_of_a_robot_is_taken_by_the_server_and_named_on_the_page(
    form: RobotForm, about: str
) -> None:
    content = land(3) if about == "notice" else corrected()
    said = Announcement(content, "【公示】\n73 户。", about=about)
    parts = ROBOT.parts(said, robot(form))
    messages = [json.loads(payload) for _, payload in parts]
    as_posted = [m for m in messages if m["msgtype"] != "file"]
    assert [fault(message) for message in as_posted] == [0] * len(as_posted)
    assert {name.partition("-")[0] for name, _ in parts} <= set(ROBOT.part_names)
    assert len({name for name, _ in parts}) == len(parts)


@pytest.mark.parametrize("form", RobotForm)
def test_a_withdrawal_is_words_in_every_form(form: RobotForm) -> None:
    said = Announcement(land(3), "【撤回】", about="withdrawal")
    parts = ROBOT.parts(said, robot(form))
    assert [json.loads(p)["msgtype"] for _, p in parts] == ["text"]


def robot(form: RobotForm) -> Channel:
    return Channel(kind=ChannelKind.ROBOT, place_code="", name="群", sends=form)
