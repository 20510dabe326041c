"""The robot's client: what it sends, what it takes for success, what it never tells."""

import json
import logging

import pytest

from tests.wechat_server.server import WeChatServer
from villagepub.wechat import wire as room
from villagepub.wechat.errors import SendError
from villagepub.wechat.robot_client import Robot, text_message, wire_of

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"


@pytest.fixture
def robot(wechat: WeChatServer) -> Robot:
    wechat.robots.keys.add(KEY)
    return Robot(KEY, wire=wire_of(wechat.address))


def test_a_message_arrives_byte_for_byte(robot: Robot, wechat: WeChatServer) -> None:
    robot.send(text_message("【沿河湾镇马家沟村公示】73 户，46,675.20 元。"))
    assert wechat.robots.seen[KEY] == [
        {
            "msgtype": "text",
            "text": {"content": "【沿河湾镇马家沟村公示】73 户，46,675.20 元。"},
        }
    ]


def test_an_errcode_as_text_is_understood(robot: Robot, wechat: WeChatServer) -> None:
    wechat.robots.script[KEY].append("string")
    robot.send(text_message("好"))


@pytest.mark.parametrize("code", ["93000", "45009", "45002", "-1"])
def test_a_refusal_carries_its_code(
    robot: Robot, wechat: WeChatServer, code: str
) -> None:
    wechat.robots.script[KEY].append(code)
    with pytest.raises(SendError) as caught:
        robot.send(text_message("好"))
    assert caught.value.code == code


@pytest.mark.parametrize("odd", ["html", "bad-gateway", "nothing"])
def test_an_odd_answer_is_no_answer_and_may_have_been_posted(
    robot: Robot, wechat: WeChatServer, odd: str
) -> None:
    wechat.robots.script[KEY].append(odd)
    with pytest.raises(SendError) as caught:
        robot.send(text_message("好"))
    assert (caught.value.code, caught.value.reached) == ("", True)


def test_a_server_that_hangs_is_given_up(robot: Robot, wechat: WeChatServer) -> None:
    robot.timeout = (0.3, 0.3)
    wechat.robots.script[KEY].append("hang")
    with pytest.raises(SendError) as caught:
        robot.send(text_message("好"))
    assert caught.value.reached


def test_a_server_that_is_not_there_was_surely_not_reached() -> None:
    with pytest.raises(SendError) as caught:
        Robot(KEY, wire=wire_of("http://127.0.0.1:9")).send(text_message("好"))
    assert not caught.value.reached


@pytest.mark.parametrize("odd", ["93000", "html", "bad-gateway", "nothing"])
def test_the_key_is_in_no_error_and_no_log(
    robot: Robot, wechat: WeChatServer, odd: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    wechat.robots.script[KEY].append(odd)
    with pytest.raises(SendError) as caught:
        robot.send(text_message("好"))
    told = repr(caught.value) + repr(caught.value.__cause__) + caplog.text
    assert KEY not in told
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_the_key_is_in_no_error_when_nobody_answers() -> None:
    with pytest.raises(SendError) as caught:
        Robot(KEY, wire=wire_of("http://127.0.0.1:9")).send(text_message("好"))
    assert KEY not in repr(caught.value)


def test_the_machines_proxy_is_not_asked(
    robot: Robot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    robot.send(text_message("好"))


def test_a_message_is_json_that_keeps_its_characters() -> None:
    assert json.loads(text_message("“引号”\n<b>"))["text"]["content"] == "“引号”\n<b>"


def test_every_call_has_a_time_limit() -> None:
    assert room.CONNECT + room.READ <= 30
