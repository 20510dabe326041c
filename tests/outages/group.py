"""A village whose notices go to one robot: as many as a test wants, by rows alone."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from tests import stage
from tests.stage import AT, VILLAGE
from tests.wechat_server.server import WeChatServer
from villagepub import db, outbox, worker
from villagepub.act import Act
from villagepub.channels import village_groups
from villagepub.channels.announcement import MessagePart
from villagepub.channels.robot_access import RobotAccess
from villagepub.models import Channel, Delivery, Notice
from villagepub.settings import Settings
from villagepub.states import DeliveryState, NoticeStatus

KEY = "693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa"


@dataclass
class Group:
    engine: Engine
    settings: Settings
    channel_id: int

    @classmethod
    def new(cls, engine: Engine, settings: Settings) -> "Group":
        with db.transaction(engine) as session:
            channel = village_groups.add_robot(
                Act(session, None, AT),
                RobotAccess.of(settings),
                place_code=VILLAGE,
                name="镇村工作群",
                address=KEY,
            )
            return cls(engine, settings, channel.id)

    def post(self, name: str, at: datetime, about: str = "notice") -> int:
        """A notice called ``name`` and what says so; the delivery's id."""
        with db.transaction(self.engine) as session:
            notice = Notice(
                public_id=name,
                village_code=VILLAGE,
                item_id=stage.item_id(session, stage.CASES[0].item),
                form="T8",
                period=name,
                title=name,
                status=NoticeStatus.WITHDRAWN
                if about == "withdrawal"
                else NoticeStatus.PUBLISHED,
                version=1,
                published_at=at,
                created_at=at,
                drawn_at=at,
            )
            session.add(notice)
            session.flush()
            return self._enqueue(session, notice, at, about)

    def _enqueue(
        self, session: Session, notice: Notice, at: datetime, about: str
    ) -> int:
        said = {"msgtype": "text", "text": {"content": notice.title}}
        delivery = outbox.enqueue(
            session,
            notice,
            session.get_one(Channel, self.channel_id),
            MessagePart("text", json.dumps(said)),
            about=about,
            at=at,
        )
        assert delivery is not None
        session.flush()
        return delivery.id

    def work(self, at: datetime) -> int:
        return worker.run_once(self.engine, self.settings, now=lambda: at)

    def states(self) -> dict[str, DeliveryState]:
        with db.reading(self.engine) as session:
            rows = session.exec(
                select(Notice.title, Delivery.state)
                .join(Delivery, col(Delivery.notice_id) == Notice.id)
                .order_by(col(Delivery.id))
            )
            return {name: DeliveryState(state) for name, state in rows}

    def rows(self) -> list[Delivery]:
        with db.reading(self.engine) as session:
            return list(session.exec(select(Delivery).order_by(col(Delivery.id))))


def seen(server: WeChatServer) -> list[str]:
    """What the group has read, in its order."""
    return [message["text"]["content"] for message in server.robots.seen[KEY]]
