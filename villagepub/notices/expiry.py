"""When a notice has hung its time, the people on it go from the web (个保法 art. 19)."""

from datetime import datetime

from sqlalchemy.engine import Engine
from sqlmodel import col, select

from villagepub import clock, db, forms
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.models import Notice
from villagepub.notices import drawn_files
from villagepub.timers import Piece, Task, every_hour

MAX_AT_ONCE = 100  # notices a transaction: others write meanwhile within a moment


def take_names_down(engine: Engine, *, at: datetime) -> int:
    """Mark the next lists of people whose posting period is over; how many were.

    The frozen versions stay as they were signed; page, file, feed and cache ask the mark.
    """
    listed = [form.id for form in forms.every() if forms.may_show_people(form)]
    with db.transaction(engine) as session:
        over = session.exec(
            select(Notice)
            .where(
                col(Notice.posting_until) < clock.day(at),
                col(Notice.names_gone_at).is_(None),
                col(Notice.version) > 0,
                col(Notice.form).in_(listed),
            )
            .order_by(col(Notice.id))
            .limit(MAX_AT_ONCE)
        ).all()
        act = Act(session, None, at) if over else None
        for notice in over:
            notice.names_gone_at = at
            drawn_files.wait_again(notice)
            if act is not None:
                act.record(
                    AuditAction.NOTICE_NAMES_GONE, notice, version=notice.version
                )
    return len(over)


def take_some_down(engine: Engine, _position: str, at: datetime) -> Piece:
    """The next of them, for the timer: those that are marked are not found again."""
    is_more = take_names_down(engine, at=at) == MAX_AT_ONCE
    return Piece("" if is_more else None)


TIMER = Task(name="expire", turn_of=every_hour, do=take_some_down)
