"""公开日: the day of the month by which a township's villages post, with its history."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from villagepub import clock
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.duties.duty import MonthlyDays
from villagepub.errors import UserError
from villagepub.models import MonthlyDay, Place
from villagepub.time_limit import months_later

MAX_DAY = 31  # a shorter month's last day stands for it
TOWNSHIP = 9  # digits of its code


def of_villages(session: Session, codes: Sequence[str]) -> dict[str, MonthlyDays]:
    """By village; one query."""
    found: dict[str, list[tuple[date, int]]] = {}
    towns = {code[:TOWNSHIP] for code in codes}
    for row in _rows(session, sorted(towns)):
        found.setdefault(row.place_code, []).append((row.holds_from, row.day))
    return {code: MonthlyDays(tuple(found.get(code[:TOWNSHIP], ()))) for code in codes}


def history(session: Session, place_code: str) -> Sequence[MonthlyDay]:
    """The newest first."""
    return _rows(session, [place_code])[::-1]


def _rows(session: Session, codes: Sequence[str]) -> Sequence[MonthlyDay]:
    return session.exec(
        select(MonthlyDay)
        .where(col(MonthlyDay.place_code).in_(codes))
        .order_by(col(MonthlyDay.holds_from))
    ).all()


def change(act: Act, *, township: str, day: int, holds_from: date) -> MonthlyDay:
    """From the first of a month on. Raises UserError.

    What was due stays due by the day that held: this month's only where it lies ahead.
    """
    act.allow(Action.CATALOG, township)
    place = act.session.get_one(Place, township, with_for_update=True)
    if not 1 <= day <= MAX_DAY:
        raise UserError("公开日写 1 到 31，小月没有那一天的，算月底那天。")
    today, month = clock.day(act.at), holds_from.replace(day=1)
    this = today.replace(day=1)
    if month < this or (month == this and _is_over(act.session, township, day, today)):
        following = months_later(this, 1)
        raise UserError(
            "这个月的公开日已经过了，改早了村里就平白逾期。"
            f"从{following.year}年{following.month}月起改。"
        )
    row = act.session.exec(
        select(MonthlyDay).where(
            MonthlyDay.place_code == township, MonthlyDay.holds_from == month
        )
    ).first() or MonthlyDay(place_code=township, holds_from=month, day=0, set_at=act.at)
    before, row.day, row.staff_id, row.set_at = row.day, day, act.staff_id, act.at
    act.session.add(row)
    if before != day:
        act.record(
            AuditAction.MONTHLY_DAY, place, township, day=day, holds_from=str(month)
        )
    return row


def _is_over(session: Session, township: str, day: int, today: date) -> bool:
    """Would this month's duties be late at once, or are they due already?"""
    held = of_villages(session, [township])[township].of(today.replace(day=1))
    return min(day, held) < today.day
