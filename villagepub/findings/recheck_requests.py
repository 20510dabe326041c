"""What happened in the villages since a check: it is checked again by itself."""

from datetime import datetime

from sqlalchemy.engine import Engine
from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from villagepub import db
from villagepub.act import Act
from villagepub.findings.check_runs import ask
from villagepub.models import Finding, NothingDeclared, Notice, VillageItem
from villagepub.states import FindingKind, FindingState, NoticeStatus


def ask_for_changed(engine: Engine, *, at: datetime) -> int:
    """What was posted, corrected or declared 本期无 since its findings were made is
    checked by itself.
    """
    with db.reading(engine) as session:
        rows = {*session.exec(_newer()).all(), *session.exec(_declared()).all()}
    if rows:
        with db.transaction(engine) as session:
            for village, item, period in sorted(rows):
                ask(
                    Act(session, None, at), place_code=village, item=item, period=period
                )
    return len(rows)


def _open_findings() -> Select[str, str, str]:
    """Village, item and period of what is not settled, beside the village's item."""
    return (
        select(Finding.village_code, Finding.item, Finding.period)
        .join(VillageItem, col(VillageItem.village_code) == Finding.village_code)
        .where(
            col(Finding.state).not_in((FindingState.CLOSED, FindingState.DISMISSED)),
            VillageItem.name == Finding.item,
        )
        .distinct()
    )


def _newer() -> Select[str, str, str]:
    return (
        _open_findings()
        .join(
            Notice,
            (col(Notice.item_id) == VillageItem.id)
            & (col(Notice.period) == Finding.period),
        )
        .where(
            Notice.status == NoticeStatus.PUBLISHED,
            col(Notice.version) > col(Finding.version),
        )
    )


def _declared() -> Select[str, str, str]:
    return (
        _open_findings()
        .join(
            NothingDeclared,
            (col(NothingDeclared.item_id) == VillageItem.id)
            & (col(NothingDeclared.period) == Finding.period),
        )
        .where(
            Finding.kind == FindingKind.NOT_PUBLISHED,
            col(NothingDeclared.declared_at) > col(Finding.seen_at),
        )
    )
