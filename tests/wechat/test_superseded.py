"""What is corrected or withdrawn is not sent afterwards, whatever a worker was doing.

On every kind of channel, by what the server has seen: refused in mid-call, without an
answer, killed, answered from an old page. What may have gone out is asked about.
"""

from collections.abc import Sequence

import pytest
from sqlmodel import col, select

from tests import stage
from tests.wechat.line import ARTICLE, GROUP, MASS, ROBOT, ROBOT_KEY, Line, Of
from villagepub import db, delivery_batches, outbox, worker
from villagepub.delivery_attempts import Outcome
from villagepub.models import Channel, Delivery, Notice, OwnerAsk
from villagepub.states import ChannelKind, DeliveryState, OwnerAct

KINDS = (ROBOT, GROUP, ARTICLE, MASS)
WORDS = {"correct": "更正", "withdraw": "撤回"}
BUSY = {ROBOT: "45009", GROUP: "45009", ARTICLE: "53501", MASS: "42010"}  # not done
LOOKED_UP = (GROUP, ARTICLE)
OVER = (DeliveryState.CANCELLED, DeliveryState.UNKNOWN)


def act(one: Line, what: str) -> None:
    with db.transaction(one.house) as session:
        notice = session.exec(select(Notice)).one()
        if what == "correct":
            stage.correct(session, notice.public_id, one.clock())
        else:
            stage.withdraw(session, at=one.clock())


def told(one: Line) -> list[str]:
    """What people have or were asked to tap, by the server: its first line or title."""
    robots, platform = one.server.robots, one.server.platform
    articles = [a["title"] for a in platform.articles.values()]
    mass = [
        platform.drafts[m["mpnews"]["media_id"]]["title"]
        for _, m in platform.mass.values()
    ]
    tasks = [a["text"]["content"].splitlines()[0] for a, _ in platform.tasks.values()]
    lines = [m["text"]["content"].splitlines()[0] for m in robots.seen[ROBOT_KEY]]
    return {ROBOT: lines, GROUP: tasks, ARTICLE: articles, MASS: mass}[one.kind]


def rows(one: Line) -> Sequence[Delivery]:
    return one.read(Delivery, col(Channel.kind) == one.kind)


def rest(one: Line) -> list[Delivery]:
    """Rounds for a day: everything that could still be sent is. The old one's row first."""
    for minutes in (1, 3, 10, 61, 1440):
        one.clock.later(minutes=minutes)
        for states in one.server.platform.published.values():
            del states[:-1]
        worker.run_once(one.house, one.settings, now=one.clock)
        worker.ask_once(one.house, one.settings, now=one.clock)
    return sorted(rows(one), key=lambda row: row.id)


def killed(one: Line) -> None:
    """A worker that has begun and never comes back."""
    taken = outbox.claim(one.house, owner="dead", at=one.clock())
    begun = outbox.record_and_begin(one.house, [], taken, owner="dead", at=one.clock())
    assert [each.kind for each in begun] == [one.kind]


