"""What happened lately that has to be published: the committee of one village entered it,
of the next the township.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, select

from villagepub import clock, village_list
from villagepub.demo.publisher import act_of
from villagepub.demo.scenario import GAOJIAMAO, MAJIAGOU, TOWNSHIP
from villagepub.duties import events
from villagepub.event_kinds import EventKind
from villagepub.models import VillageItem
from villagepub.states import Role

WORKS = "公益事业项目建设"
LIMIT = "收到批复后五日内公开"


def enter_events(session: Session, *, at: datetime) -> None:
    today = clock.day(at)
    officer = act_of(session, TOWNSHIP, Role.TOWNSHIP, at)
    works = {code: _works(session, code) for code in (MAJIAGOU, GAOJIAMAO)}
    for item in works.values():
        village_list.change(officer, item_id=item, form="T5", limit=LIMIT)
    events.enter(
        act_of(session, MAJIAGOU, Role.SUPERVISOR, at),
        item_id=works[MAJIAGOU],
        kind=EventKind.APPROVED,
        on=today - timedelta(days=2),
        words="四组饮水管道维修的预算批下来了",
    )
    events.enter(
        officer,
        item_id=works[GAOJIAMAO],
        kind=EventKind.APPROVED,
        on=today - timedelta(days=8),
        words="村口道路硬化的立项批复",
    )


def _works(session: Session, village: str) -> int:
    return (
        session.exec(
            select(VillageItem.id).where(
                VillageItem.village_code == village, VillageItem.name == WORKS
            )
        ).one()
        or 0
    )
