"""A request as the application sees it, made of what the server heard."""

import io
from dataclasses import dataclass, field
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Request

from villagepub.web.server.wsgi import environ_of


@dataclass
class Heard:
    """What Granian says of a request, for as much of it as is read."""

    path: str = "/"
    query_string: str = ""
    method: str = "GET"
    client: str = "127.0.0.1:5000"
    server: str = "127.0.0.1:8000"
    lines: list[tuple[str, str]] = field(default_factory=list)

    @property
    def headers(self) -> "Lines":
        return Lines(self.lines)


class Lines(MultiDict[str, str]):
    def items(self) -> Any:  # type: ignore[override]
        return super().items(multi=True)


def environ(**heard: Any) -> dict[str, Any]:
    return environ_of(Heard(**heard), io.BytesIO(b"abc"), 3)  # type: ignore[arg-type]


def test_a_header_with_an_underscore_is_dropped() -> None:
    """Read like the one with a hyphen, it would say who a stranger claims to be."""
    made = environ(lines=[("x_forwarded_for", "1.2.3.4"), ("x-real", "yes")])
    assert "HTTP_X_FORWARDED_FOR" not in made
    assert made["HTTP_X_REAL"] == "yes"


def test_lines_of_one_name_are_one_header() -> None:
    made = environ(
        lines=[("cookie", "a=1"), ("cookie", "b=2"), ("x-by", "q"), ("x-by", "r")]
    )
    assert made["HTTP_COOKIE"] == "a=1; b=2"
    assert made["HTTP_X_BY"] == "q,r"


@pytest.mark.parametrize(
    ("client", "address"), [("10.1.2.3:4000", "10.1.2.3"), ("[::1]:4000", "::1")]
)
def test_who_asks_is_known_without_the_port(client: str, address: str) -> None:
    assert environ(client=client)["REMOTE_ADDR"] == address


def test_an_address_in_chinese_is_bytes_as_wsgi_wants_them() -> None:
    made = environ(path="/v/马家沟")
    assert made["PATH_INFO"].encode("latin-1").decode() == "/v/马家沟"


def test_a_question_in_chinese_is_understood_as_it_was_typed() -> None:
    """Werkzeug made nothing of it: whoever looked for a village read 系统出了点问题."""
    assert Request(environ(query_string="q=马家沟")).args["q"] == "马家沟"


def test_the_length_is_that_of_the_body_whatever_was_claimed() -> None:
    made = environ(lines=[("content-length", "99"), ("content-type", "text/plain")])
    assert (made["CONTENT_LENGTH"], made["CONTENT_TYPE"]) == ("3", "text/plain")
    assert "HTTP_CONTENT_LENGTH" not in made
