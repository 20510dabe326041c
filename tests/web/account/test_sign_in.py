"""Signing in: who gets in, who is slowed down, what a password has to be."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from argon2 import extract_parameters
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.conftest import REAL_HASHER
from tests.stage import PASSWORD
from tests.web.conftest import Page
from villagepub import db, settings, staff_accounts
from villagepub.factory import create_app
from villagepub.models import AuditEntry, Staff


def staff(engine: Engine, login: str) -> Staff:
    with db.reading(engine) as session:
        return session.exec(select(Staff).where(Staff.login == login)).one()


@pytest.mark.parametrize(
    ("login", "home"),
    [("laotuo", "/clerk/"), ("zhe", "/review/"), ("bai", "/township/")],
)
def test_everybody_lands_where_their_work_is(
    client: FlaskClient, post, login: str, home: str
) -> None:
    page = post("/login", {"login": login, "password": PASSWORD})
    assert page.code == 200
    assert page.response.request.path == home


def test_who_is_signed_in_already_goes_on_from_the_page_to_sign_in_on(
    client: FlaskClient, sign_in: Callable[[str], None]
) -> None:
    assert "已经登录了" not in Page(client.get("/login")).words
    sign_in("zhe")
    page = Page(client.get("/login"))
    assert "折治国，已经登录了" in page.words
    assert page.soup.select_one("main a.cell")["href"] == "/review/"
    assert page.soup.select_one("form[data-whose]")["data-whose"]  # what is kept stays


@pytest.mark.parametrize("login", ["laotuo", "nobody"])
def test_a_wrong_password_and_an_unknown_login_get_the_same_words(
    post, login: str
) -> None:
    page = post("/login", {"login": login, "password": "wrong-one-9"})
    assert page.code == 400
    assert "账号或密码不对" in page.words


def test_a_copied_cookie_opens_nothing_after_signing_out(app) -> None:
    here = app.test_client()
    enter(here)
    stolen = here.get_cookie("session").value
    here.post("/logout", data={"csrf_token": token_of(here, "/password")})
    thief = app.test_client()
    thief.set_cookie("session", stolen)
    for address in ("/clerk/", "/password", "/clerk/groups/"):
        answer = thief.get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/login")


def test_an_account_that_is_stopped_ends_every_session(app, county: Engine) -> None:
    here, there = app.test_client(), app.test_client()
    for one in (here, there):
        enter(one)
    with db.transaction(county) as session:
        staff_accounts.disable(stage.act(session, "bai", stage.AT), login="laotuo")
    with db.transaction(county) as session:  # in use again: the old cookies are not
        session.exec(
            select(Staff).where(Staff.login == "laotuo")
        ).one().is_active = True
    assert [one.get("/clerk/").status_code for one in (here, there)] == [302, 302]


def test_a_refused_try_is_logged_without_what_was_typed(post, county: Engine) -> None:
    post("/login", {"login": "laotuo", "password": "wrong-one-9"})
    with db.reading(county) as session:
        entry = session.exec(
            select(AuditEntry).where(AuditEntry.action == "sign_in.refused")
        ).one()
    assert "wrong-one-9" not in str(entry.data)


def test_a_disabled_account_is_out_at_once(
    client: FlaskClient, sign_in: Callable[[str], None], county: Engine
) -> None:
    sign_in("laotuo")
    with db.transaction(county) as session:
        row = session.exec(select(Staff).where(Staff.login == "laotuo")).one()
        row.is_active = False
    assert client.get("/clerk/").status_code == 302


def test_who_has_somebody_elses_password_changes_it_first(
    client: FlaskClient, county: Engine, sign_in: Callable[[str], None], post
) -> None:
    with db.transaction(county) as session:
        row = session.exec(select(Staff).where(Staff.login == "laotuo")).one()
        row.must_change = True
    sign_in("laotuo")
    assert client.get("/clerk/").headers["Location"] == "/password"
    page = Page(client.get("/password"))
    assert page.soup.find("input", {"name": "old"}) is None  # it was just written
    page = post("/password", {"new": PASSWORD}, at="/password")
    assert "跟原来的不一样" in page.words
    page = post("/password", {"new": "xiao-mi-bu-dao"}, at="/password")
    assert page.response.request.path == "/clerk/"


@pytest.mark.parametrize(
    ("host", "base", "is_shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000", True),
        ("localhost", "http://localhost:8000", True),
        ("127.0.0.1", "https://gk.example.cn", False),
        ("127.0.0.1", "http://192.168.1.9:8000", False),
        ("192.168.1.9", "http://127.0.0.1:8000", False),
    ],
)
def test_the_demos_passwords_stand_beside_no_address_of_elsewhere(
    tmp_path: Path, county: Engine, host: str, base: str, is_shown: bool
) -> None:
    own = settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(tmp_path / "demo"),
            "VILLAGEPUB_HOST": host,
            "VILLAGEPUB_BASE_URL": base,
        }
    )
    account = {"login": "laotuo", "password": "printed-9"}
    account |= {"role": "clerk", "village": "马家沟村"}
    told = json.dumps({"accounts": [account]})
    (own.instance / "demo.json").write_text(told)
    with db.transaction(county) as session:
        row = session.exec(select(Staff).where(Staff.login == "laotuo")).one()
        row.must_change = True
    client = create_app(own, engine=county).test_client()
    shown = client.get("/login").get_data(as_text=True)
    assert ("printed-9" in shown) is is_shown
    enter(client)
    assert client.get("/clerk/").status_code == (200 if is_shown else 302)


@pytest.mark.parametrize("new", ["short", "laotuo-123", "aaaaaaaaaa"])
def test_a_weak_password_is_refused_with_a_sentence(sign_in, post, new: str) -> None:
    sign_in("laotuo")
    page = post("/password", {"old": PASSWORD, "new": new}, at="/password")
    assert page.code == 400
    assert "密码" in page.words


def test_who_has_their_own_password_writes_it_before_a_new_one(sign_in, post) -> None:
    sign_in("laotuo")
    page = post("/password", {"new": "xiao-mi-bu-dao"}, at="/password")
    assert page.code == 400
    assert "原来的密码不对" in page.words


def test_a_new_password_ends_every_other_session(app, county: Engine) -> None:
    here, there = app.test_client(), app.test_client()
    for one in (here, there):
        enter(one)
    token = token_of(here, "/password")
    data = {"csrf_token": token, "old": PASSWORD, "new": "xiao-mi-bu-dao"}
    here.post("/password", data=data)
    assert here.get("/clerk/").status_code == 200
    assert there.get("/clerk/").status_code == 302


def enter(client: FlaskClient, login: str = "laotuo") -> None:
    token = token_of(client, "/login")
    given = {"csrf_token": token, "login": login, "password": PASSWORD}
    client.post("/login", data=given)


def token_of(client: FlaskClient, path: str) -> str:
    import re

    text = client.get(path).get_data(as_text=True)
    return re.search(r'name="csrf_token" value="([^"]+)"', text)[1]


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "/\t/evil.example"],
)
def test_after_signing_in_one_is_led_only_to_this_site(post, wanted: str) -> None:
    page = post("/login", {"login": "laotuo", "password": PASSWORD, "next": wanted})
    assert page.response.request.path == "/clerk/"


@pytest.mark.parametrize(
    ("stood_on", "back"),
    [
        (
            "http://localhost/clerk/drafts/3/row?row=12&page=2",
            "/clerk/drafts/3/row?row=12",
        ),
        ("https://evil.example/clerk/", "/"),
        ("", "/"),
    ],
    ids=["own page", "another site", "not said"],
)
def test_a_form_sent_after_the_sign_in_was_lost_leads_back_to_its_page(
    client: FlaskClient, stood_on: str, back: str
) -> None:
    said = {"Referer": stood_on} if stood_on else {}
    answer = client.post("/clerk/drafts/3/row", headers=said)
    wanted = parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]
    assert wanted.startswith(back)
    assert "登录好就回到那一页" in client.get("/login").get_data(as_text=True)


def test_a_form_without_its_token_is_refused_with_a_sentence(
    client: FlaskClient,
) -> None:
    answer = client.post("/login", data={"login": "laotuo", "password": PASSWORD})
    assert answer.status_code == 400
    assert "过期" in answer.get_data(as_text=True)


def test_passwords_are_argon2_hashes(county: Engine) -> None:
    assert staff(county, "laotuo").password_hash.startswith("$argon2id$")


def test_outside_of_tests_a_hash_costs_time_and_memory() -> None:
    found = extract_parameters(REAL_HASHER.hash(PASSWORD))
    assert found.time_cost >= 2
    assert found.memory_cost >= 19 * 1024  # KB, as OWASP asks for argon2id


@pytest.mark.parametrize(
    ("path", "prolongs"),
    [
        ("/clerk/", True),
        ("/static/staff.css", False),
        ("/static/icon.svg", False),
        ("/healthz", False),
    ],
)
def test_the_session_is_prolonged_by_pages_and_by_nothing_that_others_may_keep(
    client: FlaskClient, post, path: str, prolongs: bool
) -> None:
    post("/login", {"login": "laotuo", "password": PASSWORD})
    with client.get(path) as answer:
        assert answer.status_code == 200
        assert ("Set-Cookie" in answer.headers) is prolongs
