"""Published pages out of memory: the same bytes, never an old word, nobody's own page."""

import gzip
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import PoolProxiedConnection
from sqlmodel import select

from tests import stage
from tests.stage import AT
from villagepub import db
from villagepub.models import Notice
from villagepub.notices import page_state
from villagepub.web.http import page_cache
from villagepub.web.http.page_cache import ServedPages


@pytest.fixture
def address(county: Engine, sheets_folder: Path) -> str:
    return f"/n/{stage.publish(county, sheets_folder)}"


@pytest.fixture
def renders(app: Flask) -> list[str]:
    """The addresses that Flask itself was asked for."""
    from flask import request

    asked: list[str] = []
    app.before_request(lambda: asked.append(request.path))
    return asked


def test_a_page_is_rendered_once_however_many_look(
    client: FlaskClient, address: str, renders: list[str]
) -> None:
    first, second = client.get(address), client.get(address)
    assert first.get_data() == second.get_data()
    assert dict(first.headers) == dict(second.headers)
    assert renders == [address]


def test_what_wechat_hangs_on_an_address_makes_no_other_page(
    client: FlaskClient, address: str, renders: list[str]
) -> None:
    passed_on = client.get(f"{address}?from=singlemessage&isappinstalled=0")
    assert client.get(address).get_data() == passed_on.get_data()
    assert b"singlemessage" not in passed_on.get_data()
    assert renders == [address]


def test_a_correction_shows_with_the_next_look(
    client: FlaskClient, address: str, county: Engine
) -> None:
    client.get(address)
    client.get(f"{address}/v1")
    with db.transaction(county) as session:
        stage.correct(session, address.rsplit("/", 1)[-1])
    assert "已更正：改了 1 户" in client.get(address).get_data(as_text=True)
    assert "后来更正过" in client.get(f"{address}/v1").get_data(as_text=True)


def test_a_withdrawal_shows_with_the_next_look(
    client: FlaskClient, address: str, county: Engine
) -> None:
    client.get(address)
    with db.transaction(county) as session:
        stage.withdraw(session, at=AT + timedelta(days=2))
    assert "贴错了" in client.get(address).get_data(as_text=True)


def test_large_type_and_gzip_are_pages_of_their_own(
    client: FlaskClient, address: str
) -> None:
    plain = client.get(address).get_data()
    zipped = client.get(address, headers={"Accept-Encoding": "gzip"})
    client.set_cookie("big", "1")
    big = client.get(address).get_data(as_text=True)
    assert gzip.decompress(zipped.get_data()) == plain
    assert ' big"' in big
    assert ' big"' not in plain.decode()


def test_a_tag_that_still_holds_is_answered_without_a_body(
    client: FlaskClient, address: str
) -> None:
    tag = client.get(address).headers["ETag"]
    answer = client.get(address, headers={"If-None-Match": tag})
    assert answer.status_code == 304
    assert answer.get_data() == b""
    assert "Content-Length" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_first_look_may_come_with_a_tag(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers={"If-None-Match": '"of-another-day"'})
    assert answer.status_code == 200
    assert client.get(address).get_data() == answer.get_data()


def test_who_is_signed_in_is_answered_by_the_application(
    client: FlaskClient, sign_in, address: str, renders: list[str]
) -> None:
    sign_in("laotuo")
    renders.clear()
    for _ in range(2):
        assert client.get(address).status_code == 200
    assert renders == [address, address]


@pytest.mark.parametrize("path", ["/n/zzzzzz", "/n/zzzzzz/v3"])
def test_what_is_not_there_is_not_kept(
    client: FlaskClient, renders: list[str], path: str
) -> None:
    for _ in range(2):
        assert client.get(path).status_code == 404
    assert len(renders) == 2


def test_after_a_minute_a_page_is_made_anew(
    client: FlaskClient,
    address: str,
    renders: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_cache, "SECONDS", -1.0)
    client.get(address)
    client.get(address)
    assert renders == [address, address]


def test_no_more_pages_are_kept_than_memory_is_meant_for(
    app: Flask, client: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_cache, "MAX_PAGES", 1)
    for path in (address, f"{address}/v1"):
        client.get(path)
    assert isinstance(app.wsgi_app, ServedPages)
    assert len(app.wsgi_app._pages) == 1


def test_a_database_that_is_away_is_left_to_the_application(
    app: Flask, client: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    client.get(address)
    engine = app.extensions["villagepub"][1]
    monkeypatch.setattr(engine, "raw_connection", away)
    answer = client.get(address)
    assert answer.status_code == 503
    assert "请过几分钟再来" in answer.get_data(as_text=True)


@pytest.mark.postgres
def test_the_look_is_the_same_on_postgresql(empty_postgres: Engine) -> None:
    db.upgrade(empty_postgres)
    stage.lay(empty_postgres)
    look = page_state.state_reader(empty_postgres)
    with db.transaction(empty_postgres) as session:
        session.get_one(Notice, stage.begin(session).notice_id).version = 1
        public_id = session.exec(select(Notice.public_id)).one()
    assert look(public_id) == (1, "unpublished", None, None, None, None)
    with db.transaction(empty_postgres) as session:
        session.exec(select(Notice)).one().drawn_at = AT
    many = page_state.states_of(empty_postgres, [public_id, "nobody"])
    assert many == {public_id: look(public_id)}
    assert look("zzzzzz") is None


@pytest.mark.parametrize("cookie", ["a=b;big=1", 'big="1"', " big=1 ;c=d"])
def test_an_oddly_written_cookie_chooses_nobody_elses_type(
    app: Flask, address: str, cookie: str
) -> None:
    client = app.test_client(use_cookies=False)
    client.get(address, headers={"Cookie": cookie})
    assert ' big"' not in client.get(address).get_data(as_text=True)


def test_the_server_keeps_a_connection_that_is_made_anew_after_a_fault(
    county: Engine, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    public_id, made = address.rsplit("/", 1)[-1], county.raw_connection
    look = page_state.holding_reader(county)
    known = look(public_id)
    assert known == page_state.state_reader(county)(public_id)
    with monkeypatch.context() as away:
        away.setattr(county, "raw_connection", None)
        assert look(public_id) == known
    with db.transaction(county) as session:
        stage.correct(session, public_id)
    assert look(public_id) != known
    monkeypatch.setattr(county, "raw_connection", lambda: Broken(made()))
    fresh = page_state.holding_reader(county)
    assert fresh(public_id) is None
    monkeypatch.setattr(county, "raw_connection", made)
    assert fresh(public_id) == look(public_id)


class Broken:
    """A connection whose file is gone."""

    def __init__(self, real: PoolProxiedConnection) -> None:
        self.detach, self.close = real.detach, real.close

    def cursor(self) -> None:
        raise sqlite3.OperationalError("disk I/O error")
