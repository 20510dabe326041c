"""Signing in by WeChat: bound once after a password, one tap then, and let go again."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.web.account.wechat_login.steps import (
    AGENTS,
    APPS,
    SOMEBODY,
    actions,
    agree,
    phone,
    rows,
)
from tests.web.conftest import Page
from tests.wechat_server.server import WeChatServer
from villagepub import db, settings
from villagepub.factory import create_app
from villagepub.models import Account, Binding, Staff
from villagepub.settings import Settings
from villagepub.states import AccountKind
from villagepub.wechat import oauth
from villagepub.wechat.encryption import unseal


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
