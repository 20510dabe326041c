"""The address that posters will carry: kept, tried, scanned, or refused with its reason."""

import io
import threading
from dataclasses import replace

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.engine import Engine
from werkzeug.serving import make_server

from tests.web.conftest import Page
from tests.web.setup.conftest import send
from villagepub import db, settings
from villagepub.setup import address_trial


def test_the_address_is_kept_tried_and_scanned(
    app: Flask, begun: FlaskClient, engine: Engine
) -> None:
    """A server that answers stands where the address leads."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://gk.test.example:{server.port}"
    at = "/township/address/"
    page = send(begun, at, at, address=address)
    assert "不行：连不上" in page.words
    picture = Image.open(io.BytesIO(begun.get("/township/address/code.png").data))
    link = zxingcpp.read_barcodes(picture)[0].text
    assert link.startswith(f"{address}/hello/")
    assert "还没有用手机试过" in Page(begun.get("/setup")).words
    phone = app.test_client()
    wechat = {"User-Agent": "Mozilla/5.0 (Linux; Android 15) MicroMessenger/8.0"}
    path = link.removeprefix(address)
    assert "对了" in Page(phone.get(path, headers=wechat)).words
    assert "手机打开过" in Page(begun.get("/setup")).words
    with db.reading(engine) as session:
        trial = address_trial.of(session, address)
    assert trial is not None
    here = replace(trial, url=f"http://127.0.0.1:{server.port}{path}")
    assert address_trial.ask(here) == ""
    away = replace(trial, url=f"http://127.0.0.1:{server.port}/hello/ffff")
    assert "不是这个程序" in address_trial.ask(away)
    server.shutdown()
    server.server_close()


def test_who_has_no_domain_reads_where_others_of_the_office_open_it(
    begun: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts = ["127.0.0.1", "192.168.1.8", "172.17.0.1"]
    monkeypatch.setattr(settings, "_own_hosts", lambda: iter(hosts))
    page = Page(begun.get("/township/address/"))
    assert "现在是 http://192.168.1.8:8000" in page.words
    del hosts[1:]
    page = Page(begun.get("/township/address/"))
    assert "现在是" not in page.words


def test_this_machine_knows_where_it_is() -> None:
    own = settings.of_this_machine(8000)
    assert own == "" or own.endswith(":8000")
    assert not settings.is_this_machine(own or "http://192.168.1.8:8000")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("http://127.0.0.1:8000", "这台电脑自己的"),
        ("http://localhost:8000", "这台电脑自己的"),
        ("https://[::1]", "这台电脑自己的"),
        ("https://[::ffff:127.0.0.1]", "这台电脑自己的"),
        ("http://localhost.", "这台电脑自己的"),
        ("https://gk.example.cn/n/", "只写到域名"),
        ("https://clerk@gk.example.cn", "只写到域名"),
        ("https://gk.example.cn<b>", "只用字母"),
        ("https://gk.example.cn\\@evil.example", "只写到域名"),
        ("file:///etc/passwd", "不像网址"),
        ("gopher://gk.example.cn", "不像网址"),
        ("村务公开", "不像网址"),
        ("ftp://gk.example.cn", "不像网址"),
        ("https://gk.example.cn:port", "不像网址"),
    ],
)
def test_an_address_that_no_poster_can_carry_is_not_kept(
    begun: FlaskClient, typed: str, said: str
) -> None:
    page = send(begun, "/township/address/", "/township/address/", address=typed)
    assert (page.code, said in page.words) == (422, True)


def test_an_address_without_its_beginning_is_taken_as_https(
    begun: FlaskClient, app: Flask
) -> None:
    at = "/township/address/"
    assert "https://gk.example.cn" in send(begun, at, at, address="gk.example.cn").text
    assert (
        "gk.example.cn" in Page(app.test_client().get("/v/610603102201/feed.json")).text
    )
