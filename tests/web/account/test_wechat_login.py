"""Signing in by WeChat: bound once after a password, one tap then, and let go again."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.stage import PASSWORD
from tests.web.conftest import Page
from tests.wechat.dialogue.conftest import account
from tests.wechat_server.clients import clients
from tests.wechat_server.server import WeChatServer
from villagepub import audit, clock, db, settings
from villagepub.factory import create_app
from villagepub.models import Account, AuditEntry, Binding, Staff
from villagepub.settings import Settings
from villagepub.states import AccountKind
from villagepub.wechat import oauth
from villagepub.wechat.encryption import unseal

SECRET = "an app's secret"
APPS = {"oa": "wx2c2769f8efd9abc2", "work": "ww1234567890abcdef"}
AGENTS = {
    "oa": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50",
    "work": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/7.0.1 wxwork/4.1.30",
}
SOMEBODY = {"oa": {"openid": "oV5laotuo"}, "work": {"userid": "laotuo"}}


@pytest.fixture
def chosen(chosen: Settings, wechat: WeChatServer, tmp_path) -> Settings:
    return settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(chosen.instance),
            "VILLAGEPUB_BASE_URL": chosen.base_url,
            "VILLAGEPUB_ID_KEY": chosen.id_key.decode(),
            "VILLAGEPUB_OA_API": wechat.address,
            "VILLAGEPUB_WECOM_API": wechat.address,
        }
    )


@pytest.fixture
def app(chosen: Settings, county: Engine, wechat: WeChatServer) -> Flask:
    wechat.people.apps = dict.fromkeys(APPS.values(), SECRET)
    for slug, app_id in APPS.items():
        kind = AccountKind.WECOM if slug == "work" else AccountKind.OFFICIAL
        account(county, slug=slug, kind=kind, app_id=app_id, key=chosen.secret_key)
    return create_app(chosen, engine=county, client_of=clients(wechat.address, SECRET))


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


@pytest.fixture
def bound(app: Flask, wechat: WeChatServer) -> Callable[[str], FlaskClient]:
    """Somebody's phone that is bound, and signed out again."""

    def prepare(slug: str = "oa") -> FlaskClient:
        client = phone(app, slug)
        enter(client)
        assert bind(client, wechat, slug).code == 302
        client.delete_cookie("session")
        return client

    return prepare


def rows(engine: Engine) -> list[Binding]:
    with db.reading(engine) as session:
        return list(session.exec(select(Binding)))


def actions(engine: Engine) -> list[str]:
    with db.reading(engine) as session:
        assert audit.first_broken(session) is None
        return list(session.exec(select(AuditEntry.action).order_by(AuditEntry.id)))  # type: ignore[call-overload]


@pytest.mark.parametrize("slug", APPS)
def test_bound_once_after_a_password_one_tap_signs_in(
    app: Flask, bound, wechat: WeChatServer, county: Engine, slug: str
) -> None:
    client = bound(slug)
    page = agree(client, wechat, slug)
    assert (page.code, page.response.headers["Location"]) == (302, "/clerk/")
    assert client.get("/clerk/").status_code == 200
    assert actions(county)[-3:] == ["sign_in", "staff.bind", "sign_in.wechat"]


def test_an_older_wecom_that_says_it_otherwise_is_understood(
    bound, wechat: WeChatServer
) -> None:
    client = bound("work")
    wechat.people.is_old = True
    assert agree(client, wechat, "work").code == 302


@pytest.mark.parametrize("slug", APPS)
def test_no_openid_and_no_userid_is_kept_in_clear(
    bound, county: Engine, slug: str
) -> None:
    bound(slug)
    (row,) = rows(county)
    assert len(row.openid_key) == 64
    assert list(SOMEBODY[slug].values())[0] not in str(row.model_dump())


@pytest.mark.parametrize(("slug", "userid"), [("oa", ""), ("work", "laotuo")])
def test_only_of_wecom_a_sealed_userid_is_kept_for_messages(
    bound, chosen: Settings, county: Engine, slug: str, userid: str
) -> None:
    bound(slug)
    (row,) = rows(county)
    opened = unseal(row.userid, chosen.secret_key) if row.userid else ""
    assert opened == userid


