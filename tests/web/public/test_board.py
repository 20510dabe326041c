"""A village's board, its feeds and large type."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.web.conftest import Page
from villagepub import db
from villagepub.models import Notice


def test_the_board_lists_what_is_in_publicity_first(
    get: Callable[..., Page], public_id: str, county: Engine
) -> None:
    page = get(f"/v/{stage.VILLAGE}")
    assert "2026年耕地地力保护补贴发放公示" in page.words
    assert page.soup.select_one(f'a[href="/n/{public_id}"]')


def test_a_village_without_notices_has_a_friendly_empty_page(
    get: Callable[..., Page],
) -> None:
    assert "还没有贴出的" in get(f"/v/{stage.OTHER}").words


def test_villages_are_found_by_a_part_of_their_name(get: Callable[..., Page]) -> None:
    page = get("/?q=马家沟")
    assert "延安市安塞区沿河湾镇马家沟村" in page.words


def test_townships_are_jumped_to_by_their_short_names(
    get: Callable[..., Page], county: Engine
) -> None:
    soup = get("/").soup
    jumps = {a["href"]: a.get_text() for a in soup.select("main nav a")}
    headings = {f"#{h['id']}": h.get_text() for h in soup.select("section h2")}
    assert jumps.keys() == headings.keys()
    assert "沿河湾镇" in jumps.values()
    assert all(headings[to].endswith(name) for to, name in jumps.items())


def test_large_type_works_without_a_script(client: FlaskClient) -> None:
    client.get("/big?on=1&next=/")
    assert 'class="v big"' in client.get("/").get_data(as_text=True)


def test_the_way_back_from_large_type_stays_on_this_site(client: FlaskClient) -> None:
    for way in ("//evil.example/", "/%09/evil.example/", "/%0a/evil.example/"):
        assert client.get(f"/big?on=1&next={way}").headers["Location"] == "/"


def test_feeds_list_what_is_posted(client: FlaskClient, public_id: str) -> None:
    items = json.loads(client.get(f"/v/{stage.VILLAGE}/feed.json").get_data())["items"]
    atom = client.get(f"/v/{stage.VILLAGE}/feed.atom").get_data(as_text=True)
    assert [i["id"] for i in items] == [public_id]
    assert public_id in atom


def test_a_feed_says_how_much_of_what_and_whom_to_ask(
    app: Flask, client: FlaskClient, public_id: str
) -> None:
    """The words that groups get; until the worker has drawn them the state alone."""
    feed, atom = (f"/v/{stage.VILLAGE}/feed.{kind}" for kind in ("json", "atom"))
    before = client.get(feed).get_json()["items"][0]["content_text"]
    stage.draw(app)
    text = client.get(feed).get_json()["items"][0]["content_text"]
    assert before == "已公开"
    assert text == client.get(f"/n/{public_id}.txt").text.strip()
    assert "补贴总额 46,675.20 元：777.92 亩，每亩 60 元。" in text
    assert "觉得不对，打电话问：村务监督委员会 折治国 0911-0062011" in text
    assert "0911-0062011" in client.get(atom).text


def test_a_feed_of_what_was_taken_back_tells_no_sum(
    app: Flask, client: FlaskClient, county: Engine, public_id: str
) -> None:
    stage.draw(app)
    with db.transaction(county) as session:
        stage.withdraw(session, public_id)
    for _ in ("before the worker has cleared up", "after"):
        item = client.get(f"/v/{stage.VILLAGE}/feed.json").get_json()["items"][0]
        assert item["content_text"] == "已撤回"
        stage.draw(app)


def test_a_feed_says_what_does_not_hold_any_more(
    client: FlaskClient, county: Engine, public_id: str
) -> None:
    """A reader has kept the entry, and shows it again only if it has changed."""
    feed, atom = (f"/v/{stage.VILLAGE}/feed.{kind}" for kind in ("json", "atom"))
    before = json.loads(client.get(feed).get_data())["items"][0]
    with db.transaction(county) as session:
        stage.withdraw(session, public_id)
    after = json.loads(client.get(feed).get_data())["items"][0]
    assert after["title"] == f"【已撤回】{before['title']}"
    assert after["date_modified"] > before["date_modified"]
    text = client.get(atom).get_data(as_text=True)
    assert "<title>【已撤回】" in text
    assert text.count(f"<updated>{after['date_modified']}</updated>") == 2


def test_one_year_is_marked_as_the_one_that_is_shown(
    get: Callable[..., Page], county: Engine, public_id: str
) -> None:
    with db.transaction(county) as session:
        notice = session.exec(select(Notice)).one()
        fields = notice.model_dump(exclude={"id", "public_id"})
        session.add(Notice(**fields | {"public_id": "2345", "period": "2025"}))
    page = get(f"/v/{stage.VILLAGE}?year=2026")
    marked = page.soup.select("nav.links [aria-current]")
    assert [a.get_text() for a in marked] == ["2026年"]


def test_a_page_of_many_villages_asks_where_first(
    get: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    from villagepub.web.public import home as view

    monkeypatch.setattr(view, "MAX_VILLAGES", 20)
    page = get("/")
    link = next(a["href"] for a in page.soup.select("a.cell") if "沿河湾" in str(a))
    assert "马家沟村" not in page.words
    assert "马家沟村" in get(link).words


def test_villages_of_one_name_are_told_apart_by_title_and_card(
    get: Callable[..., Page], public_id: str
) -> None:
    page = get(f"/n/{public_id}")
    assert "沿河湾镇马家沟村" in page.soup.title.get_text()
    card = page.soup.find("meta", property="og:site_name")["content"]
    assert card == "延安市安塞区沿河湾镇马家沟村村务公开"
