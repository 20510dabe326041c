"""The second step at sign-in, and where somebody is signed in."""

import io
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.engine import Engine

from tests import walked
from tests.stage import AT, PASSWORD
from tests.web.conftest import Page
from villagepub import open_sessions

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 15) MicroMessenger/8.0.50"}


def token_of(client: FlaskClient, path: str = "/login") -> str:
    return str(
        Page(client.get(path)).soup.find("input", {"name": "csrf_token"})["value"]
    )


def send(client: FlaskClient, path: str, on: str, /, **data: str) -> Page:
    data["csrf_token"] = token_of(client, on)
    return Page(client.post(path, data=data, follow_redirects=True))


def enter(app: Flask, login: str, **headers: str) -> tuple[FlaskClient, Page]:
    client = app.test_client()
    data = {"csrf_token": token_of(client), "login": login, "password": PASSWORD}
    answer = client.post("/login", data=data, headers=headers, follow_redirects=True)
    return client, Page(answer)


@pytest.fixture
def secret(app: Flask, county: Engine) -> str:
    """白玉兰 of the township has scanned the code and turned it on at AT."""
    return walked.once(county, "a second step", lambda: turned_on(app))


def turned_on(app: Flask) -> str:
    with time_machine.travel(AT, tick=False):
        client, _ = enter(app, "bai")
        client.get("/second-step/new")
        picture = Image.open(io.BytesIO(client.get("/second-step/code.png").data))
        uri = zxingcpp.read_barcodes(picture)[0].text
        totp = pyotp.parse_uri(uri)
        assert isinstance(totp, pyotp.TOTP)
        code = totp.at(AT)
        page = send(client, "/second-step/on", "/second-step/new", code=code)
        assert "加好了" in page.words
        return totp.secret


def code_at(secret: str, at: datetime) -> str:
    return pyotp.TOTP(secret).at(at)


def test_the_password_alone_opens_nothing_any_more(app: Flask, secret: str) -> None:
    later = AT + timedelta(minutes=5)
    with time_machine.travel(later, tick=False):
        client, page = enter(app, "bai")
        assert "还有一步" in page.words
        assert client.get("/township/").headers["Location"].startswith("/login")
        wrong = send(client, "/second-step", "/second-step", code="000000")
        assert wrong.code == 400
        page = send(client, "/second-step", "/second-step", code=code_at(secret, later))
        assert client.get("/township/").status_code == 200


def test_a_code_opens_once(app: Flask, secret: str) -> None:
    later = AT + timedelta(minutes=5)
    with time_machine.travel(later, tick=False):
        code = code_at(secret, later)
        first, _ = enter(app, "bai")
        send(first, "/second-step", "/second-step", code=code)
        second, _ = enter(app, "bai")
        assert send(second, "/second-step", "/second-step", code=code).code == 400


def test_guessing_it_is_slowed_down_from_wherever(app: Flask, secret: str) -> None:
    with time_machine.travel(AT + timedelta(minutes=5), tick=False):
        for n in range(6):
            client, _ = enter(app, "bai")
            send(client, "/second-step", "/second-step", code=f"00000{n}")
        client, _ = enter(app, "bai")
        assert send(client, "/second-step", "/second-step", code="111111").code == 429


def test_a_field_that_is_added_opens_no_new_tries(app: Flask, secret: str) -> None:
    with time_machine.travel(AT + timedelta(minutes=5), tick=False):
        client, _ = enter(app, "bai")
        at = "/second-step"
        codes = [
            send(client, at, at, code=f"00000{n}", login=f"nobody{n}").code
            for n in range(7)
        ]
    assert codes == [400] * 6 + [429]


def test_who_takes_a_second_step_binds_a_wechat_too(app: Flask, secret: str) -> None:
    later = AT + timedelta(minutes=5)
    with time_machine.travel(later, tick=False):
        client, _ = enter(app, "bai")
        send(client, "/second-step", "/second-step", code=code_at(secret, later))
        with client.session_transaction() as kept:
            assert kept["way"] == "password"


def test_it_is_taken_away_with_the_password(app: Flask, secret: str) -> None:
    later = AT + timedelta(minutes=5)
    with time_machine.travel(later, tick=False):
        client, _ = enter(app, "bai")
        send(client, "/second-step", "/second-step", code=code_at(secret, later))
        new = "/second-step/new"
        assert "不对" in send(client, "/second-step/off", new, password="no").words
        assert (
            "去掉了" in send(client, "/second-step/off", new, password=PASSWORD).words
        )
        _, page = enter(app, "bai")
        assert "还有一步" not in page.words


def test_nobody_of_a_village_needs_it(app: Flask) -> None:
    client, _ = enter(app, "laotuo")
    assert client.get("/second-step/new").status_code == 403


def test_one_sees_where_one_is_signed_in_and_ends_it(app: Flask) -> None:
    start = datetime(2026, 6, 19, 8, 20, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        phone, _ = enter(app, "laotuo", **PHONE)
    with time_machine.travel(start + timedelta(hours=1), tick=False):
        desk, _ = enter(app, "laotuo")
        page = Page(desk.get("/sessions"))
        assert "安卓手机上的微信" in page.words
        assert page.words.count("就是这里") == 1
        begun = page.soup.find("input", {"name": "begun"})["value"]
        send(desk, "/sessions/end", "/sessions", begun=begun)
        assert phone.get("/clerk/").headers["Location"].startswith("/login")
        assert desk.get("/clerk/").status_code == 200
        assert "安卓手机" not in Page(desk.get("/sessions")).words


@pytest.mark.parametrize("begun", ["", "gestern", "2026-06-19T08:20:00+00:00"])
def test_ending_what_is_not_there_ends_nothing(app: Flask, begun: str) -> None:
    desk, _ = enter(app, "laotuo")
    send(desk, "/sessions/end", "/password", begun=begun)
    assert desk.get("/clerk/").status_code == 200


def test_of_many_sessions_the_oldest_go(app: Flask) -> None:
    with time_machine.travel(AT, tick=False) as clock:
        first, _ = enter(app, "zhe")
        for _ in range(open_sessions.MAX_OPEN):
            clock.shift(60)
            last, _ = enter(app, "zhe")
        assert first.get("/review/").headers["Location"].startswith("/login")
        assert last.get("/review/").status_code == 200
