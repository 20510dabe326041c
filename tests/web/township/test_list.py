"""The village list on the desk: seen, added to, changed and ended."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.stage import OTHER, SUBSIDY, VILLAGE, item_id
from villagepub import db
from villagepub.models import VillageItem

LIST = f"/township/list/{VILLAGE}/"


@pytest.fixture(autouse=True)
def desk(sign_in) -> None:  # type: ignore[no-untyped-def]
    sign_in("bai")


def test_a_village_or_the_whole_township_gets_a_line(county: Engine, post, get) -> None:  # type: ignore[no-untyped-def]
    new = {"name": "村民代表会议记录", "limit": "每月20日前公开", "form": ""}
    words = post(LIST, new, at=LIST).words
    assert "每月公开" in words
    assert "村民代表会议记录" in words
    assert "自己加的" in words
    everywhere = {"name": "饮水工程进度", "limit": "", "form": "", "all": "1"}
    assert "15 个村" in post(LIST, everywhere, at=LIST).words
    assert "饮水工程进度" in get(f"/township/list/{OTHER}/").words


def test_what_is_ended_stays_on_the_page_with_its_reason(county: Engine, post) -> None:  # type: ignore[no-untyped-def]
    with db.reading(county) as session:
        number = item_id(session, SUBSIDY)
    page = post(f"{LIST}{number}/end", {"reason": "全村已退耕"}, at=LIST)
    assert "原因：全村已退耕" in page.words
    assert "停了清单上的一项" in page.words
    assert "又要公开了" in post(f"{LIST}{number}/resume", {}, at=LIST).words


def test_another_townships_village_is_not_shown(
    client: FlaskClient, county: Engine
) -> None:
    with db.reading(county) as session:
        others = session.exec(select(VillageItem.village_code)).all()
    assert VILLAGE in others
    assert client.get("/township/list/610603103201/").status_code == 403


def test_a_merged_village_owes_nothing_more_until_that_is_undone(
    county: Engine,
    post,  # type: ignore[no-untyped-def]
    get,  # type: ignore[no-untyped-def]
) -> None:
    def shown() -> list[str]:
        rows = get("/township/").soup.select("table.gr tbody th")
        return [th.get_text(strip=True) for th in rows]

    assert "马家沟村" in shown()
    said = {"reason": "并入沿河湾村，沿政发〔2026〕9号"}
    page = post(f"{LIST}end", said, at=LIST)
    assert "12 项都停了" in page.words
    assert "马家沟村" not in shown()
    assert "还没有清单的村：马家沟村" not in get("/township/").words
    assert "发下去了" in post("/township/lists/", {}, at="/township/lists/").words
    assert "马家沟村" not in shown()  # nor does the next issue bring it back

    back = post(f"{LIST}resume", said, at=LIST)
    assert "12 项又要公开了" in back.words
    assert "马家沟村" in shown()


def test_a_new_township_is_led_to_its_lists(county: Engine, get) -> None:  # type: ignore[no-untyped-def]
    with db.transaction(county) as session:
        session.execute(sa.delete(VillageItem))
    page = get("/township/")
    assert "各村还没有清单" in page.words
    assert page.soup.select_one(".empty a.go")["href"] == "/township/lists/"
