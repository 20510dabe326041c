"""New, near and late tasks become news for the clerks who can be reached."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from villagepub import clock, db, news
from villagepub.duties import hung_sheets, queries
from villagepub.duties.duty import Duty
from villagepub.duties.hung_sheets import HangingState, HungSheet
from villagepub.models import Binding, Finding, Staff
from villagepub.states import DutyState, FindingState, NewsKind, Role
from villagepub.timers import Piece, Task, every_hour

DUE_SOON_DAYS = 3  # days that are left
FRESH = 7  # days after a period's end in which its tasks are new
HOUR = 8  # in China, before which nobody is told
MAX_VILLAGES = 50  # a piece: others write meanwhile within a moment
OPEN = (
    DutyState.DUE,
    DutyState.OVERDUE,
    DutyState.DRAFT,
    DutyState.RETURNED,
    DutyState.SUBMITTED,
)
News = tuple[NewsKind, str, str]  # kind, subject, line


def turn_of(at: datetime) -> str:
    """Each hour of the day: what has been told is not told again."""
    return every_hour(at) if clock.local(at).hour >= HOUR else ""


def remind(engine: Engine, *, at: datetime) -> int:
    """A whole turn, as often as one likes: nothing is told twice; how much was told."""
    if not turn_of(at):
        return 0
    position: str | None = ""
    told = 0
    while position is not None:
        piece = remind_some(engine, position, at)
        position = piece.position
        told += (piece.told or {})["told"]
    return told


def remind_some(engine: Engine, position: str, at: datetime) -> Piece:
    """The next villages after ``position``, the code of the last one."""
    with db.reading(engine) as session:
        villages = _villages(session, position)
    with db.transaction(engine) as session:
        told = remind_villages(session, villages, at=at)
    is_last = len(villages) < MAX_VILLAGES
    return Piece(None if is_last else villages[-1], {"told": told})


TIMER = Task(name="remind", turn_of=turn_of, do=remind_some)


def _villages(session: Session, position: str) -> Sequence[str]:
    """Where a clerk can be reached, by code."""
    return session.exec(
        select(Staff.place_code)
        .join(Binding, col(Binding.staff_id) == Staff.id)
        .where(
            Staff.role == Role.CLERK,
            col(Staff.is_active),
            Binding.userid != "",
            Staff.place_code > position,
        )
        .distinct()
        .order_by(Staff.place_code)
        .limit(MAX_VILLAGES)
    ).all()


def remind_villages(session: Session, codes: Sequence[str], *, at: datetime) -> int:
    """Twelve queries, however many villages and news there are; how much was told."""
    today = clock.day(at)
    duties = queries.of_villages(session, codes, on=today)
    boards = hung_sheets.of_villages(session, codes, on=today)
    findings = _of_findings(session, codes, today)
    clerks = session.exec(
        select(Staff.id, Staff.place_code).where(
            col(Staff.place_code).in_(codes),
            Staff.role == Role.CLERK,
            col(Staff.is_active),
        )
    )
    lines = [
        news.NewsLine(staff or 0, *one)
        for staff, code in clerks
        for one in (
            *_of_duties(duties[code], today),
            *findings.get(code, ()),
            *_of_board(boards.get(code, ()), today),
        )
    ]
    return news.tell_all(session, lines, at=at)


def _of_duties(duties: Sequence[Duty], on: date) -> Iterator[News]:
    for duty in duties:
        posted = duty.notice is not None and duty.notice.version > 0
        if duty.due is None or duty.state not in OPEN or posted:
            continue
        if not (duty.item.form or duty.event):
            continue
        subject = f"duty:{duty.item.item_id}:{duty.period.code}"
        name, due = duty.name, clock.say_near_day(duty.due, today=on)
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


def _of_board(sheets: Sequence[HungSheet], on: date) -> Iterator[News]:
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


def _of_findings(
    session: Session, codes: Sequence[str], on: date
) -> dict[str, list[News]]:
    """What the township wants answered by a day, by village."""
    rows = session.exec(
        select(Finding).where(
            col(Finding.village_code).in_(codes),
            Finding.state == FindingState.ASSIGNED,
            col(Finding.due_on) <= on + timedelta(days=1),
        )
    )
    found: dict[str, list[News]] = {}
    for one in rows:
        if one.due_on is not None:
            found.setdefault(one.village_code, []).append(
                _of_finding(one, one.due_on, on)
            )
    return found


def _of_finding(one: Finding, due: date, on: date) -> News:
    kind = NewsKind.OVERDUE if on > due else NewsKind.NEAR
    line = f"镇上要你改的：{one.item}有一条，{clock.say_near_day(due, today=on)}到期"
    return kind, f"finding:{one.id}:{due.isoformat()}", line
