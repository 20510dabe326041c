"""The server that plays WeChat refuses what the real one refuses, and its page shows it."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.wechat_server.lab_page import ROBOT, page, press
from tests.wechat_server.server import WeChatServer

PNG = b"\x89PNG\r\n\x1a\n"
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(wechat: WeChatServer) -> Ask:
    """A call with the right account's token; the answer."""
    played = wechat.platform

    def call(
        path: str, body: Any = None, token: str = "", **sent: Any
    ) -> dict[str, Any]:
        tokens = played.tokens(path)
        if not tokens.current:
            tokens.ask()
        address = (
            f"{wechat.address}/cgi-bin/{path}?access_token={token or tokens.current}"
        )
        answer = requests.post(address, json=body, timeout=5, **sent)
        return dict(answer.json())

    return call


def refresh(wechat: WeChatServer, *, force: bool) -> dict[str, Any]:
    played = wechat.platform
    body = {
        "grant_type": "client_credential",
        "appid": played.app_id,
        "secret": played.secret,
        "force_refresh": force,
    }
    address = f"{wechat.address}/cgi-bin/stable_token"
    return dict(requests.post(address, json=body, timeout=5).json())


def test_a_token_stays_the_same_until_it_is_nearly_over(wechat: WeChatServer) -> None:
    first, again = (refresh(wechat, force=False) for _ in range(2))
    assert first["access_token"] == again["access_token"]
    wechat.platform.official.skew = 6910  # seconds; it lives 7,200
    assert refresh(wechat, force=False)["access_token"] != first["access_token"]


def test_a_forced_refresh_kills_the_old_and_is_not_had_at_once_again(
    wechat: WeChatServer, ask: Ask
) -> None:
    old = refresh(wechat, force=False)["access_token"]
    assert refresh(wechat, force=True)["access_token"] != old
    assert ask("draft/count", {}, token=old)["errcode"] == 40001
    assert refresh(wechat, force=True)["errcode"] == 45011


def test_a_token_ends(wechat: WeChatServer, ask: Ask) -> None:
    assert ask("draft/count", {})["errcode"] == 0
    wechat.platform.official.skew = 7201
    assert ask("draft/count", {})["errcode"] == 42001


def test_a_token_of_the_one_is_nothing_to_the_other(
    wechat: WeChatServer, ask: Ask
) -> None:
    token = refresh(wechat, force=False)["access_token"]
    assert ask("message/send", {}, token=token)["errcode"] == 40014


def draft(**changes: Any) -> dict[str, Any]:
    article = {
        "title": "公示", "author": "马家沟村", "digest": "摘要", "content": "<p>正文</p>",
        "content_source_url": "https://gk.example.cn/n/1", "thumb_media_id": "material-1",
        "need_open_comment": 0, "only_fans_can_comment": 0,
    }  # fmt: skip
    return {"articles": [article | changes]}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, 0),
        ({"title": "字" * 33}, 45003),
        ({"title": ""}, 45003),
        ({"digest": "字" * 129}, 45004),
        ({"author": "字" * 17}, 45004),
        ({"content": "字" * 20_000}, 45002),
        ({"content": "<p><a href='x'>点开</a></p>"}, 45166),
        ({"content": "看 https://gk.example.cn"}, 45166),
        ({"content": ""}, 44004),
        ({"thumb_media_id": "material-9"}, 40007),
        ({"colour": "red"}, 47001),
    ],
)
def test_a_draft_has_its_rules(ask: Ask, changes: dict[str, Any], code: int) -> None:
    ask("material/add_material", files={"media": ("a.png", PNG)})
    answer = ask("draft/add", draft(**changes))
    assert answer.get("errcode", 0) == code


def test_a_picture_has_to_be_one(ask: Ask) -> None:
    answer = ask("material/add_material", files={"media": ("a.png", b"GIF")})
    assert answer["errcode"] == 40005


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("message/send", {"touser": "a", "text": {"content": "x"}, "colour": 1}, 47001),
        ("message/send", {"touser": "a", "text": {"content": "字" * 700}}, 45002),
        ("message/mass/sendall", {"clientmsgid": "n" * 65}, 45067),
        ("message/mass/sendall", {"clientmsgid": "n", "colour": 1}, 47001),
        ("freepublish/submit", {"media_id": "draft-9"}, 40007),
        ("freepublish/get", {"publish_id": "9"}, 53502),
        (
            "externalcontact/add_msg_template",
            {"sender": "a", "attachments": [], "text": {"content": "字" * 1400}},
            40058,
        ),
        ("freepublish/submit", [], 47001),
    ],
)
def test_what_breaks_a_rule_is_refused(
    ask: Ask, path: str, body: Any, code: int
) -> None:
    assert ask(path, body)["errcode"] == code


def test_a_days_calls_are_counted(wechat: WeChatServer, ask: Ask) -> None:
    wechat.platform.limits["draft/get"] = 2
    codes = [ask("draft/get", {"media_id": "x"})["errcode"] for _ in range(3)]
    wechat.platform.new_day()
    assert codes == [40007, 40007, 45009]
    assert ask("draft/get", {"media_id": "x"})["errcode"] == 40007


def test_a_robot_refuses_what_it_does_not_know(wechat: WeChatServer) -> None:
    wechat.robots.keys.add(ROBOT)
    address = f"{wechat.address}/cgi-bin/webhook/send?key={ROBOT}"
    good = {"msgtype": "text", "text": {"content": "好"}}
    codes = [
        requests.post(address, json=body, timeout=5).json()["errcode"]
        for body in (good, good | {"colour": 1}, {"msgtype": "video"})
    ]
    assert codes == [0, 47001, 40008]


