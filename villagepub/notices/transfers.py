"""A sheet that came in under the wrong item or period goes to the right one, as it was read."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from villagepub import clock, forms
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.duties import queries as duty_queries
from villagepub.forms.source_check import named_periods
from villagepub.models import Draft, Notice, VillageItem
from villagepub.notices import drafts, event_days, uploads
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import NoticeFault, WrongMoment
from villagepub.notices.held_draft import HeldDraft, hold
from villagepub.period import Period


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


def period_of(session: Session, notice: Notice, sheet: DraftSheet) -> Period | None:
    """The other period that the sheet's head names, where the item has such; none for a
    correction, and what is posted by the day has no other.
    """
    item = session.get(VillageItem, notice.item_id)
    own = Period.parse(notice.period)
    if notice.version or item is None or own.kind == "event":
        return None
    kinds = duty_queries.period_kinds(session, item)
    named = map(Period.parse, named_periods(sheet.tables, own.code))
    return next((p for p in named if p.kind in kinds and p != own), None)


def move(
    act: Act, *, draft_id: int, revision: int, item_id: int | None, period: str = ""
) -> Draft:
    """The draft of the other item, or (None) of the same one for another ``period``, with
    this draft's sheet; this one is thrown away.

    What it was for stands on the list again, as if nothing had come. Raises WrongMoment
    where the other draft is begun already or its notice posted, PeriodError for a period
    that the item does not have or that has not begun.
    """
    held = hold(act, draft_id, revision)
    notice = held.notice
    if notice.version:
        raise WrongMoment("更正的还是原来那一件，不能换到别的事项、别的时候。")
    own = notice.item_id if item_id is None else item_id
    item = act.session.get(VillageItem, own)
    if item is None or item.village_code != notice.village_code:
        raise NoticeFault("公开清单上没有这一项了，请回到清单重新选。")
    there = _move_to(held, item, period)
    held.throw_away()
    return there


def _move_to(held: HeldDraft, item: VillageItem, wanted: str) -> Draft:
    act, notice, sheet = held.act, held.notice, held.sheet
    period = _period(act, item, Period.parse(wanted or notice.period))
    if period.kind == "event":
        code = event_days.of_sheet(act.session, item.id, period.code, sheet.digest)
        period = Period.parse(code)
    other = drafts.start(act, item_id=item.id, period=period.code)
    begun = DraftSheet.from_json(other.sheet)
    if begun.is_begun:
        raise WrongMoment(
            f"“{period.label}{item.name}”已经写了一半，先看看那一份还要不要。"
        )
    there = act.session.get_one(Notice, other.notice_id)
    moved = (
        sheet
        if there.form == notice.form
        else uploads.read_as(
            forms.get(there.form), sheet, year=Period.parse(there.period).first.year
        )
    )
    other.sheet = replace(moved, options=begun.options).to_json()
    other.revision += 1
    act.record(AuditAction.DRAFT_MOVE, notice, to=there.public_id)
    act.record(AuditAction.DRAFT_SHEET, there, file_digest=moved.digest)
    return other


def _period(act: Act, item: VillageItem, own: Period) -> Period:
    """The same time, or where the other item is told apart otherwise the one around it."""
    kinds = duty_queries.period_kinds(act.session, item)
    on = min(own.last, clock.day(act.at))
    return own if own.kind in kinds else Period.holding(kinds[0], on)
