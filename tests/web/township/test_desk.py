"""The township's desk: the grid, catalogs, lists, accounts, groups."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.web.clerk.desk import Desk
from tests.web.conftest import strict
from villagepub import catalog, db
from villagepub.demo.scenario import SCENARIO, read
from villagepub.models import Place

PAGES = (
    "/township/",
    "/township/catalogs/",
    "/township/lists/",
    "/township/accounts/",
    "/township/groups/",
    "/township/villages/610603102201/",
    "/township/places/",
    "/township/places/610603102201/",
)


@pytest.fixture
def town(desk: Callable[[str], Desk]) -> Desk:
    return desk("bai")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_good(town: Desk, path: str) -> None:
    page = town.get(path)
    assert page.code == 200
    strict(page.text)


def test_the_grid_has_villages_by_code_and_says_that_nobody_is_ranked(
    town: Desk,
) -> None:
    page = town.get("/township/")
    names = [th.get_text() for th in page.soup.select("table.gr tbody th")]
    assert names == ["马家沟村", "高家峁村"]
    assert "不排名次" in page.words


def test_only_the_words_that_stand_in_the_grid_are_explained(town: Desk) -> None:
    page = town.get("/township/")
    said = page.soup.select_one("table.gr").get_text()
    spans = [one.get_text() for one in page.soup.select(".legend span")]
    told = [span.partition("：")[0] for span in spans[1:-1]]
    assert "没有事" in told
    assert "本期无" not in told
    assert all(word in said for word in told)


def test_a_catalog_read_again_changes_nothing(town: Desk) -> None:
    page = town.get("/township/catalogs/")
    file = (io.BytesIO(read(SCENARIO.catalogs[0])), SCENARIO.catalogs[0])
    done = town.send(page, {"file": file}, action="/catalogs/")
    assert "新加 0" in done.words
    assert "没收 0" in done.words


def test_a_file_that_is_no_catalog_is_named(town: Desk) -> None:
    page = town.get("/township/catalogs/")
    file = (io.BytesIO(b"nothing"), "别的.xlsx")
    done = town.send(page, {"file": file}, action="/catalogs/")
    assert "别的.xlsx" in done.words


def test_a_list_is_issued_to_a_village_that_had_none(town: Desk) -> None:
    page = town.get("/township/lists/")
    done = town.send(page, {"village": "610603102200"}, action="/lists/")
    assert "1 个村，一共添了" in done.words


def test_an_account_is_opened_renewed_and_ended(
    town: Desk, desk: Callable[[str], Desk]
) -> None:
    page = town.get("/township/accounts/")
    new = {
        "login": "xin",
        "name": "白登高",
        "role": "clerk",
        "place": "610603102201",
        "password": "qiu-tian-77",
    }
    page = town.send(page, new, action="/accounts/")
    assert "白登高" in page.words
    again = town.send(page, new, action="/accounts/")
    assert "已经有人用了" in again.words
    ended = town.send(town.get("/township/accounts/"), action="/xin/disable")
    assert "白登高的账号停了" in ended.words


def test_nobody_ends_their_own_account(town: Desk) -> None:
    page = town.get("/township/accounts/")
    assert not [f for f in page.soup.find_all("form") if "/bai/" in f["action"]]


def test_the_county_chooses_a_township(desk: Callable[[str], Desk]) -> None:
    page = desk("xian").get("/township/?t=610603102")
    assert "沿河湾镇" in page.words
    assert not page.soup.select("a[href='/township/groups/']")


def test_the_county_gives_every_village_its_list_at_once(
    desk: Callable[[str], Desk], county: Engine
) -> None:
    with db.transaction(county) as session:
        session.connection().execute(sa.text("DELETE FROM villageitem"))
    county_desk = desk("xian")
    page = county_desk.get("/township/lists/")
    every = page.soup.find("button", string="发给全县各村")
    sent = county_desk.send(page, {"village": every["value"]}, action="/lists/")
    assert "发下去了" in sent.words
    with db.reading(county) as session:
        codes = [c for c in session.exec(select(Place.code)) if len(c) == 12]
        counts = catalog.counts(session, codes)
    assert set(counts) == set(codes)
    assert "发给全县" not in desk("bai").get("/township/lists/").words


@pytest.mark.parametrize("login", ["laotuo", "zhe", "cun"])
def test_a_village_does_not_sit_at_the_townships_desk(
    desk: Callable[[str], Desk], login: str
) -> None:
    assert desk(login).get("/township/").code == 403


def test_from_a_villages_notice_the_way_back_is_to_the_village_not_to_a_clerks_list(
    county: Engine, sheets_folder: Path, town: Desk
) -> None:
    public_id = stage.publish(county, sheets_folder)
    page = town.get(f"/clerk/notices/{public_id}/")
    ways = [str(a["href"]) for a in page.soup.select("a.back, .dock a")]
    assert set(ways) == {f"/township/villages/{stage.VILLAGE}/"}
    home = town.get("/clerk/")
    assert "该贴的都贴了" not in home.words
    assert "各村哪天贴出来的" in home.words


def test_a_phone_is_entered_with_where_it_will_be_printed(town: Desk) -> None:
    page = town.get("/township/places/610603102201/")
    assert "榜底的电话" in page.words
    refused = town.send(page, {"phone": "找老王"}, action="/610603102201/")
    assert "不像电话" in refused.words
    assert refused.soup.select_one("#phone")["value"] == "找老王"
    done = town.send(refused, {"phone": "0911-6212345"}, action="/610603102201/")
    assert "0911-0062011 → 0911-6212345" in done.words
    assert "0911-6212345" in town.get("/township/places/").words
