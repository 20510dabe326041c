"""A village whose one channel is a robot."""

from collections.abc import Callable, Sequence

from sqlalchemy.engine import Engine
from sqlmodel import col, select

from tests import stage
from tests.wechat.line import ROBOT_KEY, Clock
from tests.wechat_server.server import WeChatServer
from villagepub import db, outbox, worker
from villagepub.act import Act
from villagepub.models import Delivery
from villagepub.settings import Settings


class Group:
    """A village whose one channel is a robot, and the worker that serves it."""

    def __init__(
        self, engine: Engine, server: WeChatServer, settings: Settings, clock: Clock
    ) -> None:
        self.engine, self.server, self.settings = engine, server, settings
        self.clock, self.public_id = clock, ""

    def work(self, **later: float) -> list[str]:
        """A round; the states of all messages, in their order."""
        self.clock.later(**later)
        worker.run_once(self.engine, self.settings, now=self.clock)
        return [d.state.value for d in self.rows()]

    def rows(self) -> Sequence[Delivery]:
        with db.reading(self.engine) as session:
            return session.exec(select(Delivery).order_by(col(Delivery.id))).all()

    def seen(self) -> list[str]:
        """The kinds of messages in the group."""
        return [m["msgtype"] for m in self.messages()]

    def messages(self) -> list[dict]:
        return self.server.robots.seen[ROBOT_KEY]

    def script(self, *odd: str) -> None:
        self.server.robots.script[ROBOT_KEY].extend(odd)

    def files(self) -> list:
        return list(self.server.robots.files.values())

    def answer(self, delivery_id: int, *, seen: bool) -> None:
        with db.transaction(self.engine) as session:
            clerk = stage.actor(session, "laotuo")
            outbox.confirm(
                Act(session, clerk, self.clock()), delivery_id=delivery_id, seen=seen
            )


Publish = Callable[..., Group]