def test_who_bound_before_messages_were_sent_is_reached_after_the_next_sign_in(
    bound, chosen: Settings, county: Engine, wechat: WeChatServer
) -> None:
    client = bound("work")
    with db.transaction(county) as session:
        session.exec(select(Binding)).one().userid = ""
    agree(client, wechat, "work")
    (row,) = rows(county)
    assert unseal(row.userid, chosen.secret_key) == "laotuo"


@pytest.mark.parametrize("slug", APPS)
def test_an_unbound_wechat_is_told_to_use_the_password(
    app: Flask, wechat: WeChatServer, county: Engine, slug: str
) -> None:
    page = agree(phone(app, slug), wechat, slug)
    assert page.code == 400
    assert "还没有绑账号" in page.words
    assert actions(county)[-1] == "sign_in.refused"


@pytest.mark.parametrize(
    ("agent", "names"),
    [
        (AGENTS["oa"], ["/login/wechat/oa"]),
        (AGENTS["work"], ["/login/wechat/work"]),
        ("Mozilla/5.0 Chrome/140", []),
    ],
)
def test_the_way_in_is_offered_only_inside_its_own_app(
    app: Flask, agent: str, names: list[str]
) -> None:
    page = Page(app.test_client().get("/login", headers={"User-Agent": agent}))
    assert [a["href"] for a in page.soup.select('a[href^="/login/wechat"]')] == names


def test_an_account_that_may_not_is_not_offered_and_not_there(
    app: Flask, county: Engine
) -> None:
    with db.transaction(county) as session:
        row = session.exec(select(Account).where(Account.slug == "oa")).one()
        row.rights = '{"oauth": "没有这个权限。"}'
    client = phone(app)
    assert "微信登录" not in Page(client.get("/login")).words
    assert client.get("/login/wechat/oa").status_code == 404


@pytest.mark.parametrize("path", ["/login/wechat/nobody", "/login/wechat/%00"])
def test_an_unknown_account_is_not_there(app: Flask, path: str) -> None:
    assert phone(app).get(path).status_code == 404


def test_wecom_needs_a_client(chosen: Settings, app: Flask, county: Engine) -> None:
    plain = create_app(chosen, engine=county)
    assert phone(plain, "work").get("/login/wechat/work").status_code == 404
    assert phone(plain).get("/login/wechat/oa").status_code == 302


@pytest.mark.parametrize("state", ["", "guessed", "状态"])
def test_somebody_elses_state_is_refused_before_anything_is_asked(
    app: Flask, wechat: WeChatServer, state: str
) -> None:
    page = agree(phone(app), wechat, state=state)
    assert page.code == 400
    assert oauth.AGAIN in page.words
    assert wechat.people.calls == []


def test_a_way_back_that_was_never_begun_is_refused(app: Flask) -> None:
    answer = phone(app).get("/login/wechat/oa/back?code=x&state=y")
    assert answer.status_code == 400


def test_a_state_is_used_once(bound, wechat: WeChatServer) -> None:
    client = bound()
    page = agree(client, wechat)
    path = page.response.request.full_path
    client.delete_cookie("session")
    assert client.get(path).status_code == 400


def test_a_state_lives_ten_minutes(bound, wechat: WeChatServer) -> None:
    client = bound()
    going = client.get("/login/wechat/oa")
    state = parse_qs(urlsplit(going.headers["Location"]).query)["state"][0]
    code = wechat.people.may_enter(**SOMEBODY["oa"])
    with time_machine.travel(clock.now() + timedelta(seconds=601)):
        answer = client.get(f"/login/wechat/oa/back?code={code}&state={state}")
    assert answer.status_code == 400


def test_a_way_begun_at_one_account_does_not_end_at_another(
    bound, wechat: WeChatServer
) -> None:
    client = bound()
    going = client.get("/login/wechat/oa")
    state = parse_qs(urlsplit(going.headers["Location"]).query)["state"][0]
    assert (
        client.get(f"/login/wechat/work/back?code=x&state={state}").status_code == 400
    )


