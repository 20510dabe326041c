"""One WeChat, one account: bound in one's own session, shown, and let go."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.web.account.wechat_login.steps import (
    SOMEBODY,
    actions,
    agree,
    bind,
    enter,
    phone,
    rows,
)
from tests.web.conftest import Page
from tests.wechat_server.server import WeChatServer
from villagepub import account_slips, db, staff_accounts
from villagepub.models import Staff


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


@pytest.mark.parametrize("way", ["renew", "hand-over"])
def test_no_wechat_opens_an_account_that_the_township_has_taken_in_hand(
    bound, wechat: WeChatServer, county: Engine, way: str
) -> None:
    """Whose password was found out bound another phone, and that one is out as well."""
    client = bound()
    with db.transaction(county) as session:
        desk = stage.act(session, "bai", stage.AT)
        clerk = session.exec(select(Staff).where(Staff.login == "laotuo")).one()
        new = account_slips.one_time()
        if way == "renew":
            account_slips.renew(desk, staff_id=clerk.id, password=new)
        else:
            account_slips.hand_over(
                desk, staff_id=clerk.id, name="康小军", password=new
            )
    assert rows(county) == []
    assert "还没有绑账号" in agree(client, wechat).words


def test_whose_account_ended_binds_the_wechat_to_the_next_one(
    app: Flask, bound, wechat: WeChatServer, county: Engine
) -> None:
    bound()
    with db.transaction(county) as session:
        desk = stage.act(session, "bai", stage.AT)
        staff_accounts.disable(desk, login="laotuo")
    client = phone(app)
    enter(client, "kang")
    assert bind(client, wechat).code == 302
    assert len(rows(county)) == 1


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
