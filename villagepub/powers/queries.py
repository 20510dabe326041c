"""What came of a power: the notices that a village has published by it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from villagepub.models import Notice, VillageItem, copied
from villagepub.powers.item import PowerItem, PowerList
from villagepub.powers.origins import power_of
from villagepub.states import NoticeStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class Produced:
    """``item``: the line of the 公开事项清单 that it is a notice of."""

    public_id: str
    title: str
    item: str
    period: str
    status: NoticeStatus
    version: int
    published_at: datetime


def produced(
    session: Session, village: str, powers: PowerList
) -> dict[str, tuple[Produced, ...]]:
    """The village's published notices by the code of the power that made them, the newest
    first; one query.
    """
    rows = session.exec(
        select(Notice, VillageItem.name)
        .join(VillageItem, col(Notice.item_id) == VillageItem.id)
        .where(Notice.village_code == village, col(Notice.version) > 0)
        .order_by(col(Notice.published_at).desc(), col(Notice.id).desc())
    )
    found: dict[str, tuple[Produced, ...]] = {}
    for notice, name in rows:
        power = power_of(powers, name)
        if power is not None:
            found[power.code] = (*found.get(power.code, ()), _plain(notice, name))
    return found


def _plain(notice: Notice, item: str) -> Produced:
    if notice.published_at is None:
        raise ValueError(f"notice {notice.id} has a version but was never published")
    return copied(Produced, notice, item=item)


def step_of(power: PowerItem, item: str) -> int:
    """The last step of the power that publishes this line; 0 where none says so."""
    steps = [
        number
        for number, step in enumerate(power.steps, 1)
        if step.publicity and step.publicity.item
        and (step.publicity.item in item or item in step.publicity.item)
    ]  # fmt: skip
    return steps[-1] if steps else 0
