"""What there is of the villages' items: notices, and the drafts of their next versions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from villagepub import clock
from villagepub.duties.duty import NoticeState
from villagepub.duties.obligations import YEARS
from villagepub.models import OPEN_DRAFTS, Draft, Notice
from villagepub.states import Attribute

_OF_NOTICE = (
    col(Notice.id),
    col(Notice.public_id),
    col(Notice.village_code),
    col(Notice.item_id),
    col(Notice.period),
    col(Notice.title),
    col(Notice.status),
    col(Notice.version),
    col(Notice.published_at),
    col(Notice.posting_until),
    col(Notice.attribute),
    col(Notice.objection_until),
    col(Notice.result_of),
)


def of_villages(
    session: Session, codes: Sequence[str], on: date
) -> dict[str, list[NoticeState]]:
    """Notices of the last years by village, and older ones that are worked on.

    Columns and no objects: a township may have a quarter of a million.
    """
    rows = session.execute(
        sa.select(
            *_OF_NOTICE,
            col(Draft.id).label("draft_id"),
            col(Draft.status).label("draft"),
            col(Draft.remark),
        )
        .join(
            Draft,
            (col(Draft.notice_id) == Notice.id) & col(Draft.status).in_(OPEN_DRAFTS),
            isouter=True,
        )
        .where(
            col(Notice.village_code).in_(codes),
            sa.or_(
                col(Notice.period) >= str(on.year - YEARS),
                col(Draft.id).is_not(None),
            ),
        )
        .order_by(col(Notice.id))
    )
    found: dict[str, list[NoticeState]] = {}
    for row in rows:
        if row.version == 0 and row.draft_id is None:
            continue  # begun and thrown away
        found.setdefault(row.village_code, []).append(_notice_state(row))
    return found


def _notice_state(row: sa.Row[Any]) -> NoticeState:
    return NoticeState(
        notice_id=row.id,
        public_id=row.public_id,
        item_id=row.item_id,
        period=row.period,
        title=row.title,
        status=row.status,
        version=row.version,
        published_on=clock.day(row.published_at) if row.published_at else None,
        posting_until=row.posting_until,
        objection_until=row.objection_until,
        result_of=row.result_of,
        draft_id=row.draft_id,
        draft=row.draft,
        remark=row.remark or "",
        is_withheld=row.attribute is Attribute.NONE,
    )
