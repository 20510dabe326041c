"""Characters that nobody types: each ends in a page, on both databases."""

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from tests import stage
from tests.web.clerk.desk import Desk
from villagepub import db
from villagepub.factory import create_app
from villagepub.settings import Settings

ODD = ["\x00", "a\x00b", "\ud800", "\u202e", "Ⅻ", "%", "'; DROP", "１" * 300]


PATHS = (
    "/n/{}", "/v/{}", "/verify/{}", "/?q={}", "/verify?code={}", "/n/{}.json",
    "/wechat/{}/callback", "/clerk/board/?q={}", "/clerk/notices/{}/",
)  # fmt: skip


@pytest.fixture
def on_postgres(chosen: Settings, empty_postgres: Engine) -> Flask:
    db.upgrade(empty_postgres)
    stage.lay(empty_postgres)
    return create_app(chosen, engine=empty_postgres)


def test_no_odd_character_ends_in_a_fault_of_ours(on_postgres: Flask) -> None:
    on_postgres.config["WTF_CSRF_ENABLED"] = False
    client = on_postgres.test_client()
    Desk(client, "laotuo")
    for text in ODD:
        said = text.encode(errors="surrogatepass")
        quoted = "".join(f"%{byte:02X}" for byte in said)
        for path in PATHS:
            answer = client.get(path.format(quoted), follow_redirects=True)
            assert answer.status_code < 500, (path, text)
        answer = client.post("/clerk/groups/", data={"name": said, "keeper": said})
        assert answer.status_code < 500, text
        answer = client.post("/login", data={"login": said, "password": said})
        assert answer.status_code < 500, text


@pytest.mark.parametrize("database", ["app", "on_postgres"])
def test_a_number_that_no_database_holds_is_no_page(
    request: pytest.FixtureRequest, database: str
) -> None:
    client = request.getfixturevalue(database).test_client()
    Desk(client, "laotuo")
    for path in ("/clerk/drafts/{}/sheet", "/clerk/upload/{}/2026/", "/n/23456/v{}"):
        answer = client.get(path.format("9" * 20), follow_redirects=True)
        assert answer.status_code in (400, 404), path
