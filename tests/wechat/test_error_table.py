"""The table of docs/wechat.md, row by row: over HTTP, through the real clients.

Each row says what the server does, and for which kinds of channel; what is checked is
the state, the sentence that people read, and what the worker does next.
"""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.wechat.error_rows import (
    ALL,
    BUSY,
    ENDS,
    FAILED,
    OFFICIAL,
    RETRY,
    UNCLEAR,
    UNKNOWN,
    each,
)
from tests.wechat.line import APP, ARTICLE, GROUP, MASS, ROBOT, Of
from tests.wechat_server.wecom import group_send
from villagepub.states import ChannelKind, DeliveryState


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
def test_what_never_gets_there_is_tried_for_a_day_and_then_ended_with_a_sentence(
    line: Of, kind: ChannelKind
) -> None:
    """A notice is asked about; staff who were not told in a day need not be any more."""
    one, nobody = line(kind), "http://127.0.0.1:9"
    one.settings = replace(one.settings, oa_api=nobody, wecom_api=nobody)
    for _ in range(6):
        row = one.work(hours=2)
    if kind is not ChannelKind.APP:
        assert (row.state, "过一会儿再发" in row.reason) == (RETRY, True)
    row = one.work(days=2)
    if kind is ChannelKind.APP:
        assert (row.state, "不发了" in row.reason) == (DeliveryState.CANCELLED, True)
    else:
        assert (row.state, "还要不要发" in row.reason) == (FAILED, True)


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
    given = {"sender": "tuoxiaomei", "chat_id_list": ["wr-other"]}
    other = json.loads(one.row().payload) | given
    group_send(platform, other, b"")
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
