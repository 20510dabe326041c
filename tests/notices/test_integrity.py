"""Whoever changes what was published, however carefully, is found out."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.stage import AT
from villagepub import db, outbox
from villagepub.content import NoticeContent
from villagepub.models import Notice, NoticeVersion
from villagepub.notices import corrections
from villagepub.notices.integrity import first_untrue
from villagepub.notices.publication import digest_of


def _first(session: Session) -> NoticeVersion:
    return session.exec(select(NoticeVersion)).one()


def _sum(session: Session) -> None:
    """Another sum, and every digest made to fit."""
    row = _first(session)
    row.content = row.content.replace("46,6", "46,7")
    row.digest = digest_of(row.content, row.records)
    row.check_code = NoticeContent.from_json(row.content).check_code


def _row(session: Session) -> None:
    row = _first(session)
    row.records += " "
    row.digest = digest_of(row.content, row.records)


def _code(session: Session) -> None:
    _first(session).check_code = "2222-2222"


def _date(session: Session) -> None:
    _first(session).published_at -= timedelta(days=7)


def _signer(session: Session) -> None:
    row = _first(session)
    row.reviewer_id = row.author_id


def _gone(session: Session) -> None:
    session.delete(_first(session))
    session.exec(select(Notice)).one().version = 0


def _number(session: Session) -> None:
    session.exec(select(Notice)).one().number = "安塞·沿河湾·马家沟〔2026〕惠 009号"


def _withdrawn(session: Session) -> None:
    notice = session.exec(select(Notice)).one()
    notice.status = type(notice.status).WITHDRAWN
    notice.withdrawn_at = AT


@pytest.mark.parametrize(
    "tamper", [_sum, _row, _code, _date, _signer, _gone, _number, _withdrawn]
)
def test_tampering_is_found(
    county: Engine, sheets_folder: Path, tamper: Callable[[Session], None]
) -> None:
    stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        assert first_untrue(session) is None
        tamper(session)
    with db.reading(county) as session:
        assert first_untrue(session)


def test_a_withdrawal_holds_until_its_reason_is_changed(
    county: Engine, sheets_folder: Path
) -> None:
    stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        notice = session.exec(select(Notice)).one()
        corrections.withdraw(
            stage.act(session, "laotuo", AT + timedelta(days=2)),
            notice_id=notice.id or 0,
            reason="发错了村",
            announce=outbox.announce,
        )
    with db.transaction(county) as session:
        assert first_untrue(session) is None
        session.exec(select(Notice)).one().withdrawn_reason = "到期了"
    with db.reading(county) as session:
        assert first_untrue(session)


def test_publications_cut_off_the_end_of_the_log_are_missed(
    county: Engine, sheets_folder: Path
) -> None:
    """The chain alone can't tell that its last links are gone; the versions can."""
    stage.publish(county, sheets_folder)
    with county.begin() as connection:
        connection.exec_driver_sql(
            "DELETE FROM auditentry WHERE id = (SELECT max(id) FROM auditentry)"
        )
    with db.reading(county) as session:
        assert first_untrue(session)
