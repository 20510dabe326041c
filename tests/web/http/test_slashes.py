"""An address with a slash too many at its end leads to the page that is meant."""

import pytest
from flask.testing import FlaskClient

from tests.stage import VILLAGE


@pytest.mark.parametrize(
    "path",
    [f"/v/{VILLAGE}", f"/kiosk/{VILLAGE}", f"/power/{VILLAGE}", "/verify", "/catalog",
     "/verify/7H2M-9QXK?from=wall", "/n/k7m2qx", "/n/k7m2qx/v2", "/guide/610603102201/1"],
)  # fmt: skip
def test_a_public_page_is_found_with_a_slash(client: FlaskClient, path: str) -> None:
    page, _, query = path.partition("?")
    answer = client.get(f"{page}/?{query}" if query else f"{page}/")
    assert (answer.status_code, answer.headers["Location"]) == (301, path)


@pytest.mark.parametrize("path", ["/nothing/", "//", "/v/", "/n//", "//example.org/"])
def test_what_is_no_page_is_none_with_a_slash_either(
    client: FlaskClient, path: str
) -> None:
    answer = client.get(path)
    led = answer.headers.get("Location", "/")
    assert answer.status_code in (200, 301, 308, 404)
    assert led.startswith(("/", "http://localhost/"))
    assert not led.startswith("//")
