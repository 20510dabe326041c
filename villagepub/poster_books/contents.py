"""What of a quarter hangs in a village, where, and what is missing: the cover's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from villagepub import clock, places
from villagepub.duties import hung_sheets
from villagepub.duties import queries as duty_queries
from villagepub.duties.duty import Duty
from villagepub.duties.hung_sheets import HANGINGS
from villagepub.models import Notice, NoticeVersion, Place
from villagepub.period import Period
from villagepub.render.volume import CoverLine, Missing
from villagepub.states import DUTIES, DutyState, NoticeStatus

DONE = frozenset(
    {
        DutyState.PUBLISHED,
        DutyState.CORRECTED,
        DutyState.LATE,
        DutyState.NOTHING,
        DutyState.WAIVED,
    }
)
BOARD = "村务公开栏"


@dataclass(frozen=True, kw_only=True, slots=True)
class VillageQuarter:
    """A village with what it posted in the quarter, the oldest first, and what it lacks."""

    code: str
    name: str
    township: str  # 延安市安塞区沿河湾镇
    posted: tuple[str, ...]  # public ids
    lines: Mapping[str, CoverLine]
    missing: tuple[Missing, ...]


def of_township(
    session: Session, place_code: str, quarter: Period, *, on: date
) -> tuple[VillageQuarter, ...]:
    """Every village of the township; the same few queries however many there are.

    A quarter is that of the days on which sheets were posted: a year's list and an event
    hang in one quarter too, and the account of the last quarter hangs in this one. What
    was posted in it and corrected later stays in it, as it holds now.
    """
    town = session.get_one(Place, place_code)
    villages = places.villages_of(session, place_code)
    codes = [v.code for v in villages]
    posted = _posted(session, codes, quarter)
    sheets = hung_sheets.of_villages(session, codes, on=on)
    owed = duty_queries.of_villages(session, codes, on=on)
    hung = {s.public_id: s for found in sheets.values() for s in found}
    return tuple(
        VillageQuarter(
            code=village.code,
            name=village.short_name,
            township=town.full_name,
            posted=tuple(n.public_id for n in posted.get(village.code, ())),
            lines={
                n.public_id: _line(n, hung.get(n.public_id), on)
                for n in posted.get(village.code, ())
            },
            missing=tuple(_missing(owed[village.code], quarter)),
        )
        for village in villages
    )


def _posted(
    session: Session, codes: Sequence[str], quarter: Period
) -> dict[str, list[Notice]]:
    rows = session.exec(
        select(Notice)
        .where(
            col(Notice.village_code).in_(codes),
            Notice.status == NoticeStatus.PUBLISHED,
            col(Notice.id).in_(_in_quarter(quarter)),
        )
        .order_by(col(Notice.published_at), col(Notice.id))
    )
    found: dict[str, list[Notice]] = {}
    for notice in rows:
        found.setdefault(notice.village_code, []).append(notice)
    return found


def _in_quarter(quarter: Period) -> SelectOfScalar[int]:
    """The ids of what was posted in it, in whichever version."""
    at = col(NoticeVersion.published_at)
    return select(NoticeVersion.notice_id).where(
        at >= clock.start_of(quarter.first),
        at < clock.start_of(quarter.last + timedelta(days=1)),
    )


def count_outdated(
    session: Session, place_code: str, quarter: Period, *, since: datetime
) -> int:
    """How many sheets of a book were corrected or withdrawn since it was asked for."""
    villages = places.villages_of(session, place_code)
    return session.exec(
        select(sa.func.count())
        .select_from(Notice)
        .where(
            col(Notice.village_code).in_([v.code for v in villages]),
            col(Notice.id).in_(_in_quarter(quarter)),
            sa.or_(
                sa.and_(col(Notice.version) > 1, col(Notice.published_at) > since),
                col(Notice.withdrawn_at) > since,
            ),
        )
    ).one()


def _line(notice: Notice, sheet: hung_sheets.HungSheet | None, on: date) -> CoverLine:
    until = sheet.full_on if sheet else None
    last = until or notice.posting_until
    return CoverLine(
        title=notice.title,
        number=notice.number,
        where=BOARD,
        until=clock.say_near_day(last, today=on) if last else "",
        now=HANGINGS[sheet.state(on)].text if sheet else "",
    )


def _missing(owed: Sequence[Duty], quarter: Period) -> list[Missing]:
    """What was due in the quarter and is not there, the longest due first."""
    found = [
        duty
        for duty in owed
        if not _is_there(duty)
        and duty.due is not None
        and quarter.first <= duty.due <= quarter.last
    ]
    return [
        Missing(
            what=duty.period.label + duty.item.name,
            due=clock.say_short_day(duty.due) if duty.due else "",
            now=_state(duty),
        )
        for duty in sorted(
            found, key=lambda d: (d.due or quarter.last, d.item.position)
        )
    ]


def _is_there(duty: Duty) -> bool:
    """Done, or posted and now being corrected: what holds hangs until then."""
    return duty.state in DONE or duty.is_corrected


def _state(duty: Duty) -> str:
    days = f" {duty.days} 天" if duty.state is DutyState.OVERDUE else ""
    return DUTIES[duty.state].text + days
