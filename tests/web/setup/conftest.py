"""An installation with nothing in it, and who sets it up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from tests import walked
from tests.stage import AT, PASSWORD
from tests.web.conftest import Page
from villagepub import clock, db, settings, setup
from villagepub.factory import create_app

TOWN = "610603102"


BEGINNER = {"name": "康敏", "login": "沿河湾康敏", "password": PASSWORD}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def app(engine: Engine, tmp_path: Path) -> Flask:
    """Nothing is in it, and no setting says its address."""
    chosen = settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(tmp_path / "instance"),
            # The same for all: who has signed in once is signed in at its copies too.
            "VILLAGEPUB_SECRET_KEY": "a secret key of the tests of pages",
        }
    )
    return create_app(chosen, engine=engine)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def code_of(engine: Engine) -> str:
    with db.transaction(engine) as session:
        return setup.make_code(session, at=clock.now())


def send(client: FlaskClient, path: str, on: str, /, **data: object) -> Page:
    field = Page(client.get(on)).soup.find("input", {"name": "csrf_token"})
    token = field["value"] if field else ""
    return Page(
        client.post(path, data={"csrf_token": token, **data}, follow_redirects=True)
    )


@pytest.fixture
def begun(client: FlaskClient, engine: Engine) -> FlaskClient:
    """沿河湾镇, and who sets it up is signed in."""

    def walk() -> str:
        send(client, "/setup", "/setup", code=code_of(engine))
        there = f"/setup/place?at={TOWN}"
        page = send(client, "/setup/place", there, at=TOWN, **BEGINNER)
        assert page.code == 200, page.words
        cookie = client.get_cookie("session")
        assert cookie
        return cookie.value

    client.set_cookie("session", walked.once(engine, "the first day begun", walk))
    return client
