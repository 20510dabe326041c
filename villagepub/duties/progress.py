"""How far one item and period is: posted, in preparation, or not begun."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from villagepub.duties.due_days import owed_day
from villagepub.duties.duty import Duty, NoticeState, OwedItem
from villagepub.period import Period
from villagepub.states import DraftStatus, DutyState, NoticeStatus

# (item, period) for which the village said 本期无, whether the committee looked or not,
# or the township 不用贴了
Nothing = Mapping[tuple[int, str], DutyState]


@dataclass(frozen=True, slots=True)
class ItemOnDay:
    """An item of a list as it is on a day, with what was said where no notice is."""

    item: OwedItem
    nothing: Nothing
    on: date

    def said(self, period: str) -> DutyState | None:
        return self.nothing.get((self.item.item_id, period))

    def without_notice(self, period: Period) -> Duty:
        """Nothing is there: it is owed, or somebody said why it is not."""
        said, due = self.said(period.code), owed_day(self.item, period)
        if said not in (None, DutyState.DECLARED):
            due = None
        is_late = due is not None and self.on > due
        return Duty(
            item=self.item,
            period=period,
            due=due,
            state=said or (DutyState.OVERDUE if is_late else DutyState.DUE),
            days=abs((due - self.on).days) if due and not said else 0,
            event=self.item.events.get(period.code),
        )

    def of_notice(self, notice: NoticeState) -> Duty:
        period = Period.parse(notice.period)
        due = owed_day(self.item, period)
        is_waived = self.said(notice.period) is DutyState.WAIVED
        is_open = not notice.version or (notice.is_withheld and not is_waived)
        posted = self.on if is_open else notice.published_on or self.on
        late = (posted - due).days if due and posted > due else 0
        state = _state(notice, late)
        is_up = notice.status is NoticeStatus.PUBLISHED and notice.draft is None
        if notice.is_withheld and is_up:
            state = DutyState.WAIVED if is_waived else DutyState.WITHHELD
        return Duty(
            item=self.item,
            period=period,
            due=due,
            state=state,
            days=abs((due - self.on).days) if due and is_open else late,
            notice=notice,
            event=self.item.events.get(notice.period),
        )


def is_gone(notice: NoticeState) -> bool:
    """Withdrawn and not worked on: the period is owed again."""
    return notice.status is NoticeStatus.WITHDRAWN and notice.draft is None


DRAFT_STATES = {
    DraftStatus.DRAFT: DutyState.DRAFT,
    DraftStatus.RETURNED: DutyState.RETURNED,
    DraftStatus.SUBMITTED: DutyState.SUBMITTED,
}


def _state(notice: NoticeState, late: int) -> DutyState:
    if notice.status is None:
        return DutyState.UNREADABLE
    if notice.draft in DRAFT_STATES:
        return DRAFT_STATES[notice.draft]
    if notice.status is NoticeStatus.WITHDRAWN:
        return DutyState.WITHDRAWN
    if notice.version > 1:
        return DutyState.CORRECTED
    if notice.version:
        return DutyState.LATE if late else DutyState.PUBLISHED
    return DutyState.OVERDUE if late else DutyState.DUE
