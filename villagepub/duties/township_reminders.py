"""催办: what a township asks its villages for once more, and how often it did."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from villagepub import clock, news
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.duties.duty import Reminded
from villagepub.errors import UserError
from villagepub.models import DutyReminder, VillageItem
from villagepub.period import Period
from villagepub.states import NewsKind, Role

MAX_A_DAY = 3  # for one item and period: more does not bring it on to the wall


Owed = tuple[int, str]  # item, period


def remind(act: Act, owed: Iterable[Owed]) -> int:
    """Ask for each once more; how many were asked for. What was asked for three times
    today is left out. Raises UserError where nothing was chosen.
    """
    chosen = sorted(set(owed))
    if not chosen:
        raise UserError("还没选要催哪几件。在每一行前面打勾。")
    today = clock.start_of(clock.day(act.at))
    asked = of_items(act.session, [item for item, _ in chosen], since=today)
    told = 0
    for item_id, code in chosen:
        item, period = act.session.get_one(VillageItem, item_id), Period.parse(code)
        act.allow(Action.CHECK, item.village_code)
        before = asked.get((item_id, period.code))
        if before is not None and before.times >= MAX_A_DAY:
            continue
        _remind(act, item, period, (before.times if before else 0) + 1)
        told += 1
    if not told:
        raise UserError(f"今天都催过 {MAX_A_DAY} 次了。打个电话吧。")
    return told


def of_items(
    session: Session, item_ids: Sequence[int], *, since: datetime | None = None
) -> dict[Owed, Reminded]:
    """How often, and when last, by item and period; one query."""
    question = (
        select(
            DutyReminder.item_id,
            DutyReminder.period,
            func.count(),
            func.max(DutyReminder.reminded_at),
        )
        .where(col(DutyReminder.item_id).in_(set(item_ids)))
        .group_by(col(DutyReminder.item_id), col(DutyReminder.period))
    )
    if since is not None:
        question = question.where(DutyReminder.reminded_at >= since)
    return {
        (item, period): Reminded(times, clock.day(last))
        for item, period, times, last in session.exec(question)
    }


def _remind(act: Act, item: VillageItem, period: Period, times: int) -> None:
    act.session.add(
        DutyReminder(
            item_id=item.id,
            period=period.code,
            staff_id=act.person.id,
            reminded_at=act.at,
        )
    )
    act.record(AuditAction.DUTY_REMIND, item, period=period.code)
    day = clock.day(act.at).isoformat()
    news.tell_role(
        act,
        item.village_code,
        Role.CLERK,
        kind=NewsKind.OVERDUE,
        subject=f"reminder:{item.id}:{period.code}:{day}:{times}",
        text=f"镇上催：{period.label}{item.name}",
    )
