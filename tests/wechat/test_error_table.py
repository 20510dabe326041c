"""The table of docs/wechat.md, row by row: over HTTP, through the real clients.

Each row says what the server does, and for which kinds of channel; what is checked is
the state, the sentence that people read, and what the worker does next.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from tests.wechat.line import APP, ARTICLE, GROUP, MASS, ROBOT, Line
from villagepub import clock as clocks
from villagepub import db
from villagepub.act import Act
from villagepub.models import Channel
from villagepub.states import ChannelKind, DeliveryState

ALL, OFFICIAL, WECOM = (ROBOT, APP, MASS, ARTICLE, GROUP), (ARTICLE, MASS), (APP, GROUP)
FAILED, RETRY, UNKNOWN = (
    DeliveryState.FAILED,
    DeliveryState.RETRY,
    DeliveryState.UNKNOWN,
)
ENDS = {
    ROBOT: DeliveryState.SENT,
    APP: DeliveryState.SENT,
    MASS: DeliveryState.ACCEPTED,
    ARTICLE: DeliveryState.ACCEPTED,
    GROUP: DeliveryState.ACCEPTED,
}
UNCLEAR = ("html", "bad-gateway", "nothing", "hang", "done-then-nothing")
BUSY = ("-1", "45033", "268488001")


Of = Callable[[ChannelKind], Line]


def each(codes: tuple[str, ...], kinds: tuple[ChannelKind, ...]) -> list:
    return [pytest.param(k, c, id=f"{k}-{c}") for k in kinds for c in codes]


# Row 1: never reached the server.
@pytest.mark.parametrize("kind", ALL)
def test_what_never_got_there_is_tried_again_later_and_then_sent_once(
    line: Of, kind: ChannelKind
) -> None:
    one, there = line(kind), line(kind).settings
    nobody = "http://127.0.0.1:9"
    one.settings = replace(there, oa_api=nobody, wecom_api=nobody)
    row = one.work()
    assert (row.state, row.reason) == (RETRY, "连不上微信，过一会儿再发。")
    assert (one.wait(), row.in_doubt) == (10, False)
    one.settings = there
    assert one.work(seconds=11).state is ENDS[kind]
    assert one.shown() == 1


@pytest.mark.parametrize("kind", ALL)
def test_what_never_gets_there_is_given_up_with_a_sentence(
    line: Of, kind: ChannelKind
) -> None:
    one, nobody = line(kind), "http://127.0.0.1:9"
    one.settings = replace(one.settings, oa_api=nobody, wecom_api=nobody)
    for _ in range(6):
        row = one.work(hours=2)
    assert (row.state, "看看网" in row.reason) == (FAILED, True)


# Rows 2 and 4: nobody can tell whether it was posted.
@pytest.mark.parametrize(
    "odd", [*UNCLEAR, "-1", "45033"], ids=lambda odd: f"robot-{odd}"
)
def test_a_robot_without_a_clear_answer_is_asked_about_and_never_repeated(
    line: Of, odd: str
) -> None:
    one = line(ROBOT)
    one.script(odd)
    row = one.work()
    assert (row.state, "到群里看一眼" in row.reason) == (UNKNOWN, True)
    assert one.work(days=3).state is UNKNOWN
    assert len(one.posts()) == 1


@pytest.mark.parametrize(
    ("kind", "odd"),
    [
        *each((*UNCLEAR, "-1", "45033"), (APP,)),
        *each((*UNCLEAR, "-1", "268488001"), (MASS,)),
    ],
)
def test_where_the_server_tells_a_repetition_the_same_is_sent_again(
    line: Of, kind: ChannelKind, odd: str
) -> None:
    one = line(kind)
    one.script(odd)
    row = one.work()
    assert (row.state, one.wait(), row.in_doubt) == (RETRY, 61, True)
    assert "认得出是同一条" in row.reason
    assert one.work(seconds=62).state is ENDS[kind]
    first, second = one.posts()
    assert first == second
    assert one.shown() == 1


@pytest.mark.parametrize("kind", [APP, MASS])
def test_a_doubt_that_stays_ends_with_a_question(line: Of, kind: ChannelKind) -> None:
    one = line(kind)
    one.script(*["html"] * 9)
    for _ in range(4):
        row = one.work(seconds=62)
    assert (row.state, "看一眼" in row.reason) == (UNKNOWN, True)
    assert len(set(one.posts())) == 1


@pytest.mark.parametrize(
    ("kind", "span"),
    [(APP, timedelta(minutes=26)), (MASS, timedelta(hours=23, minutes=1))],
)
def test_what_the_server_has_forgotten_is_not_sent_again(
    line: Of, kind: ChannelKind, span: timedelta
) -> None:
    one = line(kind)
    one.script("done-then-nothing")
    one.work()
    row = one.work(seconds=span.total_seconds())
    assert (row.state, "认不出" in row.reason) == (UNKNOWN, True)
    assert len(one.posts()) == 1


@pytest.mark.parametrize(
    ("kind", "odd"), each(("done-then-nothing",), (GROUP, ARTICLE))
)
def test_what_was_posted_after_all_is_found_and_adopted(
    line: Of, kind: ChannelKind, odd: str
) -> None:
    one = line(kind)
    one.script(odd)
    row = one.work()
    assert (row.state, one.wait(), row.in_doubt) == (RETRY, 120, True)
    assert "查一查" in row.reason
    for states in one.server.platform.published.values():
        states[:] = [0]  # the article is out by now
    row = one.work(seconds=121)
    wanted = DeliveryState.CONFIRMED if kind is ARTICLE else DeliveryState.ACCEPTED
    assert row.state is wanted
    assert (len(one.posts()), one.shown()) == (1, 1)
    if kind is GROUP:
        assert row.remote_id == "task-1"


@pytest.mark.parametrize(
    ("kind", "odd"),
    [
        *each(("html", "bad-gateway", "nothing", "hang"), (GROUP, ARTICLE)),
        *each(BUSY, (GROUP,)),
        *each(("-1",), (ARTICLE,)),
    ],
)
def test_what_is_not_found_is_sent_once_more_and_once_only(
    line: Of, kind: ChannelKind, odd: str
) -> None:
    one = line(kind)
    one.script(odd, "html", "html")
    assert one.work().state is RETRY
    assert one.work(seconds=121).state is RETRY
    row = one.work(seconds=121)
    assert (row.state, "看一眼" in row.reason) == (UNKNOWN, True)
    one.work(days=3)
    assert len(one.posts()) == 2


@pytest.mark.parametrize("kind", [GROUP, ARTICLE])
def test_what_was_not_there_and_then_is_taken_comes_once(
    line: Of, kind: ChannelKind
) -> None:
    one = line(kind)
    one.script("html")
    one.work()
    assert one.work(seconds=121).state is DeliveryState.ACCEPTED
    assert one.shown() == 1


def test_another_groups_task_with_the_same_words_is_not_adopted(line: Of) -> None:
    one = line(GROUP)
    platform = one.server.platform
    platform.groups["wr-other"] = "tuoxiaomei"
    other = json.loads(one.row().payload) | {"chat_id_list": ["wr-other"]}
    platform.group_send(other, b"")
    one.script("html")
    one.work()
    row = one.work(seconds=121)
    assert (row.state, row.remote_id) == (DeliveryState.ACCEPTED, "task-2")


def test_a_publication_still_under_way_is_waited_for(line: Of) -> None:
    """The draft is gone and no article stands there yet."""
    one = line(ARTICLE)
    one.script("done-then-nothing")
    one.work()
    row = one.work(seconds=121)
    assert (row.state, one.wait(), "再查" in row.reason) == (RETRY, 600, True)
    one.server.platform.published["100000001"][:] = [0]
    assert one.work(seconds=601).state is DeliveryState.CONFIRMED
    assert one.shown() == 1


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (GROUP, "externalcontact/get_groupmsg_list_v2"),
        (ARTICLE, "freepublish/batchget"),
    ],
)
def test_where_nobody_may_look_a_person_is_asked(
    line: Of, kind: ChannelKind, asked: str
) -> None:
    one = line(kind)
    one.script("html")
    one.work()
    one.server.platform.lacking.add(asked)
    row = one.work(seconds=121)
    assert (row.state, len(one.posts()), one.off()) == (UNKNOWN, 1, {})


@pytest.mark.parametrize("step", ["material/add_material", "draft/add"])
@pytest.mark.parametrize("kind", OFFICIAL)
@pytest.mark.parametrize("odd", ["html", "nothing", "-1"])
def test_a_doubt_before_anything_is_posted_is_none(
    line: Of, kind: ChannelKind, step: str, odd: str
) -> None:
    """A picture or a draft too many is seen by nobody."""
    one = line(kind)
    one.script(odd, at=step)
    row = one.work()
    assert (row.state, row.in_doubt) == (RETRY, False)
    assert one.work(seconds=11).state is DeliveryState.ACCEPTED
    assert one.shown() == 1


# Row 3: a token is renewed once, the call repeated once.
@pytest.mark.parametrize(
    ("kind", "code"), each(("40001", "40014", "42001", "41001"), (*OFFICIAL, *WECOM))
)
def test_a_token_is_renewed_once(line: Of, kind: ChannelKind, code: str) -> None:
    one = line(kind)
    one.script(code)
    assert one.work().state is ENDS[kind]
    assert (len(one.posts()), one.shown()) == (2, 1)


@pytest.mark.parametrize(("kind", "code"), each(("40001", "40014"), (ARTICLE, APP)))
def test_a_token_that_stays_bad_ends_with_a_sentence(
    line: Of, kind: ChannelKind, code: str
) -> None:
    one = line(kind)
    one.script(*[code] * 9)
    row = one.work()
    assert (row.state, "不认这个账号的登录" in row.reason) == (FAILED, True)
    one.work(days=1)
    assert len(one.posts()) == 2


# Row 5: the quota of a minute, an hour, a day.
def test_a_robots_quota_is_waited_out_for_a_minute(line: Of) -> None:
    one = line(ROBOT)
    one.script("45009")
    row = one.work()
    assert (row.state, "等一分钟" in row.reason, one.wait()) == (RETRY, True, 65)
    assert one.work(seconds=66).state is DeliveryState.SENT


@pytest.mark.parametrize("kind", WECOM)
def test_wecoms_quota_is_waited_out_for_a_minute_then_for_an_hour(
    line: Of, kind: ChannelKind
) -> None:
    one = line(kind)
    one.script("45009", "45009")
    one.work()
    assert one.wait() == 65
    row = one.work(seconds=66)
    assert (one.wait(), "一个钟头" in row.reason) == (3600, True)
    assert one.work(seconds=3601).state is ENDS[kind]
    assert one.shown() == 1


@pytest.mark.parametrize("kind", OFFICIAL)
def test_a_days_quota_is_waited_out_until_midnight_in_china(
    line: Of, kind: ChannelKind
) -> None:
    one = line(kind)
    one.script("45009")
    row = one.work()
    assert (row.state, "过了零点再发" in row.reason) == (RETRY, True)
    assert clocks.local(row.next_at).strftime("%H:%M:%S") == "00:00:00"
    assert row.next_at > one.clock()
    one.work(seconds=(row.next_at - one.clock()).total_seconds() - 1)
    assert len(one.posts()) == 1
    assert one.work(seconds=2).state is ENDS[kind]


# Rows 6, 7, 9: too fast, no mass sending left, the same key too early.
@pytest.mark.parametrize(
    ("kind", "code"),
    [
        *each(("45011", "53501"), (ARTICLE,)),
        *each(("45011", "42010", "45066"), (MASS,)),
        *each(("45011",), (APP, GROUP, ROBOT)),
    ],
)
def test_too_fast_waits_a_minute_and_sends_the_same(
    line: Of, kind: ChannelKind, code: str
) -> None:
    one = line(kind)
    one.script(code)
    row = one.work()
    assert (row.state, "等一分钟" in row.reason, one.wait()) == (RETRY, True, 60)
    assert one.work(seconds=61).state is ENDS[kind]
    assert (len(set(one.posts())), one.shown()) == (1, 1)


def test_without_mass_sending_left_another_way_is_named(line: Of) -> None:
    one = line(MASS)
    one.server.platform.mass_left = 0
    row = one.work()
    assert (row.state, one.off()) == (FAILED, {})
    assert "先发成文章，再把网址转到群里" in row.reason
    one.work(days=1)
    assert len(one.posts()) == 1


# Row 8: sent before.
def test_what_was_taken_before_is_success_with_its_number(line: Of) -> None:
    one = line(MASS)
    one.script("done-then-nothing")
    one.work()
    row = one.work(seconds=62)
    assert (row.state, row.code) == (DeliveryState.ACCEPTED, "45065")
    assert (
        row.remote_id
        == one.server.platform.mass[next(iter(one.server.platform.mass))][0]
    )
    assert one.shown() == 1


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
        outbox.confirm(
            Act(session, clerk, one.clock()), delivery_id=row.id or 0, seen=False
        )
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
