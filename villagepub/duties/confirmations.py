"""A village's 本期无 is confirmed by its supervision committee, or sent back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from villagepub import clock, news
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.content_rules import read_sentence
from villagepub.duties.declarations import MAX_REASON, still_counts
from villagepub.errors import UserError
from villagepub.incompatible_roles import same_name
from villagepub.models import NothingDeclared, Staff, VillageItem
from villagepub.period import Period
from villagepub.states import NewsKind

MAX_SHOWN = 50  # on the village's page, the newest first
WAITS = (
    col(NothingDeclared.confirmed_at).is_(None),
    NothingDeclared.waived_reason == "",
    NothingDeclared.remark == "",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Declaration:
    """What a village said there was not. ``by``: who said so; before the committee looked
    the clerk, afterwards who confirmed it.
    """

    declaration_id: int
    item: str
    period: Period
    at: datetime
    by: str

    @property
    def on(self) -> date:
        return clock.day(self.at)


def waiting(session: Session, village_code: str) -> tuple[Declaration, ...]:
    """What the committee has not looked at yet, the oldest first."""
    question = _of(village_code, col(NothingDeclared.staff_id)).where(
        *WAITS, still_counts()
    )
    rows = session.exec(question.order_by(col(NothingDeclared.declared_at)))
    return tuple(_line(row, item, name, row.declared_at) for row, item, name in rows)


def confirmed(
    session: Session, village_code: str, *, year: int | None = None
) -> tuple[Declaration, ...]:
    """As villagers read it, the newest first; without what was posted after all."""
    of_year = col(NothingDeclared.period).startswith(str(year)) if year else sa.true()
    rows = session.exec(
        _of(village_code, col(NothingDeclared.confirmed_by))
        .where(
            NothingDeclared.waived_reason == "",
            still_counts(),
            of_year,
        )
        .order_by(col(NothingDeclared.confirmed_at).desc())
        .limit(MAX_SHOWN)
    )
    return tuple(
        _line(row, item, name, row.confirmed_at)
        for row, item, name in rows
        if row.confirmed_at
    )


def _of(village_code: str, staff: Mapped[Any]) -> Select[NothingDeclared, str, str]:
    return (
        select(NothingDeclared, VillageItem.name, Staff.name)
        .join(VillageItem, col(VillageItem.id) == NothingDeclared.item_id)
        .join(Staff, col(Staff.id) == staff)
        .where(VillageItem.village_code == village_code)
    )


def _line(row: NothingDeclared, item: str, by: str, at: datetime) -> Declaration:
    return Declaration(
        declaration_id=row.id,
        item=item,
        period=Period.parse(row.period),
        at=at,
        by=by,
    )


def confirm(act: Act, *, declaration_id: int) -> VillageItem:
    """The committee has looked: there was nothing. Raises UserError."""
    row, item = _waiting(act, declaration_id)
    row.confirmed_at, row.confirmed_by = act.at, act.person.id
    row.checked_at = None  # what was found before is looked at again
    act.record(AuditAction.DUTY_CONFIRM, item, period=row.period)
    return item


def send_back(act: Act, *, declaration_id: int, remark: str) -> VillageItem:
    """There was something: it is owed again, with a word of why. Raises UserError."""
    row, item = _waiting(act, declaration_id)
    missing = f"请写一句有什么没贴，最多 {MAX_REASON} 个字。"
    said = row.remark = read_sentence(remark, missing, most=MAX_REASON)
    act.record(AuditAction.DUTY_SEND_BACK, item, period=row.period, remark=said)
    told = news.open_words(said) or "有要贴的，登录看为什么"
    news.tell(
        act.session,
        [row.staff_id],
        kind=NewsKind.RETURNED,
        subject=f"nothing:{row.id}:{act.at.isoformat()}",
        text=f"{Period.parse(row.period).label}{item.name}不是没有：{told}",
        at=act.at,
    )
    return item


def _waiting(act: Act, declaration_id: int) -> tuple[NothingDeclared, VillageItem]:
    row = act.session.exec(
        select(NothingDeclared)
        .where(NothingDeclared.id == declaration_id, still_counts())
        .with_for_update()
    ).first()
    if row is None:
        raise UserError("文书已经收回去了，或者后来贴出了，不用看了。")
    item = act.session.get_one(VillageItem, row.item_id)
    act.allow(Action.REVIEW, item.village_code)
    if row.confirmed_at or row.waived_reason or row.remark:
        raise UserError("这一件已经有人看过了。")
    declared = act.session.get_one(Staff, row.staff_id)
    if declared.id == act.person.id or same_name(declared.name, act.person.name):
        raise UserError("自己报的自己不能确认，请监委会别的人来看。")
    return row, item
