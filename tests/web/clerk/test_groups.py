"""The village's groups, ordinary ones and robots."""

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import delete, select

from tests import stage
from tests.web.clerk.desk import Desk
from tests.web.conftest import Page
from tests.wechat_server.server import WeChatServer
from villagepub import db, settings
from villagepub.factory import create_app
from villagepub.models import Channel, Delivery
from villagepub.states import ROBOT_FORMS, ChannelKind


def test_a_group_is_added_and_stopped_and_used_again(clerk: Desk) -> None:
    page = clerk.get("/clerk/groups/")
    new = {"name": "在外务工乡亲群", "keeper": "薛伟"}
    page = clerk.send(page, new, action="/groups/")
    assert "薛伟在管" in page.words
    page = clerk.send(page, action="/off")
    assert "停用了" in page.words
    assert "又用起来了" in clerk.send(page, action="/on").words


@pytest.mark.parametrize("withdrawn", [False, True], ids=["posted", "withdrawn"])
def test_without_a_group_the_words_can_still_be_copied(
    clerk: Desk, county: Engine, sheets_folder: Path, withdrawn: bool
) -> None:
    public_id = stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        session.exec(delete(Delivery))
        session.exec(delete(Channel))  # the only one
        if withdrawn:
            stage.withdraw(session, public_id)
    page = clerk.get(f"/clerk/notices/{public_id}/")
    assert f"/n/{public_id}" in page.soup.select_one("#txt").get_text()
    assert bool(page.soup.select("#pictures img")) is not withdrawn
    # what was withdrawn, and forwarded to nobody, needs no group any more
    assert ("加一个群" in page.words) is not withdrawn


@pytest.mark.parametrize("name", ["", "群", "长" * 50])
def test_a_group_without_a_proper_name_is_refused(clerk: Desk, name: str) -> None:
    page = clerk.send(clerk.get("/clerk/groups/"), {"name": name}, action="/groups/")
    assert "群名写 2 到 40 个字" in page.words


@pytest.mark.parametrize("field", ["name", "keeper"])
def test_nobodys_number_is_kept_with_a_group(clerk: Desk, field: str) -> None:
    group = {"name": "村民群", "keeper": "薛伟"} | {field: "薛伟１３７４９２１９０３３"}
    page = clerk.send(clerk.get("/clerk/groups/"), group, action="/groups/")
    assert "不要写电话" in page.words


def test_the_townships_robot_is_not_the_villages_to_try(
    wired: Desk, county: Engine, wechat: WeChatServer
) -> None:
    officer = Desk(wired.client.application.test_client(), "bai")
    robot = {"kind": "robot", "name": "全镇干部群", "address": KEY}
    officer.send(officer.get("/township/groups/"), robot, action="/groups/")
    said = len(wechat.robots.log)
    with db.reading(county) as session:
        row = session.exec(
            select(Channel).where(Channel.place_code == stage.TOWNSHIP)
        ).one()
    assert wired.client.post(f"/clerk/groups/{row.id}/probe").status_code == 403
    assert len(wechat.robots.log) == said


def test_a_kind_of_group_that_is_none_is_refused_with_a_sentence(clerk: Desk) -> None:
    odd = {"kind": "pigeon", "name": "信鸽群"}
    page = clerk.send(clerk.get("/clerk/groups/"), odd, action="/groups/")
    assert "请从列出来的里面选一种" in page.words


def test_a_robot_address_from_elsewhere_is_refused_and_never_shown(
    clerk: Desk,
) -> None:
    robot = {
        "kind": "robot",
        "name": "工作群",
        "address": "https://evil.example/?key=x",
    }
    page = clerk.send(clerk.get("/clerk/groups/"), robot, action="/groups/")
    assert "不是企业微信机器人的地址" in page.words
    assert "evil.example" not in page.text


