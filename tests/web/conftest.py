"""The application in front of the small county, and the way in for each of the cast."""

import re
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import html5lib
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from tests.stage import BASE, ID_KEY, PASSWORD
from villagepub import settings
from villagepub.factory import create_app
from villagepub.settings import Settings

# The same for all: who has signed in once is signed in at its copies too.
SECRET_KEY = "a secret key of the tests of pages"


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    return settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(tmp_path / "instance"),
            "VILLAGEPUB_BASE_URL": BASE.replace("https", "http"),
            "VILLAGEPUB_ID_KEY": ID_KEY.decode(),
            "VILLAGEPUB_SECRET_KEY": SECRET_KEY,
            "VILLAGEPUB_SIGNING_KEY": SECRET_KEY,
        }
    )


@pytest.fixture
def app(chosen: Settings, county: Engine) -> Flask:
    return create_app(chosen, engine=county)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


FIGURE = re.compile(r'<span class="fig">([^<]*)</span>')  # one text, kept on one line


class Page:
    """An answer as a person meets it, with its forms at hand."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.code = response.status_code
        self.text = response.get_data(as_text=True)

    @cached_property
    def soup(self) -> Any:
        """Read when it is looked at, by the quick parser: ``strict`` is the exact one.

        Whatever is looked for has to be there: a test that finds nothing fails.
        """
        return BeautifulSoup(FIGURE.sub(r"\1", self.text), "lxml")

    @property
    def words(self) -> str:
        return str(self.soup.get_text(" ", strip=True))


# Words and values say nothing about how good HTML is (but & and what an input is), nor do
# the rows behind the first of those that are alike.
WORDS = re.compile(r">[^<>&]*[^<>&\s][^<>&]*<")
VALUES = re.compile(r'(?<! type)="[^"<>&]*"')
ROWS = re.compile(r"(<(tr|li)\b.*?</\2>)(?:\s*\1)+", re.DOTALL)


@cache
def strict_shape(shape: str) -> None:
    html5lib.HTMLParser(strict=True).parse(shape)


def strict(text: str) -> None:
    """Every page is good HTML with a title and a language."""
    strict_shape(ROWS.sub(r"\1", VALUES.sub('=""', WORDS.sub(">x<", text))))


Get = Callable[..., Page]


@pytest.fixture
def get(client: FlaskClient) -> Get:
    def ask(path: str, code: int = 200) -> Page:
        page = Page(client.get(path))
        assert page.code == code, page.words[:300]
        strict(page.text)
        assert page.soup.title.get_text(strip=True)
        assert page.soup.html["lang"] == "zh-CN"
        return page

    return ask


@pytest.fixture
def sign_in(client: FlaskClient) -> Callable[[str], None]:
    def enter(login: str) -> None:
        page = Page(client.get("/login"))
        token = page.soup.find("input", {"name": "csrf_token"})["value"]
        answer = client.post(
            "/login", data={"csrf_token": token, "login": login, "password": PASSWORD}
        )
        assert answer.status_code == 302, Page(answer).words[:300]

    return enter


@pytest.fixture
def post(client: FlaskClient) -> Callable[..., Page]:
    """Post a form of the page at ``at`` with its token; follows where it leads."""

    def send(path: str, data: dict[str, object], *, at: str = "/login") -> Page:
        page = Page(client.get(at))
        field = page.soup.find("input", {"name": "csrf_token"})
        token = field["value"] if field else ""
        return Page(
            client.post(path, data={"csrf_token": token, **data}, follow_redirects=True)
        )

    return send
