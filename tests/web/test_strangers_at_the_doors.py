"""What a stranger tries at the doors: forged forms and hosts, ways elsewhere, odd paths."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from werkzeug.routing import IntegerConverter, Rule

from tests import stage
from tests.stage import VILLAGE

EVIL = "evil.example.com"
OPEN_POSTS = {"wechat_hook"}  # signed by WeChat with the account's token


def posts(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            yield rule


def filled(rule: Rule) -> str:
    """An address that leads to the view, whatever it is about."""
    values: dict[str, object] = {}
    for name in rule.arguments:
        turn = rule._converters[name]
        if isinstance(turn, IntegerConverter):
            values[name] = 1
        else:
            choices = sorted(getattr(turn, "items", ()))  # <any(tick, untick):what>
            values[name] = choices[0] if choices else VILLAGE
    _, path = rule.build(values, append_unknown=False) or ("", "/")
    return path


@pytest.mark.parametrize("login", ["", "laotuo", "bai", "xian"])
def test_no_form_is_taken_from_another_site(
    app: Flask, client: FlaskClient, sign_in: Callable[[str], None], login: str
) -> None:
    if login:
        sign_in(login)
    taken = []
    for rule in posts(app):
        if rule.endpoint.partition(".")[0] in OPEN_POSTS:
            continue
        answer = client.post(
            filled(rule), data={"a": "1"}, headers={"Origin": f"https://{EVIL}"}
        )
        said = answer.get_data(as_text=True)
        is_refused = answer.status_code in (400, 403, 404, 405, 413) or (
            answer.status_code == 302 and "/login" in answer.headers["Location"]
        )
        if not is_refused:
            taken.append((rule.endpoint, answer.status_code, said[:80]))
    assert not taken


def test_no_page_or_header_says_a_host_that_a_caller_made_up(
    client: FlaskClient, county: Engine, sheets_folder: Path
) -> None:
    public_id = stage.publish(county, sheets_folder)
    said = []
    stage.draw(client.application)
    paths = [f"/n/{public_id}{end}" for end in ("", ".json", ".txt", ".csv", "/v1")]
    paths += [
        "/",
        "/login",
        f"/v/{VILLAGE}",
        f"/v/{VILLAGE}/feed.json",
        f"/v/{VILLAGE}/feed.atom",
        f"/kiosk/{VILLAGE}",
        "/verify",
        "/clerk/",
        f"/v/{VILLAGE}/",
        "/healthz",
        "/catalog",
    ]
    for path in paths:
        for headers in (
            {"Host": EVIL},
            {"X-Forwarded-Host": EVIL, "X-Forwarded-Proto": "https"},
            {"Forwarded": f"host={EVIL}"},
            {"X-Original-URL": f"//{EVIL}", "X-Rewrite-URL": f"//{EVIL}"},
        ):
            answer = client.get(path, headers=headers)
            where = answer.headers.get("Location", "")
            if EVIL in answer.get_data(as_text=True) or EVIL in where:
                said.append((path, headers, where))
    assert not said


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example.com", "/\\evil.example.com", "https:evil.example.com", "/\t/evil.example.com", "javascript:alert(1)",
     "/%09/evil.example.com", "/./\\evil.example.com", "/..//evil.example.com", "\\\\evil.example.com", "///evil.example.com",
     "/login?next=//evil.example.com", "/\u3000/evil.example.com", "/;@evil.example.com", "/.//evil.example.com"],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(app: Flask, wanted: str) -> None:
    client = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    answer = client.post(
        "/login", data={"login": "laotuo", "password": stage.PASSWORD, "next": wanted}
    )
    where = answer.headers["Location"]
    assert re.fullmatch(r"/(?![/\\\s]).*", where)
