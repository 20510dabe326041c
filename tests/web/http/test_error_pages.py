"""A page that says what went wrong leads on: back to the form, to one's desk, home."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import Page


def ways(client: FlaskClient, path: str, **kwargs: Any) -> list[tuple[str, str]]:
    page = Page(client.open(path, **kwargs))
    assert page.code >= 400
    return [(a["href"], a.get_text()) for a in page.soup.select(".err a")]


@pytest.mark.parametrize("path", ["/nothing", "/n/zzzzzzz", "/v/000000000000"])
def test_a_villager_is_led_home(client: FlaskClient, path: str) -> None:
    assert ways(client, path) == [("/", "回到首页")]


@pytest.mark.parametrize("path", ["/clerk/nothing", "/township/", "/review/x"])
def test_who_works_here_is_led_to_their_desk(
    client: FlaskClient, sign_in: Callable[[str], None], path: str
) -> None:
    sign_in("laotuo")
    assert ways(client, path)[0] == ("/login", "回到我要办的")


@pytest.mark.parametrize(
    ("stood", "led"),
    [
        (
            "http://localhost/clerk/groups/?a=1",
            ("/clerk/groups/?a=1", "回到刚才那一页"),
        ),
        ("http://evil.example/clerk/", ("/login", "回到我要办的")),
        ("", ("/login", "回到我要办的")),
    ],
)
def test_a_form_that_has_grown_old_is_one_tap_away(
    client: FlaskClient,
    sign_in: Callable[[str], None],
    stood: str,
    led: tuple[str, str],
) -> None:
    sign_in("laotuo")
    old = {"csrf_token": "of yesterday"}
    found = ways(
        client, "/clerk/groups/", method="POST", data=old, headers={"Referer": stood}
    )
    assert found[0] == led
