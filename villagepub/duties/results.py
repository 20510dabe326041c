"""结果公告: what is owed once a 公示 is over, where a rule asks for its outcome."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from villagepub.duties.due_days import event_due
from villagepub.duties.duty import Duty, EventState, NoticeState, OwedItem
from villagepub.duties.progress import Nothing, is_gone, of_notice, without_notice
from villagepub.period import Period
from villagepub.states import NoticeStatus


def results(
    item: OwedItem, notices: Sequence[NoticeState], nothing: Nothing, on: date
) -> Iterator[Duty]:
    """结果公告: one for each 公示 that is over until it is posted; of what is posted only
    the newest is still shown.
    """
    told = {n.result_of: n for n in notices if n.result_of and not is_gone(n)}
    over = [
        (n.objection_until, n)
        for n in notices
        if item.result is not None
        and n.result_of is None
        and n.status is NoticeStatus.PUBLISHED
        and not n.is_withheld
        and n.objection_until is not None
        and (item.owed_from or date.min) <= n.objection_until < on
    ]
    over.sort(key=lambda pair: (pair[0], pair[1].notice_id))
    for nth, (ended, notice) in enumerate(over, 1):
        outcome = told.get(notice.notice_id)
        if outcome is None or outcome.draft or nth == len(over):
            yield _result(item, notice, ended, outcome, nothing, on)


def _result(
    item: OwedItem,
    notice: NoticeState,
    ended: date,
    outcome: NoticeState | None,
    nothing: Nothing,
    on: date,
) -> Duty:
    """By the day after the 公示 it is waived, reminded of, told apart from the item's own."""
    code = outcome.period if outcome else (ended + timedelta(days=1)).isoformat()
    event = EventState(
        event_id=0,
        period=code,
        on=ended,
        kind=None,
        words=notice.title,
        due=event_due(item.result or item.limit, ended, item.calendar),
    )
    owed = replace(item, events={code: event})
    duty = (
        of_notice(owed, outcome, nothing, on)
        if outcome
        else without_notice(owed, Period.parse(code), nothing, on)
    )
    return replace(duty, item=item, result_of=notice)
