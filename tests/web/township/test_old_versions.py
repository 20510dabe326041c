"""What was published before a correction stays to be seen until the township takes it down."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from tests import stage
from tests.render.reading import pdf_text
from tests.stage import AT
from villagepub import db, outbox, render
from villagepub.access import Forbidden
from villagepub.integrity import find_tampered
from villagepub.models import Notice
from villagepub.notices import drawn_files, old_versions, queries
from villagepub.notices.errors import NoticeFault, WrongMoment
from villagepub.notices.queries import VersionGone
from villagepub.settings import Settings

WHY = "原来的版本写了不该公开的事"


@pytest.fixture
def public_id(county: Engine, sheets_folder: Path) -> str:
    return stage.publish(county, sheets_folder)


def take_down(
    session: Session, public_id: str, login: str = "bai", why: str = WHY
) -> Notice:
    act = stage.act(session, login, AT + timedelta(days=3))
    return old_versions.take_down(
        act,
        public_id=public_id,
        reason=why,
        retell=outbox.retold_ahead(session, public_id),
    )


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
        assert list(find_tampered(session)) == []
        whole = queries.as_signed(session, public_id, version=1)  # the archive has it
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


def test_what_holds_says_that_it_was_corrected_and_nothing_of_what_stood_before(
    app: Flask, chosen: Settings, desk, county: Engine, public_id: str
) -> None:
    with db.transaction(county) as session:
        stage.correct(session, public_id)
    stage.draw(app)
    client = app.test_client()
    pages = (f"/n/{public_id}", f"/n/{public_id}/v2")
    addresses = (*pages, f"/n/{public_id}.json", f"/n/{public_id}.txt")
    before = [client.get(a).get_data(as_text=True) for a in addresses]
    assert all("13.25" in text and "777.92" in text for text in before)
    with db.transaction(county) as session:
        take_down(session, public_id)
    drawn_files.draw_due(county, chosen.store_url, at=AT + timedelta(days=3))
    for address in addresses:
        text = client.get(address).get_data(as_text=True)
        assert "镇上核对后改正" in text
        assert "777.02" in text or address.endswith(".txt")
        assert "777.92" not in text
        assert "原来" not in text
        assert "白**补贴面积" not in text
    words = desk("laotuo").get(f"/clerk/notices/{public_id}/").words
    assert "以这一次的为准" in words  # what is forwarded by hand
    assert "原来 13.25" not in words
    with db.reading(county) as session:
        whole, shown = (
            ask(session, public_id) for ask in (queries.as_signed, queries.published)
        )
    assert whole is not None
    assert shown is not None
    line = next(one for one in shown.versions if one.version == 2)
    assert {whole.content.check_code, shown.content.check_code} == {line.check_code}
    assert "13.25" not in pdf_text(render.poster_pdf(whole.content, paper="a4"))


def test_a_village_that_there_is_not_is_no_fault(desk) -> None:
    for address in ("old-versions", "villages"):
        page = desk("bai").get(f"/township/{address}/610603102999/")
        assert page.code == 404


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("白志明家的地写错了", "里面有名单上的人"),
        ("原来写了得病的事", "里面说到病、残或家里的事"),
    ],
)
def test_the_reason_says_nothing_of_whom_it_is_about(
    county: Engine, public_id: str, reason: str, said: str
) -> None:
    with db.transaction(county) as session:
        stage.correct(session, public_id)
        with pytest.raises(NoticeFault, match=said):
            take_down(session, public_id, why=reason)
        assert queries.published(session, public_id, version=1) is not None
