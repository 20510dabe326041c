"""Many hands at one moment: one number each, one publication of a draft, one chain."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import select

from tests import stage
from tests.notices.test_planted_numbers import book
from tests.stage import AT, CASES, SUBSIDY
from villagepub import audit, db
from villagepub.forms.entry import Edit
from villagepub.integrity import find_tampered
from villagepub.models import Delivery, Draft, NoticeVersion
from villagepub.notices import drafts as notice_drafts
from villagepub.notices.errors import StaleDraft, WrongMoment

YEARS = ("2021", "2022", "2023", "2024", "2025", "2026")


@pytest.fixture(params=["sqlite", "postgres"])
def shared(request: pytest.FixtureRequest) -> Engine:
    """The small county on each of the two databases."""
    if request.param == "sqlite":
        return request.getfixturevalue("county")
    engine: Engine = request.getfixturevalue("empty_postgres")
    db.upgrade(engine)
    stage.lay(engine)
    return engine


def _submitted(engine: Engine, data: bytes, period: str) -> int:
    with db.transaction(engine) as session:
        draft = notice_drafts.start(
            stage.act(session, "laotuo", AT),
            item_id=stage.item_id(session, SUBSIDY),
            period=period,
        )
        draft = stage.upload(session, draft, data, "登记表.xlsx")
        return stage.submit(session, stage.settle_all(session, draft)).id


def _sign(engine: Engine, draft_id: int, gate: Barrier) -> str:
    gate.wait()
    try:
        with db.transaction(engine) as session:
            return stage.approve(session, session.get_one(Draft, draft_id)).number
    except WrongMoment:
        return ""


def _all_at_once(engine: Engine, drafts: list[int]) -> list[str]:
    gate = Barrier(len(drafts))
    with ThreadPoolExecutor(len(drafts)) as pool:
        return list(pool.map(lambda one: _sign(engine, one, gate), drafts))


def _holds(engine: Engine) -> bool:
    with db.reading(engine) as session:
        return (
            audit.first_broken(session) is None
            and next(find_tampered(session), None) is None
        )


def test_six_first_publications_get_six_numbers(shared: Engine) -> None:
    data = book(title="马家沟村耕地地力保护补贴登记表")
    drafts = [_submitted(shared, data, year) for year in YEARS]
    numbers = sorted(_all_at_once(shared, drafts))
    assert [n[-4:] for n in numbers] == [f"{n:03d}号" for n in range(1, 7)]
    assert _holds(shared)


def test_signing_twice_at_once_publishes_once(
    shared: Engine, sheets_folder: Path
) -> None:
    data = (sheets_folder / "notices" / CASES[0].file).read_bytes()
    draft = _submitted(shared, data, "2026")
    numbers = _all_at_once(shared, [draft] * 4)
    assert len([n for n in numbers if n]) == 1
    with db.reading(shared) as session:
        assert len(session.exec(select(NoticeVersion.id)).all()) == 1
        assert len(session.exec(select(Delivery.id)).all()) == 1
    assert _holds(shared)


def test_who_saves_over_a_newer_draft_is_told_though_both_had_read_it(
    shared: Engine,
) -> None:
    """A view reads the draft before the verb locks it: the lock must look again."""
    with db.transaction(shared) as session:
        draft = stage.upload(session, stage.begin(session), book(), "登记表.xlsx")
        draft_id, seen = draft.id, draft.revision
    gate = Barrier(2)

    def change(area: str) -> bool:
        try:
            with db.transaction(shared) as session:
                read = session.get_one(Draft, draft_id)  # and held, as a view does
                if shared.dialect.name == "postgresql":  # SQLite lets one in at a time
                    gate.wait()
                notice_drafts.change(
                    stage.act(session, "laotuo", AT),
                    draft_id=draft_id,
                    revision=seen,
                    edits=[Edit(part="", row=3, column="area", value=area)],
                )
                return read.revision == seen + 1
        except StaleDraft:
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(change, ["11", "12"])) == [False, True]
