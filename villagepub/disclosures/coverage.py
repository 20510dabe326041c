"""What a list speaks for: it replaces what it covers and nothing else, and can be undone.

A village's list counts while its disclosure stands and no newer one has replaced it
there. Undoing a disclosure hands each of its villages back to what it had replaced.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.disclosures.list_rows import drop_lists, lists_of
from villagepub.errors import UserError
from villagepub.models import DisclosedList, Disclosure
from villagepub.states import DisclosureState

# What counts now; for queries that join lists and disclosures.
COUNTS = (
    col(Disclosure.state) == DisclosureState.STANDING,
    col(DisclosedList.replaced_by).is_(None),
)


def confirm(act: Act, *, disclosure_id: int) -> Disclosure:
    """From now on the list counts for the villages that it speaks of."""
    one = _locked(act, disclosure_id)
    if one.state is not DisclosureState.PROPOSED:
        raise UserError("这一份已经算数了。")
    villages = [given.village_code for given in lists_of(act.session, disclosure_id)]
    if not villages:
        raise UserError("这一份里还没有认出来的村，先说一说村名。")
    replace_lists(act.session, one, villages)
    one.state = DisclosureState.STANDING
    act.record(AuditAction.DISCLOSURE_IMPORT, one, villages=len(villages))
    return one


def undo(act: Act, *, disclosure_id: int) -> Disclosure:
    """撤掉这次导入: what it had replaced stands again, or what has replaced it since."""
    one = _locked(act, disclosure_id)
    if one.state is not DisclosureState.STANDING:
        raise UserError("这一份没有在用，不用撤。")
    now = {
        given.village_code: given.replaced_by
        for given in lists_of(act.session, disclosure_id)
    }
    for older in replaced_by(act.session, disclosure_id):
        older.replaced_by = now.get(older.village_code)
    one.state = DisclosureState.UNDONE
    act.record(AuditAction.DISCLOSURE_UNDO, one, villages=len(now))
    return one


def discard(act: Act, *, disclosure_id: int) -> None:
    """不要了: a list that never counted leaves no row."""
    one = _locked(act, disclosure_id)
    if one.state is not DisclosureState.PROPOSED:
        raise UserError("这一份已经算数了，要撤就点“撤掉这次导入”。")
    drop_lists(act.session, disclosure_id)
    act.session.delete(one)


def replace_lists(session: Session, one: Disclosure, villages: Sequence[str]) -> None:
    """Put the list above what counts for these villages now."""
    for older in covered_now(session, one.item, one.period, villages, but=one.id):
        older.replaced_by = one.id


def covered_now(
    session: Session, item: str, period: str, villages: Sequence[str], but: int = 0
) -> Sequence[DisclosedList]:
    """The lists that count for item and period there, but those of one disclosure."""
    return session.exec(
        select(DisclosedList)
        .join(Disclosure, col(Disclosure.id) == DisclosedList.disclosure_id)
        .where(
            *COUNTS,
            Disclosure.item == item,
            Disclosure.period == period,
            col(Disclosure.id) != but,
            col(DisclosedList.village_code).in_(villages),
        )
        .order_by(col(DisclosedList.village_code))
    ).all()


def replaced_by(session: Session, disclosure_id: int) -> Sequence[DisclosedList]:
    return session.exec(
        select(DisclosedList).where(DisclosedList.replaced_by == disclosure_id)
    ).all()


def _locked(act: Act, disclosure_id: int) -> Disclosure:
    gone = UserError("这份公示找不到了，刷新一下再看。")
    one = act.locked(Disclosure, disclosure_id, gone)
    act.allow(Action.CHECK, one.place_code)
    return one
