"""The table of docs/wechat.md, rows 3 and 5 to 9: tokens, quotas, and what was taken before."""

import pytest

from tests.wechat.error_rows import ENDS, FAILED, OFFICIAL, RETRY, WECOM, each
from tests.wechat.line import APP, ARTICLE, GROUP, MASS, ROBOT, Of
from villagepub import clock as clocks
from villagepub.states import ChannelKind, DeliveryState


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
