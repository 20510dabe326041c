"""What somebody does with a phone inside WeChat."""

from urllib.parse import parse_qs, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.stage import PASSWORD
from tests.web.conftest import Page
from tests.wechat_server.server import WeChatServer
from villagepub import audit, db
from villagepub.models import AuditEntry, Binding

SECRET = "an app's secret"


APPS = {"oa": "wx2c2769f8efd9abc2", "work": "ww1234567890abcdef"}


AGENTS = {
    "oa": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50",
    "work": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/7.0.1 wxwork/4.1.30",
}


SOMEBODY = {"oa": {"openid": "oV5laotuo"}, "work": {"userid": "laotuo"}}


def phone(app: Flask, slug: str = "oa") -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_USER_AGENT"] = AGENTS[slug]
    return client


def enter(client: FlaskClient, login: str = "laotuo") -> None:
    token = Page(client.get("/login")).soup.find("input", {"name": "csrf_token"})
    answer = client.post(
        "/login",
        data={"csrf_token": token["value"], "login": login, "password": PASSWORD},
    )
    assert answer.status_code == 302


def agree(
    client: FlaskClient,
    wechat: WeChatServer,
    slug: str = "oa",
    *,
    way: str = "login",
    code: str | None = None,
    **changes: str,
) -> Page:
    """Go to WeChat, agree there as somebody, and come back."""
    going = client.get(f"/{'login' if way == 'login' else 'account'}/wechat/{slug}")
    assert going.status_code == 302, Page(going).words[:300]
    asked = parse_qs(urlsplit(going.headers["Location"]).query)
    with wechat.lock:
        code = wechat.people.may_enter(**SOMEBODY[slug]) if code is None else code
    query = {"code": code, "state": asked["state"][0], **changes}
    return Page(client.get(f"/login/wechat/{slug}/back", query_string=query))


def bind(client: FlaskClient, wechat: WeChatServer, slug: str = "oa") -> Page:
    return agree(client, wechat, slug, way="bind")


def rows(engine: Engine) -> list[Binding]:
    with db.reading(engine) as session:
        return list(session.exec(select(Binding)))


def actions(engine: Engine) -> list[str]:
    with db.reading(engine) as session:
        assert audit.first_broken(session) is None
        return list(session.exec(select(AuditEntry.action).order_by(AuditEntry.id)))  # type: ignore[call-overload]