def image(data: bytes, digest: str = "") -> dict:
    md5 = digest or hashlib.md5(data, usedforsecurity=False).hexdigest()
    encoded = base64.b64encode(data).decode()
    return {"msgtype": "image", "image": {"base64": encoded, "md5": md5}}


def news(*articles: dict) -> dict:
    return {"msgtype": "news", "news": {"articles": list(articles)}}


CARD = {"title": "公示", "url": "https://x.example"}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"msgtype": "voice", "voice": {"media_id": "x"}}, 40008),
        ({"msgtype": "text", "text": {"content": ""}}, 44004),
        ({"msgtype": "text", "text": {}}, 44004),
        ({"msgtype": "text", "text": {"content": "村" * 683}}, 45002),
        ({"msgtype": "markdown", "markdown": {"content": "村" * 1365}}, 0),
        ({"msgtype": "markdown", "markdown": {"content": "村" * 1366}}, 45002),
        (image(PNG), 0),
        (image(PNG + b"x" * 2 * 1024 * 1024), 40009),
        (image(b"GIF89a"), 40009),
        (image(PNG, "0" * 32), 301019),
        ({"msgtype": "image", "image": {"base64": "?", "md5": ""}}, 40009),
        (news(CARD), 0),
        (news(), 44004),
        (news(*[CARD] * 9), 45008),
        (news({"title": "公示"}), 44004),
        (news(CARD | {"title": "村" * 43}), 45003),
        (news(CARD | {"description": "村" * 171}), 45004),
        (news(CARD | {"colour": "red"}), 47001),
        ({"msgtype": "file", "file": {"media_id": ""}}, 44004),
        ({"msgtype": "file", "file": {"media_id": "nobody's"}}, 40007),
    ],
)
def test_a_robots_message_is_checked_as_the_real_one_checks_it(
    wechat: WeChatServer, message: dict, code: int
) -> None:
    wechat.robots.keys.add(ROBOT)
    address = f"{wechat.address}/cgi-bin/webhook/send?key={ROBOT}"
    assert requests.post(address, json=message, timeout=5).json()["errcode"] == code
    assert len(wechat.robots.seen[ROBOT]) == (code == 0)


def upload(wechat: WeChatServer, key: str, size: int, kind: str = "file") -> dict:
    address = f"{wechat.address}/cgi-bin/webhook/upload_media?key={key}&type={kind}"
    files = {"media": ("榜.pdf", b"x" * size)}
    return requests.post(address, files=files, timeout=5).json()


@pytest.mark.parametrize(
    ("key", "size", "kind", "code"),
    [
        (ROBOT, 6, "file", 0),
        (ROBOT, 5, "file", 40006),
        (ROBOT, 20 * 1024 * 1024 + 1, "file", 45001),
        (ROBOT, 6, "picture", 40004),
        ("nobody's", 6, "file", 93000),
    ],
)
def test_an_upload_is_checked(
    wechat: WeChatServer, key: str, size: int, kind: str, code: int
) -> None:
    wechat.robots.keys.add(ROBOT)
    assert upload(wechat, key, size, kind)["errcode"] == code


def test_a_file_is_the_robots_own_that_uploaded_it(wechat: WeChatServer) -> None:
    wechat.robots.keys |= {ROBOT, "another"}
    media = upload(wechat, "another", 6)["media_id"]
    body = {"msgtype": "file", "file": {"media_id": media}}
    codes = [
        requests.post(
            f"{wechat.address}/cgi-bin/webhook/send?key={key}", json=body, timeout=5
        ).json()["errcode"]
        for key in (ROBOT, "another")
    ]
    assert codes == [40007, 0]


def test_the_laboratory_shows_pictures_cards_and_files(wechat: WeChatServer) -> None:
    wechat.robots.keys.add(ROBOT)
    media = upload(wechat, ROBOT, 6)["media_id"]
    address = f"{wechat.address}/cgi-bin/webhook/send?key={ROBOT}"
    file = {"msgtype": "file", "file": {"media_id": media}}
    for body in (image(PNG), news(CARD | {"title": "<b>公示"}), file):
        requests.post(address, json=body, timeout=5)
    shown = page(wechat).decode()
    assert "data:image/png;base64," in shown
    assert "&lt;b&gt;公示" in shown
    assert "榜.pdf" in shown
    found = requests.get(f"{wechat.address}/file/{media}", timeout=5)
    assert found.content == b"x" * 6


def test_the_laboratory_shows_what_arrived_and_its_buttons_work(
    wechat: WeChatServer, ask: Ask
) -> None:
    wechat.press = lambda given: press(wechat, given)
    ask(
        "externalcontact/add_msg_template",
        {
            "sender": "tuoxiaomei", "chat_id_list": ["wr-majiagou"], "attachments": [],
            "text": {"content": "<b>低保</b>公示"},
        },
    )  # fmt: skip
    before = page(wechat).decode()
    assert "&lt;b&gt;低保" in before
    assert "等群主点发送" in before
    for given in ({"task": "task-1"}, {"trick": "html"}, {"trick": "no such trick"}):
        answer = requests.post(f"{wechat.address}/press", data=given, timeout=5)
        assert answer.status_code == 404  # no page of its own in this test
    assert "群主已经发到群里" in page(wechat).decode()
    assert list(wechat.robots.script[ROBOT]) == ["html"]