def test_who_did_not_agree_is_told_so(app: Flask, wechat: WeChatServer) -> None:
    page = agree(phone(app), wechat, code="")
    assert "没有同意" in page.words


def test_a_snapshot_page_is_nobody(app: Flask, bound, wechat: WeChatServer) -> None:
    client = bound()
    code = wechat.people.may_enter(**SOMEBODY["oa"], is_snapshotuser=1)
    page = agree(client, wechat, code=code)
    assert page.code == 400
    assert "使用完整服务" in page.words


def test_a_snapshot_is_not_bound(
    app: Flask, wechat: WeChatServer, county: Engine
) -> None:
    client = phone(app)
    enter(client)
    code = wechat.people.may_enter(**SOMEBODY["oa"], is_snapshotuser=1)
    page = agree(client, wechat, way="bind", code=code)
    assert "使用完整服务" in page.words
    assert rows(county) == []


def test_a_stranger_to_the_corp_is_told_so(bound, wechat: WeChatServer) -> None:
    client = bound("work")
    code = wechat.people.may_enter(openid="oStranger")
    assert "不在这个单位" in agree(client, wechat, "work", code=code).words


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        *(("40029", oauth.AGAIN), ("40163", oauth.AGAIN), ("40125", oauth.SECRET)),
        *(("40164", oauth.ADDRESS), ("48001", oauth.RIGHT), ("50001", oauth.DOMAIN)),
        *(("-1", oauth.BUSY), ("45011", oauth.BUSY), ("99999", "（99999）")),
        *(("html", oauth.AWAY), ("bad-gateway", oauth.AWAY), ("nothing", oauth.AWAY)),
        *(("no-errmsg", oauth.AGAIN), ("hang", oauth.AWAY)),
    ],
)
@pytest.mark.parametrize("slug", APPS)
def test_every_end_is_a_sentence_without_a_secret(
    app: Flask,
    wechat: WeChatServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    slug: str,
    odd: str,
    said: str,
) -> None:
    monkeypatch.setattr(oauth, "READ", 1)
    client = phone(app, slug)
    caplog.set_level("INFO")
    going = client.get(f"/login/wechat/{slug}")
    state = parse_qs(urlsplit(going.headers["Location"]).query)["state"][0]
    wechat.people.script.append(odd)
    page = Page(client.get(f"/login/wechat/{slug}/back?code=c&state={state}"))
    assert page.code == 400
    assert said in page.words
    assert SECRET not in page.text + caplog.text


def test_a_session_that_wechat_began_binds_nothing(
    bound, wechat: WeChatServer, county: Engine
) -> None:
    client = bound()
    agree(client, wechat)
    page = Page(client.get("/account/wechat/oa"))
    assert page.code == 400
    assert "先用密码登录" in page.words


def test_nobody_binds_without_signing_in(app: Flask) -> None:
    answer = phone(app).get("/account/wechat/oa")
    assert answer.headers["Location"].startswith("/login")


def test_a_binding_ends_in_the_session_that_began_it(
    app: Flask, wechat: WeChatServer, county: Engine
) -> None:
    client = phone(app)
    enter(client)
    going = client.get("/account/wechat/oa")
    state = parse_qs(urlsplit(going.headers["Location"]).query)["state"][0]
    with client.session_transaction() as kept:
        del kept["_user_id"]
    code = wechat.people.may_enter(**SOMEBODY["oa"])
    answer = client.get(f"/login/wechat/oa/back?code={code}&state={state}")
    assert answer.status_code == 400
    assert rows(county) == []


def test_one_wechat_opens_one_account(
    app: Flask, bound, wechat: WeChatServer, county: Engine
) -> None:
    bound()
    other = phone(app)
    enter(other, "kang")
    page = bind(other, wechat)
    assert page.code == 400
    assert "别人的账号" in page.words
    assert len(rows(county)) == 1


def test_one_account_has_one_wechat(
    app: Flask, bound, wechat: WeChatServer, county: Engine
) -> None:
    client = bound()
    enter(client)
    code = wechat.people.may_enter(openid="oV5anotherPhone")
    page = agree(client, wechat, way="bind", code=code)
    assert "先解绑" in page.words
    assert len(rows(county)) == 1


