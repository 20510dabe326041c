"""What was published before a correction stays to be seen until the township takes it down."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.stage import AT
from villagepub import db
from villagepub.access import Forbidden
from villagepub.integrity import untrue
from villagepub.models import Notice
from villagepub.notices import old_versions, queries
from villagepub.notices.errors import NoticeFault, WrongMoment
from villagepub.notices.queries import VersionGone

WHY = "原来的版本写了不该公开的事"


@pytest.fixture
def public_id(county: Engine, sheets_folder: Path) -> str:
    return stage.publish(county, sheets_folder)


def take_down(
    session: Session, public_id: str, login: str = "bai", why: str = WHY
) -> Notice:
    act = stage.act(session, login, AT + timedelta(days=3))
    return old_versions.take_down(act, public_id=public_id, reason=why)


def test_what_was_taken_down_is_not_shown_and_it_is_said_why(
    get, client, county: Engine, public_id: str
) -> None:
    with db.transaction(county) as session:
        stage.correct(session, public_id)
        found = queries.published(session, public_id, version=1)
        assert found is not None
        code = found.content.check_code
        take_down(session, public_id)
    for address in (f"/n/{public_id}/v1", f"/verify/{code}"):
        words = get(address, code=410).words
        assert f"镇政府把它从网上撤下了，理由：{WHY}。现在的是第 2 版。" in words
        assert "46,675.20" not in words
    get(f"/n/{public_id}")
    get(f"/n/{public_id}/v2")
    with db.reading(county) as session:
        assert list(untrue(session)) == []
        whole = queries.whole(session, public_id, version=1)  # the archive has it
        assert whole is not None
        assert whole.gone == WHY


def test_a_later_correction_shows_what_was_corrected_then(
    county: Engine, public_id: str
) -> None:
    with db.transaction(county) as session:
        stage.correct(session, public_id)
        take_down(session, public_id)
        stage.correct(session, public_id)
        assert queries.published(session, public_id, version=2) is not None
        with pytest.raises(VersionGone):
            queries.published(session, public_id, version=1)


def test_only_the_township_takes_down_with_a_reason_what_was_corrected(
    county: Engine, public_id: str
) -> None:
    with db.transaction(county) as session:
        with pytest.raises(WrongMoment):
            take_down(session, public_id)
        stage.correct(session, public_id)
        with pytest.raises(NoticeFault):
            take_down(session, public_id, why=" ")
        for login in ("laotuo", "zhe", "kang"):
            with pytest.raises(Forbidden):
                take_down(session, public_id, login)
        assert queries.published(session, public_id, version=1) is not None


def test_the_townships_page_takes_it_down(desk, county: Engine, public_id: str) -> None:
    with db.transaction(county) as session:
        stage.correct(session, public_id)
        title = session.exec(select(Notice.title)).one()
    town = desk("bai")
    page = town.get(f"/township/old-versions/{stage.VILLAGE}/")
    assert title in page.words
    done = town.send(page, {"reason": WHY}, action="/")
    assert f"以前的版本撤下了，理由：{WHY}。" in done.words
    with db.reading(county) as session, pytest.raises(VersionGone):
        queries.published(session, public_id, version=1)