@pytest.mark.parametrize("what", WORDS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_refused_in_mid_call_is_not_sent_afterwards(
    line: Of, kind: ChannelKind, what: str
) -> None:
    one = line(kind)
    one.script(BUSY[kind])
    assert one.work().state is DeliveryState.RETRY
    act(one, what)
    old, *new = rest(one)
    assert old.state is DeliveryState.CANCELLED
    # Nobody had seen it: a correction says what holds, a withdrawal has nobody to tell.
    assert [WORDS[what] in words for words in told(one)] == [True] * len(new)
    assert len(new) == (what == "correct")


@pytest.mark.parametrize("what", WORDS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_killed_worker_held_is_not_sent_afterwards(
    line: Of, kind: ChannelKind, what: str
) -> None:
    one = line(kind)
    killed(one)
    act(one, what)
    old, *new = rest(one)
    assert old.state in OVER
    assert [WORDS[what] in words for words in told(one)] == [True] * len(new)
    assert new[-1].state not in (DeliveryState.PENDING, DeliveryState.RETRY)


@pytest.mark.parametrize("what", WORDS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_had_no_answer_is_looked_up_or_asked_about_and_not_sent_again(
    line: Of, kind: ChannelKind, what: str
) -> None:
    one = line(kind)
    one.script("html")
    one.work()
    act(one, what)
    old, _ = rest(one)
    is_looked_up = kind in LOOKED_UP
    wanted = DeliveryState.CANCELLED if is_looked_up else DeliveryState.UNKNOWN
    assert old.state is wanted
    assert "看一眼" in old.reason or "没有发出去" in old.reason
    assert [WORDS[what] in words for words in told(one)] == [True]


@pytest.mark.parametrize("what", WORDS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_had_gone_out_comes_before_what_mends_it(
    line: Of, kind: ChannelKind, what: str
) -> None:
    one = line(kind)
    one.script("done-then-nothing")
    one.work()
    act(one, what)
    old, new = rest(one)
    assert [WORDS[what] in words for words in told(one)] == [False, True]
    if kind is GROUP:  # the owner need not tap it any more
        assert one.server.platform.cancelled == {old.remote_id}
        assert old.state is DeliveryState.CANCELLED
    elif kind is ARTICLE:
        assert old.state is DeliveryState.CONFIRMED
    else:
        assert old.state is DeliveryState.UNKNOWN
    assert new.state not in (DeliveryState.PENDING, DeliveryState.RETRY)


@pytest.mark.parametrize("seen", [True, False])
@pytest.mark.parametrize("what", WORDS)
@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_from_an_old_page_sends_nothing_old(
    line: Of, kind: ChannelKind, what: str, seen: bool
) -> None:
    one = line(kind)
    with db.transaction(one.house) as session:
        for row in session.exec(select(Delivery).join(Channel).where(_is(kind))):
            row.state, old_id = DeliveryState.UNKNOWN, row.id
    act(one, what)
    with db.transaction(one.house) as session:
        clerk = stage.act(session, "laotuo", one.clock())
        outbox.confirm(clerk, delivery_id=old_id, seen=seen)
    old, _ = rest(one)
    assert old.state is (DeliveryState.SENT if seen else DeliveryState.CANCELLED)
    assert [WORDS[what] in words for words in told(one)] == [True]


def _is(kind: ChannelKind) -> object:
    return col(Channel.kind) == kind


@pytest.mark.parametrize("kind", KINDS)
def test_what_mends_waits_until_the_call_before_it_has_ended(
    line: Of, kind: ChannelKind
) -> None:
    one = line(kind)
    taken = outbox.claim(one.house, owner="slow", at=one.clock())
    (begun,) = outbox.record_and_begin(
        one.house, [], taken, owner="slow", at=one.clock()
    )
    act(one, "withdraw")
    assert worker.run_once(one.house, one.settings, now=one.clock) == 0
    ways = worker.Connections(one.house, one.settings, one.clock)
    outcome = delivery_batches.deliver(ways, begun)
    ended = [(begun, outcome)]
    outbox.record_and_begin(one.house, ended, [], owner="slow", at=one.clock())
    rest(one)
    assert ["撤回" in words for words in told(one)] == [False, True]


@pytest.mark.parametrize(
    ("in_doubt", "ends"),
    [(False, DeliveryState.CANCELLED), (True, DeliveryState.UNKNOWN)],
)
def test_a_call_that_ends_after_its_correction_ends_for_good(
    line: Of, in_doubt: bool, ends: DeliveryState
) -> None:
    one = line(ROBOT)
    taken = outbox.claim(one.house, owner="slow", at=one.clock())
    (begun,) = outbox.record_and_begin(
        one.house, [], taken, owner="slow", at=one.clock()
    )
    act(one, "correct")
    refused = Outcome(state=DeliveryState.RETRY, wait=10, in_doubt=in_doubt)
    outbox.record_and_begin(
        one.house, [(begun, refused)], [], owner="slow", at=one.clock()
    )
    assert one.row().state is ends


def test_what_was_accepted_after_its_correction_is_taken_back_from_the_owner(
    line: Of,
) -> None:
    one = line(GROUP)
    taken = outbox.claim(one.house, owner="slow", at=one.clock())
    (begun,) = outbox.record_and_begin(
        one.house, [], taken, owner="slow", at=one.clock()
    )
    act(one, "correct")
    ways = worker.Connections(one.house, one.settings, one.clock)
    ended = [(begun, delivery_batches.deliver(ways, begun))]
    outbox.record_and_begin(one.house, ended, [], owner="slow", at=one.clock())
    old, _ = rest(one)
    assert one.server.platform.cancelled == {"task-1"}
    assert old.state is DeliveryState.CANCELLED


def test_a_call_to_take_back_that_was_cut_short_is_made_again(line: Of) -> None:
    one = line(GROUP)
    one.work()
    act(one, "withdraw")
    with db.transaction(one.house) as session:
        ask = session.exec(select(OwnerAsk)).one()
        assert ask.act is OwnerAct.CANCEL
        ask.tried_at = one.clock()  # and then the worker was killed
    rest(one)
    assert one.server.platform.cancelled == {"task-1"}