def test_binding_again_is_binding_once(
    bound, wechat: WeChatServer, county: Engine
) -> None:
    client = bound()
    enter(client)
    assert bind(client, wechat).code == 302
    assert len(rows(county)) == 1


def test_a_bound_wechat_is_shown_and_let_go_on_the_own_page(
    app: Flask, bound, wechat: WeChatServer, county: Engine
) -> None:
    client = bound()
    enter(client)
    page = Page(client.get("/password"))
    form = page.soup.select_one('form[action*="/account/wechat/"]')
    assert "绑好了" in page.words
    token = form.find("input", {"name": "csrf_token"})["value"]
    assert client.post(form["action"], data={"csrf_token": token}).status_code == 303
    assert rows(county) == []
    assert actions(county)[-1] == "staff.unbind"
    client.delete_cookie("session")
    assert "还没有绑账号" in agree(client, wechat).words


def test_nobody_lets_anothers_wechat_go(app: Flask, bound, county: Engine) -> None:
    bound()
    (row,) = rows(county)
    other = phone(app)
    enter(other, "kang")
    token = Page(other.get("/password")).soup.find("input", {"name": "csrf_token"})
    answer = other.post(
        f"/account/wechat/{row.id}/off", data={"csrf_token": token["value"]}
    )
    assert answer.status_code == 400
    assert len(rows(county)) == 1


def test_a_disabled_account_is_not_opened(
    bound, wechat: WeChatServer, county: Engine
) -> None:
    client = bound()
    with db.transaction(county) as session:
        session.exec(
            select(Staff).where(Staff.login == "laotuo")
        ).one().is_active = False
    page = agree(client, wechat)
    assert page.code == 400
    assert actions(county)[-1] == "sign_in.refused"


def test_who_has_to_change_the_password_still_has_to(
    bound, wechat: WeChatServer, county: Engine
) -> None:
    client = bound()
    with db.transaction(county) as session:
        session.exec(
            select(Staff).where(Staff.login == "laotuo")
        ).one().must_change = True
    assert agree(client, wechat).code == 302
    assert client.get("/clerk/").headers["Location"] == "/password"
    assert client.get("/account/wechat/oa").headers["Location"] == "/password"


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/clerk/groups/", "/clerk/groups/"),
        ("//evil.example/", "/clerk/"),
        ("https://evil.example/", "/clerk/"),
    ],
)
def test_the_way_leads_back_to_a_page_of_this_site_only(
    bound, wechat: WeChatServer, wanted: str, lands: str
) -> None:
    client = bound()
    going = client.get("/login/wechat/oa", query_string={"next": wanted})
    state = parse_qs(urlsplit(going.headers["Location"]).query)["state"][0]
    code = wechat.people.may_enter(**SOMEBODY["oa"])
    answer = client.get(f"/login/wechat/oa/back?code={code}&state={state}")
    assert answer.headers["Location"] == lands


@pytest.mark.parametrize("slug", APPS)
def test_the_asking_page_leads_back_here_over_http(
    app: Flask, wechat: WeChatServer, chosen: Settings, slug: str
) -> None:
    going = phone(app, slug).get(f"/login/wechat/{slug}").headers["Location"]
    assert going.startswith(f"{wechat.address}/connect/oauth2/authorize?appid=")
    answer = requests.get(going, allow_redirects=False, timeout=5)
    assert answer.headers["Location"].startswith(
        f"{chosen.base_url}/login/wechat/{slug}/back?code="
    )


@pytest.mark.parametrize("kind", list(AccountKind))
def test_the_real_servers_ask_at_wechats_own_page(kind: AccountKind) -> None:
    api = settings.WECOM_API if kind is AccountKind.WECOM else settings.OA_API
    row = Account(kind=kind, app_id="wx1")
    url = oauth.authorize_url(row, back="https://gk.example.cn/b", state="s", api=api)
    assert url.startswith(
        "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx1"
    )
    assert "redirect_uri=https%3A%2F%2Fgk.example.cn%2Fb" in url
    assert "scope=snsapi_base&state=s#wechat_redirect" in url
