"""A worker waits for several answers at once, and never for two of one group."""

from itertools import pairwise
from pathlib import Path

from benchmarks.deliveries import KEY, lay
from tests.wechat_server.server import WeChatServer
from villagepub import clock, db, settings, worker
from villagepub.states import ChannelKind

SLOW = 0.5  # seconds for an answer
GROUPS, EACH = 8, 2


def test_groups_are_told_at_once_and_each_in_turn(
    tmp_path: Path, wechat: WeChatServer
) -> None:
    engine = db.make_engine(f"sqlite:///{tmp_path / 'villagepub.db'}")
    keys = lay(engine, ChannelKind.ROBOT, GROUPS, EACH)
    wechat.robots.keys.update(keys)
    wechat.takes = (SLOW, SLOW)
    given = {"VILLAGEPUB_WECOM_API": wechat.address, "VILLAGEPUB_SECRET_KEY": KEY}
    chosen = settings.read({"VILLAGEPUB_INSTANCE": str(tmp_path), **given})
    assert worker.run_once(engine, chosen, now=clock.now) == GROUPS * EACH
    assert {len(seen) for seen in wechat.robots.seen.values()} == {EACH}
    moments: dict[str, list[float]] = {}
    for key, at in wechat.robots.calls:
        moments.setdefault(key, []).append(at)
    assert all(b - a >= SLOW for one in moments.values() for a, b in pairwise(one))
    gaps = [b - a for (_, a), (_, b) in pairwise(wechat.robots.calls)]
    assert sum(gap < SLOW for gap in gaps) >= len(gaps) / 2
