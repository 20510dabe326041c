"""A shared link: its card without any account, and signed where an account can."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.conftest import ROOT
from tests.wechat.dialogue.conftest import account
from tests.wechat_server.clients import clients
from tests.wechat_server.server import WeChatServer
from villagepub import db
from villagepub.factory import create_app
from villagepub.models import Account
from villagepub.settings import Settings
from villagepub.wechat.jssdk import signature_of

OWN = "http://gk.example.cn"
ABLE = '{"jsapi": ""}'
SECRET = "an app's secret"
APP = "wx2c2769f8efd9abc2"


@pytest.fixture
def public_id(county: Engine, sheets_folder: Path) -> str:
    return stage.publish(county, sheets_folder)


@pytest.fixture
def signing(chosen: Settings, county: Engine, wechat: WeChatServer) -> FlaskClient:
    """The site with a township's account that was found able to sign."""
    wechat.people.apps[APP] = SECRET
    account(county, rights=ABLE)
    app: Flask = create_app(
        chosen, engine=county, client_of=clients(wechat.address, SECRET)
    )
    return app.test_client()


def ask(client: FlaskClient, url: str):  # type: ignore[no-untyped-def]
    return client.get("/share/signature", query_string={"url": url})


def og(client: FlaskClient, path: str) -> dict[str, str]:
    soup = BeautifulSoup(client.get(path).get_data(as_text=True), "html5lib")
    return {m["property"]: m["content"] for m in soup.select("meta[property]")}


def test_a_page_has_its_card_without_any_account(
    client: FlaskClient, public_id: str
) -> None:
    page = BeautifulSoup(
        client.get(f"/n/{public_id}").get_data(as_text=True), "html5lib"
    )
    card = og(client, f"/n/{public_id}")
    assert card["og:title"] == "马家沟村：2026年耕地地力保护补贴发放公示"
    assert "46,675.20" in card["og:description"]
    assert card["og:url"].endswith(f"/n/{public_id}")
    assert card["og:image"] == f"{card['og:url']}/card.png"
    assert page.title.get_text(strip=True).startswith("2026年耕地地力保护补贴")
    assert page.select_one('meta[name="description"]')["content"]
    assert page.select_one("img")["src"].endswith("/card.png")


def test_the_picture_of_the_card_is_large_enough(
    client: FlaskClient, public_id: str
) -> None:
    stage.draw(client.application)
    data = client.get(f"/n/{public_id}/card.png").get_data()
    width, height = (int.from_bytes(data[n : n + 4], "big") for n in (16, 20))
    assert min(width, height) >= 300


def test_the_hidden_picture_is_not_fetched_and_not_shown(
    client: FlaskClient, public_id: str
) -> None:
    page = BeautifulSoup(
        client.get(f"/n/{public_id}").get_data(as_text=True), "html5lib"
    )
    picture = page.select_one("img")
    assert (picture["loading"], picture["alt"]) == ("lazy", "")
    assert picture.has_attr("hidden")
    css = (ROOT / "static" / "villagepub.css").read_text("utf-8")
    assert "[hidden]{display:none!important}" in css


def scripts(client: FlaskClient, public_id: str) -> tuple[str, str]:
    answer = client.get(f"/n/{public_id}")
    return (
        " ".join(
            re.findall(r'<script[^>]+src="([^"]+)"', answer.get_data(as_text=True))
        ),
        answer.headers["Content-Security-Policy"],
    )


def test_without_an_account_no_script_of_wechat_is_named(
    client: FlaskClient, public_id: str
) -> None:
    named, policy = scripts(client, public_id)
    assert "share.js" not in named
    assert "qq.com" not in policy
    assert ask(client, f"{OWN}/n/{public_id}").status_code == 404


