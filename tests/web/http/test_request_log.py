"""A line a request, with its number, and nothing of what people are or type."""

import io
import json
from collections.abc import Callable, Iterator

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient

from tests import stage
from villagepub import logs
from villagepub.web.http.guards import public


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    stream, before = io.StringIO(), structlog.get_config()
    logs.configure(stream)
    yield stream
    structlog.configure(**before)


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_every_request_has_a_number_and_a_line(
    client: FlaskClient, stream: io.StringIO
) -> None:
    answers = [client.get(f"/v/{stage.VILLAGE}") for _ in range(2)]
    numbers = [answer.headers["X-Request-Id"] for answer in answers]
    assert len(set(numbers)) == 2
    assert [line["request"] for line in lines(stream)] == numbers
    assert lines(stream)[0].keys() >= {"method", "page", "status", "ms", "timestamp"}


def test_what_somebody_looks_for_or_signs_in_with_is_in_no_line(
    client: FlaskClient, stream: io.StringIO, sign_in: Callable[[str], None]
) -> None:
    sign_in("laotuo")
    client.get("/?q=拓小梅")
    client.get("/n/nobody-has-this")
    client.post("/login", data={"login": "13800138000", "password": stage.PASSWORD})
    text = stream.getvalue()
    assert lines(stream)
    words = ("拓小梅", "laotuo", "13800138000", stage.PASSWORD, "nobody-has-this")
    assert [word for word in words if word in text] == []


def test_who_meets_an_error_can_say_its_number(app: Flask, stream: io.StringIO) -> None:
    @app.get("/breaks")
    @public
    def breaks() -> str:
        raise RuntimeError("拓小梅 13800138000")

    answer = app.test_client().get("/breaks")
    number = answer.headers["X-Request-Id"]
    assert answer.status_code == 500
    assert number in answer.get_data(as_text=True)
    line = next(line for line in lines(stream) if line["event"] == "unexpected_error")
    assert line["request"] == number
    assert "拓小梅" not in stream.getvalue()
