"""What happened in the villages since a check: it is checked again by itself.

A notice knows the version whose findings were last looked at: only what is newer is asked
for, however many notices there are.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from villagepub import db
from villagepub.act import Act
from villagepub.findings.check_runs import ask
from villagepub.findings.lifecycle import MARK_CHECKED
from villagepub.findings.queries import ENDED
from villagepub.models import Finding, NothingDeclared, Notice, VillageItem
from villagepub.states import FindingKind, NoticeStatus

MAX_AT_ONCE = 200  # a transaction
_IS_OPEN = col(Finding.state).not_in(ENDED)
_POSTED = (
    sa.select(
        col(Notice.id),
        col(Notice.version),
        col(Notice.village_code),
        col(VillageItem.name),
        col(Notice.period),
    )
    .join(VillageItem, col(VillageItem.id) == Notice.item_id)
    .add_columns(
        sa.exists().where(
            col(Finding.village_code) == Notice.village_code,
            col(Finding.item) == VillageItem.name,
            col(Finding.period) == Notice.period,
            _IS_OPEN,
            col(Finding.version) < Notice.version,
            col(Notice.status) == NoticeStatus.PUBLISHED,
        )
    )
    .where(col(Notice.checked_version) < Notice.version)
    .order_by(col(Notice.id))
    .limit(MAX_AT_ONCE)
)
# 本期无 counts when the committee has confirmed it, 不用贴了 when it is said.
_SAID_AT = sa.func.coalesce(NothingDeclared.confirmed_at, NothingDeclared.declared_at)
_COUNTS = col(NothingDeclared.confirmed_at).is_not(None) | (
    col(NothingDeclared.waived_reason) != ""
)
_DECLARED = (
    sa.select(
        col(NothingDeclared.id),
        col(VillageItem.village_code),
        col(VillageItem.name),
        col(NothingDeclared.period),
    )
    .join(VillageItem, col(VillageItem.id) == NothingDeclared.item_id)
    .add_columns(
        sa.exists().where(
            col(Finding.village_code) == VillageItem.village_code,
            col(Finding.item) == VillageItem.name,
            col(Finding.period) == NothingDeclared.period,
            _IS_OPEN,
            col(Finding.kind) == FindingKind.NOT_PUBLISHED,
            col(Finding.seen_at) < _SAID_AT,
        )
    )
    .where(col(NothingDeclared.checked_at).is_(None), _COUNTS)
    .order_by(col(NothingDeclared.id))
    .limit(MAX_AT_ONCE)
)


def ask_for_changed(engine: Engine, *, at: datetime) -> int:
    """What was posted, corrected or declared 本期无 since its findings were made is
    checked by itself; how many checks were asked for.
    """
    asked = 0
    while _is_there_more(engine):
        with db.transaction(engine) as session:
            wanted = _posted(session) | _declared(session, at)
            for village, item, period in sorted(wanted):
                act = Act(session, None, at)
                ask(act, place_code=village, item=item, period=period)
        asked += len(wanted)
    return asked


def _is_there_more(engine: Engine) -> bool:
    """Nearly always not: nobody has to write."""
    with db.reading(engine) as session:
        return any(
            session.execute(each.limit(1)).first() for each in (_POSTED, _DECLARED)
        )


def _posted(session: Session) -> set[tuple[str, str, str]]:
    rows = session.execute(_POSTED).all()
    if rows:
        seen = [{"b_id": number, "b_version": version} for number, version, *_ in rows]
        session.connection().execute(MARK_CHECKED, seen)
    return {
        (village, item, period)
        for _, _, village, item, period, is_open in rows
        if is_open
    }


def _declared(session: Session, at: datetime) -> set[tuple[str, str, str]]:
    rows = session.execute(_DECLARED).all()
    session.connection().execute(
        sa.update(NothingDeclared)
        .where(col(NothingDeclared.id).in_([number for number, *_ in rows]))
        .values(checked_at=at)
    )
    return {
        (village, item, period) for _, village, item, period, is_open in rows if is_open
    }
