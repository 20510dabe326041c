"""What was read of a photo and never answered goes: nobody needs it any more."""

from datetime import datetime, timedelta

from sqlalchemy.engine import Engine
from sqlmodel import col, select

from villagepub import db
from villagepub.act import Act, acting
from villagepub.audit_actions import AuditAction
from villagepub.models import Draft, Notice
from villagepub.notices.draft_sheet import DraftSheet
from villagepub.notices.errors import UnreadableDraft
from villagepub.notices.held_draft import EDITABLE
from villagepub.timers import Piece, Task, every_day

KEPT_DAYS = 7  # after the last word that anybody said of the draft
MAX_AT_ONCE = 50  # drafts a piece: others write meanwhile within a moment


def let_some_go(engine: Engine, position: str, at: datetime) -> Piece:
    """Of the next drafts after ``position``, the number of the last one."""
    before = at - timedelta(days=KEPT_DAYS)
    with db.reading(engine) as session:
        old = session.exec(
            select(Draft)
            .where(
                col(Draft.id) > int(position or 0),
                col(Draft.status).in_(EDITABLE),
                col(Draft.saved_at) < before,
            )
            .order_by(col(Draft.id))
            .limit(MAX_AT_ONCE)
        ).all()
        forgotten = [d.id for d in old if _has_reading(d)]
        last = str(old[-1].id) if len(old) == MAX_AT_ONCE else None
    if forgotten:
        with acting(engine, at=at) as act:
            for draft_id in forgotten:
                _let_go(act, draft_id, before)
    return Piece(last)


def _has_reading(draft: Draft) -> bool:
    try:
        return bool(DraftSheet.from_json(draft.sheet).photo)
    except UnreadableDraft:  # one of them stops nobody else's
        return False


def _let_go(act: Act, draft_id: int | None, before: datetime) -> None:
    """The draft's own sheet stays, and so does all else that was said in it."""
    draft = act.session.get(
        Draft, draft_id, with_for_update=True, populate_existing=True
    )
    if draft is None or draft.status not in EDITABLE or draft.saved_at >= before:
        return  # somebody has come back to it
    draft.sheet = DraftSheet.from_json(draft.sheet).without_photo().to_json()
    draft.revision += 1
    notice = act.session.get_one(Notice, draft.notice_id)
    act.record(AuditAction.DRAFT_PHOTO_GONE, notice, version=draft.version)


TIMER = Task(name="abandoned_readings", turn_of=every_day, do=let_some_go)
