"""One delivery on its way to a channel of one kind, through the real worker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests.stage import AT
from tests.wechat_server.server import WeChatServer
from villagepub import db, worker
from villagepub.models import Channel, Delivery
from villagepub.settings import Settings
from villagepub.states import ChannelKind

ROBOT_KEY = "693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa"
ROBOT, APP, MASS, ARTICLE, GROUP = (
    ChannelKind.ROBOT,
    ChannelKind.APP,
    ChannelKind.MASS,
    ChannelKind.ARTICLE,
    ChannelKind.CUSTOMER_GROUP,
)
POSTS = {
    ROBOT: "webhook/send",
    APP: "message/send",
    MASS: "message/mass/sendall",
    ARTICLE: "freepublish/submit",
    GROUP: "externalcontact/add_msg_template",
}


class Clock:
    """A worker's clock that the test turns."""

    def __init__(self) -> None:
        self.at = AT + timedelta(hours=19)

    def __call__(self) -> datetime:
        return self.at

    def later(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class Line:
    """One delivery on its way to a channel of one kind."""

    kind: ChannelKind
    server: WeChatServer
    house: Engine
    settings: Settings
    clock: Clock

    def script(self, *odd: str, at: str = "") -> None:
        if self.kind is ROBOT:
            odd = tuple(o.replace("done-then", "posted-then") for o in odd)
            self.server.robots.script[ROBOT_KEY].extend(odd)
        else:
            self.server.platform.script[at or POSTS[self.kind]].extend(odd)

    def work(self, **later: float) -> Delivery:
        self.clock.later(**later)
        worker.run_once(self.house, self.settings, now=self.clock)
        return self.row()

    def round(self, **later: float) -> Delivery:
        """What is due is sent, and what was taken is asked about."""
        self.work(**later)
        worker.poll_once(self.house, self.settings, now=self.clock)
        return self.row()

    def row(self) -> Delivery:
        return self.read(Delivery, col(Channel.kind) == self.kind)[0]

    def read(self, what: type, *which: object) -> list:
        asked = select(what).join(Channel) if what is Delivery else select(what)
        with db.reading(self.house) as session:
            return list(session.exec(asked.where(*which)))

    def posts(self) -> list[bytes]:
        """Bodies of the calls after which people would see something."""
        robots, platform = self.server.robots, self.server.platform
        if self.kind is ROBOT:
            return [body for _, body in robots.log]
        return [body for name, body in platform.log if name == POSTS[self.kind]]

    def shown(self) -> int:
        """How often people have it, as the server knows."""
        platform = self.server.platform
        seen = {
            ROBOT: self.server.robots.seen[ROBOT_KEY],
            APP: platform.app_seen,
            MASS: platform.mass,
            ARTICLE: platform.articles,
            GROUP: platform.tasks,
        }
        return len(seen[self.kind])

    def off(self) -> dict[ChannelKind, str]:
        """The channels that were switched off, and why."""
        return {c.kind: c.fault for c in self.read(Channel, col(Channel.fault) != "")}

    def wait(self) -> float:
        return (self.row().next_at - self.clock()).total_seconds()


Of = Callable[[ChannelKind], Line]