def test_with_an_account_the_page_may_load_wechats_script_and_nothing_else(
    signing: FlaskClient, public_id: str
) -> None:
    named, policy = scripts(signing, public_id)
    assert "share.js" in named
    assert "script-src 'self' https://res.wx.qq.com" in policy
    assert "qq.com" not in signing.get("/").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "rights", ["{}", '{"jsapi": "没有这个权限。"}', '{"other": ""}']
)
def test_an_account_that_was_not_found_able_signs_nothing(
    signing: FlaskClient, county: Engine, public_id: str, rights: str
) -> None:
    with db.transaction(county) as session:
        session.exec(select(Account)).one().rights = rights
    assert "share.js" not in scripts(signing, public_id)[0]
    assert ask(signing, f"{OWN}/n/{public_id}").status_code == 404


def test_the_nearest_account_signs(
    signing: FlaskClient, county: Engine, public_id: str, wechat: WeChatServer
) -> None:
    wechat.people.apps["wxvillage"] = SECRET
    account(county, place_code=stage.VILLAGE, slug="v", app_id="wxvillage", rights=ABLE)
    account(county, place_code=stage.OTHER, slug="o", app_id="wxother", rights=ABLE)
    assert ask(signing, f"{OWN}/n/{public_id}").get_json()["appId"] == "wxvillage"


@pytest.mark.parametrize("tail", ["", "#roll", "?from=singlemessage", "/v1", "?a=1#b"])
def test_a_signature_is_over_the_address_without_its_fragment(
    signing: FlaskClient, public_id: str, tail: str
) -> None:
    url = f"{OWN}/n/{public_id}{tail}"
    signed = ask(signing, url).get_json()
    assert set(signed) == {"appId", "timestamp", "nonceStr", "signature"}
    ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3V"
    assert signed["signature"] == signature_of(
        signed["nonceStr"], ticket, signed["timestamp"], url.partition("#")[0]
    )


def test_a_villages_board_is_signed_too(signing: FlaskClient) -> None:
    assert ask(signing, f"{OWN}/v/{stage.VILLAGE}").status_code == 200


def test_the_known_vector_is_signed_alike() -> None:
    made = signature_of("n", "TK", 1414587457, "http://a/?x=1")
    assert made == "4757e9b163e0b6401b821f71a5dede92caccb79c"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/n/aaaaaa",
        "https://gk.example.cn/n/aaaaaa",
        "http://evil.example/n/aaaaaa",
        "http://gk.example.cn.evil.example/n/aaaaaa",
        "http://gk.example.cn@evil.example/n/aaaaaa",
        "http://evil@gk.example.cn/n/aaaaaa",
        "http://gk.example.cn:81/n/aaaaaa",
        "//gk.example.cn/n/aaaaaa",
        "http://gk.example.cn\\@evil.example/",
        "http://gk.example.cn/n/a\nb",
        "http://[gk.example.cn/",
        "javascript:alert(1)",
        f"{OWN}/n/" + "a" * 1000,
    ],
)
def test_another_sites_address_is_not_signed(
    signing: FlaskClient, wechat: WeChatServer, url: str
) -> None:
    assert ask(signing, url).status_code == 400
    assert wechat.people.calls == []


@pytest.mark.parametrize(
    "path", ["/", "/login", "/n/zzzzzz", "/v/999999999999", "/n/%00"]
)
def test_a_page_of_no_village_is_not_signed(signing: FlaskClient, path: str) -> None:
    assert ask(signing, f"{OWN}{path}").status_code == 404


@pytest.mark.parametrize(
    "odd", ["40164", "html", "bad-gateway", "nothing", "hang", "-1"]
)
def test_a_page_works_when_no_ticket_can_be_had(
    signing: FlaskClient, public_id: str, wechat: WeChatServer, odd: str
) -> None:
    wechat.people.script.append(odd)
    answer = ask(signing, f"{OWN}/n/{public_id}")
    assert answer.status_code == 503
    assert "直接转发也行" in answer.get_json()["error"]
    assert SECRET not in answer.get_data(as_text=True)
    assert signing.get(f"/n/{public_id}").status_code == 200


def test_the_script_asks_only_inside_wechat_and_forgives_everything() -> None:
    text = (ROOT / "static" / "share.js").read_text("utf-8")
    assert "/MicroMessenger/i.test(navigator.userAgent)" in text
    assert ".catch(" in text
    assert text.count("https://") == 1
