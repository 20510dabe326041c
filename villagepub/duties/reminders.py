"""New, near and late tasks become news for the clerks who can be reached."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import clock, db, news
from villagepub.duties import board, queries
from villagepub.duties.board import Sheet
from villagepub.duties.obligations import Duty
from villagepub.models import Binding, Finding, Staff
from villagepub.states import DutyState, FindingState, HangingState, NewsKind, Role

DUE_SOON_DAYS = 3  # days that are left
FRESH = 7  # days after a period's end in which its tasks are new
HOUR = 8  # in China, at which the day's round begins
OPEN = (
    DutyState.DUE,
    DutyState.OVERDUE,
    DutyState.DRAFT,
    DutyState.RETURNED,
    DutyState.SUBMITTED,
)
News = tuple[NewsKind, str, str]  # kind, subject, line


def remind(engine: Engine, *, at: datetime) -> int:
    """The round of the day, as often as one likes: nothing is told twice."""
    if clock.local(at).hour < HOUR:
        return 0
    with db.reading(engine) as session:
        villages = _villages(session)
    told = 0
    for code in villages:
        with db.transaction(engine) as session:
            told += remind_village(session, code, at=at)
    return told


def _villages(session: Session) -> Sequence[str]:
    """Where a clerk can be reached."""
    return session.exec(
        select(Staff.place_code)
        .join(Binding, col(Binding.staff_id) == Staff.id)
        .where(Staff.role == Role.CLERK, col(Staff.is_active), Binding.userid != "")
        .distinct()
    ).all()


def remind_village(session: Session, village_code: str, *, at: datetime) -> int:
    today = clock.day(at)
    clerks = news.staff_of(session, village_code, Role.CLERK)
    duties = queries.of_village(session, village_code, on=today)
    lines = [
        *_of_duties(duties, today),
        *_of_findings(session, village_code, today),
        *_of_board(board.of_village(session, village_code, on=today), today),
    ]
    return sum(
        news.tell(session, clerks, kind=kind, subject=subject, text=text, at=at)
        for kind, subject, text in lines
    )


def _of_duties(duties: Sequence[Duty], on: date) -> Iterator[News]:
    for duty in duties:
        posted = duty.notice is not None and duty.notice.version > 0
        if duty.due is None or duty.state not in OPEN or posted or not duty.item.form:
            continue
        subject = f"duty:{duty.item.item_id}:{duty.period.code}"
        name = f"{duty.period.label}{duty.item.name}"
        due = clock.say_short_day(duty.due)
        if on > duty.due:
            yield NewsKind.OVERDUE, subject, f"{name}，{due}该贴的"
        elif on >= duty.due - timedelta(days=DUE_SOON_DAYS):
            yield NewsKind.NEAR, subject, f"{name}，{due}到期"
        elif _is_new(duty, on):
            yield NewsKind.TASK, subject, f"{name}，{due}前贴出"


def _is_new(duty: Duty, on: date) -> bool:
    """A year's list is begun with the year, everything else after its period."""
    begins = duty.period.first if duty.period.kind == "year" else duty.period.last
    return timedelta() <= on - begins <= timedelta(days=FRESH)


def _of_board(sheets: Sequence[Sheet], on: date) -> Iterator[News]:
    """A sheet that nobody has hung by the next day, and one that has hung its time."""
    for sheet in sheets:
        state, version = sheet.state(on), f"{sheet.public_id}:{sheet.version}"
        if state is HangingState.NOT_HUNG and on > sheet.published_on:
            yield NewsKind.BOARD, f"hang:{version}", f"{sheet.title}，还没说上没上墙"
        elif state is HangingState.MAY_COME_DOWN:
            yield NewsKind.BOARD, f"down:{version}", f"{sheet.title}，挂满了，可以揭"
        elif state is HangingState.WITHDRAWN:
            yield (
                NewsKind.BOARD,
                f"withdrawn:{version}",
                f"{sheet.title}，撤回了，去揭下来",
            )


def _of_findings(session: Session, village_code: str, on: date) -> Iterator[News]:
    """What the township wants answered by a day."""
    rows = session.exec(
        select(Finding).where(
            Finding.village_code == village_code,
            Finding.state == FindingState.ASSIGNED,
            col(Finding.due_on).is_not(None),
        )
    )
    for one in rows:
        due = one.due_on
        if due is None or due > on + timedelta(days=1):
            continue
        kind = NewsKind.OVERDUE if on > due else NewsKind.NEAR
        day = clock.say_short_day(due)
        line = (
            f"镇上要你改的：{one.item}{f'，{one.name}' if one.name else ''}，{day}到期"
        )
        yield kind, f"finding:{one.id}:{due.isoformat()}", line
