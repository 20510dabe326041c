"""Texts of notices are packed and unpacked again without a letter lost."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from tests import stage
from villagepub import backups, db, integrity
from villagepub.models import Draft, NoticeVersion

BEFORE = "0008"


@pytest.fixture
def corrected(county: Engine, sheets_folder: Path) -> Engine:
    """A notice with two versions."""
    public_id = stage.publish(county, sheets_folder)
    with db.transaction(county) as session:
        stage.correct(session, public_id)
    return county


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def engine(corrected: Engine, request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "sqlite":
        return corrected
    backups.save(corrected, tmp_path / "b.zip", tmp_path.as_uri())
    target: Engine = request.getfixturevalue("empty_postgres")
    backups.load(target, tmp_path / "b.zip", tmp_path.as_uri())
    return target


def frozen(engine: Engine) -> list[tuple[str, str]]:
    with db.reading(engine) as session:
        question = select(NoticeVersion.content, NoticeVersion.records)
        return list(session.exec(question.order_by(sa.text("id"))).all())


def plain(engine: Engine, question: str) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(sa.text(question)))


def test_what_was_signed_is_the_same_before_and_after(engine: Engine) -> None:
    signed = frozen(engine)
    assert len(signed) == 2
    db.downgrade(engine, BEFORE)
    contents = plain(engine, "SELECT content FROM noticeversion ORDER BY id")
    assert contents == [content for content, _ in signed]
    db.upgrade(engine)
    assert frozen(engine) == signed
    with db.reading(engine) as session:
        assert list(integrity.find_tampered(session)) == []


def test_only_the_newest_sheet_is_kept(engine: Engine) -> None:
    question = select(Draft.sheet).order_by(sa.text("version"))
    with db.reading(engine) as session:
        first, second = session.exec(question).all()
    assert (first, bool(second)) == ("", True)
    db.downgrade(engine, BEFORE)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE draft SET sheet = '{}' WHERE version = 1"))
    db.upgrade(engine)
    with db.reading(engine) as session:
        assert session.exec(question).all() == ["", second]


def test_a_notice_has_at_most_one_open_draft_as_before(engine: Engine) -> None:
    db.downgrade(engine, BEFORE)
    db.upgrade(engine)
    again = sa.text("UPDATE draft SET status = 'draft'")
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(again)


def test_a_notice_of_70_rows_takes_a_quarter_of_its_text(corrected: Engine) -> None:
    texts = [len(text.encode()) for pair in frozen(corrected) for text in pair]
    kept = plain(
        corrected, "SELECT length(content) + length(records) FROM noticeversion"
    )
    assert sum(texts) > 4 * sum(map(int, kept)), (texts, kept)
