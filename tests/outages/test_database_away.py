"""Without its database the site says so in a sentence, and is back as soon as it is."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from tests import stage
from tests.postgres import Server
from tests.web.account.test_sign_in import enter, token_of
from villagepub.factory import create_app
from villagepub.settings import Settings

pytestmark = pytest.mark.postgres


@pytest.fixture
def app(database: Engine, chosen: Settings) -> Flask:
    stage.lay(database)
    return create_app(chosen, engine=database)


def words(client: FlaskClient, path: str) -> tuple[int, str]:
    answer = client.get(path)
    page = BeautifulSoup(answer.get_data(as_text=True), "html5lib")
    return answer.status_code, page.get_text(" ", strip=True)


def test_whoever_asks_reads_what_is_the_matter_and_is_let_in_again(
    app: Flask, machine: Server
) -> None:
    reader, clerk, officer = (app.test_client() for _ in range(3))
    enter(clerk)
    enter(officer, "bai")
    token = token_of(clerk, "/password")
    machine.stop()
    try:
        for client, path in (
            (reader, "/"),
            (reader, f"/v/{stage.VILLAGE}"),
            (reader, "/n/abc123"),
            (clerk, "/clerk/"),
            (clerk, "/"),
            (officer, "/township/"),
        ):
            code, said = words(client, path)
            assert code == 503, path
            assert "现在打不开" in said
            assert "没有存进去" not in said  # they only wanted to read
        assert words(clerk, "/no-such-page")[0] == 404
        answer = clerk.post("/logout", data={"csrf_token": token})
        assert answer.status_code == 503
        assert "没有存进去" in answer.get_data(as_text=True)
        assert reader.get("/healthz").status_code == 200
        ready = reader.get("/readyz")
        assert (ready.status_code, ready.get_json()["database"]) == (503, "away")
    finally:
        machine.start()
    assert reader.get("/readyz").get_json() == {
        "ok": True, "database": "ok", "queue": "ok",
    }  # fmt: skip
    assert clerk.get("/clerk/").status_code == 200  # still signed in


def test_who_signs_in_while_it_is_away_is_told_and_signs_in_afterwards(
    app: Flask, machine: Server
) -> None:
    clerk = app.test_client()
    token = token_of(clerk, "/login")
    given = {"csrf_token": token, "login": "laotuo", "password": stage.PASSWORD}
    machine.stop()
    try:
        answer = clerk.post("/login", data=given)
        assert answer.status_code == 503
        assert "现在打不开" in answer.get_data(as_text=True)
    finally:
        machine.start()
    assert clerk.post("/login", data=given).status_code == 302
