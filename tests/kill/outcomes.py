"""What the server that plays WeChat saw, held against what the database says."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.engine import Engine
from sqlmodel import select

from tests.kill.villages import Said, Village, said_in
from tests.wechat_server.server import WeChatServer
from villagepub import clock, db, worker
from villagepub.models import Channel, Delivery
from villagepub.settings import Settings
from villagepub.states import ChannelKind, DeliveryState

OPEN = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.RETRY)
Rows = Sequence[tuple[Delivery, Channel]]


def deliveries(engine: Engine) -> Rows:
    """All but what a person forwards by hand."""
    with db.reading(engine) as session:
        return session.exec(
            select(Delivery, Channel)
            .join(Channel)
            .where(Channel.kind != ChannelKind.GROUP)
        ).all()


def require_truth(
    rows: Rows, laid: Sequence[Village], server: WeChatServer, in_flight: set[int]
) -> None:
    """Nothing twice, nothing lost, nothing old after what mends it. ``in_flight``: what
    killed workers had in their hands; only of that may nobody know.
    """
    story, back = arrived(laid, server), taken_back(laid)
    seen, robots = Counter(story), {village.code: village.robot for village in laid}
    assert [what for what, count in seen.items() if count > 1] == []
    assert overtaken(story) == []
    for delivery, channel in rows:
        robot = robots[channel.place_code] if channel.kind is ChannelKind.ROBOT else ""
        said = said_in(delivery.payload, channel.kind, robot)
        is_doubtful = delivery.id in in_flight
        check(delivery, channel.kind, said, seen[said], is_doubtful, said in back)


def check(
    delivery: Delivery,
    kind: ChannelKind,
    said: Said,
    count: int,
    was_in_flight: bool,
    is_taken_back: bool,
) -> None:
    """What the database says of a delivery is what the server has."""
    why = (kind, delivery.state, delivery.reason, said)
    if delivery.state is DeliveryState.UNKNOWN:
        # A call that was in flight at a kill, of a kind that nobody can ask about; the
        # server tells a repetition of mass messages, but what is mended is not repeated.
        assert was_in_flight, why
        is_mended = kind is ChannelKind.MASS and delivery.kind == "notice"
        assert kind is ChannelKind.ROBOT or is_mended, why
    elif delivery.state is DeliveryState.CANCELLED:
        assert delivery.kind == "notice", why
        assert not count or is_taken_back, why
    else:
        assert delivery.state not in (*OPEN, DeliveryState.FAILED), why
        assert count == 1, why  # nothing lost


def taken_back(laid: Sequence[Village]) -> set[Said]:
    """What owners of groups were asked to tap and need not any more."""
    return {
        said_in(json.dumps(asked), ChannelKind.CUSTOMER_GROUP)
        for village in laid
        for task, (asked, _) in village.platform.tasks.items()
        if task in village.platform.cancelled
    }


def overtaken(story: Sequence[Said]) -> list[Said]:
    """Whatever came to a channel after the correction or withdrawal of its notice."""
    mended: set[tuple[str, str]] = set()
    late = []
    for said in story:
        if said.stage:
            mended.add((said.channel, said.notice))
        elif (said.channel, said.notice) in mended:
            late.append(said)
    return late


def arrived(laid: Sequence[Village], wechat: WeChatServer) -> list[Said]:
    """Everything that people have or were asked to tap, by the server's own log, in the
    order of each channel.
    """
    found: list[Said] = []
    for robot, messages in wechat.robots.seen.items():
        found += [said_in(json.dumps(m), ChannelKind.ROBOT, robot) for m in messages]
    for village in laid:
        played = village.platform
        tasks = [asked for asked, _ in played.tasks.values()]
        drafts = [
            played.drafts[m["mpnews"]["media_id"]] for _, m in played.mass.values()
        ]
        found += [said_in(json.dumps(t), ChannelKind.CUSTOMER_GROUP) for t in tasks]
        for kind, articles in (
            (ChannelKind.ARTICLE, list(played.articles.values())),
            (ChannelKind.MASS, drafts),
        ):
            found += [said_in(json.dumps(a), kind) for a in articles]
    return found


def turn_the_clock(engine: Engine, chosen: Settings, laid: Sequence[Village]) -> None:
    """What a crash left is swept and looked into when its time has come.

    The vendor's time goes by too: what it was publishing is published by then, and what
    it had a moment ago is no hasty repetition any more.
    """
    for village in laid:
        for states in village.platform.published.values():
            del states[:-1]
    for minutes in (3, 6, 20, 40):
        later = clock.now() + timedelta(minutes=minutes)
        for village in laid:
            village.platform.clock = later.timestamp
        worker.ask_once(engine, chosen, now=partial(_same, later))
        worker.run_once(engine, chosen, now=partial(_same, later))


def _same(at: datetime) -> datetime:
    return at