def test_a_robot_is_kept_without_its_key(clerk: Desk) -> None:
    key = "0123abcd-0000-4000-8000-000000000000"
    robot = {"kind": "robot", "name": "工作群", "address": key}
    page = clerk.send(clerk.get("/clerk/groups/"), robot, action="/groups/")
    assert "工作群" in page.words
    assert key not in page.text


KEY = "0123abcd-0000-4000-8000-000000000000"


@pytest.fixture
def wired(county: Engine, tmp_path: Path, wechat: WeChatServer) -> Desk:
    """A clerk whose robot is where its address says."""
    chosen = settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(tmp_path / "instance"),
            "VILLAGEPUB_BASE_URL": "http://gk.example.cn",
            "VILLAGEPUB_WECOM_API": wechat.address,
        }
    )
    app = create_app(chosen, engine=county)
    app.config["WTF_CSRF_ENABLED"] = False
    wechat.robots.keys.add(KEY)
    return Desk(app.test_client(), "laotuo")


def robot_page(clerk: Desk, **given: str) -> Page:
    robot = {"kind": "robot", "name": "工作群", "address": KEY} | given
    return clerk.send(clerk.get("/clerk/groups/"), robot, action="/groups/")


def test_what_a_robot_sends_is_chosen_when_it_is_added_and_later(wired: Desk) -> None:
    clerk = wired
    assert "机器人发，图文卡片" in robot_page(clerk, sends="news").words
    page = clerk.get("/clerk/groups/")
    page = clerk.send(page, {"sends": "pictures"}, action="/sends")
    assert "往“工作群”发：文字和图片" in page.words
    assert "机器人发，文字和图片" in page.words


def test_a_robot_sends_words_unless_something_else_is_chosen(wired: Desk) -> None:
    assert "机器人发，只发文字" in robot_page(wired).words


def test_a_form_that_there_is_not_is_refused_with_a_sentence(clerk: Desk) -> None:
    assert "从列出来的里面选一种" in robot_page(clerk, sends="video").words


def test_every_form_can_be_chosen(clerk: Desk) -> None:
    page = robot_page(clerk)
    for word in ROBOT_FORMS.values():
        assert page.text.count(f">{word.text}</option>") == 2


def test_a_robot_that_is_back_says_what_it_missed(
    clerk: Desk, county: Engine, sheets_folder: Path
) -> None:
    with db.transaction(county) as session:
        for old in session.exec(select(Channel)):
            session.delete(old)
        session.add(
            Channel(
                place_code=stage.VILLAGE,
                kind=ChannelKind.ROBOT,
                name="工作群",
                is_active=False,
                created_at=stage.AT,
            )
        )
    stage.publish(county, sheets_folder)
    page = clerk.send(clerk.get("/clerk/groups/"), action="/on")
    assert "停用的时候贴的 1 件没有发到这里" in page.words


@pytest.mark.parametrize("is_there", [True, False])
def test_a_robot_that_fails_when_it_is_asked_is_not_in_use(
    county: Engine, tmp_path: Path, wechat: WeChatServer, is_there: bool
) -> None:
    chosen = settings.read(
        {
            "VILLAGEPUB_INSTANCE": str(tmp_path / "instance"),
            "VILLAGEPUB_BASE_URL": "http://gk.example.cn",
            "VILLAGEPUB_WECOM_API": wechat.address,
        }
    )
    app = create_app(chosen, engine=county)
    app.config["WTF_CSRF_ENABLED"] = False
    clerk = Desk(app.test_client(), "laotuo")
    if is_there:
        wechat.robots.keys.add(KEY)
    assert ("先停着" in robot_page(clerk).words) is not is_there

    def is_used() -> bool:
        with db.reading(county) as session:
            robots = select(Channel).where(Channel.kind == ChannelKind.ROBOT)
            return session.exec(robots).one().is_active

    assert is_used() is is_there
    wechat.robots.keys ^= {KEY}  # it is taken out of the group, or put in
    action = "/probe" if is_there else "/on"
    clerk.send(clerk.get("/clerk/groups/"), action=action)
    assert is_used() is not is_there
