"""本期无: the village says that there is nothing to publish this time."""

from datetime import datetime

from sqlmodel import Session, select

from villagepub import access, audit
from villagepub.access import Action, Actor
from villagepub.duties.period import Period
from villagepub.models import NothingDeclared, VillageItem


def declare_nothing(
    session: Session, *, actor: Actor, item_id: int, period: str, at: datetime
) -> None:
    """Say 本期无; saying it twice is saying it once."""
    item = _item(session, actor, item_id)
    code = Period.parse(period).code
    if _found(session, item_id, code) is None:
        session.add(
            NothingDeclared(
                item_id=item_id, period=code, staff_id=actor.id, declared_at=at
            )
        )
        _log(session, actor, "duty.nothing", item, code, at)


def take_back(
    session: Session, *, actor: Actor, item_id: int, period: str, at: datetime
) -> None:
    """Undo 本期无."""
    item = _item(session, actor, item_id)
    code = Period.parse(period).code
    found = _found(session, item_id, code)
    if found is not None:
        session.delete(found)
        _log(session, actor, "duty.something", item, code, at)


def _item(session: Session, actor: Actor, item_id: int) -> VillageItem:
    item = session.get_one(VillageItem, item_id)
    access.allow(actor, Action.DRAFT, item.village_code)
    return item


def _found(session: Session, item_id: int, period: str) -> NothingDeclared | None:
    return session.exec(
        select(NothingDeclared).where(
            NothingDeclared.item_id == item_id, NothingDeclared.period == period
        )
    ).first()


def _log(
    session: Session,
    actor: Actor,
    action: str,
    item: VillageItem,
    period: str,
    at: datetime,
) -> None:
    audit.record(
        session,
        actor=actor,
        action=action,
        at=at,
        subject=f"item:{item.id}",
        place_code=item.village_code,
        data={"period": period},
    )
