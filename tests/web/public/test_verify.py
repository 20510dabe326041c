"""查真假: what is stored is held against what was signed before anybody is shown it."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from villagepub import db
from villagepub.models import Notice, NoticeVersion

TOUCHES = [
    ("UPDATE noticeversion SET content = packed(replace(text_of(content), '46,675.20', '48,675.20'))", "内容"),
    ("UPDATE noticeversion SET content = packed('{')", "内容"),
    ("UPDATE noticeversion SET content = x'789c'", "内容"),
    ("UPDATE noticeversion SET content = 'no bytes'", "内容"),
    ("UPDATE notice SET attribute = 'partial'", "能不能公开"),
    ("UPDATE notice SET village_code = '610603102214'", "村"),
    ("UPDATE notice SET period = '2025'", "期间"),
    ("UPDATE notice SET posting_until = '2027-01-01'", "公布期限"),
    ("UPDATE noticeversion SET published_at = '2026-01-01 00:00:00.000000'", "贴出的时间"),
    ("UPDATE noticeversion SET reviewer_id = author_id", "审核人"),
]  # fmt: skip


@pytest.fixture
def public_id(county: Engine, sheets_folder: Path) -> str:
    return stage.publish(county, sheets_folder)


def code_of(county: Engine, public_id: str) -> str:
    with db.reading(county) as session:
        return session.exec(
            select(NoticeVersion.check_code)
            .join(Notice)
            .where(Notice.public_id == public_id)
        ).one()


@pytest.mark.parametrize(("touch", "word"), TOUCHES)
def test_what_was_touched_is_said_and_not_shown(
    get, client: FlaskClient, county: Engine, public_id: str, touch: str, word: str
) -> None:
    stage.draw(client.application)
    code = code_of(county, public_id)
    with county.begin() as connection:
        stage.touch(connection.connection.dbapi_connection, touch)
    for address in (f"/n/{public_id}", f"/n/{public_id}/v1", f"/verify/{code}"):
        page = get(address, code=409)
        assert "和签过的不一致" in page.words
        assert word in page.words
        assert "8,675.20" not in page.words
        assert "和签过的一样" not in page.words
        assert "审核，" not in page.words
    for kind in (".json", ".csv", ".xlsx", ".txt", ".pdf", ".png", "/card.png"):
        assert client.get(f"/n/{public_id}{kind}").status_code == 409


def test_two_papers_with_each_others_codes_are_not_what_was_signed(
    get, county: Engine, sheets_folder: Path, public_id: str
) -> None:
    other = stage.publish(county, sheets_folder, stage.CASES[1])
    codes = [code_of(county, one) for one in (public_id, other)]
    with db.transaction(county) as session:
        one, two = session.exec(select(NoticeVersion)).all()
        one.check_code, two.check_code = two.check_code, one.check_code
    for address in (*(f"/verify/{c}" for c in codes), f"/n/{public_id}", f"/n/{other}"):
        assert "查真假码" in get(address, code=409).words


def test_a_withdrawn_notice_that_was_put_back_is_not_what_was_signed(
    get, county: Engine, public_id: str
) -> None:
    with db.transaction(county) as session:
        stage.withdraw(session, at=stage.AT + timedelta(days=2), reason="贴错了年份")
    with county.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE notice SET status = 'published', withdrawn_at = NULL"
        )
    assert "撤没撤回" in get(f"/n/{public_id}", code=409).words


def test_the_page_says_no_more_than_was_looked_at(
    get, county: Engine, public_id: str
) -> None:
    page = get(f"/verify/{code_of(county, public_id)}")
    assert "跟签字时记下的一样" in page.words
    assert "是真的" not in page.words


OTHER_LINES = [
    ("UPDATE noticeversion SET reason = '没有改过钱' WHERE version = 2", "更正的理由"),
    ("UPDATE noticeversion SET published_at = '2026-06-18 00:00:00.000000' WHERE version = 1", "贴出的时间"),
    ("DELETE FROM noticeversion WHERE version = 1", "有几版"),
]  # fmt: skip


@pytest.mark.parametrize(("touch", "word"), OTHER_LINES)
def test_what_a_page_tells_of_its_other_versions_is_held_against_the_log_too(
    get, county: Engine, public_id: str, touch: str, word: str
) -> None:
    with db.transaction(county) as session:
        stage.correct(session, public_id)
    other = 2 if "version = 1" in touch else 1
    with county.begin() as connection:
        connection.exec_driver_sql(touch)
    for address in (f"/n/{public_id}", f"/n/{public_id}/v{other}"):
        assert word in get(address, code=409).words


def test_there_is_no_version_nought(get, public_id: str) -> None:
    get(f"/n/{public_id}/v0", code=404)


@pytest.mark.parametrize("column", ["status", "attribute"])
def test_a_word_that_nobody_knows_is_said_and_not_shown(
    get, public_id: str, county: Engine, column: str
) -> None:
    with county.begin() as connection:
        connection.exec_driver_sql(f"UPDATE notice SET {column} = 'gone'")  # noqa: S608
    for path in ("", "/v1"):
        page = get(f"/n/{public_id}{path}", code=409)
        assert "读不出来" in page.words
        assert "audit verify" in page.words
