"""The state of the villages' items: their notices, and the drafts of next versions."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from villagepub import clock
from villagepub.duties.duty import NoticeState, Posted
from villagepub.models import OPEN_DRAFTS, Draft, Notice
from villagepub.states import Attribute, DraftStatus, NoticeStatus

_OF_NOTICE = (
    col(Notice.id),
    col(Notice.public_id),
    col(Notice.village_code),
    col(Notice.item_id),
    col(Notice.period),
    col(Notice.title),
    sa.type_coerce(col(Notice.status), sa.String).label("status"),
    col(Notice.version),
    col(Notice.published_at),
    col(Notice.posting_until),
    sa.type_coerce(col(Notice.attribute), sa.String).label("attribute"),
    col(Notice.objection_until),
    col(Notice.result_of),
)
_STATES = {state.value: state for state in NoticeStatus}
_ATTRIBUTES = {attribute.value: attribute for attribute in Attribute}
_DRAFTS = {state.value: state for state in DraftStatus}


def of_villages(
    session: Session,
    codes: Sequence[str],
    *,
    since: str,
    asked: Collection[str],
    whole: Collection[int],
) -> dict[str, list[NoticeState]]:
    """By village, of the years ``since`` one, what more is said of than that it is
    ``posted``: notices of the periods that are ``asked`` for and of the items that are
    looked at ``whole``, by id; what is withdrawn or withheld; and of every year what is
    worked on.
    """
    known = sa.and_(
        sa.type_coerce(col(Notice.status), sa.String).in_(_STATES),
        sa.type_coerce(col(Notice.attribute), sa.String).in_(_ATTRIBUTES),
    )
    is_told = sa.or_(
        sa.not_(known),
        col(Notice.period).in_(asked),
        col(Notice.item_id).in_(whole),
        col(Notice.status) == NoticeStatus.WITHDRAWN,
        col(Notice.attribute) == Attribute.NONE,
    )
    return _states(
        session,
        col(Notice.village_code).in_(codes),
        col(Draft.id).is_not(None) | ((col(Notice.period) >= since) & is_told),
    )


def posted(session: Session, codes: Sequence[str], since: str) -> Posted:
    """The periods of each item of which something is up for everybody, since a year.

    A line an item and no objects: a township may have a quarter of a million.
    """
    rows = session.execute(
        sa.select(
            col(Notice.item_id),
            sa.func.aggregate_strings(col(Notice.period), ","),
        )
        .where(
            col(Notice.village_code).in_(codes),
            col(Notice.period) >= since,
            col(Notice.version) > 0,
            col(Notice.status) == NoticeStatus.PUBLISHED,
            col(Notice.attribute) != Attribute.NONE,
            # An index of what is none would be looked through for every village.
            sa.func.coalesce(col(Notice.result_of), 0) == 0,
        )
        .group_by(col(Notice.item_id))
    )
    return {item_id: frozenset(periods.split(",")) for item_id, periods in rows}


def _states(
    session: Session, *conditions: sa.ColumnElement[bool]
) -> dict[str, list[NoticeState]]:
    status = sa.type_coerce(col(Draft.status), sa.String)
    # Somebody wrote beside the program: nobody knows whether it was open.
    is_strange = status.not_in(_DRAFTS) & (col(Draft.version) > col(Notice.version))
    is_worked_on = col(Draft.status).in_(OPEN_DRAFTS) | is_strange
    rows = session.execute(
        sa.select(
            *_OF_NOTICE,
            col(Draft.id).label("draft_id"),
            status.label("draft"),
            col(Draft.remark),
        )
        .join(Draft, (col(Draft.notice_id) == Notice.id) & is_worked_on, isouter=True)
        .where(*conditions)
        .order_by(col(Notice.id), sa.func.coalesce(is_strange, sa.false()).desc())
    )
    # Of two drafts the last counts, which can be read.
    last = {row.id: row for row in rows}
    found: dict[str, list[NoticeState]] = {}
    for row in last.values():
        if row.version or row.draft_id:  # else begun and thrown away
            found.setdefault(row.village_code, []).append(_state(row))
    return found


def _state(row: Any) -> NoticeState:
    is_known = row.attribute in _ATTRIBUTES and (
        row.draft is None or row.draft in _DRAFTS
    )
    return NoticeState(
        notice_id=row.id,
        public_id=row.public_id,
        item_id=row.item_id,
        period=row.period,
        title=row.title,
        status=_STATES.get(row.status) if is_known else None,
        version=row.version,
        published_on=clock.day(row.published_at) if row.published_at else None,
        posting_until=row.posting_until,
        objection_until=row.objection_until,
        result_of=row.result_of,
        draft_id=row.draft_id,
        draft=_DRAFTS.get(row.draft),
        remark=row.remark or "",
        is_withheld=row.attribute == Attribute.NONE,
    )
