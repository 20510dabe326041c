"""The public catalog: what is owed, by which law, and where that law is no longer new."""

import re
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from tests import stage
from tests.web.conftest import Get


def test_a_basis_that_something_newer_replaced_is_said_to_be_old(get) -> None:
    page = get("/catalog")
    told = {
        dd.get_text(" ", strip=True)
        for dd in page.soup.select(".kv dd")
        if "依据：" in dd.get_text()
    }
    old = {text for text in told if "此依据已有新规定" in text}
    assert any("财农〔2017〕41号" in text for text in old)
    assert all(re.search(r"财农〔2017〕41号|民发〔201", text) for text in old)
    assert told - old


def test_the_villages_own_list_cites_the_law_in_force(get) -> None:
    words = get("/catalog").words
    assert "《中华人民共和国村民委员会组织法》第三十五条" in words
    assert "《中华人民共和国社会救助法》第四十五条" in words
    assert "组织法》第三十条" not in words


def test_an_item_leads_to_the_notices_of_every_village_and_a_notice_to_its_item(
    county: Engine, sheets_folder: Path, get: Get, client: FlaskClient
) -> None:
    public_id = stage.publish(county, sheets_folder)
    notice = get(f"/n/{public_id}")
    way = notice.soup.find("a", string="各村这一项")["href"]
    item = get(client.get(str(way)).headers["Location"])
    assert "马家沟村" in item.words
    assert item.soup.find("a", href=f"/n/{public_id}")
    empty = get(
        next(
            str(a["href"])
            for a in get("/catalog").soup.select("a[href^='/catalog/']")
            if "高龄" in a.get_text()
        )
    )
    assert "各村还没有贴出这一项" in empty.words


def test_an_item_that_is_in_no_catalog_is_not_there(get: Get) -> None:
    get("/catalog/ZZ-99", 404)
    get("/catalog/of/zzzzzz", 404)
