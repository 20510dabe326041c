"""The village list on the desk: seen, added to, changed and ended."""

import pytest
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
