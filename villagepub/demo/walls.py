"""What the villages of the demo have said of their boards by now."""

from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from villagepub import clock
from villagepub.demo.publisher import act_of
from villagepub.duties import hangings
from villagepub.duties.workdays import posting_end
from villagepub.models import Notice
from villagepub.states import NoticeStatus, Role

EVENING = time(18, 0, tzinfo=clock.CHINA)
ASIDE = 7  # the newest wait for somebody to say that they hang
RAIN = "大雨淋坏了，换新的"


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
