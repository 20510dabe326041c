"""What does not sign anybody in: another's state, a snapshot, a stranger; each a sentence."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask import Flask
from sqlalchemy.engine import Engine

from tests.web.account.wechat_login.steps import (
    APPS,
    SECRET,
    SOMEBODY,
    agree,
    enter,
    phone,
    rows,
)
from tests.web.conftest import Page
from tests.wechat_server.server import WeChatServer
from villagepub import clock
from villagepub.wechat import oauth


@pytest.mark.parametrize("state", ["", "guessed", "状态"])
def test_somebody_elses_state_is_refused_before_anything_is_asked(
    app: Flask, wechat: WeChatServer, state: str
) -> None:
    page = agree(phone(app), wechat, state=state)
    assert page.code == 400
    assert oauth.AGAIN in page.words
    assert wechat.people.calls == []


def test_a_way_back_that_was_never_begun_is_refused(app: Flask) -> None:
    answer = phone(app).get("/login/wechat/oa/back?code=x&state=y")
    assert answer.status_code == 400


def test_a_state_is_used_once(bound, wechat: WeChatServer) -> None:
    client = bound()
    page = agree(client, wechat)
    path = page.response.request.full_path
    client.delete_cookie("session")
    assert client.get(path).status_code == 400


def test_a_state_lives_ten_minutes(bound, wechat: WeChatServer) -> None:
    client = bound()
    going = client.get("/login/wechat/oa")
    state = parse_qs(urlsplit(going.headers["Location"]).query)["state"][0]
    code = wechat.people.may_enter(**SOMEBODY["oa"])
    with time_machine.travel(clock.now() + timedelta(seconds=601)):
        answer = client.get(f"/login/wechat/oa/back?code={code}&state={state}")
    assert answer.status_code == 400


def test_a_way_begun_at_one_account_does_not_end_at_another(
    bound, wechat: WeChatServer
) -> None:
    client = bound()
    going = client.get("/login/wechat/oa")
    state = parse_qs(urlsplit(going.headers["Location"]).query)["state"][0]
    assert (
        client.get(f"/login/wechat/work/back?code=x&state={state}").status_code == 400
    )


def test_who_did_not_agree_is_told_so(app: Flask, wechat: WeChatServer) -> None:
    page = agree(phone(app), wechat, code="")
    assert "没有同意" in page.words


def test_a_snapshot_page_is_nobody(app: Flask, bound, wechat: WeChatServer) -> None:
    client = bound()
    code = wechat.people.may_enter(**SOMEBODY["oa"], is_snapshotuser=1)
    page = agree(client, wechat, code=code)
    assert page.code == 400
    assert "使用完整服务" in page.words


def test_a_snapshot_is_not_bound(
    app: Flask, wechat: WeChatServer, county: Engine
) -> None:
    client = phone(app)
    enter(client)
    code = wechat.people.may_enter(**SOMEBODY["oa"], is_snapshotuser=1)
    page = agree(client, wechat, way="bind", code=code)
    assert "使用完整服务" in page.words
    assert rows(county) == []


def test_a_stranger_to_the_corp_is_told_so(bound, wechat: WeChatServer) -> None:
    client = bound("work")
    code = wechat.people.may_enter(openid="oStranger")
    assert "不在这个单位" in agree(client, wechat, "work", code=code).words


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        *(("40029", oauth.AGAIN), ("40163", oauth.AGAIN), ("40125", oauth.SECRET)),
        *(("40164", oauth.ADDRESS), ("48001", oauth.RIGHT), ("50001", oauth.DOMAIN)),
        *(("-1", oauth.BUSY), ("45011", oauth.BUSY), ("99999", "（99999）")),
        *(("html", oauth.AWAY), ("bad-gateway", oauth.AWAY), ("nothing", oauth.AWAY)),
        *(("no-errmsg", oauth.AGAIN), ("hang", oauth.AWAY)),
    ],
)
@pytest.mark.parametrize("slug", APPS)
def test_every_end_is_a_sentence_without_a_secret(
    app: Flask,
    wechat: WeChatServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    slug: str,
    odd: str,
    said: str,
) -> None:
    monkeypatch.setattr(oauth, "READ", 1)
    client = phone(app, slug)
    caplog.set_level("INFO")
    going = client.get(f"/login/wechat/{slug}")
    state = parse_qs(urlsplit(going.headers["Location"]).query)["state"][0]
    wechat.people.script.append(odd)
    page = Page(client.get(f"/login/wechat/{slug}/back?code=c&state={state}"))
    assert page.code == 400
    assert said in page.words
    assert SECRET not in page.text + caplog.text
