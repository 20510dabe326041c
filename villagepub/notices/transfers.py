"""A sheet that came in under the wrong item goes to the right one, as it was read."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from villagepub import clock, forms
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.duties import queries as duty_queries
from villagepub.models import Draft, Notice, VillageItem
from villagepub.notices import drafts, event_days, uploads
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NoticeFault, WrongMoment
from villagepub.period import Period
from villagepub.states import DraftStatus


def items_of(session: Session, notice: Notice, form: str) -> Sequence[VillageItem]:
    """The village's items of another form; none for a correction, which stays what it is."""
    if notice.version:
        return ()
    return session.exec(
        select(VillageItem)
        .where(
            VillageItem.village_code == notice.village_code,
            VillageItem.form == form,
            col(VillageItem.is_active),
        )
        .order_by(col(VillageItem.position), col(VillageItem.id))
    ).all()


def move(act: Act, *, draft_id: int, revision: int, item_id: int) -> Draft:
    """The draft of the other item, with this draft's sheet; this one is thrown away.

    Its own item stands on the list again, as if nothing had come. Raises WrongMoment
    where the other item's draft is begun already.
    """
    draft, notice = drafts.editable(act, draft_id, revision)
    if notice.version:
        raise WrongMoment("更正的还是原来那一件，不能换到别的事项。")
    item = act.session.get(VillageItem, item_id)
    if item is None or item.village_code != notice.village_code:
        raise NoticeFault("公开清单上没有这一项了，请回到清单重新选。")
    period = _period(act, item, Period.parse(notice.period))
    sheet = DraftSheet.from_json(draft.sheet)
    if period.kind == "event":
        code = event_days.of_sheet(act.session, item_id, period.code, sheet.digest)
        period = Period.parse(code)
    other = drafts.start(act, item_id=item_id, period=period.code)
    begun = DraftSheet.from_json(other.sheet)
    if begun.is_begun:
        raise WrongMoment(f"“{item.name}”已经写了一半，先看看那一份还要不要。")
    there = act.session.get_one(Notice, other.notice_id)
    moved = uploads.read_as(
        forms.get(there.form), sheet, year=Period.parse(there.period).first.year
    )
    other.sheet = replace(moved, options=begun.options).to_json()
    other.revision += 1
    draft.status, draft.sheet, draft.decided_at = DraftStatus.DISCARDED, "", act.at
    act.record(AuditAction.DRAFT_MOVE, notice, to=there.public_id)
    act.record(AuditAction.DRAFT_SHEET, there, file_digest=moved.digest)
    return other


def _period(act: Act, item: VillageItem, own: Period) -> Period:
    """The same time, or where the other item is told apart otherwise the one around it."""
    kinds = duty_queries.period_kinds(act.session, item)
    on = min(own.last, clock.day(act.at))
    return own if own.kind in kinds else Period.holding(kinds[0], on)
