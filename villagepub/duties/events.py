"""Events that have to be published: each that is entered starts a clock of its own."""

from datetime import date

from sqlmodel import Session, col, select

from villagepub import clock, news
from villagepub.access import Action
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.content_rules import read_sentence
from villagepub.duties import queries
from villagepub.errors import UserError
from villagepub.event_kinds import EVENTS, EventKind
from villagepub.models import OPEN_DRAFTS, Draft, DutyEvent, Notice, VillageItem
from villagepub.period import KINDS, Period
from villagepub.states import (
    NewsKind,
    NoticeStatus,
    Role,
)

MAX_WORDS = 120
MAX_A_DAY = 9  # of one item
YEARS = 2  # for which one may still be entered, and is looked for


class EventRefused(UserError):
    """What can't have happened so; the message says why."""


def enter(
    act: Act, *, item_id: int, kind: EventKind, on: date, words: str
) -> DutyEvent:
    """Enter an event: a duty of its own, also beside others of that day. For an item owed
    once a year it is the day from which this year's limit runs. Raises EventRefused.
    """
    gone = EventRefused("是清单上的哪一项，还没选。")
    item = act.locked(VillageItem, item_id, gone)
    act.allow(Action.EVENT, item.village_code)
    if not item.is_active:
        raise EventRefused("公开清单上没有这一项了，请回到清单重新选。")
    missing = f"写一句是什么事，最多 {MAX_WORDS} 个字。"
    said = read_sentence(
        words, missing, most=MAX_WORDS, may_ask=False, fault=EventRefused
    )
    _require_past(act, on)
    period = _period(act.session, item, on)
    row = DutyEvent(
        item_id=item_id,
        period=period,
        happened_on=on,
        kind=kind,
        words=said,
        staff_id=act.person.id,
        entered_at=act.at,
    )
    act.session.add(row)
    act.session.flush()  # the clock that runs is asked for in the same transaction
    act.record(
        AuditAction.EVENT_ENTER, item, period=row.period, kind=kind.value, words=said
    )
    if act.person.role is not Role.CLERK:
        _tell(act, item, row)
    return row


def undo(act: Act, *, event_id: int) -> None:
    """记错了: it did not happen, or was entered twice. Raises EventRefused once a notice
    is begun for it.
    """
    row = act.session.get_one(DutyEvent, event_id, with_for_update=True)
    item = act.session.get_one(VillageItem, row.item_id)
    act.allow(Action.EVENT, item.village_code)
    if _is_begun(act.session, row):
        raise EventRefused("这一件已经写了公示，撤不掉了。公示不要了，先去撤回。")
    act.session.delete(row)
    act.record(
        AuditAction.EVENT_UNDO, item, period=row.period, kind=row.kind, words=row.words
    )


def _require_past(act: Act, on: date) -> None:
    today = clock.day(act.at)
    if on > today:
        raise EventRefused(f"{clock.say_day(on)}还没到。填真正发生的那一天。")
    if on.year < today.year - YEARS:
        raise EventRefused(f"{clock.say_day(on)}太久了，请看看年份。")


def _period(session: Session, item: VillageItem, on: date) -> str:
    """What the notice for it will be told apart by."""
    kind = queries.period_kinds(session, item)[0]
    if kind == "event":
        return _free_period(session, item.id, on)
    period = Period.holding(kind, on)
    limit = queries.time_limits_of(session, [item])[item.id]
    if limit.every is not None or not limit.runs_from_event:
        raise EventRefused(
            f"“{item.name}”按{KINDS[kind]}公开，到时候写进去就行，不用另记。"
        )
    if period.code in _taken(session, item.id):
        raise EventRefused(f"{period.label}的已经记过，或者已经贴出了。")
    return period.code


def _free_period(session: Session, item_id: int, on: date) -> str:
    """2026-06-20, or the next of that day that no event and no posted notice has."""
    day, taken = on.isoformat(), _taken(session, item_id)
    for code in (day, *(f"{day}.{n}" for n in range(2, MAX_A_DAY + 1))):
        if code not in taken:
            return code
    raise EventRefused(f"这一项那天已经有 {MAX_A_DAY} 件了，合起来记一件。")


def _taken(session: Session, item_id: int) -> set[str]:
    events = select(DutyEvent.period).where(DutyEvent.item_id == item_id)
    posted = select(Notice.period).where(
        Notice.item_id == item_id, Notice.status == NoticeStatus.PUBLISHED
    )
    return {*session.exec(events), *session.exec(posted)}


def _is_begun(session: Session, row: DutyEvent) -> bool:
    """Is there a notice for it that is posted, or worked on?"""
    is_posted = col(Notice.status) == NoticeStatus.PUBLISHED
    found = session.exec(
        select(Notice.id)
        .join(Draft, col(Draft.notice_id) == Notice.id)
        .where(
            Notice.item_id == row.item_id,
            Notice.period == row.period,
            col(Notice.result_of).is_(None),
            is_posted | col(Draft.status).in_(OPEN_DRAFTS),
        )
    ).first()
    return found is not None


def _tell(act: Act, item: VillageItem, row: DutyEvent) -> None:
    """The clerks hear of what somebody else entered."""
    what = f"{item.name}：{EVENTS[row.kind].text}"
    news.tell_role(
        act,
        item.village_code,
        Role.CLERK,
        kind=NewsKind.TASK,
        subject=f"event:{row.id}",
        text="，".join(filter(None, (what, news.open_words(row.words)))),
    )
