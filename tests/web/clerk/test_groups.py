"""The village's groups, ordinary ones and robots."""

import pytest

from tests.web.clerk.desk import Desk


def test_a_group_is_added_and_stopped_and_used_again(clerk: Desk) -> None:
    page = clerk.get("/clerk/groups/")
    new = {"name": "在外务工乡亲群", "keeper": "薛伟"}
    page = clerk.send(page, new, action="/groups/")
    assert "薛伟在管" in page.words
    page = clerk.send(page, action="/off")
    assert "停用了" in page.words
    assert "又用起来了" in clerk.send(page, action="/on").words


@pytest.mark.parametrize("name", ["", "群", "长" * 50])
def test_a_group_without_a_proper_name_is_refused(clerk: Desk, name: str) -> None:
    page = clerk.send(clerk.get("/clerk/groups/"), {"name": name}, action="/groups/")
    assert "群名写 2 到 40 个字" in page.words


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
