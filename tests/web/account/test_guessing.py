"""Who guesses passwords is slowed down; nobody can lock another out."""

import pytest
from flask import Flask
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.stage import PASSWORD
from tests.web.account.test_sign_in import token_of
from villagepub import db
from villagepub.models import AuditEntry


def test_the_seventh_try_at_one_account_is_slowed_down(post) -> None:
    for _ in range(6):
        post("/login", {"login": "laotuo", "password": "wrong-one-9"})
    page = post("/login", {"login": "laotuo", "password": PASSWORD})
    assert page.code == 429
    assert "等五分钟" in page.words


@pytest.mark.parametrize(
    ("page", "door", "field"),
    [
        ("/password", "/password", "old"),
        ("/second-step/new", "/second-step/off", "password"),
    ],
)
def test_whoever_is_in_does_not_guess_the_password_there(
    app: Flask, page: str, door: str, field: str
) -> None:
    """A phone that lies open is no way to the password of its account."""
    thief = app.test_client()
    at = {"csrf_token": token_of(thief, "/login"), "login": "bai", "password": PASSWORD}
    thief.post("/login", data=at)
    wrong = {"csrf_token": token_of(thief, page), "new": "xiao-mi-bu-dao"}
    for n in range(6):
        answer = thief.post(door, data=wrong | {field: f"guessed-{n}"})
        assert answer.status_code in (303, 400)
    assert thief.post(door, data=wrong | {field: PASSWORD}).status_code == 429


def test_a_stranger_elsewhere_can_not_lock_the_clerk_out(app, post) -> None:
    stranger = app.test_client()
    token = token_of(stranger, "/login")
    wrong = {"csrf_token": token, "login": "laotuo", "password": "wrong-one-9"}
    for _ in range(8):
        stranger.post(
            "/login", data=wrong, headers={"X-Forwarded-For": "10.9.9.9, 203.0.113.9"}
        )
    assert post("/login", {"login": "laotuo", "password": PASSWORD}).code == 200


def test_strangers_from_everywhere_can_not_lock_the_clerk_out(app, post) -> None:
    """Three hundred lines with a wrong password each; the clerk knows the right one."""
    stranger = app.test_client()
    token = token_of(stranger, "/login")
    wrong = {"csrf_token": token, "login": "laotuo", "password": "wrong-one-9"}
    for n in range(300):
        line = f"203.0.{n // 250 + 113}.{n % 250 + 1}"
        answer = stranger.post("/login", data=wrong, headers={"X-Forwarded-For": line})
        assert answer.status_code == 400
    assert post("/login", {"login": "laotuo", "password": PASSWORD}).code == 200


def test_a_training_room_signs_in_through_one_line(app) -> None:
    for n in range(25):
        login = ("laotuo", "zhe", "kang", "heyan", "bai")[n % 5]
        client = app.test_client()
        data = {"login": login, "password": PASSWORD}
        data["csrf_token"] = token_of(client, "/login")
        assert client.post("/login", data=data).status_code == 302


@pytest.mark.parametrize(
    "claimed",
    [
        # One line of IPv6 is one line, whatever its last half.
        "2001:db8:1:2::{n:x}",
        # Only the last address is our own server's word; the others are the caller's.
        "10.0.0.{n}, 203.0.113.9",
    ],
)
def test_another_address_of_the_same_line_opens_no_new_tries(app, claimed: str) -> None:
    stranger = app.test_client()
    wrong = {"csrf_token": token_of(stranger, "/login"), "login": "laotuo"}
    codes = [
        stranger.post(
            "/login", data=wrong, headers={"X-Forwarded-For": claimed.format(n=n)}
        ).status_code
        for n in range(1, 8)
    ]
    assert codes == [400] * 6 + [429]


@pytest.mark.parametrize(
    ("caller", "noted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "10.0.0.1"),
        ("::ffff:127.0.0.1", "10.0.0.1"),  # our own, where both kinds are listened to
    ],
)
def test_a_caller_that_is_no_server_of_ours_is_who_it_is(
    app: Flask, county: Engine, caller: str, noted: str
) -> None:
    stranger = app.test_client()
    stranger.post(
        "/login",
        data={"csrf_token": token_of(stranger, "/login"), "login": "laotuo"},
        headers={"X-Forwarded-For": "10.0.0.1"},
        environ_base={"REMOTE_ADDR": caller},
    )
    with db.reading(county) as session:
        entry = session.exec(
            select(AuditEntry).where(AuditEntry.action == "sign_in.refused")
        ).one()
    assert entry.data == {"address": noted}
