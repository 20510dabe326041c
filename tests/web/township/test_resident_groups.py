"""居民群 and poster codes: chosen per village, made once, printed and scanned."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.render.reading import pdf_text, qr_addresses
from tests.stage import OTHER, TOWNSHIP, VILLAGE
from tests.web.clerk.desk import Desk
from tests.web.conftest import SECRET_KEY, Page
from tests.wechat_server.server import WeChatServer
from villagepub import db
from villagepub.models import Channel, PosterCode
from villagepub.states import ChannelKind
from villagepub.wechat.encryption import unseal

GROUPS = "/township/wechat/1/resident-groups"
JOIN = "https://weixin.qq.com/g/AwYAAHsxSoYgIu2y1"


@pytest.fixture
def wecom(connect: Callable[..., str], wechat: WeChatServer) -> None:
    connect(kind="wecom", app_id=wechat.platform.corp_id, agent_id="1000002")


def channel(engine: Engine) -> Channel:
    with db.reading(engine) as session:
        return session.exec(
            select(Channel).where(Channel.kind == ChannelKind.CUSTOMER_GROUP)
        ).one()


@pytest.mark.usefixtures("wecom")
def test_a_group_is_its_villages_and_the_name_says_whose(
    officer: Desk, county: Engine
) -> None:
    page = officer.get(GROUPS)
    (chosen,) = page.soup.select("option[selected]")
    assert chosen["value"] == VILLAGE
    page = officer.send(page, action="/resident-groups")
    assert "发马家沟村的公示" in page.words
    one = channel(county)
    assert (one.place_code, one.target) == (VILLAGE, "wr-majiagou")
    assert unseal(one.secret, SECRET_KEY.encode()) == "tuoxiaomei"


@pytest.mark.usefixtures("wecom")
def test_a_group_gets_no_notice_twice(officer: Desk, county: Engine) -> None:
    page = officer.get(GROUPS)
    officer.send(page, action="/resident-groups")
    again = officer.send(page, {"place": OTHER}, action="/resident-groups")
    assert "已经加过了" in again.words
    assert channel(county).place_code == VILLAGE


@pytest.mark.usefixtures("wecom")
def test_a_group_needs_a_village_and_one_of_ones_own(
    officer: Desk, county: Engine
) -> None:
    page = officer.get(GROUPS)
    assert (
        "是哪个村的"
        in officer.send(page, {"place": ""}, action="/resident-groups").words
    )
    other = officer.send(page, {"place": "610603104201"}, action="/resident-groups")
    assert "别的村的事" in other.words
    with db.reading(county) as session:
        kinds = {c.kind for c in session.exec(select(Channel))}
    assert ChannelKind.CUSTOMER_GROUP not in kinds


@pytest.mark.usefixtures("wecom")
def test_a_renamed_group_and_its_new_owner_are_taken_over(
    officer: Desk, county: Engine, wechat: WeChatServer
) -> None:
    officer.send(officer.get(GROUPS), action="/resident-groups")
    wechat.platform.group_names["wr-majiagou"] = "马家沟一家亲"
    wechat.platform.groups["wr-majiagou"] = "xuewei"
    officer.get(GROUPS)
    assert channel(county).name == "马家沟一家亲"
    assert unseal(channel(county).secret, SECRET_KEY.encode()) == "xuewei"


@pytest.mark.usefixtures("wecom")
def test_a_group_that_is_gone_is_stopped_and_says_why(
    officer: Desk, county: Engine, wechat: WeChatServer
) -> None:
    officer.send(officer.get(GROUPS), action="/resident-groups")
    del wechat.platform.groups["wr-majiagou"]
    officer.get(GROUPS)
    assert not channel(county).is_active
    assert "解散了" in channel(county).fault


def line(page: Page, village: str) -> str:
    return f"/township/codes/{village}"


@pytest.mark.usefixtures("wecom")
def test_a_group_code_is_made_once_and_printed_on_the_large_poster(
    officer: Desk,
    county: Engine,
    wechat: WeChatServer,
    sheets_folder: Path,
    clerk: Desk,
) -> None:
    public_id = stage.publish(county, sheets_folder)
    officer.send(officer.get(GROUPS), action="/resident-groups")
    page = officer.get("/township/codes/")
    page = officer.send(page, {"kind": "group"}, action=f"/codes/{VILLAGE}")
    assert "“扫码进村民群”做好了" in page.words
    (way,) = wechat.platform.ways.values()
    assert (way["chat_id_list"], way["state"]) == (["wr-majiagou"], VILLAGE)
    pdf = clerk.client.get(
        f"/clerk/notices/{public_id}/files/poster-a3-colour.pdf"
    ).data
    assert "扫码进村民群" in pdf_text(pdf)
    public = f"/v/{VILLAGE}/code-group.png"
    assert clerk.client.get(public).status_code == 404  # whoever scans it may enter
    shown = officer.send(officer.get("/township/codes/"), {"shown": "1"}, action="/web")
    assert "网页上也放了" in shown.words
    picture = clerk.client.get(public)
    assert qr_addresses(picture.data) == [JOIN]
    assert "扫码进村民群" in clerk.get(f"/v/{VILLAGE}").words


def test_a_code_to_follow_carries_the_village_as_its_scene(
    officer: Desk, connect: Callable[..., str], county: Engine, wechat: WeChatServer
) -> None:
    connect()
    page = officer.get("/township/codes/")
    page = officer.send(page, {"kind": "follow"}, action=f"/codes/{VILLAGE}")
    assert wechat.platform.scenes == [VILLAGE]
    (link,) = page.soup.select("a[download]")
    picture = officer.client.get(link["href"])
    assert qr_addresses(picture.data) == [f"http://weixin.qq.com/q/{VILLAGE}"]
    dropped = officer.send(page, action="/off")
    assert "以后的榜上不印了" in dropped.words
    with db.reading(county) as session:
        assert session.exec(select(PosterCode)).all() == []


@pytest.mark.usefixtures("wecom")
def test_what_is_missing_for_a_code_is_said(
    officer: Desk, wechat: WeChatServer
) -> None:
    given = {"kind": "group", "csrf_token": "x"}
    said = officer.client.post(
        f"/township/codes/{VILLAGE}", data=given, follow_redirects=True
    )
    assert "先到“居民群”里给这个村选一个群" in said.get_data(as_text=True)
    officer.send(officer.get(GROUPS), action="/resident-groups")
    wechat.platform.lacking.add("externalcontact/groupchat/add_join_way")
    page = officer.get("/township/codes/")
    page = officer.send(page, {"kind": "group"}, action=f"/codes/{VILLAGE}")
    assert "没有开通这项权限" in page.words


@pytest.mark.usefixtures("wecom")
def test_a_picture_that_does_not_come_makes_no_code(
    officer: Desk, county: Engine, wechat: WeChatServer
) -> None:
    officer.send(officer.get(GROUPS), action="/resident-groups")
    wechat.platform.way_picture = "/nowhere.png"
    page = officer.get("/township/codes/")
    page = officer.send(page, {"kind": "group"}, action=f"/codes/{VILLAGE}")
    assert "图片取不下来" in page.words
    with db.reading(county) as session:
        assert session.exec(select(PosterCode)).all() == []


def test_codes_of_another_township_are_not_made_here(officer: Desk) -> None:
    assert VILLAGE.startswith(TOWNSHIP)
    said = officer.client.post(
        "/township/codes/610603104201", data={"kind": "follow"}, follow_redirects=True
    )
    assert "这个村找不到了" in said.get_data(as_text=True)
