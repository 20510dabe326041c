"""What the township's desk shows beside notices: what happened and has to be published,
what hangs on the boards, the letters that were sent.
"""

from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from villagepub import clock, village_list
from villagepub.demo.publisher import act_of
from villagepub.demo.scenario import BIANQIANG, GAOJIAMAO, MAJIAGOU, TOWNSHIP
from villagepub.duties import events, hangings
from villagepub.duties.workdays import PUBLISHED, posting_end
from villagepub.event_kinds import EventKind
from villagepub.letters import matters, register
from villagepub.letters.register import LetterChoice
from villagepub.models import IssuedLetter, LetterKind, Notice, VillageItem
from villagepub.states import NoticeStatus, Role

WORKS = "公益事业项目建设"
LIMIT = "收到批复后五日内公开"
EVENING = time(18, 0, tzinfo=clock.CHINA)
ASIDE = 7  # the newest wait for somebody to say that they hang
RAIN = "大雨淋坏了，换新的"
WORD, CONTACT = "沿政公函", "白玉兰"
ANSWER = "村主任贺延寿", "照着发放表核过，名单改好了，这两天交监委会。"
DAYS = 5  # working days to answer


def enter_events(session: Session, *, at: datetime) -> None:
    """By the committee of one village, of the next by the township."""
    today = clock.day(at)
    officer = act_of(session, TOWNSHIP, Role.TOWNSHIP, at)
    works = {code: _works(session, code) for code in (MAJIAGOU, GAOJIAMAO)}
    for item in works.values():
        village_list.change(officer, item_id=item, form="T5", limit=LIMIT)
    events.enter(
        act_of(session, MAJIAGOU, Role.SUPERVISOR, at),
        item_id=works[MAJIAGOU],
        kind=EventKind.APPROVED,
        on=today - timedelta(days=2),
        words="四组饮水管道维修的预算批下来了",
    )
    events.enter(
        officer,
        item_id=works[GAOJIAMAO],
        kind=EventKind.APPROVED,
        on=today - timedelta(days=8),
        words="村口道路硬化的立项批复",
    )


def _works(session: Session, village: str) -> int:
    return (
        session.exec(
            select(VillageItem.id).where(
                VillageItem.village_code == village, VillageItem.name == WORKS
            )
        ).one()
        or 0
    )


def hang_posters(
    session: Session, *, at: datetime, still_up: str, rained_on: str
) -> None:
    """Every sheet went up with its signing and came down when its days were full: but
    ``still_up``, a village whose last one waits to be taken down, and ``rained_on``.
    """
    today = clock.day(at)
    notices = session.exec(
        select(Notice)
        .where(
            Notice.status == NoticeStatus.PUBLISHED,
            col(Notice.posting_until).is_not(None),
        )
        .order_by(col(Notice.published_at).desc())
    ).all()
    left = {still_up, rained_on}
    for notice in notices:
        if notice.published_at is None or notice.posting_until is None:
            continue
        up = clock.day(notice.published_at)
        if (today - up).days < ASIDE:
            continue
        full = posting_end(up, (notice.posting_until - up).days)
        evening = datetime.combine(up, EVENING)
        act = act_of(session, notice.village_code, Role.CLERK, evening)
        hangings.hang(act, public_id=notice.public_id, on=up, photo=None)
        is_last = notice.village_code in left
        left.discard(notice.village_code)
        if is_last and notice.village_code == rained_on:
            _take_down(session, notice, up + timedelta(days=6), RAIN)
        elif full < today and not (is_last and notice.village_code == still_up):
            _take_down(session, notice, full + timedelta(days=1))


def _take_down(session: Session, notice: Notice, on: date, why: str = "") -> None:
    act = act_of(
        session, notice.village_code, Role.CLERK, datetime.combine(on, EVENING)
    )
    hangings.take_down(act, public_id=notice.public_id, on=on, reason=why)


def write_letters(session: Session, *, at: datetime) -> None:
    """One is answered, one waits."""
    answered = _remind(session, BIANQIANG, at - timedelta(days=3))
    if answered is not None:
        by, done = ANSWER
        register.take_answer(
            act_of(session, TOWNSHIP, Role.TOWNSHIP, at - timedelta(days=1)),
            letter_id=answered.id,
            on=clock.day(at - timedelta(days=1)),
            by=by,
            done=done,
        )
    _remind(session, MAJIAGOU, at)


def _remind(session: Session, village: str, at: datetime) -> IssuedLetter | None:
    """About the first few things that are open there; none where nothing is."""
    on = clock.day(at)
    found = matters.of_village(session, village, on=on)[:3]
    if not found:
        return None
    wanted = LetterChoice(
        kind=LetterKind.REMIND,
        village_code=village,
        keys=[m.key for m in found],
        word=WORD,
        contact=CONTACT,
        copy="",
        due_on=PUBLISHED.add_workdays(on, DAYS),
    )
    return register.issue(act_of(session, TOWNSHIP, Role.TOWNSHIP, at), wanted)
