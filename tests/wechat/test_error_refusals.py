"""The table of docs/wechat.md, rows 10 and on: what somebody has to put right."""

import json

import pytest
from sqlmodel import col, select

from tests.wechat.error_rows import (
    ALL,
    FAILED,
    OFFICIAL,
    UNKNOWN,
    WECOM,
    each,
)
from tests.wechat.line import APP, ARTICLE, GROUP, MASS, ROBOT, Line, Of
from villagepub import db
from villagepub.act import Act
from villagepub.models import Channel
from villagepub.states import ChannelKind, DeliveryState


# Rows 10 and 11: what an administrator has to put right for the whole account.
@pytest.mark.parametrize("kind", [*OFFICIAL, *WECOM])
def test_an_address_that_is_not_listed_is_named_and_stops_the_account(
    line: Of, kind: ChannelKind
) -> None:
    one = line(kind)
    one.server.platform.is_listed = False
    others = OFFICIAL if kind in OFFICIAL else WECOM
    use(one, others)
    row = one.work()
    assert row.state is FAILED
    assert "IP 白名单），这台（127.0.0.1）还没登记" in row.reason
    assert set(one.off()) == set(others)
    calls = len(one.server.platform.calls)
    one.work(days=1)
    assert len(one.server.platform.calls) == calls


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        *each(("40013", "40125", "89503", "89506", "89507"), OFFICIAL),
        *each(("40013", "40001", "40091"), WECOM),
    ],
)
def test_a_wrong_secret_stops_everything_of_the_account(
    line: Of, kind: ChannelKind, code: str
) -> None:
    one = line(kind)
    one.script(code, at="stable_token" if kind in OFFICIAL else "gettoken")
    others = OFFICIAL if kind in OFFICIAL else WECOM
    use(one, others)
    row = one.work()
    wanted = "IP 白名单" if code.startswith("895") else "密钥不对"
    assert (row.state, wanted in row.reason) == (FAILED, True)
    assert {wanted in why for why in one.off().values()} == {True}
    assert set(one.off()) == set(others)
    one.work(days=1)
    assert one.posts() == []


def use(one: Line, kinds: tuple[ChannelKind, ...]) -> None:
    """The account's other channel is in use too, with nothing to send as yet."""
    with db.transaction(one.house) as session:
        for channel in session.exec(
            select(Channel).where(col(Channel.kind).in_(kinds))
        ):
            channel.is_active = True


# Row 12: no permission.
@pytest.mark.parametrize(
    ("kind", "code"),
    [
        *each(("48001", "48003", "48008"), OFFICIAL),
        *each(("48002", "84074", "84061", "60011", "301002"), WECOM),
    ],
)
def test_a_missing_right_switches_the_channel_off(
    line: Of, kind: ChannelKind, code: str
) -> None:
    one = line(kind)
    one.script(code)
    row = one.work()
    assert (row.state, "没有开通这项权限" in row.reason) == (FAILED, True)
    assert one.off() == {kind: row.reason}
    one.work(days=1)
    assert len(one.posts()) == 1


# Row 13: a dead robot.
@pytest.mark.parametrize(
    ("code", "says"),
    [("93000", "把新地址填进来"), ("93004", "重新启用"), ("93008", "重新加进群")],
)
def test_a_dead_robot_is_switched_off_and_a_new_one_asked_for(
    line: Of, code: str, says: str
) -> None:
    one = line(ROBOT)
    one.script(code)
    row = one.work()
    assert (row.state, says in row.reason, one.off()) == (
        FAILED,
        True,
        {ROBOT: row.reason},
    )
    one.work(days=1)
    assert len(one.posts()) == 1


# Row 14: the content.
@pytest.mark.parametrize(
    ("kind", "code", "field"),
    [
        *((k, "45002", "正文（太长）") for k in (ROBOT, APP, ARTICLE)),
        *((k, "45003", "标题（太长）") for k in OFFICIAL),
        *((k, "45004", "摘要（太长）") for k in OFFICIAL),
        (ARTICLE, "45166", "正文（里面有网址）"),
        *((k, "47001", "内容") for k in ALL),
        (APP, "47003", "内容"),
        *((k, "40007", "封面图") for k in OFFICIAL),
        (MASS, "44003", "文章（是空的）"),
        *((k, "44004", "内容（是空的）") for k in (ROBOT, APP)),
        (ARTICLE, "53503", "草稿"),
        (GROUP, "40058", "内容"),
        (ROBOT, "40008", "消息的样子"),
    ],
)
def test_refused_content_is_final_and_the_field_is_named(
    line: Of, kind: ChannelKind, code: str, field: str
) -> None:
    one = line(kind)
    one.script(code)
    row = one.work()
    assert row.state is FAILED
    assert row.reason.startswith(f"{field}不合微信的规矩")
    assert one.off() == {}
    one.work(days=1)
    assert len(one.posts()) == 1


# What no row names.
@pytest.mark.parametrize("kind", ALL)
def test_an_unknown_number_is_told_as_it_is(line: Of, kind: ChannelKind) -> None:
    one = line(kind)
    one.script("99999")
    row = one.work()
    assert (row.state, "99999" in row.reason) == (FAILED, True)


@pytest.mark.parametrize(
    ("kind", "code"), [*each(("45028",), (MASS,)), *each(("48002",), (GROUP, APP))]
)
def test_a_refusal_after_a_doubt_settles_nothing(
    line: Of, kind: ChannelKind, code: str
) -> None:
    """The first call may have posted it all the same."""
    one = line(kind)
    one.script("html", code)
    one.work()
    row = one.work(seconds=121)
    assert (row.state, "看一眼" in row.reason) == (UNKNOWN, True)


def test_what_surely_failed_is_sent_anew_with_another_key(line: Of) -> None:
    """The server would take the old key for the message that failed."""
    from tests import stage
    from villagepub import outbox

    one = line(MASS)
    one.script("45028")
    row = one.work()
    with db.transaction(one.house) as session:
        clerk = stage.actor(session, "laotuo")
        outbox.confirm(Act(session, clerk, one.clock()), delivery_id=row.id, seen=False)
    assert one.work(seconds=1).state is DeliveryState.ACCEPTED
    keys = [json.loads(body)["clientmsgid"] for body in one.posts()]
    assert len(set(keys)) == 2
    assert all(len(key) <= 32 for key in keys)


@pytest.mark.parametrize("code", ["40001", "40014", "42001", "41001", "40013", "48001"])
def test_a_robot_has_neither_login_nor_rights_its_address_is_wrong(
    line: Of, code: str
) -> None:
    one = line(ROBOT)
    one.script(code)
    row = one.work()
    assert (row.state, "地址重新复制一遍" in row.reason) == (FAILED, True)
    assert one.off() == {ROBOT: row.reason}


def test_a_group_that_is_gone_has_no_robot_to_be_added_again(line: Of) -> None:
    one = line(GROUP)
    one.script("93000")
    row = one.work()
    assert (row.state, "这个群找不到了" in row.reason) == (FAILED, True)
    assert "机器人" not in row.reason
    assert one.off() == {GROUP: row.reason}
