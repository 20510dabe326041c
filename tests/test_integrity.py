"""Whoever changes what was published beside the log is found out, and it is said what."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.stage import AT
from villagepub import db, outbox
from villagepub.act import Act
from villagepub.audit_actions import AuditAction
from villagepub.content import NoticeContent
from villagepub.integrity import NotAsSigned, find_tampered
from villagepub.models import Notice, NoticeVersion
from villagepub.notices import corrections, drafts, expiry, queries
from villagepub.notices.draft_sheet import Options
from villagepub.signed_fields import WORDS, digest_of_version
from villagepub.states import Attribute

# Nobody reads these, and a row that hangs on another id is missed at its own.
UNSEEN = {
    "notice": {
        "id",
        "created_at",
        "public_id",
        "drawn_at",
        "drawing_since",
        "checked_version",
    },  # fmt: skip
    "noticeversion": {"id", "notice_id", "content", "records", "version"},
}
OTHER: dict[str, object] = {
    "attribute": "partial",
    "status": "withdrawn",
    "version": 2,
    "village_code": stage.OTHER,
    "item_id": 1,
    "author_id": 5,
    "reviewer_id": 5,
    "posting_until": "2026-12-30",
    "objection_until": "2026-12-30",
}
SEEN = [
    (table.name, column.name)
    for table in (sa.inspect(Notice).local_table, sa.inspect(NoticeVersion).local_table)
    for column in table.columns
    if column.name not in UNSEEN[table.name]
]


@pytest.fixture
def posted(county: Engine, sheets_folder: Path) -> Engine:
    stage.publish(county, sheets_folder)
    return county


def found(engine: Engine) -> str:
    with db.reading(engine) as session:
        return "".join(find_tampered(session))


def test_what_nobody_touched_is_as_it_was_signed(posted: Engine) -> None:
    assert found(posted) == ""


@pytest.mark.parametrize(("table", "column"), SEEN, ids=lambda name: name)
def test_a_field_that_was_changed_beside_the_log_is_named(
    posted: Engine, table: str, column: str
) -> None:
    is_moment = column.endswith("_at")
    value = OTHER.get(column, "2026-01-01 00:00:00.000000" if is_moment else "别的")
    with posted.begin() as connection:
        connection.execute(
            sa.text(f"UPDATE {table} SET {column} = :value"),  # noqa: S608
            {"value": value},
        )
    assert WORDS[column] in found(posted)


@pytest.mark.parametrize("name", [f.name for f in fields(NoticeContent) if f.compare])
def test_whatever_of_the_content_was_changed_it_is_not_what_was_signed(
    posted: Engine, name: str
) -> None:
    """And no digest or code made to fit helps."""
    with db.transaction(posted) as session:
        row = session.exec(select(NoticeVersion)).one()
        data = json.loads(row.content)
        data[name] = touched(data[name])
        row.content = json.dumps(data, ensure_ascii=False)
    assert "内容" in found(posted)
    with db.transaction(posted) as session:
        row = session.exec(select(NoticeVersion)).one()
        row.digest = digest_of_version(row.content, row.records)
    assert "内容、指纹" in found(posted)


def touched(value: Any) -> Any:
    match value:
        case int():
            return value + 1
        case list():
            return [*value, *value[:1]] if value else ["x"]
        case dict():
            return {**value, "note": "别的"}
    return f"{value}别的"


def _records(session: Session) -> None:
    row = session.exec(select(NoticeVersion)).one()
    row.records += " "
    row.digest = digest_of_version(row.content, row.records)


def _gone(session: Session) -> None:
    session.delete(session.exec(select(NoticeVersion)).one())
    session.exec(select(Notice)).one().version = 0


def _another_address(session: Session) -> None:
    session.exec(select(Notice)).one().public_id = "zzzzzz"


def _one_more(session: Session) -> None:
    row = session.exec(select(NoticeVersion)).one()
    copy = row.model_dump(exclude={"id", "version"})
    session.add(NoticeVersion(version=2, **copy))
    session.exec(select(Notice)).one().version = 2


def _entry(session: Session) -> None:
    """An entry that says so too, without its digest."""
    row = session.exec(select(Notice)).one()
    row.title = "别的"
    session.connection().execute(
        sa.text(
            "UPDATE auditentry SET data = json_set(data, '$.signed.title', '别的')"
            " WHERE action = 'notice.publish'"
        )
    )


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (_records, "底稿、指纹"),
        (_gone, "贴出过，现在不见了"),
        (_another_address, "贴出的记录"),
        (_one_more, "第 2 版"),
    ],
)
def test_rows_exchanged_added_or_gone_are_found(
    posted: Engine, tamper: Callable[[Session], None], said: str
) -> None:
    with db.transaction(posted) as session:
        tamper(session)
    assert said in found(posted)


def test_two_notices_with_each_others_codes_are_both_found(
    posted: Engine, sheets_folder: Path
) -> None:
    stage.publish(posted, sheets_folder, stage.CASES[1])
    with db.transaction(posted) as session:
        one, two = session.exec(select(NoticeVersion)).all()
        one.check_code, two.check_code = two.check_code, one.check_code
    assert found(posted).count("查真假码") == 2


def test_an_entry_changed_beside_its_digest_helps_nobody(posted: Engine) -> None:
    with db.transaction(posted) as session:
        _entry(session)
        public_id = session.exec(select(Notice.public_id)).one()
    with db.reading(posted) as session, pytest.raises(NotAsSigned, match="办事记录"):
        queries.published(session, public_id)


def _withdraw(act: Act, notice: Notice) -> None:
    corrections.withdraw(
        act, notice_id=notice.id, reason="发错了村", announce=outbox.announce
    )


def _recount(act: Act, notice: Notice) -> None:
    notice.objection_until = date(2026, 7, 9)
    act.record(AuditAction.NOTICE_RECOUNT, notice, objection_until="2026-07-09")


@pytest.fixture(params=[_withdraw, _recount])
def later(
    posted: Engine, request: pytest.FixtureRequest
) -> Callable[[Act, Notice], None]:
    return request.param


def test_what_was_done_later_and_logged_is_no_forgery(
    posted: Engine, later: Callable[[Act, Notice], None]
) -> None:
    with db.transaction(posted) as session:
        act = stage.act(session, "laotuo", AT + timedelta(days=2))
        later(act, session.exec(select(Notice)).one())
    assert found(posted) == ""


def test_names_that_went_from_the_web_stay_gone(posted: Engine) -> None:
    expiry.take_names_down(posted, at=AT + timedelta(days=90))
    assert found(posted) == ""
    with posted.begin() as connection:
        connection.exec_driver_sql("UPDATE notice SET names_gone_at = NULL")
    assert WORDS["names_gone_at"] in found(posted)


def test_a_withdrawal_holds_until_its_reason_is_changed(posted: Engine) -> None:
    with db.transaction(posted) as session:
        act = stage.act(session, "laotuo", AT + timedelta(days=2))
        _withdraw(act, session.exec(select(Notice)).one())
    with posted.begin() as connection:
        connection.exec_driver_sql("UPDATE notice SET withdrawn_reason = '到期了'")
    assert WORDS["withdrawn_reason"] in found(posted)


def test_every_version_of_a_corrected_notice_holds(posted: Engine) -> None:
    with db.transaction(posted) as session:
        stage.correct(session, session.exec(select(Notice.public_id)).one())
    assert found(posted) == ""
    with posted.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE noticeversion SET reason = '别的' WHERE version = 1"
        )
    assert WORDS["reason"] in found(posted)


def test_what_an_unsigned_correction_says_is_not_the_notice_s_yet(
    posted: Engine,
) -> None:
    with db.transaction(posted) as session:
        act = stage.act(session, "laotuo", AT + timedelta(days=2))
        notice = session.exec(select(Notice)).one()
        draft = corrections.correct(act, notice_id=notice.id, reason="漏了一户")
        drafts.set_options(
            act,
            draft_id=draft.id,
            revision=draft.revision,
            options=Options(),
            attribute=Attribute.NONE,
            attribute_reason="还在核对",
        )
        assert notice.attribute is Attribute.ACTIVE
    assert found(posted) == ""


def test_publications_cut_off_the_end_of_the_log_are_missed(posted: Engine) -> None:
    """The chain alone can't tell that its last links are gone; the versions can."""
    with posted.begin() as connection:
        connection.exec_driver_sql(
            "DELETE FROM auditentry WHERE id = (SELECT max(id) FROM auditentry)"
        )
    assert "贴出的记录" in found(posted)
