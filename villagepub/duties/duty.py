"""Duties of a village as plain values: the item, the event it is owed for, its notice."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from villagepub.duties.workdays import PUBLISHED, Calendar
from villagepub.event_kinds import EventKind
from villagepub.forms.form import PeriodKind
from villagepub.period import Period
from villagepub.states import DraftStatus, DutyState, NoticeStatus
from villagepub.time_limit import TimeLimit

USUAL_MONTHLY_DAY = 20  # the 公开日 where nobody has set one


@dataclass(frozen=True, slots=True)
class MonthlyDays:
    """公开日: day of the month after the period, by the first day from which it holds."""

    by_month: tuple[tuple[date, int], ...] = ()

    def of(self, month: date) -> int:
        """The one that held when the month began."""
        held = [(since, day) for since, day in self.by_month if since <= month]
        return max(held)[1] if held else USUAL_MONTHLY_DAY


@dataclass(frozen=True, kw_only=True, slots=True)
class EventState:
    """Something that happened, from which a clock runs. ``period`` names it among the
    item's notices: 2026-06-20, the second of that day 2026-06-20.2. ``due`` None: the
    limit gives no number (及时). ``kind`` None, ``event_id`` 0: nobody entered it, a 公示
    was over. ``is_readable`` False: what kind it is cannot be read.
    """

    event_id: int
    period: str
    on: date
    kind: EventKind | None
    words: str
    due: date | None
    is_readable: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class OwedItem:
    """A line of the village's list as plain values. ``period``: how often it is owed.

    ``whole``: a longer period whose notice has this one as its part (a quarter of months);
    None where there is none. ``owed_from``: nothing was owed before this day; None where
    nobody knows it, then earlier periods are not asked for. ``result``: by when after a
    公示 its outcome is owed; None where no rule asks for it.
    """

    item_id: int
    name: str
    form: str
    period: PeriodKind
    limit: TimeLimit = TimeLimit()
    monthly_days: MonthlyDays = MonthlyDays()
    calendar: Calendar = PUBLISHED
    position: int = 0
    whole: PeriodKind | None = None
    owed_from: date | None = None
    events: Mapping[str, EventState] = field(default_factory=dict)
    result: TimeLimit | None = None

    @property
    def takes_events(self) -> bool:
        """Posted as it happens, or within days of something that the limit names."""
        return self.period == "event" or (
            self.limit.runs_from_event and self.limit.every is None
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeState:
    """What there is for an item and a period. ``is_withheld``: 不予公开, which meets a duty
    only with the township's word. ``result_of``: the notice whose 公示 it says the
    outcome of. ``status`` None: its row or its draft's holds a word that this program
    never writes.
    """

    notice_id: int
    public_id: str
    item_id: int
    period: str
    title: str
    status: NoticeStatus | None
    version: int
    published_on: date | None
    posting_until: date | None
    objection_until: date | None = None
    result_of: int | None = None
    draft_id: int | None = None
    draft: DraftStatus | None = None
    remark: str = ""
    is_withheld: bool = False


# Of what is not on the board, or of its correction.
UNPOSTED = (
    DutyState.OVERDUE,
    DutyState.DUE,
    DutyState.DRAFT,
    DutyState.SUBMITTED,
    DutyState.RETURNED,
)
# By item the periods of which something is up for everybody.
Posted = Mapping[int, Set[str]]


@dataclass(frozen=True, slots=True)
class Reminded:
    """催办: how often the township has asked for it, and when last."""

    times: int
    last_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """``due`` None: nobody waits for it: 随时公布, or it was due before the list was the
    village's. ``days``: left, or late. ``event``: what it is owed for, where somebody
    said that something happened. ``result_of``: the notice whose 公示 is over, of what
    is owed as its 结果公告.
    """

    item: OwedItem
    period: Period
    due: date | None
    state: DutyState
    days: int = 0
    notice: NoticeState | None = None
    has_earlier: bool = False  # an earlier notice of the item can be repeated
    was_withdrawn: bool = False  # what was posted of it is off the board: owed again
    reminded: Reminded | None = None
    event: EventState | None = None
    result_of: NoticeState | None = None
    remark: str = ""  # of the committee, which says that it is not 本期无

    @property
    def name(self) -> str:
        """2026年第三季度农村低保对象, 2026年耕地地力保护补贴发放公示结果."""
        if self.result_of is not None:
            return f"{self.result_of.title}结果"
        return f"{self.period.label}{self.item.name}"

    @property
    def is_open(self) -> bool:
        """Nothing of it hangs, whether it is written, with the committee or sent back."""
        notice = self.notice
        is_up = notice is not None and notice.status is NoticeStatus.PUBLISHED
        return self.state in UNPOSTED and not is_up

    @property
    def is_corrected(self) -> bool:
        """It hangs as it was posted, while a correction is written or waits."""
        notice = self.notice
        return (
            notice is not None
            and notice.draft is not None
            and notice.status is NoticeStatus.PUBLISHED
            and not notice.is_withheld
            and self.state in UNPOSTED
        )

    def is_late(self, on: date) -> bool:
        """逾期: past its day and not on the board; a draft half written is late too."""
        return self.is_open and self.due is not None and on > self.due

    @property
    def is_estimated(self) -> bool:
        """暂估: ``due`` was counted in working days of a year that is not announced."""
        limit, calendar = self.item.limit, self.item.calendar
        is_counted = limit.unit == "working" and (
            limit.runs_from_period or self.event is not None
        )
        return is_counted and self.due is not None and not calendar.is_known(self.due)
