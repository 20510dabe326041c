"""本期无 and 不用贴了: a village declares that there is nothing to publish, the township
waives it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub import clock, content_rules, news, privacy
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.errors import UserError
from villagepub.models import NothingDeclared, Notice, VillageItem
from villagepub.period import Period
from villagepub.states import Attribute, NewsKind, NoticeStatus, Role

MAX_REASON = 300


def still_counts() -> sa.ColumnElement[bool]:
    """Whether a declaration still counts: 本期无 ends once something of the period was
    posted, even if that was withdrawn since; 不用贴了 does not end.
    """
    posted = select(Notice.id).where(
        Notice.item_id == NothingDeclared.item_id,
        Notice.period == NothingDeclared.period,
        col(Notice.published_at) > NothingDeclared.declared_at,
    )
    return (col(NothingDeclared.waived_reason) != "") | ~posted.exists()


def declare_nothing(act: Act, *, item_id: int, period: str) -> None:
    """Say 本期无, which the committee looks at; saying it twice is saying it once.

    Raises UserError where there is no period to say it of, or something is posted.
    """
    item = _item(act, item_id)
    when = Period.parse(period)
    code = when.code
    if when.kind == "event":
        raise UserError("这一项有一件贴一件，没有就不用报。")
    _refuse(act.session, item_id, when, act.at)
    row = _declaration_for(act.session, item_id, code)
    if row is not None and not row.remark and _stands(act, row):
        return
    row = row or NothingDeclared(
        item_id=item_id, period=code, staff_id=act.person.id, declared_at=act.at
    )
    row.staff_id, row.declared_at, row.remark = act.person.id, act.at, ""
    row.confirmed_at = row.confirmed_by = row.checked_at = None
    act.session.add(row)
    act.session.flush()  # the committee hears of it by its number
    act.record(AuditAction.DUTY_NOTHING, item, period=code)
    news.tell_role(
        act,
        item.village_code,
        Role.SUPERVISOR,
        kind=NewsKind.SUBMITTED,
        subject=f"nothing:{row.id}:{act.at.isoformat()}",
        text=f"{when.label}{item.name}，文书报本期无",
    )


def waive(
    act: Act, *, item_id: int, period: str, reason: str, names: Collection[str]
) -> None:
    """不用贴了: the township does not wait for it any more, and says why on the village's
    page. Of a notice that is 不予公开 it is the word without which that meets no duty.

    ``names``: who stands on the village's lists; the reason speaks of nobody of them.
    """
    item = act.session.get_one(VillageItem, item_id)
    act.allow(Action.CHECK, item.village_code)
    if why := _private(reason, names):
        raise UserError(why)
    missing = f"请写一句为什么不用贴了，最多 {MAX_REASON} 个字。"
    said = content_rules.read_sentence(
        reason, missing, most=MAX_REASON, names=names, may_ask=False
    )
    when = Period.parse(period)
    is_seen = col(Notice.attribute) != Attribute.NONE
    _refuse(act.session, item_id, when, act.at, is_seen, what="说不用贴")
    row = _declaration_for(act.session, item_id, when.code)
    if row and (row.waived_reason or row.confirmed_at) and _stands(act, row):
        return
    row = row or NothingDeclared(
        item_id=item_id,
        period=when.code,
        staff_id=act.person.id,
        declared_at=act.at,
    )
    row.staff_id, row.declared_at = act.person.id, act.at
    row.waived_reason, row.remark, row.checked_at = said, "", None
    act.session.add(row)
    act.record(AuditAction.DUTY_WAIVE, item, period=when.code, reason=said)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiver:
    """What the township does not wait for any more, as villagers read it."""

    what: str  # 2026年第三季度的“高龄补贴”, 《2026年低保初审公示》的结果
    on: date
    reason: str  # '' where it may not stand on the web


def waivers(
    session: Session, village_code: str, *, year: int | None = None
) -> tuple[Waiver, ...]:
    """What one village was let off, the newest first; without what was posted after all."""
    posted = select(Notice.id).where(
        Notice.item_id == NothingDeclared.item_id,
        Notice.period == NothingDeclared.period,
        col(Notice.version) > 0,
    )
    question = (
        select(VillageItem.name, NothingDeclared)
        .join(VillageItem, col(VillageItem.id) == NothingDeclared.item_id)
        .where(
            VillageItem.village_code == village_code,
            NothingDeclared.waived_reason != "",
            ~posted.exists(),
        )
        .order_by(col(NothingDeclared.declared_at).desc(), col(NothingDeclared.id))
    )
    if year is not None:
        question = question.where(col(NothingDeclared.period).startswith(str(year)))
    found = session.exec(question).all()
    outcomes = _outcomes(session, {row.item_id for _, row in found})
    return tuple(
        Waiver(
            what=outcomes.get((row.item_id, row.period))
            or f"{Period.parse(row.period).label}的“{name}”",
            on=clock.day(row.declared_at),
            reason="" if _private(row.waived_reason) else row.waived_reason,
        )
        for name, row in found
    )


def _outcomes(session: Session, items: Collection[int]) -> dict[tuple[int, str], str]:
    """What is waived by the day after a 公示 is its outcome (``duties.results``)."""
    rows = session.exec(
        select(Notice.item_id, col(Notice.objection_until), Notice.title).where(
            col(Notice.item_id).in_(items), col(Notice.objection_until).is_not(None)
        )
    )
    return {
        (item_id, (until + timedelta(days=1)).isoformat()): f"《{title}》的结果"
        for item_id, until, title in rows
        if until
    }


def _private(reason: str, names: Collection[str] = ()) -> str:
    """Why the village's page can't show it, as a sentence; '' if it can."""
    ground = privacy.Gate(names).ground(reason)
    return (
        f"村民看得到这句话，{privacy.GROUNDS[ground]}。请换个说法。" if ground else ""
    )


def take_back(act: Act, *, item_id: int, period: str) -> None:
    """Undo 本期无."""
    item = _item(act, item_id)
    code = Period.parse(period).code
    found = _declaration_for(act.session, item_id, code)
    if found is not None and found.waived_reason:
        raise UserError("这一期是镇上说不用贴了，要贴就直接贴。")
    if found is not None:
        act.session.delete(found)
        act.record(AuditAction.DUTY_SOMETHING, item, period=code)


def _refuse(
    session: Session,
    item_id: int,
    when: Period,
    at: datetime,
    *conditions: sa.ColumnElement[bool],
    what: str = "报没有",
) -> None:
    """``conditions``: of what is posted, what stands in the way."""
    if when.first > clock.day(at):
        raise UserError(f"{when.label}还没到，到了再报。")
    posted = session.exec(
        select(Notice.id).where(
            Notice.item_id == item_id,
            Notice.period == when.code,
            Notice.status == NoticeStatus.PUBLISHED,
            *conditions,
        )
    ).first()
    if posted is not None:
        raise UserError(f"{when.label}的已经贴出了，不能{what}。")


def _item(act: Act, item_id: int) -> VillageItem:
    item = act.session.get_one(VillageItem, item_id)
    act.allow(Action.DRAFT, item.village_code)
    return item


def _stands(act: Act, row: NothingDeclared) -> bool:
    of_row = col(NothingDeclared.id) == row.id
    found = select(NothingDeclared.id).where(of_row, still_counts())
    return act.session.exec(found).first() is not None


def _declaration_for(
    session: Session, item_id: int, period: str
) -> NothingDeclared | None:
    return session.exec(
        select(NothingDeclared).where(
            NothingDeclared.item_id == item_id, NothingDeclared.period == period
        )
    ).first()
