"""How far one item and period is: posted, in preparation, or not begun."""

from collections.abc import Mapping
from datetime import date

from villagepub.duties.due_days import owed_day
from villagepub.duties.duty import Duty, NoticeState, OwedItem
from villagepub.period import Period
from villagepub.states import DraftStatus, DutyState, NoticeStatus

# (item, period) for which the village said 本期无, whether the committee looked or not,
# or the township 不用贴了
Nothing = Mapping[tuple[int, str], DutyState]


def without_notice(item: OwedItem, period: Period, nothing: Nothing, on: date) -> Duty:
    """Nothing is there: it is owed, or somebody said why it is not."""
    said = nothing.get((item.item_id, period.code))
    if said is None:
        return _empty(item, period, on)
    event = item.events.get(period.code)
    due = owed_day(item, period) if said is DutyState.DECLARED else None
    return Duty(item=item, period=period, due=due, state=said, event=event)


def is_gone(notice: NoticeState) -> bool:
    """Withdrawn and not worked on: the period is owed again."""
    return notice.status is NoticeStatus.WITHDRAWN and notice.draft is None


def _empty(item: OwedItem, period: Period, on: date) -> Duty:
    due = owed_day(item, period)
    late = due is not None and on > due
    return Duty(
        item=item,
        period=period,
        due=due,
        state=DutyState.OVERDUE if late else DutyState.DUE,
        days=abs((due - on).days) if due else 0,
        event=item.events.get(period.code),
    )


def of_notice(item: OwedItem, notice: NoticeState, nothing: Nothing, on: date) -> Duty:
    period = Period.parse(notice.period)
    due = owed_day(item, period)
    is_waived = nothing.get((item.item_id, notice.period)) is DutyState.WAIVED
    is_open = not notice.version or (notice.is_withheld and not is_waived)
    posted = on if is_open else notice.published_on or on
    late = (posted - due).days if due and posted > due else 0
    state = _state(notice, late)
    if notice.is_withheld and notice.draft is None and _is_up(notice):
        state = DutyState.WAIVED if is_waived else DutyState.WITHHELD
    return Duty(
        item=item,
        period=period,
        due=due,
        state=state,
        days=abs((due - on).days) if due and is_open else late,
        notice=notice,
        event=item.events.get(notice.period),
    )


def _is_up(notice: NoticeState) -> bool:
    return notice.status is NoticeStatus.PUBLISHED


DRAFT_STATES = {
    DraftStatus.DRAFT: DutyState.DRAFT,
    DraftStatus.RETURNED: DutyState.RETURNED,
    DraftStatus.SUBMITTED: DutyState.SUBMITTED,
}


def _state(notice: NoticeState, late: int) -> DutyState:
    if notice.draft in DRAFT_STATES:
        return DRAFT_STATES[notice.draft]
    if notice.status is NoticeStatus.WITHDRAWN:
        return DutyState.WITHDRAWN
    if notice.version > 1:
        return DutyState.CORRECTED
    if notice.version:
        return DutyState.LATE if late else DutyState.PUBLISHED
    return DutyState.OVERDUE if late else DutyState.DUE
