"""The announced holidays of a year, added by a person; what hangs on them is recomputed.

The file is what the State Council announces each autumn, as ``date,kind`` with 休 or 班.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from villagepub import clock, forms
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.duties.workdays import SATURDAY, Calendar, statutory_days
from villagepub.errors import UserError
from villagepub.models import Holiday, Notice, VillageItem
from villagepub.states import HOLIDAYS, HolidayKind, NoticeStatus
from villagepub.tables.readers.csv_reader import readings

# From this day of December on a day may belong to the next year's arrangement: the one of
# 2019 made 2018年12月31日 free and 12月29日, a Saturday, a working day.
NEW_YEAR = (12, 20)
KINDS = {word.text: kind for kind, word in HOLIDAYS.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class HolidayImport:
    """``changed``: published notices whose 公示期 ends on another day now."""

    year: int
    rest: int
    work: int
    changed: int


def added(session: Session) -> Sequence[Holiday]:
    """The days that people have added, the oldest first."""
    return session.exec(select(Holiday).order_by(col(Holiday.on))).all()


def calendar(session: Session) -> Calendar:
    """The working days as they are known now; one query."""
    rows = added(session)
    return Calendar(
        rest=frozenset(r.on for r in rows if r.kind is HolidayKind.REST),
        work=frozenset(r.on for r in rows if r.kind is HolidayKind.WORK),
    )


def import_csv(act: Act, data: bytes, *, filename: str) -> HolidayImport:
    """Replace a year's arrangement. Raises UserError; then nothing is changed."""
    days = dict(_rows(data, filename))
    year = _year_of(days, filename)
    session = act.session
    own = col(Holiday.on) >= _begin(year), col(Holiday.on) < _begin(year + 1)
    session.exec(
        sa.delete(Holiday).where(sa.or_(sa.and_(*own), col(Holiday.on).in_(days)))
    )
    session.add_all(Holiday(on=day, kind=kind) for day, kind in days.items())
    session.flush()  # the calendar below reads it
    changed = _recompute(act, year)
    rest = sum(kind is HolidayKind.REST for kind in days.values())
    work = len(days) - rest
    act.record(
        AuditAction.HOLIDAYS_IMPORT, f"holidays:{year}", "", rest=rest, work=work
    )
    return HolidayImport(year=year, rest=rest, work=work, changed=changed)


def _begin(year: int) -> date:
    return date(year - 1, *NEW_YEAR)


def _rows(data: bytes, filename: str) -> Iterator[tuple[date, HolidayKind]]:
    text = _text(data, filename)
    seen: set[date] = set()
    for number, cells in enumerate(csv.reader(io.StringIO(text)), 1):
        words = [cell.strip() for cell in cells]
        if not any(words) or (number == 1 and words[:2] == ["date", "kind"]):
            continue
        day, kind = _row(words, f"“{filename}”第 {number} 行")
        if day in seen:
            raise UserError(f"“{filename}”第 {number} 行：{words[0]} 写了两遍。")
        seen.add(day)
        yield day, kind


def _text(data: bytes, filename: str) -> str:
    for text in readings(data):
        return text
    raise UserError(f"“{filename}”读不出字来，请另存成 UTF-8 的 CSV。")


def _row(words: Sequence[str], where: str) -> tuple[date, HolidayKind]:
    if len(words) < 2:
        raise UserError(f"{where}要写日期和“休”或者“班”，像 2027-01-01,休。")
    try:
        day = date.fromisoformat(words[0])
    except ValueError:
        raise UserError(f"{where}：“{words[0]}”不是日期，像 2027-01-01。") from None
    kind = KINDS.get(words[1])
    if kind is None:
        raise UserError(f"{where}：“{words[1]}”要写“休”或者“班”。")
    if kind is HolidayKind.WORK and day.weekday() < SATURDAY:
        raise UserError(f"{where}：{words[0]} 本来就上班，不用写“班”。")
    return day, kind


def _year_of(days: dict[date, HolidayKind], filename: str) -> int:
    """The one year of the file, which may begin in the last days of the year before;
    every statutory day has to be free in it.
    """
    year = max((day.year for day in days), default=0)
    if not days or min(days) < _begin(year):
        raise UserError(f"“{filename}”要写一年的放假安排，一份一年。")
    missing = sorted(
        day for day in statutory_days(year) if days.get(day) is not HolidayKind.REST
    )
    if missing:
        said = "、".join(clock.say_short_day(day) for day in missing)
        raise UserError(f"“{filename}”少了法定的假日：{said}。请看看是不是传错了。")
    return year


def _recompute(act: Act, year: int) -> int:
    """Published 公示期 in working days that may reach into the year are counted again.

    What paper and page have promised never ends earlier for it.
    """
    session = act.session
    known = calendar(session)
    rows = session.exec(
        select(Notice, VillageItem.name)
        .join(VillageItem, col(VillageItem.id) == Notice.item_id)
        .where(
            Notice.status == NoticeStatus.PUBLISHED,
            col(Notice.objection_until) >= _begin(year),
        )
    ).all()
    changed = 0
    for notice, item in rows:
        rule = forms.for_item(notice.form, item).objection
        if rule.unit != "working" or notice.published_at is None:
            continue
        until = known.objection_end(
            clock.day(notice.published_at), rule.days, rule.unit
        )
        until = max(until, notice.objection_until or until)
        notice.drawn_at = notice.drawing_since = None  # its files say the day
        if until != notice.objection_until:
            changed += 1
            notice.objection_until = until
            day = until.isoformat() if until else None
            act.record(AuditAction.NOTICE_RECOUNT, notice, objection_until=day)
    return changed
