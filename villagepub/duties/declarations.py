"""本期无: the village says that there is nothing to publish this time."""

from datetime import datetime

from sqlmodel import Session, select

from villagepub import clock, privacy
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.models import NothingDeclared, Notice, VillageItem
from villagepub.period import Period, PeriodError
from villagepub.states import NoticeStatus

MAX_REASON = 300


class NothingRefused(PeriodError):
    """本期无 can't be said of this item and period; the message says why."""


def declare_nothing(act: Act, *, item_id: int, period: str) -> None:
    """Say 本期无; saying it twice is saying it once.

    Raises NothingRefused where there is no period to say it of, or something is posted.
    """
    item = _item(act, item_id)
    when = Period.parse(period)
    code = when.code
    _refuse(act.session, item_id, when, act.at)
    if _found(act.session, item_id, code) is None:
        act.session.add(
            NothingDeclared(
                item_id=item_id, period=code, staff_id=act.person.id, declared_at=act.at
            )
        )
        act.record(AuditAction.DUTY_NOTHING, item, period=code)


def waive(act: Act, *, item_id: int, period: str, reason: str) -> None:
    """不用贴了: the township does not wait for it any more, and says why."""
    item = act.session.get_one(VillageItem, item_id)
    act.allow(Action.CHECK, item.village_code)
    when, said = Period.parse(period), privacy.scrub(" ".join(reason.split()))
    if not said or len(said) > MAX_REASON:
        raise NothingRefused(f"请写一句为什么不用贴了，最多 {MAX_REASON} 个字。")
    _refuse(act.session, item_id, when, act.at)
    if _found(act.session, item_id, when.code) is None:
        act.session.add(
            NothingDeclared(
                item_id=item_id,
                period=when.code,
                staff_id=act.person.id,
                declared_at=act.at,
                waived_reason=said,
            )
        )
        act.record(AuditAction.DUTY_WAIVE, item, period=when.code, reason=said)


def take_back(act: Act, *, item_id: int, period: str) -> None:
    """Undo 本期无."""
    item = _item(act, item_id)
    code = Period.parse(period).code
    found = _found(act.session, item_id, code)
    if found is not None and found.waived_reason:
        raise NothingRefused("这一期是镇上说不用贴了，要贴就直接贴。")
    if found is not None:
        act.session.delete(found)
        act.record(AuditAction.DUTY_SOMETHING, item, period=code)


def _refuse(session: Session, item_id: int, when: Period, at: datetime) -> None:
    if when.kind == "event":
        raise NothingRefused("这一项有一件贴一件，没有就不用报。")
    if when.first > clock.day(at):
        raise NothingRefused(f"{when.label}还没到，到了再报。")
    posted = session.exec(
        select(Notice.id).where(
            Notice.item_id == item_id,
            Notice.period == when.code,
            Notice.status == NoticeStatus.PUBLISHED,
        )
    ).first()
    if posted is not None:
        raise NothingRefused(f"{when.label}的已经贴出了，不能报没有。")


def _item(act: Act, item_id: int) -> VillageItem:
    item = act.session.get_one(VillageItem, item_id)
    act.allow(Action.DRAFT, item.village_code)
    return item


def _found(session: Session, item_id: int, period: str) -> NothingDeclared | None:
    return session.exec(
        select(NothingDeclared).where(
            NothingDeclared.item_id == item_id, NothingDeclared.period == period
        )
    ).first()
