"""结果公告: what is owed once a 公示 is over, where a rule asks for its outcome."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from villagepub.duties.due_days import event_due
from villagepub.duties.duty import Duty, EventState, NoticeState
from villagepub.duties.progress import ItemOnDay, is_gone
from villagepub.period import Period
from villagepub.states import NoticeStatus


def results(owed: ItemOnDay, notices: Sequence[NoticeState]) -> Iterator[Duty]:
    """结果公告: one for each 公示 that is over until it is posted; of what is posted only
    the newest is still shown.
    """
    item = owed.item
    told = {n.result_of: n for n in notices if n.result_of and not is_gone(n)}
    over = [
        (n.objection_until, n)
        for n in notices
        if item.result is not None
        and n.result_of is None
        and n.status is NoticeStatus.PUBLISHED
        and not n.is_withheld
        and n.objection_until is not None
        and (item.owed_from or date.min) <= n.objection_until < owed.on
    ]
    over.sort(key=lambda pair: (pair[0], pair[1].notice_id))
    for nth, (ended, notice) in enumerate(over, 1):
        outcome = told.get(notice.notice_id)
        if outcome is None or outcome.draft or nth == len(over):
            yield _result(owed, notice, ended, outcome)


def _result(
    owed: ItemOnDay, notice: NoticeState, ended: date, outcome: NoticeState | None
) -> Duty:
    """By the day after the 公示 it is waived, reminded of, told apart from the item's own."""
    item = owed.item
    code = outcome.period if outcome else (ended + timedelta(days=1)).isoformat()
    event = EventState(
        event_id=0,
        period=code,
        on=ended,
        kind=None,
        words=notice.title,
        due=event_due(item.result or item.limit, ended, item.calendar),
    )
    alone = replace(owed, item=replace(item, events={code: event}))
    duty = (
        alone.of_notice(outcome)
        if outcome
        else alone.without_notice(Period.parse(code))
    )
    return replace(duty, item=item, result_of=notice)
